"""The plain-text marks of official documents, read once into a tree for screen and print.

A blank line begins a new paragraph; a single line break stays one. ■ or a line in 【 】 is a
heading. ・ ○ ● ◎ - ＊ begin an item of a list; so do (1) ① 1. ア, and marks stay as typed. Items
that stand further in, or bear a lower mark, belong to the item above. Lines with TABs inside, as
Word and Excel copy them, are a table. No character is changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; "\\n" in its text is a line break that was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a text. A ■ is its mark, not its text; 【 】 belong to the text."""

    text: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with its mark as typed."""

    marker: str
    text: str
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `ordered` when its first mark is a number or a letter."""

    items: tuple[Item, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table that was pasted; its first row is the head, and all rows are equally long."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Heading | ItemList | TableBlock

_MOST_COLUMNS = 30  # a name, a unit and the years of a long plan

_INDENT = re.compile(r"[ 　\t]*")
_HEADING = re.compile(r"(■)(?!■)[ 　\t]*(\S.*)|(【[^【】]+】)")
# The marks, highest rank first: at the same indent a lower mark stands below a higher one.
# A doubled mark is none (○○市, ・・・), nor a number that goes on (1.5倍, -3.2％).
_KINDS: tuple[tuple[str, str, bool], ...] = (
    ("number", r"[0-9０-９]{1,3}(?:[.．)）](?![0-9０-９])|(?=　))", True),
    (
        "bracketed",
        r"[(（](?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[)）]|[⑴-⒇]",
        True,
    ),
    ("circled", r"[①-⑳㉑-㉟㊱-㊿❶-❿]", True),
    (
        "kana",
        r"[ア-ンｱ-ﾝ](?:[.．)）]|(?=[ 　\t]))|[a-zａ-ｚ](?:[)）]|[.．](?=[ 　\t]))",
        True,
    ),
    ("bracketed kana", r"[(（][ア-ンｱ-ﾝa-zａ-ｚ][)）]", True),
    ("circle", r"[○◯●◎◆◇□▶▷](?![○◯●◎◆◇□▶▷])", False),
    ("dot", r"[・･•](?![・･•])", False),
    ("dash", r"[-－‐*＊](?![-－‐*＊0-9０-９.．])", False),
)
_ITEM = re.compile(
    "(?:"
    + "|".join(f"(?P<k{rank}>{pattern})" for rank, (_, pattern, _) in enumerate(_KINDS))
    + r")[ 　\t]*(?=\S)"
)


@dataclass(slots=True)
class _Entry:
    marker: str
    lines: list[str]
    children: list[_Entry] = field(default_factory=list)

    def item(self) -> Item:
        children = tuple(child.item() for child in self.children)
        return Item(self.marker, "\n".join(self.lines), children)


@dataclass(slots=True)
class _Level:
    indent: int
    rank: int
    entries: list[_Entry]


class _Reader:
    """Reads line by line; either a paragraph or a list is open, or nothing."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._levels: list[_Level] = []

    def line(self, line: str) -> None:
        indent, content = _indent(line)
        if not content:
            self.close()
        elif heading := _HEADING.fullmatch(content):
            self.close()
            self.blocks.append(Heading(heading[2] or heading[3], heading[1] or ""))
        elif item := _ITEM.match(content):
            self._item(indent, item, content[item.end() :])
        elif self._levels and indent > self._levels[-1].indent:
            self._levels[-1].entries[-1].lines.append(content)
        else:
            self._close_list()
            self._lines.append(line.rstrip())

    def close(self) -> None:
        self._close_list()
        self._close_paragraph()

    def _close_paragraph(self) -> None:
        if self._lines:
            self.blocks.append(Paragraph("\n".join(self._lines)))
            self._lines = []

    def _close_list(self) -> None:
        if self._levels:
            top = self._levels[0]
            items = tuple(entry.item() for entry in top.entries)
            self.blocks.append(ItemList(items, ordered=_KINDS[top.rank][2]))
            self._levels = []

    def _item(self, indent: int, match: re.Match[str], text: str) -> None:
        self._close_paragraph()
        rank = next(rank for rank in range(len(_KINDS)) if match[f"k{rank}"] is not None)
        entry = _Entry(match[f"k{rank}"], [text.rstrip()])
        levels = self._levels
        while len(levels) > 1 and _ends(indent, rank, levels[-1]):
            levels.pop()
        if levels and _above(indent, rank, levels[0]):
            self._close_list()
            levels = self._levels
        if not levels:
            levels.append(_Level(indent, rank, [entry]))
        elif _below(indent, rank, levels[-1]) and len(levels) < _DEEPEST:
            children = levels[-1].entries[-1].children
            children.append(entry)
            levels.append(_Level(indent, rank, children))
        else:
            levels[-1].entries.append(entry)


def _indent(line: str) -> tuple[int, str]:
    """The indent of a line in half widths, and the text after it."""
    blank = _INDENT.match(line)
    assert blank is not None  # noqa: S101 (the pattern matches nothing too)
    width = sum({" ": 1, "　": 2, "\t": 4}[character] for character in blank.group())
    return width, line[blank.end() :].rstrip()


def _below(indent: int, rank: int, level: _Level) -> bool:
    return indent > level.indent or (indent == level.indent and rank > level.rank)


def _above(indent: int, rank: int, level: _Level) -> bool:
    """Whether an item of that indent and mark is no part of the list at all."""
    return indent <= level.indent and rank < level.rank


def _ends(indent: int, rank: int, level: _Level) -> bool:
    """Whether an item closes the level: it stands further out, or bears a higher mark."""
    return indent < level.indent or (indent == level.indent and rank < level.rank)


def parse(text: str) -> list[Block]:
    """Read a text in the marks of official documents into paragraphs, headings and lists."""
    reader = _Reader()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = 0
    while place < len(lines):
        if found := _table_at(lines, place):
            reader.close()
            reader.blocks.append(found)
            place += len(found.rows)
        else:
            reader.line(lines[place])
            place += 1
    reader.close()
    return reader.blocks


def _table_at(lines: list[str], place: int) -> TableBlock | None:
    """The table that begins at this line: two lines or more, the first one the longest.

    A line that begins with a mark is an item, also when a TAB follows the mark.
    """
    head = lines[place].split("\t")
    if not 1 < len(head) <= _MOST_COLUMNS or not all(cell.strip() for cell in head):
        return None
    first = lines[place].strip(" 　")
    if _ITEM.match(first) or _HEADING.fullmatch(first):
        return None
    rows = [head]
    for line in lines[place + 1 :]:
        cells = line.split("\t")
        if not line.strip() or not 1 < len(cells) <= len(head):
            break
        # Empty cells at the end of a line went with its trailing blanks.
        rows.append(cells + [""] * (len(head) - len(cells)))
    if len(rows) < 2:
        return None
    return TableBlock(tuple(tuple(cell.strip() for cell in row) for row in rows))
