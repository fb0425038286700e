"""All that leans on the inside of WeasyPrint: each file says what it changes, why, and its gain.

The document needs `justify`, `tagging`, `tagging_tables` and `page_numbers`. The others save time
or memory: `painting`, `underlay`, `svg_text`, `page_references`, `font_files` and `contexts`. A
gain is the part of the time (or memory) without the patch that it takes away;
`benchmarks/patches.py` measures it again. docs/adr/0010 says what was taken out, and when the rest
may go.

Another version wants a look at each of them first: `tests/printing/pdf/test_weasyprint_patches.py`
names every function that they lean on, and fails when one of them changes.
"""

from __future__ import annotations

import weasyprint

VERSION = "70.0"
"""The version of WeasyPrint that all patches fit."""


def fits() -> bool:
    """Is it the WeasyPrint that the patches fit?"""
    return bool(weasyprint.VERSION == VERSION)
