"""Fonts whose files are read only when they are needed, which for a subset font is never.

WeasyPrint copies each font's whole file into memory (20 MB for Noto Sans CJK) and replaces the copy
by the subset in the end. A subset that was made once is taken again while a plan keeps the same
characters.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import fonts, stream
from weasyprint.text.fonts import get_hb_object_data

SUBSETS_KEPT = 8
"""Each takes up to half a megabyte; a document has two or three."""

_subsets: dict[Any, bytes] = {}


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

    def subset(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """The font with these glyphs alone."""
        key = (self.hash, hinting, bool(self.missing), frozenset(to_unicode))
        if key in _subsets:
            self._content = _subsets[key] = _subsets.pop(key)
            return
        super().subset(to_unicode, hinting)
        if self._content is not None:
            _subsets[key] = self._content
            if len(_subsets) > SUBSETS_KEPT:
                del _subsets[next(iter(_subsets))]


def _nothing(*arguments: Any) -> None:
    return None


def prepare() -> None:
    """Let WeasyPrint read no font file without need."""
    if stream.Font is fonts.Font:
        stream.Font = Font
