"""The numbers of chapters, headings and tables in the plan's style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from smartplan.plans.models import Numbering
from smartplan.publishing.document import (
    Block,
    Blocks,
    Chapter,
    Figure,
    Heading,
    Table,
    Timeline,
)

CHAPTER_LEVEL = 1


def number_chapters(chapters: list[Chapter], style: str) -> tuple[Chapter, ...]:
    """Give every chapter, heading, figure and captioned table its number and its anchor."""
    tables, figures = _count(1), _count(1)
    main = appendix = 0
    numbered = []
    for chapter in chapters:
        if chapter.appendix:
            appendix += 1
            label, number, anchor = f"資料{appendix}", appendix, f"appendix-{appendix}"
        else:
            main += 1
            label, number, anchor = chapter_label(main, style), main, f"chapter-{main}"
        decimal = style == Numbering.DECIMAL and not chapter.appendix
        blocks = _number_headings(chapter.blocks, anchor, f"{number}-" if decimal else "")
        blocks = tuple(_number_block(block, tables, figures) for block in blocks)
        numbered.append(replace(chapter, label=label, anchor=anchor, blocks=blocks))
    return tuple(numbered)


def chapter_label(number: int, style: str) -> str:
    """第1章, Ⅰ or 1."""
    if style == Numbering.ROMAN:
        return roman(number)
    return str(number) if style == Numbering.DECIMAL else f"第{number}章"


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
    first = second = place = 0
    level = CHAPTER_LEVEL
    numbered: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            numbered.append(block)
            continue
        place += 1
        # A typed heading (■) stands just below what it belongs to: no level is skipped.
        below = min(block.level, level + 1) if block.numbered or block.number else block.level
        number = block.number
        if block.numbered:
            level = below
            if below == CHAPTER_LEVEL + 1:
                first, second = first + 1, 0
                number = number or f"{prefix}{first}"
            else:
                second += 0 if number else 1
                number = number or f"({second})"
        else:
            below = min(block.level, level + 1)
        numbered.append(replace(block, level=below, number=number, anchor=f"{anchor}-{place}"))
    return tuple(numbered)


def _number_block(block: Block, tables: Iterator[int], figures: Iterator[int]) -> Block:
    if isinstance(block, Figure):
        number = next(figures)
        return replace(block, number=f"図{number}", anchor=f"figure-{number}")
    if isinstance(block, Table | Timeline) and block.caption:
        number = next(tables)
        return replace(block, number=f"表{number}", anchor=f"table-{number}")
    return block


def _count(start: int) -> Iterator[int]:
    while True:
        yield start
        start += 1
