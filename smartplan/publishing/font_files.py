"""Fonts whose files are read only when they are needed, which for a subset font is never.

WeasyPrint copies each font's whole file into memory (20 MB for Noto Sans CJK) and replaces the copy
by the subset in the end.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import fonts, stream
from weasyprint.text.fonts import get_hb_object_data


class Font(fonts.Font):
    """A font of a PDF, without its file until somebody asks for it."""

    _content: bytes | None = None

    def __init__(self, *arguments: Any) -> None:
        fonts.get_hb_object_data = _nothing
        try:
            super().__init__(*arguments)
        finally:
            fonts.get_hb_object_data = get_hb_object_data

    @property
    def file_content(self) -> bytes:
        if self._content is None:
            self._content = get_hb_object_data(self.hb_face)
        return self._content

    @file_content.setter
    def file_content(self, content: bytes | None) -> None:
        self._content = content


def _nothing(*arguments: Any) -> None:
    return None


def prepare() -> None:
    """Let WeasyPrint read no font file without need."""
    if stream.Font is fonts.Font:
        stream.Font = Font
