"""What every chapter's page asks at its end: who is in charge, and whether it is finished."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from smartplan.plans.models import Chapter
from smartplan.web.forms import Form
from smartplan.wizard.people import Named, People

YES, NO = "yes", "no"


class FrameForm(Form):
    """Person and division in charge (from the lists, or a free name), and the planner's word."""

    mark_optional = False

    division = forms.ChoiceField(label="担当課", required=False)
    division_name = forms.CharField(
        label="担当課の名称", required=False, max_length=60, help_text="一覧にない課のとき"
    )
    person = forms.ChoiceField(label="担当者", required=False)
    person_name = forms.CharField(
        label="担当者の氏名", required=False, max_length=60, help_text="一覧にない人のとき"
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

    def changes(self) -> dict[str, tuple[str, str]]:
        """What was sent and differs from the stored chapter: field to (typed, stored)."""
        return {
            name: (self.cleaned_data[name], self.initial[name])
            for name in self.fields
            if name in self.data and self.cleaned_data[name] != self.initial[name]
        }

    def apply(self) -> list[str]:
        """Write the answers to the chapter (not saved yet); returns the fields that changed."""
        changed = self.changes()
        answers = {**self.initial, **{name: typed for name, (typed, _) in changed.items()}}
        for name, known in self.names.items():
            key = int(answers[name]) if answers[name] else None
            setattr(self.chapter, f"{name}_id", key)
            printed = answers[f"{name}_name"] or (known[key] if key else "")
            setattr(self.chapter, f"{name}_name", printed)
        if "done" in changed:
            done = answers["done"] == YES
            self.chapter.state = Chapter.State.DONE if done else Chapter.State.IN_PROGRESS
        return ["person", "person_name", "division", "division_name", "state"] if changed else []

    def words_of(self, name: str, value: str) -> str:
        """An answer as people read it: a choice by its label."""
        choices = getattr(self.fields[name], "choices", None)
        return str(dict(choices).get(value, value)) if choices else value


def _known(named: Named, key: int | None, printed: str) -> dict[int, str]:
    """Those to choose from, and the one chosen before even if they have left since."""
    known = dict(named)
    if key is not None:
        known.setdefault(key, printed or "（退職・異動した人）")
    return known
