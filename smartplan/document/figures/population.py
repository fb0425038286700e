"""人口グラフ: the three age groups of each year, and above them the share of the elderly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from smartplan.document.figures.fitting import enumerated, in_parts, quoted
from smartplan.document.figures.population_drawing import chart
from smartplan.document.figures.population_years import People
from smartplan.document.tree import Figure
from smartplan.document.values import short_label, shown_year
from smartplan.document.written import written
from smartplan.japanese.numbers import grouped, is_blank_mark, parse_number
from smartplan.japanese.years import read_year
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import PopulationRow

MOST_PEOPLE = 10**11
"""A greater number is a slip of the keyboard."""

UPRIGHT_YEARS, MOST_YEARS = 16, 28
"""How many years stand side by side on an upright page, and on one turned sideways."""

GROUPS = ("children", "working_age", "elderly")
CELLS = {
    "total": "総人口",
    "children": "0～14歳",
    "working_age": "15～64歳",
    "elderly": "65歳以上",
}


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The chart, in several parts when there are more years than a page has room for."""
    if not is_drawn(contents):
        return ()
    rows = written(contents, PopulationRow)
    style = contents.plan.year_style
    people = list(_everyone(rows, style))
    parts = -(-len(people) // MOST_YEARS)
    size = -(-len(people) // parts)
    landscape = size > UPRIGHT_YEARS
    note = _note(rows, people, style)
    alternative = alternative_text(people)
    return in_parts(
        [
            Figure(
                drawing=chart(people[start : start + size], people, landscape=landscape),
                caption="人口の推移と将来推計",
                alternative=alternative
                if not start
                else alternative_text(people[start : start + size]),
                key="population",
                note=note if start + size >= len(people) else "",
                landscape=landscape,
            )
            for start in range(0, len(people), size)
        ]
    )


def is_drawn(contents: PlanContents) -> bool:
    """Can the population of a year be read?"""
    return any(_everyone(written(contents, PopulationRow), contents.plan.year_style))


def alternative_text(people: Sequence[People]) -> str:
    """The chart in a sentence: the population and the share of the elderly, first and last."""
    known = [each for each in people if each.total is not None]
    if not known:
        return f"{people[0].spoken}から{people[-1].spoken}までの年齢3区分別の人口のグラフです。"
    first, last = known[0], known[-1]
    if len(known) == 1:
        share = f"、高齢化率は{first.share_words}％" if first.share is not None else ""
        return f"{first.spoken}の総人口は{_persons(first)}{share}です。"
    total = _moved(
        _persons(first), _persons(last), first.total or 0, last.total or 0, "減り", "増え"
    )
    return (
        f"総人口は{first.spoken}の{_persons(first)}から{last.spoken}の{_persons(last)}{total}"
        f"{_share_told(known)}。"
    )


def _share_told(known: Sequence[People]) -> str:
    shares = [each for each in known if each.share is not None]
    if len(shares) < 2:
        return "ます"
    first, last = shares[0], shares[-1]
    words = _moved(
        first.share_words, last.share_words, first.share or 0, last.share or 0, "下がり", "上がり"
    )
    where = (
        "" if (first, last) == (known[0], known[-1]) else f"{first.spoken}から{last.spoken}までに"
    )
    return f"、高齢化率は{where}{first.share_words}％から{last.share_words}％{words}ます"


def _moved(
    first_words: str,
    last_words: str,
    first: Decimal | int,
    last: Decimal | int,
    less: str,
    more: str,
) -> str:
    if first_words == last_words:
        return "のままで変わらずにい"
    return f"に{less if last < first else more}"


def _persons(each: People) -> str:
    return f"{grouped((each.total or Decimal(0)).quantize(Decimal(1)))}人"


# From the rows -------------------------------------------------------------------------------


def _everyone(rows: Iterable[PopulationRow], style: str) -> Iterator[People]:
    """The years of which a number of people can be read."""
    return (each for row in rows if (each := _people(row, style)).height is not None)


def _people(row: PopulationRow, style: str) -> People:
    read = read_year(row.year)
    children, working_age, elderly = (_persons_in(row, name) for name in GROUPS)
    complete = None
    if children is not None and working_age is not None and elderly is not None:
        complete = (children, working_age, elderly)
    kind = choice_label(row, "kind")
    spoken = _year(row, style)
    return People(
        label=short_label(read.year.number, style) if read else row.year.strip(),
        spoken=f"{spoken}（{kind}）" if row.kind == PopulationRow.Kind.PROJECTION else spoken,
        kind=kind,
        projected=row.kind == PopulationRow.Kind.PROJECTION,
        total=_persons_in(row, "total"),
        groups=complete,
        elderly=elderly,
    )


def _year(row: PopulationRow, style: str) -> str:
    return shown_year(row.year, style, "calendar") or "年が未記入の行"


def _persons_in(row: PopulationRow, name: str) -> Decimal | None:
    number = parse_number(getattr(row, name))
    return number if number is not None and 0 <= number < MOST_PEOPLE else None


def _note(rows: Sequence[PopulationRow], people: Sequence[People], style: str) -> str:
    """What the chart leaves out and why, and where the numbers come from."""
    notes = []
    if unread := list(_unread(rows, style)):
        notes.append(f"数として読み取れないため図に示していない値：{enumerated(unread)}")
    if over := [each.spoken for each in people if each.exceeds]:
        notes.append(f"3区分の合計が総人口を超えている年：{enumerated(over)}")
    if sources := list(dict.fromkeys(row.source.strip() for row in rows if row.source.strip())):
        notes.append(f"出典：{enumerated(sources)}")
    return "　".join(notes)


def _unread(rows: Sequence[PopulationRow], style: str) -> Iterator[str]:
    for row in rows:
        for name, words in CELLS.items():
            typed = getattr(row, name)
            if not is_blank_mark(typed) and _persons_in(row, name) is None:
                yield f"{_year(row, style)}の{words}{quoted(typed)}"
