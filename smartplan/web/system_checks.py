"""System checks: what this machine lacks to print a document, and which package brings it."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from smartplan.japanese.glyphs import DOCUMENT_FAMILIES, installed_families

LIBRARIES = {
    "pango-1.0": ("libpango-1.0.so.0", "libpango-1.0-0"),
    "pangoft2-1.0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
}
FONT_PACKAGES = dict(
    zip(DOCUMENT_FAMILIES, ("fonts-morisawa-bizud-gothic", "fonts-noto-cjk"), strict=True)
)


def check_libraries(
    app_configs: Any = None, *, is_there: Callable[[str], bool] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Pango draws the text of a document; HarfBuzz's subsetter keeps the file small and quick."""
    is_there = is_there or _is_there
    messages: list[CheckMessage] = []
    for name, (_, package) in LIBRARIES.items():
        if is_there(name):
            continue
        kind, number = (Warning, "W001") if name == "harfbuzz-subset" else (Error, "E001")
        messages.append(
            kind(
                f"PDFを作るためのライブラリ {name} がありません。",
                hint=f"次のコマンドで入れてください: apt-get install {package}",
                id=f"smartplan.{number}",
            )
        )
    return messages


def check_fonts(
    app_configs: Any = None, *, installed: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Without the first font a document would be boxes; the second draws its rarest kanji."""
    families = installed_families() if installed is None else installed
    messages: list[CheckMessage] = []
    for family, package in FONT_PACKAGES.items():
        if family in families:
            continue
        kind, number = (Error, "E002") if family == DOCUMENT_FAMILIES[0] else (Warning, "W002")
        messages.append(
            kind(
                f"日本語フォント {family} がありません。PDFの文字が□になるおそれがあります。",
                hint=f"次のコマンドで入れてください: apt-get install fontconfig {package}",
                id=f"smartplan.{number}",
            )
        )
    return messages


def _is_there(name: str) -> bool:
    """Try the usual file first: `find_library` starts other programs."""
    return _loads(LIBRARIES[name][0]) or _loads(ctypes.util.find_library(name))


def _loads(file: str | None) -> bool:
    if not file:
        return False
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
