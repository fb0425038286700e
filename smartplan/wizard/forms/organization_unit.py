"""The page of one unit of the organisation chart (推進組織)."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from smartplan.plans.models import OrganizationUnit
from smartplan.plans.reading import PlanContents
from smartplan.wizard.forms.rows import RowForm

CHOSEN = ("side", "status", "phase")


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
