"""Section 3, 基本方針."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms

from smartplan.japanese.years import fiscal_year_label
from smartplan.plans.models import Indicator, PolicyText
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.policy import LISTED, TABLES
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm

YEAR = re.compile(r"year_((?:19|20|21)[0-9]{2})")
MOST_YEARS_SENT = 50


class PolicyForm(ChapterTextForm):
    lines = {"vision": 5, "concept": 4, "viewpoints": 6}

    class Meta:
        model = PolicyText
        fields = ("vision", "concept", "viewpoints", "figure_indicators")
        help_texts = {
            "vision": "計画の最終年度に、市民の暮らしがどうなっているかを書きます。",
            "concept": "将来像を一言で表す言葉と、その意味を書きます。",
            "viewpoints": "取組を進めるうえで大切にする見方を書きます。",
        }


class IndicatorForm(RowForm):
    lines = {"formula": 3, "note": 3}
    places_figures = True

    class Meta:
        model = Indicator
        fields = (
            "number",
            "name",
            "kind",
            "unit",
            "direction",
            "year_kind",
            "baseline_value",
            "baseline_year",
            "interim_value",
            "interim_year",
            "target_value",
            "target_year",
            "formula",
            "source",
            "division",
            "note",
        )
        widgets = {
            "kind": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "year_kind": forms.RadioSelect,
        }
        help_texts = {
            "name": "何を測るかが分かる名称にします。例：地域公共交通の1日当たり利用者数",
            "kind": "KGIは計画の最終目標、成果指標は市民に起きる変化、活動指標は行った量です。",
            "year_kind": "暦年（1月～12月）の値か、年度（4月～翌年3月）の値かを選びます。",
            "baseline_value": "ないときは「―」「新規」など",
            "baseline_year": "例：令和7、R7、2025",
            "source": "値を確かめられる資料や調査の名称",
            "formula": "割合のときは、分母と分子を書きます。",
        }

    def __init__(self, *args: Any, contents: PlanContents, **kwargs: Any) -> None:
        super().__init__(*args, contents=contents, **kwargs)
        self.values_before = contents.values_of(self.instance) if self.instance.pk else {}
        # Somebody may have made the plan shorter since the page was made: what was typed stays.
        years = sorted({*contents.plan.fiscal_years, *self.values_before, *_years_sent(self.data)})
        self.years = {f"year_{year}": year for year in years}
        for name, year in self.years.items():
            self.fields[name] = forms.CharField(
                label=fiscal_year_label(year), required=False, max_length=100
            )
            self.initial[name] = self.values_before.get(year, "")
        for name in ("kind", "direction"):
            field = self.fields[name]
            field.choices = [*list(field.choices)[1:], ("", "まだ決めていない")]  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            Fieldset("指標", "number", "name", "kind", "unit", "direction"),
            Fieldset(
                "基準値と目標値",
                "year_kind",
                Row("baseline_value", "baseline_year"),
                Row("interim_value", "interim_year"),
                Row("target_value", "target_year"),
            ),
            HTML('{% include "wizard/_figure_of_row.html" %}'),
            Fieldset("年度別の値", *self.years, css_class="yearly"),
            Fieldset("測り方と出典", "formula", "source", "division", "note"),
        )

    def values(self) -> dict[int, str]:
        """The yearly values as typed, blanks left out; years that were not sent stay."""
        found = dict(self.values_before)
        for name, year in self.years.items():
            if name in self.data and name in self.cleaned_data:
                found[year] = self.cleaned_data[name]
        return {year: value for year, value in found.items() if value}


def _years_sent(posted: Mapping[str, str]) -> list[int]:
    """The fiscal years for which a value was typed."""
    found = (YEAR.fullmatch(name) for name in posted if posted.get(name))
    return sorted(int(year[1]) for year in found if year)[:MOST_YEARS_SENT]


STEP = Step(
    PolicyForm,
    TABLES,
    listed=LISTED,
    row_form=IndicatorForm,
    template="wizard/policy.html",
)
