"""The 新旧対照表 as PDF, laid out while the person waits: only as much as takes seconds."""

from __future__ import annotations

import re

from django.template.loader import render_to_string

from smartplan.printing.pdf.document import print_page
from smartplan.publishing.comparison.tree import Comparison, Side, TooLargeError

HEAVIEST = 400_000
"""About half a minute of layout: 200,000 characters that changed from first to last."""

A_LINE = 20
"""What a line weighs beside its characters."""

_UNBROKEN = re.compile(r"[!-~]{500,}|([^\w\s])\1{499,}")
"""What no line can break in is looked at anew for every line: its weight grows with its square."""

TOO_LARGE = (
    "変わったところが多すぎるため、PDFにできません。"
    "Wordのファイルを使うか、内容の近い版どうしを選んでください。"
)


def comparison_pdf(found: Comparison) -> bytes:
    """The table on A4 sheets turned sideways. Raises FontMissingError and TooLargeError."""
    sides = (side for part in found.parts for each in part.changes for side in (each.old, each.new))
    if sum(map(_weight, sides)) > HEAVIEST:
        raise TooLargeError(TOO_LARGE)
    return print_page(render_to_string("publishing/comparison_print.html", {"comparison": found}))


def _weight(side: Side) -> int:
    words = side.plain
    unbroken = sum(len(run[0]) ** 2 // 1000 for run in _UNBROKEN.finditer(words))
    return len(words) + A_LINE * len(side.lines) + unbroken
