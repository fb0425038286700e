"""The roadmap's grid of fiscal years (工程表) as a table; phases differ in words, grey and edge."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.publishing.document import FROM_BEFORE, GOES_ON, Bar, Lane, Timeline
from smartplan.publishing.word.captions import caption
from smartplan.publishing.word.lengths import shares
from smartplan.publishing.word.markup import BOLD, layout, paragraph, run
from smartplan.publishing.word.places import Places
from smartplan.publishing.word.tables import (
    HEAD_SHADE,
    ROW_SHADE,
    after_table,
    cell_xml,
    row_xml,
    table_frame,
)

NAME_SHARE = 22
"""The share of the grid's width that the names take, in per cent."""

_SHADES = {"trial": "E0E0E0", "implementation": "BDBDBD"}
_THICK, _PLAIN = 16, 8


def timeline_xml(timeline: Timeline, places: Places, total: int) -> Iterator[str]:
    """The grid with its caption above and its legend below."""
    slots = timeline.slots
    widths = shares([NAME_SHARE, *[(100 - NAME_SHARE) / slots] * slots], total)
    if timeline.caption:
        yield caption(timeline.number, timeline.caption, timeline.anchor, places, keep_next=True)
    rows = "".join((*_years(timeline, widths), *_lanes(timeline, widths)))
    words = f"{timeline.number}　{timeline.caption}".strip("　")
    yield table_frame(widths, rows, words, first_row=True)
    yield after_table(timeline.note)


def _years(timeline: Timeline, widths: list[int]) -> Iterator[str]:
    """One row of years, or two where a year has halves."""
    split = any(year.halves for year in timeline.years)
    merge = "restart" if split else ""
    first, second = (
        [_head("施策", widths[0], merge=merge)],
        [_head("", widths[0], merge="continue")],
    )
    place = 1
    for year in timeline.years:
        some = widths[place : place + year.slots]
        place += year.slots
        if year.halves:
            first.append(_head(year.label, sum(some), span=year.slots))
            second += [_head(half, width) for half, width in zip(year.halves, some, strict=True)]
        else:
            first.append(_head(year.label, sum(some), merge=merge))
            second.append(_head("", sum(some), merge="continue"))
    yield row_xml("".join(first), head=True)
    if split:
        yield row_xml("".join(second), head=True)


def _head(words: str, width: int, *, span: int = 1, merge: str = "") -> str:
    content = paragraph("GridHead", run(words))
    return cell_xml(content, width, span=span, merge=merge, shade=HEAD_SHADE, middle=True)


def _lanes(timeline: Timeline, widths: list[int]) -> Iterator[str]:
    for lane in timeline.lanes:
        yield from _lane(lane, widths)


def _lane(lane: Lane, widths: list[int]) -> Iterator[str]:
    """The rows of one measure, which stay together."""
    several = len(lane.lines) > 1
    for place, line in enumerate(lane.lines):
        keep = layout(keep_next=place + 1 < len(lane.lines))
        name = "" if place else f"{lane.code}　{lane.name}".strip("　")
        merge = ("continue" if place else "restart") if several else ""
        head = paragraph("GridText", run(name, BOLD), keep)
        cells = _cells(line, widths, keep)
        yield row_xml(cell_xml(head, widths[0], merge=merge, shade=ROW_SHADE) + "".join(cells))


def _cells(line: tuple[Bar, ...], widths: list[int], keep: str) -> Iterator[str]:
    """The bars of one line, and the empty cells between them."""
    slots = widths[1:]
    place = 0
    for bar in line:
        yield from (_empty(width, keep) for width in slots[place : bar.first])
        yield _bar(bar, sum(slots[bar.first : bar.last + 1]), keep)
        place = bar.last + 1
    yield from (_empty(width, keep) for width in slots[place:])


def _empty(width: int, keep: str) -> str:
    return cell_xml(paragraph("GridText", "", keep), width)


def _bar(bar: Bar, width: int, keep: str) -> str:
    before, after = FROM_BEFORE if bar.from_before else "", GOES_ON if bar.goes_on else ""
    gap = "\n" if bar.phase and bar.label else ""
    name = run(bar.phase_name, BOLD) if bar.phase else ""
    words = f"{run(before)}{name}{run(gap + bar.label + after)}"
    thick = _THICK if bar.phase == "expansion" else _PLAIN
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="1A1A1A"/>'
        for side, size in (("top", thick), ("left", _PLAIN), ("bottom", thick), ("right", _PLAIN))
    )
    return cell_xml(
        paragraph("GridText", words, keep),
        width,
        span=bar.last - bar.first + 1,
        shade=_SHADES.get(bar.phase, ""),
        borders=borders,
    )
