"""Japanese justified to a straight right edge, which WeasyPrint does not do by itself.

WeasyPrint widens only the spaces of a justified line. Here the rest of the line is spread over its
Japanese characters as well: half of a character's share stands before it and half behind, none at
the two ends of the line. Where lines end stays as it was, so no rule about 。 or 「 is touched.

The document needs this; it buys no time. With another version of WeasyPrint nothing is changed:
the text keeps a ragged right edge, and the log says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from smartplan.printing.pdf.weasyprint_patches import VERSION, fits

WIDEST = 0.25
"""How much a character may take at most, in em: a line that needs more stays as it is."""

# A character with the variation selectors and the sounding marks that belong to it. Not among
# them: … and ―, which stand in pairs that must not part.
_JAPANESE = (
    "[\u203b\u2460-\u24ff\u25a0-\u26ff\u2e80-\u3098\u309b-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9d\uffa0-\uffee\U00020000-\U0003ffff]"
    "[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
_CHARACTER = re.compile(f"(?P<japanese>{_JAPANESE})|[ \u00a0]")
_RUN = re.compile(f"(?:{_JAPANESE})+")

logger = logging.getLogger(__name__)


class Share(NamedTuple):
    """How many parts of the rest of a line a piece of text takes: before, inside and behind it."""

    before: float
    inside: float
    behind: float


def prepare() -> bool:
    """Let WeasyPrint justify Japanese; False where this WeasyPrint is not the one we know."""
    if getattr(inline.justify_line, "is_ours", False):
        return True
    if not fits():
        logger.warning(
            "WeasyPrint %s is not %s: the document keeps a ragged right edge.",
            weasyprint.VERSION,
            VERSION,
        )
        return False
    _justify_line.is_ours = True  # type: ignore[attr-defined]
    inline.justify_line = _justify_line
    line_break.Layout.set_text = _with_letter_spacing(line_break.Layout.set_text)
    return True


def ragged(stylesheet: str) -> str:
    """The stylesheet for a WeasyPrint that would widen the few spaces of a Japanese line."""
    return re.sub(r"text-align:\s*justify", "text-align: start", stylesheet)


# A line ------------------------------------------------------------------------------------------


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    shares = _shares(list(_pieces(line)))
    parts = sum(sum(share) for share in shares.values())
    if parts and extra_width / parts <= WIDEST * line.style["font_size"]:
        _widen(line, extra_width / parts, shares, 0)


def _pieces(box: Any) -> Iterator[Any]:
    """The texts of a line, and whatever else stands in it, from left to right."""
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _pieces(child)
    else:
        yield box


def _shares(pieces: list[Any]) -> dict[Any, Share]:
    """The share of each text; nothing is put at an end of the line or beside a box in it."""
    found = [_own_share(piece) for piece in pieces]
    edged: dict[Any, Share] = {}
    for (_, before, _), (piece, own, edges), (_, behind, _) in _neighbours(pieces, found):
        if own is not None:
            left, right = edges
            edged[piece] = Share(
                left if before is not None else 0,
                own - left - right,
                right if behind is not None else 0,
            )
    return edged


def _neighbours(
    pieces: list[Any], found: list[tuple[float | None, tuple[float, float]]]
) -> Iterator[tuple[Any, Any, Any]]:
    nothing = (None, None, (0, 0))
    told = [
        nothing,
        *((piece, *own) for piece, own in zip(pieces, found, strict=True)),
        nothing,
    ]
    return ((a, b, c) for (a, b), (_, c) in pairwise(pairwise(told)))


def _own_share(piece: Any) -> tuple[float | None, tuple[float, float]]:
    """One part a Japanese character or space; and the halves that stand at the text's ends."""
    if not isinstance(piece, boxes.TextBox):
        return None, (0, 0)
    marks = list(_CHARACTER.finditer(piece.text))
    if not marks:
        return 0, (0, 0)
    first, last = marks[0], marks[-1]
    left = 0.5 if first["japanese"] and first.start() == 0 else 0
    right = 0.5 if last["japanese"] and last.end() == len(piece.text) else 0
    return len(marks), (left, right)


def _widen(box: Any, spacing: float, shares: dict[Any, Share], moved: float) -> float:
    """Widen the texts in the box by their shares; how far what follows has to move."""
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += moved
        before = moved
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _widen(child, spacing, shares, moved)
        box.width += moved - before
        return moved
    share = shares.get(box)
    if share is None:
        box.translate(moved, 0)
        return moved
    box.position_x += moved + share.before * spacing
    box.width += share.inside * spacing
    box.pango_layout.justification_spacing = spacing
    return moved + sum(share) * spacing


# Drawing it --------------------------------------------------------------------------------------


def _with_letter_spacing(set_text: Any) -> Any:
    """`Layout.set_text`, which also spreads the Japanese runs when the text is drawn."""

    def spread(self: Any, text: str, justify: bool = False) -> None:
        set_text(self, text, justify)
        if justify and self.justification_spacing:
            _spread(self)

    return spread


def _spread(layout: Any) -> None:
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    own = layout.style["letter_spacing"]
    spacing = layout.justification_spacing + (0 if own == "normal" else own)
    end, place = 0, 0
    for run in _RUN.finditer(layout.text):
        start = end + len(layout.text[place : run.start()].encode())
        place, end = run.end(), start + len(run[0].encode())
        attribute = pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS))
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
