"""計画期間の対比: the periods of the related plans beside that of this plan, over fiscal years."""

from __future__ import annotations

from smartplan.document.drawing import PORTRAIT_HEIGHT
from smartplan.document.figures.fitting import enumerated, in_parts, paged, quoted
from smartplan.document.figures.periods_drawing import (
    Span,
    Window,
    chart,
    head_height,
    row_height,
    window_of,
)
from smartplan.document.tree import Figure
from smartplan.document.values import period, short_label, shown_fiscal_year
from smartplan.document.written import written
from smartplan.japanese.years import read_year
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import RelatedPlan

KEY = "periods"
CAPTION = "計画期間の対比（年度）"
OWN = "本計画"
FIRST_MONTH = 4
"""A fiscal year begins in April."""

Level = RelatedPlan.Level
BEFORE_OWN = (Level.NATIONAL, Level.PREFECTURAL, Level.UPPER)
"""The levels whose plans stand above this plan in the chart."""


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """Bars over fiscal years; nothing where no related plan has a period that can be read."""
    if not is_drawn(contents):
        return ()
    related = _related(contents)
    known = [(row, span) for row in related if (span := _span(contents, row))]
    own = _own(contents)
    spans = [
        *(span for row, span in known if row.level in BEFORE_OWN),
        *own,
        *(span for row, span in known if row.level not in BEFORE_OWN),
    ]
    window = window_of(spans)
    style = contents.plan.year_style
    room = PORTRAIT_HEIGHT - head_height(style)
    parts = tuple(
        Figure(
            drawing=chart([spans[place] for place in page], window, style),
            caption=CAPTION,
            alternative=_alternative([spans[place] for place in page], style),
            key=KEY,
            note=_note(contents, [row for row in related if _span(contents, row) is None], window)
            if page.start == 0
            else "",
        )
        for page in paged([row_height(span) for span in spans], room)
    )
    return in_parts(parts)


def is_drawn(contents: PlanContents) -> bool:
    """Has a related plan a period that can be read?"""
    return any(_span(contents, row) for row in _related(contents))


# Reading the rows ------------------------------------------------------------------------------


def _related(contents: PlanContents) -> list[RelatedPlan]:
    return [row for row in written(contents, RelatedPlan) if row.name.strip()]


def fiscal_year(typed: str) -> int | None:
    """The fiscal year that a typed year names; a month before April belongs to the year before.

    「令和9年」 without a month is taken as the fiscal year, as in the names of most plans.
    """
    written_year = read_year(typed)
    if written_year is None:
        return None
    early = written_year.month is not None and written_year.month < FIRST_MONTH
    return written_year.year.number - early


def _span(contents: PlanContents, row: RelatedPlan) -> Span | None:
    first, last = fiscal_year(row.first_year), fiscal_year(row.last_year)
    unread = (row.first_year.strip() and first is None) or (row.last_year.strip() and last is None)
    if unread or (first is None and last is None):
        return None
    if first is not None and last is not None and last < first:
        return None
    return Span(row.name.strip(), first, last, level=_level(contents, row))


def _level(contents: PlanContents, row: RelatedPlan) -> str:
    if row.level == Level.PREFECTURAL:
        return town_words_of(contents.plan.municipality).region
    return choice_label(row, "level")


def _own(contents: PlanContents) -> tuple[Span, ...]:
    plan = contents.plan
    if plan.start_year is None:
        return ()
    return (Span(plan.title, plan.start_year, plan.last_year, level=OWN, own=True),)


# In words --------------------------------------------------------------------------------------


def _alternative(spans: list[Span], style: str) -> str:
    told = enumerated([f"{span.name}は{_years(span, style)}" for span in spans])
    return f"計画の期間を年度ごとの帯で並べた図。{told}。"


def _years(span: Span, style: str) -> str:
    first, last = (shown_fiscal_year(year, style) for year in (span.first, span.last))
    if first and last:
        return period(first, last)
    return f"{first}から（終わりは定めなし）" if first else f"{last}まで"


def _note(contents: PlanContents, left_out: list[RelatedPlan], window: Window) -> str:
    style = contents.plan.year_style
    notes = []
    if left_out:
        names = enumerated([quoted(row.name) for row in left_out])
        notes.append(f"期間の定めがない、又は期間を読み取れない計画は図に入れていません：{names}。")
    if window.cut:
        first, last = (
            short_label(year, style).replace("\n", "・") for year in (window.first, window.last)
        )
        notes.append(
            f"{first}年度から{last}年度までを示し、その前後に続く期間は矢印で表しています。"
        )
    elif window.open:
        notes.append("矢印は、その前又は後に期間が続くことを表します。")
    return "".join(notes)
