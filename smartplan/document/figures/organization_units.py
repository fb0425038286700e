"""From the rows of the organisation to the trees that a figure draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from smartplan.document.figures.organization_drawing import Side
from smartplan.document.figures.organization_tree import Unit
from smartplan.plans.contents import UNNAMED
from smartplan.plans.models import OrganizationUnit

DEEPEST = 5
"""How many levels are drawn under each other; a unit further down stands at this level."""

LONGEST_HEAD = 14
"""How many characters of a head are named in 「（…の下）」."""


Status, Phase = OrganizationUnit.Status, OrganizationUnit.Phase


@dataclass(frozen=True, slots=True)
class Line:
    """A unit as it stands in the list: its words, and its head by place in the list."""

    name: str
    side: str = ""
    status: str = ""
    phase: str = ""
    head: int | None = None


def lines_of(rows: Sequence[OrganizationUnit]) -> list[Line]:
    """The rows in their order; a head that is not among them is none."""
    places = {row.pk: place for place, row in enumerate(rows)}
    lines = [
        Line(
            row.name.strip() or UNNAMED,
            row.side,
            row.status,
            row.phase,
            places.get(row.parent_id) if row.parent_id is not None else None,
        )
        for row in rows
    ]
    return [replace(line, side=_side(lines, place)) for place, line in enumerate(lines)]


def _side(lines: Sequence[Line], place: int) -> str:
    """A unit without a side of its own stands where its head stands."""
    sides = (lines[each].side for each in (place, *heads_above(lines, place)))
    return next((side for side in sides if side), "")


def heads_above(lines: Sequence[Line], place: int) -> Iterator[int]:
    """The heads of a unit from the nearest upwards; each once, even where heads form a ring."""
    seen = {place}
    head = lines[place].head
    while head is not None and head not in seen:
        seen.add(head)
        yield head
        head = lines[head].head


def lines_in(lines: Sequence[Line], phase: str) -> list[Line]:
    """The units of one phase, under the nearest head that is there in this phase."""
    there = [place for place, line in enumerate(lines) if line.phase in (phase, Phase.BOTH, "")]
    places: dict[int | None, int] = {place: new for new, place in enumerate(there)}
    return [
        replace(lines[place], head=places.get(_nearest(lines, place, places))) for place in there
    ]


def _nearest(lines: Sequence[Line], place: int, among: Container[int | None]) -> int | None:
    return next((head for head in heads_above(lines, place) if head in among), None)


# Trees -----------------------------------------------------------------------------------------


def ranked(lines: Sequence[Line], shown: Sequence[int]) -> dict[int, int | None]:
    """The units `shown`, heads before those under them, with the head that each is drawn under."""
    among = set(shown)
    children: dict[int | None, list[int]] = defaultdict(list)
    for place in shown:
        children[_nearest(lines, place, among)].append(place)
    heads: dict[int, int | None] = {}
    for start in (*children[None], *shown):
        waiting: list[tuple[int, tuple[int, ...]]] = [(start, ())]
        while waiting:
            place, above = waiting.pop()
            if place not in heads:
                heads[place] = above[-1] if above else None
                below = (*above, place)[: DEEPEST - 1]
                waiting.extend((child, below) for child in reversed(children[place]))
    return heads


def side_of(name: str, lines: Sequence[Line], shown: Sequence[int], *, phased: bool) -> Side:
    """The units `shown` as trees; those that are not drawn under their head say so in words."""
    heads = ranked(lines, shown)
    below: dict[int | None, list[int]] = defaultdict(list)
    for place, head in heads.items():
        below[head].append(place)
    tells_all = any(not line.status for line in lines)

    def unit(place: int) -> Unit:
        line = lines[place]
        remarks = tuple(_remarks(lines, place, heads[place], tells_all=tells_all, phased=phased))
        children = tuple(unit(child) for child in below[place])
        return Unit(line.name, remarks, line.status == Status.PLANNED, children)

    return Side(name, tuple(unit(place) for place in below[None]))


def _remarks(
    lines: Sequence[Line], place: int, head: int | None, *, tells_all: bool, phased: bool
) -> Iterator[str]:
    line = lines[place]
    tags = []
    if line.status == Status.PLANNED or (tells_all and line.status):
        tags.append(str(Status(line.status).label))
    if phased and line.phase in (Phase.LAUNCH, Phase.EXPANSION):
        tags.append(str(Phase(line.phase).label))
    if tags:
        yield "・".join(tags)
    if line.head is not None and line.head != head:
        yield f"（{_short(lines[line.head].name)}の下）"


def _short(name: str) -> str:
    return f"{name[:LONGEST_HEAD]}…" if len(name) > LONGEST_HEAD else name
