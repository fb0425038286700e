"""Forms about a plan as a whole: start, settings, copy, the arrangement of its chapters."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from smartplan.japanese.years import fiscal_year_label
from smartplan.municipalities.models import Municipality
from smartplan.plans.models import Chapter, Plan
from smartplan.web.forms import Form, ModelForm
from smartplan.wizard.sections.town_labels import use_town_words

YEARS_BACK, YEARS_AHEAD = 6, 8
LONGEST_PLAN = 20


def fiscal_year_of(day: date) -> int:
    """The fiscal year (April to March) of a day."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_choices(around: int, *also: int | None) -> list[tuple[int | str, str]]:
    """Fiscal years to choose from, a few years back and ahead, and those already chosen."""
    years = set(range(around - YEARS_BACK, around + YEARS_AHEAD + 1)) | {y for y in also if y}
    labels: list[tuple[int | str, str]] = [("", "未定")]
    return labels + [(year, fiscal_year_label(year, "era_western")) for year in sorted(years)]


def proposed_title(municipality: Municipality) -> str:
    return f"{municipality.name}スマートシティ推進計画"


class PlanForm(ModelForm):
    """What belongs to the plan itself; asked at the start, changed under 「計画の設定」."""

    start_year = forms.TypedChoiceField(
        label="計画の初年度", required=False, coerce=int, empty_value=None
    )
    years = forms.TypedChoiceField(
        label="計画の年数",
        coerce=int,
        choices=[(n, f"{n}年") for n in range(1, LONGEST_PLAN + 1)],
        initial=5,
    )

    class Meta:
        model = Plan
        fields: tuple[str, ...] = (
            "title",
            "plan_type",
            "area",
            "stage",
            "population",
            "start_year",
            "years",
            "edition",
        )
        widgets: dict[str, type[forms.Widget] | forms.Widget] = {
            "plan_type": forms.RadioSelect,
            "edition": forms.RadioSelect,
        }
        help_texts = {
            "title": "表紙と各ページの上に印刷します。あとで変えられます。",
            "plan_type": "都市全体の取組は行政主導型、特定の地区の取組はエリアマネジメント型です。",
            "stage": "今の取組の段階です。この段階に合う事例を優先して示します。",
            "edition": "表紙に印刷します。作成の途中は「素案」が一般的です。",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_year"].choices = fiscal_year_choices(  # type: ignore[attr-defined]
            fiscal_year_of(today), self.instance.start_year
        )
        self.helper.layout = Layout(
            "title",
            "plan_type",
            "area",
            "stage",
            "population",
            Fieldset("計画期間", "start_year", "years"),
            "edition",
        )


class NewPlanForm(PlanForm):
    """The first page of a plan: for which municipality, and what is known at the start."""

    municipality = forms.ModelChoiceField(
        label="地方公共団体", queryset=Municipality.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, municipalities: QuerySet[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.queryset = municipalities  # type: ignore[attr-defined]
        first = municipalities.first()
        if first:
            field.initial = first.pk
            self.fields["title"].initial = proposed_title(first)
            use_town_words(self, first)
        self.helper.layout.insert(0, "municipality")


class PlanSettingsForm(PlanForm):
    """Everything about the plan, with how the document is to look."""

    class Meta(PlanForm.Meta):
        fields = (
            *PlanForm.Meta.fields,
            "issued",
            "publisher",
            "contact",
            "numbering",
            "year_style",
        )
        widgets = {
            **PlanForm.Meta.widgets,
            "contact": forms.Textarea(attrs={"rows": 4}),
            "numbering": forms.RadioSelect,
            "year_style": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Fieldset("計画について", "title", "plan_type", "area", "stage", "population"),
            Fieldset("計画期間", "start_year", "years"),
            Fieldset("表紙と奥付", "edition", "issued", "publisher", "contact"),
            Fieldset("書き方", "numbering", "year_style"),
        )
        use_town_words(self, self.instance.municipality)


class CopyForm(Form):
    title = forms.CharField(label="写しの計画の名称", max_length=100)


class FreeChapterForm(Form):
    title = forms.CharField(label="追加する章の題名", max_length=100)


class ChapterFrameForm(ModelForm):
    """The frame of one chapter: its title and place, in the plan or left out with the reason."""

    place = forms.IntegerField(label="順番", required=False, min_value=1, max_value=999)

    class Meta:
        model = Chapter
        fields = ("title", "part", "included", "omit_reason")

    def __init__(self, *args: Any, chapter: Chapter, place: int, **kwargs: Any) -> None:
        # The form gets a copy: what is stored must stay comparable with what was typed.
        super().__init__(*args, instance=copy(chapter), **kwargs)
        self.chapter = chapter
        self.fields["place"].initial = place

    def tells(self, name: str) -> bool:
        """Does what was sent say anything of the field? A box without a tick sends nothing."""
        return name == "included" or self.add_prefix(name) in self.data

    def put(self, posted: QueryDict, name: str, value: object) -> None:
        """Put a value into what was sent, as a browser would send it."""
        posted.pop(self.add_prefix(name), None)
        if value not in (None, False):
            posted[self.add_prefix(name)] = "on" if value is True else str(value)


def frame_forms(
    chapters: list[Chapter], places: dict[int, int], answers: QueryDict | None = None
) -> list[ChapterFrameForm]:
    """One form a chapter, in the plan's order; names carry the chapter's id.

    A form that was not sent shows what is stored: its title tells whether it was.
    """
    found = []
    for chapter in chapters:
        prefix = f"chapter-{chapter.pk}"
        sent = answers if answers is not None and f"{prefix}-title" in answers else None
        place = places[chapter.pk]
        found.append(ChapterFrameForm(sent, chapter=chapter, prefix=prefix, place=place))
    return found
