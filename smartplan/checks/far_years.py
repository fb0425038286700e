"""Years that lie decades off the plan: most often an era or a century was mixed up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from smartplan.checks.finding import Finding, Level, to_row
from smartplan.checks.naming import name_of, quoted, year
from smartplan.plans.models import DraftingStep, Indicator, Plan, PopulationRow, Row
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey


class Reach(NamedTuple):
    """How many years before the plan's first year and after its last one are still likely."""

    before: int | None
    after: int


AROUND = Reach(30, 30)
PAST = Reach(None, 30)
REACHES = {
    PopulationRow: Reach(None, 60),
    Indicator: AROUND,
    DraftingStep: AROUND,
}
HINT = "元号と西暦を確かめてください（例：令和8年度、2026年度）。正しければ、このままで構いません。"


def is_far(typed: str, plan: Plan, reach: Reach) -> bool:
    """Does a year that can be read lie farther off the plan's period than `reach` allows?

    Statistics and other plans may be of any past (昭和55年国勢調査) and of up to 30 years after the
    plan's last year; populations are projected for longer, 60 years. The values of an indicator and
    the plan's own making lie within 30 years on both sides: for a plan to 2032 neither 令和48
    (2066) nor 昭和6 (1931) is likely. Of a plan whose period is not set yet nothing is said.
    """
    found, last = year(typed), plan.last_year
    if found is None or plan.start_year is None or last is None:
        return False
    too_early = reach.before is not None and found.number < plan.start_year - reach.before
    return too_early or found.number > last + reach.after


def far_year(typed: str, kind: type[Row], plan: Plan) -> str:
    """What to say of a year in a cell of these rows that lies far off; else nothing."""
    found = year(typed)
    if found is None or not is_far(typed, plan, REACHES.get(kind, PAST)):
        return ""
    return f"{quoted(typed)}は{found.number}年と読め、計画期間から大きく離れています。"


def far_years(
    row: Row, names: tuple[str, ...], contents: PlanContents, section: SectionKey
) -> Iterator[Finding]:
    """A finding for each of these cells of a row whose year lies far off the plan."""
    for name in names:
        if said := far_year(getattr(row, name), type(row), contents.plan):
            label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            message = f"{name_of(row, contents)}の{label}{said}"
            yield Finding(Level.WARNING, section, message, HINT, to_row(row))
