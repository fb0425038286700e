"""The numbers of chapters, headings and tables in the plan's style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from smartplan.document.tree import Block, Blocks, Chapter, Figure, Heading, Table
from smartplan.plans.models import Numbering

CHAPTER_LEVEL = 1

DEPTH = 8
"""More levels of headings than any document has."""

DECIMAL = (Numbering.DECIMAL, Numbering.ENGLISH)
"""The styles in which a chapter's headings bear its number: 1-1."""

KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)


def number_chapters(chapters: list[Chapter], style: str) -> tuple[Chapter, ...]:
    """Give every chapter, heading, figure and captioned table its number and its anchor."""
    tables, figures = count(1), count(1)
    main = appendix = 0
    numbered = []
    for chapter in chapters:
        if chapter.appendix:
            appendix += 1
            label, number, anchor = f"資料{appendix}", appendix, f"appendix-{appendix}"
        else:
            main += 1
            label, number, anchor = chapter_label(main, style), main, f"chapter-{main}"
        decimal = style in DECIMAL and not chapter.appendix
        blocks = _number_headings(chapter.blocks, anchor, f"{number}-" if decimal else "")
        blocks = tuple(_number_block(block, tables, figures) for block in blocks)
        numbered.append(replace(chapter, label=label, anchor=anchor, blocks=blocks))
    return tuple(numbered)


def number_front(blocks: Blocks, anchor: str) -> Blocks:
    """The parts before the contents bear no numbers; their headings get anchors and levels."""
    return _number_headings(blocks, anchor, "")


def chapter_label(number: int, style: str) -> str:
    """第1章, Ⅰ, 1 or Chapter.01."""
    match style:
        case Numbering.ROMAN:
            return roman(number)
        case Numbering.DECIMAL:
            return str(number)
        case Numbering.ENGLISH:
            return f"Chapter.{number:02}"
        case _:
            return f"第{number}章"


def heading_number(level: int, number: int, prefix: str = "") -> str:
    """1 (or 1-1), (1), ①, ア below the chapter, in the order of official documents."""
    match level - CHAPTER_LEVEL:
        case 1:
            return f"{prefix}{number}"
        case 2:
            return f"({number})"
        case 3:
            return circled(number)
        case _:
            return kana(number)


def circled(number: int) -> str:
    """① to ㊿ as one character each; greater numbers in brackets."""
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return f"<{number}>"


def kana(number: int) -> str:
    """ア to ン, then アア, アイ, as official documents count items."""
    text = ""
    while number:
        number, rest = divmod(number - 1, len(KANA))
        text = KANA[rest] + text
    return text


def roman(number: int) -> str:
    """Ⅰ to Ⅻ as one character each, as officials type them; greater ones in Latin letters."""
    if 1 <= number <= 12:
        return chr(ord("Ⅰ") + number - 1)
    text = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        while number >= value:
            text, number = text + letters, number - value
    return text + "I" * number


def _number_headings(blocks: Blocks, anchor: str, prefix: str) -> Blocks:
    """Each level counts anew under the heading above it; a given number (施策A-1) stays."""
    counted = [0] * DEPTH
    place, level = 0, CHAPTER_LEVEL
    numbered: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            numbered.append(block)
            continue
        place += 1
        # A typed heading (■) stands just below what it belongs to: no level is skipped.
        below = min(block.level, level + 1)
        number = block.number
        if block.numbered:
            level = below
            counted[below:] = [0] * (DEPTH - below)
            if not number:
                counted[below - 1] += 1
                number = heading_number(below, counted[below - 1], prefix)
        numbered.append(replace(block, level=below, number=number, anchor=f"{anchor}-{place}"))
    return tuple(numbered)


def _number_block(block: Block, tables: Iterator[int], figures: Iterator[int]) -> Block:
    if isinstance(block, Figure):
        number = next(figures)
        return replace(block, number=f"図{number}", anchor=f"figure-{number}")
    if isinstance(block, Table) and block.caption:
        number = next(tables)
        return replace(block, number=f"表{number}", anchor=f"table-{number}")
    return block
