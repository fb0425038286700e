"""Section 4, 推進体制."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from smartplan.plans.models import OrganizationText, OrganizationUnit
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.organization import LISTED, TABLES
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm

CHOSEN = ("side", "status", "phase")


class OrganizationForm(ChapterTextForm):
    lines = {"method": 7, "participation": 6, "funding": 6}

    class Meta:
        model = OrganizationText
        fields = ("method", "participation", "funding", "figure_organization")
        help_texts = {
            "method": "誰がいつ進み具合を確かめ、どう見直すか（PDCA、OODAなど）を書きます。",
            "participation": "市民が知る、話し合う、試す機会を、時期とともに書きます。",
            "funding": "初期費用と運用費の分担、国の補助と一般財源の考え方を書きます。",
        }


class OrganizationUnitForm(RowForm):
    lines = {"role": 5, "members": 5}
    references = {"parent": OrganizationUnit}

    class Meta:
        model = OrganizationUnit
        fields = ("name", "parent", "side", "status", "phase", "role", "members")
        widgets = dict.fromkeys(CHOSEN, forms.RadioSelect)
        help_texts = {
            "name": "例：スマートシティ推進本部",
            "parent": "推進体制図で上に来る組織です。いちばん上の組織では選びません。",
            "phase": "立上げ期と展開期で体制が変わるときに選びます。",
            "role": "何を決め、何を行う組織かを書きます。",
            "members": "委員長、委員、事務局などを1行に一つずつ書きます。",
        }

    def __init__(self, *args: Any, contents: PlanContents, **kwargs: Any) -> None:
        super().__init__(*args, contents=contents, **kwargs)
        for name in CHOSEN:
            field = self.fields[name]
            field.choices = [*list(field.choices)[1:], ("", "まだ決めていない")]  # type: ignore[attr-defined]
        below = below_and_itself(self.instance, contents)
        parent = self.fields["parent"]
        parent.choices = [each for each in parent.choices if each[0] not in below]  # type: ignore[attr-defined]
        self.helper.layout = Layout(*self.Meta.fields)


def below_and_itself(unit: OrganizationUnit, contents: PlanContents) -> set[str]:
    """The ids of a unit and of all below it: none of them can be above it."""
    if unit.pk is None:
        return set()
    units = contents.rows(OrganizationUnit)
    found = {unit.pk}
    while more := {each.pk for each in units if each.parent_id in found} - found:
        found |= more
    return {str(pk) for pk in found}


STEP = Step(
    OrganizationForm,
    TABLES,
    listed=LISTED,
    row_form=OrganizationUnitForm,
    lists_at=0,
    template="wizard/organization.html",
)
