"""The words of a bar in the roadmap: its phase in bold, beside it or under it its label."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.document.drawing import Align, Area, Label
from smartplan.document.figures.fitting import at_phrases
from smartplan.document.figures.roadmap_lanes import Bar
from smartplan.document.figures.text_width import em_width, height_of, wrapped

SIZE = 7.0
APART = 4.0
"""The gap between the phase and the label on one line."""

MOST_LINES = 6

Lines = tuple[str, ...]


def stacked(bar: Bar, width: float, most: int = MOST_LINES) -> tuple[Lines, Lines]:
    """The phase and under it the label, in lines."""
    phase = wrapped(bar.phase_name, size=SIZE, width=width) if bar.phase else ()
    return phase, wrapped(bar.label, size=SIZE, width=width, most=most - len(phase))


def line_count(bar: Bar, width: float) -> int:
    """In how many lines the words stand."""
    return len(_beside(bar, width)) or sum(map(len, stacked(bar, width)))


def words_drawn(bar: Bar, area: Area) -> Iterator[Label]:
    """The words in the middle of their area."""
    if label := _beside(bar, area.width):
        yield from _side_by_side(bar.phase_name, label, area)
        return
    phase, label = stacked(bar, area.width)
    above, below = height_of(phase, SIZE), height_of(label, SIZE)
    top = area.y + (area.height - above - below) / 2
    yield Label(Area(area.x, top, area.width, above), phase, SIZE, Align.START, bold=True)
    yield Label(Area(area.x, top + above, area.width, below), label, SIZE, Align.START)


def _beside(bar: Bar, width: float) -> Lines:
    """The label in lines, the first of which stands beside the phase.

    None where that saves no line, or where a line would end within a phrase.
    """
    if not bar.phase or not bar.label:
        return ()
    start = f"{bar.phase_name} "
    lines = wrapped(
        start + bar.label, size=SIZE, width=width - APART + em_width(" ") * SIZE, most=MOST_LINES
    )
    label = (lines[0].removeprefix(start), *lines[1:])
    saves = len(lines) < sum(map(len, stacked(bar, width)))
    return label if saves and lines[0].startswith(start) and at_phrases(label) else ()


def _side_by_side(phase: str, label: Lines, area: Area) -> Iterator[Label]:
    width, line = em_width(phase) * SIZE, height_of(("",), SIZE)
    top = area.y + (area.height - len(label) * line) / 2
    yield Label(Area(area.x, top, width, line), (phase,), SIZE, Align.START, bold=True)
    beside = Area(area.x + width + APART, top, area.width - width - APART, line)
    yield Label(beside, label[:1], SIZE, Align.START)
    if label[1:]:
        below = Area(area.x, top + line, area.width, height_of(label[1:], SIZE))
        yield Label(below, label[1:], SIZE, Align.START)
