"""Where a Japanese heading or label may be broken: between phrases (文節), not inside a word."""

from __future__ import annotations

from functools import cache, lru_cache

import budoux


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """The text in pieces between which a line may end; joined they are the text again."""
    return tuple(_parser().parse(text)) if text else ()
