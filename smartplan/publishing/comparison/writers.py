"""What writes the 新旧対照表 as a file. Loaded when the first person asks for one (see `views`)."""

from __future__ import annotations

from collections.abc import Callable

from smartplan.publishing.comparison.pdf import comparison_pdf
from smartplan.publishing.comparison.tree import Comparison
from smartplan.publishing.comparison.word import comparison_docx

WRITERS: dict[str, Callable[[Comparison], bytes]] = {
    "pdf": comparison_pdf,
    "docx": comparison_docx,
}
