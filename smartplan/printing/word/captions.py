"""Captions (図表番号): numbers that Word can count anew when staff insert a figure."""

from __future__ import annotations

import re

from smartplan.printing.word.markup import field, layout, paragraph, run
from smartplan.printing.word.places import Places

_NUMBERED = re.compile(r"([^0-9]+)([0-9]+)")


def caption(
    number: str, words: str, anchor: str, places: Places, *, keep_next: bool, align: str = ""
) -> str:
    """「図1　…」: the number as a field that shows the number of the plan."""
    parts = _NUMBERED.fullmatch(number)
    label = number
    if parts:
        label = run(parts[1]) + field(f"SEQ {parts[1]} \\* ARABIC", parts[2])
    elif number:
        label = run(number)
    marked = places.marked(anchor, label) if label else ""
    gap = "　" if number and words else ""
    return paragraph(
        "Caption", f"{marked}{run(gap + words)}", layout(keep_next=keep_next, align=align)
    )
