"""How wide the columns of a table are: as it says, but no number in them is broken for it.

The widths are in characters of the table's own size, which is the same in PDF, preview and Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from smartplan.document.tree import Block, ItemList, Table
from smartplan.document.widths.whole_numbers import number_width
from smartplan.japanese.unbroken import holds_number, narrower, unbroken

CHARACTERS_A_LINE = 48
"""How many characters of a table's size stand side by side on the page."""

PADDING = 1.1
"""How many of them a cell's padding takes."""

INDENT = 2.2
"""How far the words of a list stand behind its marks."""

LONGEST_WHOLE = 12.0
"""A number that is wider than this with its unit may be parted from it."""

LONGEST_REMEMBERED = 200
"""Of how many characters a text is whose widest number is remembered: a cell, but no long prose."""

LONGEST_NUMBER = 16.0
"""What is wider, digit after digit, is no number of a table: it may be broken."""


def widest_whole(text: str) -> float:
    """How wide the widest number, year or code in a text is, inside which no line may end."""
    if not holds_number(text):
        return 0.0
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _widest_number(text)


def _widest_number(text: str) -> float:
    return max((_width(text, start, end) for start, end in unbroken(text)), default=0.0)


_remembered = lru_cache(maxsize=4096)(_widest_number)


def _width(text: str, start: int, end: int) -> float:
    width = 0.0
    for first, last in narrower(text, start, end):
        width = number_width(text[first:last])
        if width <= LONGEST_WHOLE:
            return width
    return width if width <= LONGEST_NUMBER else 0.0


def least_widths(table: Table) -> list[float]:
    """How wide each column must be for what stands in it."""
    least = [widest_whole(column.heading) for column in table.columns]
    for row in table.rows:
        if row.group:
            continue
        for place, cell in enumerate(row.cells):
            indent = cell.depth + (INDENT if any(map(_is_list, cell.blocks)) else 0)
            least[place] = max(least[place], widest_whole(cell.plain) + indent)
    return [width + PADDING for width in least]


def _is_list(block: Block) -> bool:
    return isinstance(block, ItemList)


def widths_in(table: Table, total: int, character: float) -> list[int]:
    """The widths as whole numbers that add up to the total; so much of it is one `character`.

    A column that would break a number is widened, and the others become narrower for it.
    """
    least = [ceil(width * character) for width in least_widths(table)]
    return shared_out([column.width for column in table.columns], least, total)


def shared_out(shares: Sequence[float], least: Sequence[int], total: int) -> list[int]:
    """The total in the given shares, but to each as much as it needs while that is possible."""
    if sum(least) > total:
        return _in_proportion(least, total)
    fixed: dict[int, int] = {}
    while True:
        free = [place for place in range(len(shares)) if place not in fixed]
        rest = _in_proportion([shares[place] for place in free], total - sum(fixed.values()))
        found = fixed | dict(zip(free, rest, strict=True))
        narrow = [place for place in free if found[place] < least[place]]
        if not narrow:
            return [found[place] for place in range(len(shares))]
        fixed |= {place: least[place] for place in narrow}


def _in_proportion(shares: Sequence[float], total: int) -> list[int]:
    """Whole numbers in the given proportion that add up to the total."""
    whole = sum(shares) or 1
    exact = [share * total / whole for share in shares]
    found = [floor(width) for width in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: found[place] - exact[place])
    for place in by_rest[: total - sum(found)]:
        found[place] += 1
    return found


# Columns that do not all fit into one table ------------------------------------------------------


def parts_that_fit(widths: Sequence[float], room: float, most: int) -> list[range]:
    """Which columns stand together: in as few parts as can be, of which none is much shorter."""
    count = len(widths)
    found: list[range] = []
    for parts in range(-(-count // most), count + 1):
        ends = [round(part * count / parts) for part in range(parts + 1)] if parts else []
        found = [range(start, end) for start, end in pairwise(ends)]
        if all(sum(widths[place] for place in part) <= room for part in found):
            break
    return found
