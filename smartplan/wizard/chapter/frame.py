"""What every chapter's page asks at its end: who is in charge, and whether it is finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from smartplan.plans.models import Chapter
from smartplan.plans.saving import UNKNOWN, Write, is_same
from smartplan.plans.sections.questions import bases_of_answer
from smartplan.web.forms import Form
from smartplan.wizard.bases import SentBases
from smartplan.wizard.people import Named, People

YES, NO = "yes", "no"

FIELDS = {
    "person": "person_id",
    "person_name": "person_name",
    "division": "division_id",
    "division_name": "division_name",
}
"""Fields of the chapter, and where it holds their values."""


class FrameForm(Form):
    """Person and division in charge (from the lists, or a free name), and the planner's word."""

    mark_optional = False

    division = forms.ChoiceField(label="担当課", required=False)
    division_name = forms.CharField(
        label="担当課の名称",
        required=False,
        max_length=60,
        help_text="一覧にない場合に入力してください",
    )
    person = forms.ChoiceField(label="担当者", required=False)
    person_name = forms.CharField(
        label="担当者の氏名",
        required=False,
        max_length=60,
        help_text="一覧にない場合に入力してください",
    )
    done = forms.ChoiceField(
        label="この章の作成は完了しましたか",
        choices=((YES, "はい"), (NO, "いいえ、あとで続ける")),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Any, *, chapter: Chapter, people: People) -> None:
        self.chapter = chapter
        self.names = {
            "person": _known(people.members, chapter.person_id, chapter.person_name),
            "division": _known(people.divisions, chapter.division_id, chapter.division_name),
        }
        super().__init__(data, initial=self._shown())
        for name, known in self.names.items():
            choices = [("", "選ばない"), *((str(pk), label) for pk, label in known.items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            Fieldset("この章の担当", "division", "division_name", "person", "person_name"), "done"
        )

    def _shown(self) -> dict[str, str]:
        chapter = self.chapter
        shown = {"done": YES if chapter.state == Chapter.State.DONE else NO}
        for name, known in self.names.items():
            key: int | None = getattr(chapter, f"{name}_id")
            printed: str = getattr(chapter, f"{name}_name")
            shown[name] = str(key or "")
            shown[f"{name}_name"] = "" if key and known[key] == printed else printed
        return shown

    def writes(self, sent_bases: SentBases) -> Iterator[Write]:
        """What was sent, as changes of the chapter; what was not sent is left out."""
        key = self.chapter.pk
        for answer in self._answers():
            stored = {name: getattr(self.chapter, FIELDS[name]) for name in answer}
            seen = {name: sent_bases.of(Chapter, key, name) for name in answer}
            bases = bases_of_answer(answer, stored, seen)
            for name, value in answer.items():
                yield Write(Chapter, key, name, value, bases[name])
        if (state := self._state(sent_bases.of(Chapter, key, "state"))) is not None:
            yield Write(Chapter, key, "state", *state)

    def _answers(self) -> Iterator[dict[str, Any]]:
        """Who was named, each as the two fields of the chapter hold it."""
        sent = {name for name in self.fields if name in self.data and name in self.cleaned_data}
        answers = {**self.initial, **{name: self.cleaned_data[name] for name in sent}}
        for name, known in self.names.items():
            if sent & {name, f"{name}_name"}:
                key = int(answers[name]) if answers[name] else None
                printed = answers[f"{name}_name"] or (known[key] if key else "")
                yield {name: key, f"{name}_name": printed}

    def _state(self, seen: Any) -> tuple[str, Any] | None:
        """The state that the answer gives, and its base; `seen` is the state that was shown.

        「いいえ」 takes back that the chapter was finished, and says nothing of one that was not. A
        chapter that came into progress by itself meanwhile is no conflict.
        """
        answer = self.cleaned_data.get("done", "") if "done" in self.data else ""
        done, stored = Chapter.State.DONE, self.chapter.state
        was_done = is_same(seen, str(done)) or (seen is UNKNOWN and stored == done)
        if answer == YES:
            return str(done), seen if was_done or stored == done else stored
        return (str(Chapter.State.IN_PROGRESS), seen) if answer == NO and was_done else None

    def words_of(self, name: str, value: Any) -> str:
        """What a field of the chapter holds, as people read it."""
        if name in self.names:
            return self.names[name].get(value, "") if value else "選ばない"
        return str(Chapter.State(value).label) if name == "state" else str(value or "")

    def label_of(self, name: str) -> str:
        """What the page calls a field of the chapter."""
        return str(self.fields["done" if name == "state" else name].label)


def _known(named: Named, key: int | None, printed: str) -> dict[int, str]:
    """Those to choose from, and the one chosen before even if they have left since."""
    known = dict(named)
    if key is not None:
        known.setdefault(key, printed or "（退職・異動した人）")
    return known
