"""Section 5, 個別施策."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from smartplan.plans.models import Field, Indicator, Issue, Measure, MeasuresText
from smartplan.plans.reading import PlanContents
from smartplan.plans.sdgs import SDGS
from smartplan.plans.sections.measures import LISTED, TABLES
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class MeasuresForm(ChapterTextForm):
    lines = {"overview": 6, "rollout": 5}

    class Meta:
        model = MeasuresText
        fields = ("overview", "rollout", "figure_structure", "figure_data_links", "figure_sdgs")
        help_texts = {
            "overview": "分野の選び方と、施策どうしのつながりを書きます。",
            "rollout": "ほかの地区や分野、近隣の市町村へどう広げるかを書きます。",
        }


class MeasureForm(RowForm):
    issues = forms.TypedMultipleChoiceField(
        label="対応する課題",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="課題は「現状・課題」の章で追加します。",
    )
    indicators = forms.TypedMultipleChoiceField(
        label="KPI",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="指標は「基本方針」の章で追加します。",
    )
    sdgs = forms.TypedMultipleChoiceField(
        label="SDGs",
        coerce=int,
        required=False,
        choices=[(number, f"{number}　{name}") for number, name in enumerate(SDGS, start=1)],
        widget=forms.CheckboxSelectMultiple,
    )

    lines = {"purpose": 4, "actions": 8, "effects": 4, "cost": 4, "funding": 3, "personal_data": 4}
    references = {"field": Field}
    links = ("issues", "indicators")

    class Meta:
        model = Measure
        # Without the links: Django would read them again, and they come with the plan.
        fields = (
            "name",
            "field",
            "purpose",
            "actions",
            "effects",
            "actor",
            "division",
            "cost",
            "funding",
            "personal_data",
            "sdgs",
        )
        help_texts = {
            "name": "何をする取組かが分かる名称にします。",
            "field": "分野は「個別施策」の章で追加します。",
            "purpose": "誰のどの課題を、どう変えるかを書きます。",
            "actions": "計画期間に行うことを、順に具体的に書きます。",
            "effects": "市民や職員にとって何がよくなるかを書きます。",
            "actor": "例：市、交通事業者、協議会",
            "division": "例：交通政策課",
            "cost": "年度ごとの額などを、単位とともに書きます。例：令和9年度　初期費用 12,000千円",
            "funding": "例：国の交付金1/2、一般財源1/2",
            "personal_data": (
                "扱う個人情報と、同意の取り方、守り方を書きます。"
                "扱わないときは「扱わない」と書きます。"
            ),
        }

    def __init__(self, *args: Any, contents: PlanContents, **kwargs: Any) -> None:
        super().__init__(*args, contents=contents, **kwargs)
        self.offer_links("issues", contents)
        self.offer_links("indicators", contents)
        self.helper.layout = Layout(
            Fieldset("施策の名称と分野", "name", "field", "issues"),
            Fieldset("内容", "purpose", "actions", "effects"),
            Fieldset("進める人", "actor", "division"),
            Fieldset("評価の指標", "indicators"),
            Fieldset("費用", "cost", "funding"),
            Fieldset("個人情報とSDGs", "personal_data", "sdgs"),
        )


STEP = Step(
    MeasuresForm,
    TABLES,
    listed=LISTED,
    row_form=MeasureForm,
    lists_at=1,
    shared=(Issue, Indicator),
    template="wizard/measures.html",
)
