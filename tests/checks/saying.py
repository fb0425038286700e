"""What the checks say of a plan, and rows that nothing can be said of, for all their tests."""

from __future__ import annotations

from smartplan.checks.everything import findings_of
from smartplan.plans.models import (
    TEXTS,
    Indicator,
    PopulationRow,
)
from smartplan.plans.reading import read_plan


def messages(plan, section=None, level=None):
    """What the checks say, optionally of one section or level."""
    return [
        finding.message
        for finding in findings_of(read_plan(plan))
        if (section is None or finding.section == section)
        and (level is None or finding.level == level)
    ]


def write(plan, section, **texts):
    TEXTS[section].objects.filter(chapter__plan=plan).update(**texts)


def finding(plan, message):
    (found,) = [each for each in findings_of(read_plan(plan)) if each.message == message]
    return found


def population(plan, year="令和2年", total="10,000", parts=("1,000", "6,000", "3,000")):
    children, working_age, elderly = parts
    return PopulationRow.objects.create(
        plan=plan,
        year=year,
        total=total,
        children=children,
        working_age=working_age,
        elderly=elderly,
        kind="actual",
        source="国勢調査",
    )


def indicator(plan, **cells):
    return Indicator.objects.create(
        plan=plan,
        **{
            "name": "利用者数",
            "kind": "outcome",
            "unit": "人",
            "direction": "increase",
            "baseline_value": "1,000",
            "baseline_year": "令和7年度",
            "target_value": "2,000",
            "target_year": "令和13年度",
            "source": "市調べ",
            "division": "交通課",
            **cells,
        },
    )
