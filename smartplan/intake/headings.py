"""The heading row of a pasted table: which column each place holds, in the words of other tables.

Towns name their columns in many ways (現状値 for 基準値, 内容 for 工程の内容). A heading is matched
by its exact label, then by a common synonym (plans/sections/ has them, by section), then by a label
that it contains or is part of. A word for two columns goes to the first of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from smartplan.japanese.folding import fold
from smartplan.plans.sections.tables import TableInPlan

_BRACKETS = re.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[）)\]】〕]")
_NOT_WORDS = re.compile(r"[\s・、，,.:：/／\-＊*※■●○]+")
SHORTEST_PART = 2
LONGEST_HEADING = 20

NAME_WORDS = (
    "名称",
    "名前",
    "項目名",
    "計画名",
    "計画名称",
    "団体名",
    "組織名",
    "氏名",
    "委員名",
    "理念",
    "原則",
    "対策",
    "対策名",
    "資料名",
    "取組",
    "取組名",
    "事業名",
    "KPI",
)
"""What other tables call the name of whatever they list."""


@dataclass
class Headings:
    """The columns of a pasted table, place by place."""

    names: list[str | None]
    found: bool = False
    """Is the first line a heading row?"""
    read_as: list[str] = field(default_factory=list)
    """「現状値→基準値」: headings in other words than ours."""
    notes: list[str] = field(default_factory=list)


def read_headings(first: list[str], table: TableInPlan) -> Headings:
    """The heading row if the first line is one; else our own columns in their order."""
    cells = [_key(cell) for cell in first]
    filled = [cell for cell in cells if cell]
    if not filled:
        return Headings(list(table.labels))
    exact = _matches(cells, table)
    known = sum(name is not None for name in exact)
    labels = {_key(label) for label in table.labels.values()}
    if filled[0] not in labels and 2 * known <= len(filled):
        # One heading's word among others' may as well be content.
        doubts = [taken_as_content(first)] if known else []
        return Headings(list(table.labels), notes=doubts)
    headings = Headings(_with_parts(cells, exact, table), found=True)
    _note_headings(headings, first, cells, table)
    return headings


def bare(label: str) -> str:
    """A heading without its unit in brackets and without marks: 総人口（人） is 総人口."""
    return _NOT_WORDS.sub("", fold(_BRACKETS.sub("", label)))


def _key(label: str) -> str:
    """A heading for comparing: 目標値の年次 is 目標値年次."""
    return bare(label).replace("の", "")


def _words_of(name: str, table: TableInPlan) -> tuple[str, ...]:
    if name != "name":
        return table.table.words.get(name, ())
    kind = str(table.kind._meta.verbose_name)
    return (kind, f"{kind}名", f"{kind}名称", *NAME_WORDS)


def _matches(cells: list[str], table: TableInPlan) -> list[str | None]:
    """By exact label, then by synonym; each column at most once."""
    found: list[str | None] = [None] * len(cells)
    labels = {_key(label): name for name, label in table.labels.items()}
    for place, cell in enumerate(cells):
        if cell and (name := labels.get(cell)) not in found:
            found[place] = name
    for name in table.labels:
        words = {_key(word) for word in _words_of(name, table)}
        for place, cell in enumerate(cells):
            known = not cell or cell in labels or found[place] is not None
            if not known and name not in found and cell in words:
                found[place] = name
    return found


def is_above_heading(lines: list[list[str]], table: TableInPlan) -> bool:
    """Is the first line a mark without words, such as （単位：人）, with the headings below?"""
    return (
        len(lines) > 1
        and not any(_key(cell) for cell in lines[0])
        and read_headings(lines[1], table).found
    )


def _with_parts(cells: list[str], found: list[str | None], table: TableInPlan) -> list[str | None]:
    """Headings left over match a free column whose label contains them, or is contained."""
    names = list(found)
    labels = {_key(label) for label in table.labels.values()}
    for place, cell in enumerate(cells):
        if names[place] is not None or len(cell) < SHORTEST_PART or cell in labels:
            continue
        fitting = [
            name
            for name, label in table.labels.items()
            if name not in names and _is_part(cell, _key(label))
        ]
        if len(fitting) == 1:
            names[place] = fitting[0]
    return names


def _is_part(cell: str, label: str) -> bool:
    # 目標値年度 holds 目標値, but is a year.
    about_years = ("年" in cell) == ("年" in label)
    return about_years and len(label) >= SHORTEST_PART and (cell in label or label in cell)


def _note_headings(
    headings: Headings, first: list[str], cells: list[str], table: TableInPlan
) -> None:
    labels = {_key(label) for label in table.labels.values()}
    for name, cell, typed in zip(headings.names, cells, first, strict=True):
        shown = typed.strip()[:30]
        if name is not None and cell not in labels:
            headings.read_as.append(f"{shown}→{table.labels[name]}")
        elif name is None and cell and (cell in labels or cells.count(cell) > 1):
            headings.notes.append(f"見出し「{shown}」が二つあります。後の列は取り込みません。")
        elif name is None and cell:
            headings.notes.append(
                f"見出し「{shown}」に合う列がありません。この列は取り込みません。"
            )


def taken_as_content(first: list[str]) -> str:
    """What is said of a first line that looks like headings and is taken as content."""
    words = "、".join(cell.strip()[:LONGEST_HEADING] for cell in first if cell.strip())[:60]
    return (
        f"1行目「{words}」は見出しのようですが、列の名前と合わないため、内容として取り込みます。"
        "見出しのときは、1行目を除くか、列の名前を直してから読み取り直してください。"
    )
