"""The list of sources of the cases that the plan quotes, in the 資料編."""

from __future__ import annotations

from smartplan.document.blocks import table
from smartplan.document.tree import Blocks, CellKind, Column
from smartplan.document.values import stacked
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Citation


def build(contents: PlanContents) -> Blocks:
    columns = (
        Column("番号", 9, CellKind.CENTER),
        Column("事例", 30),
        Column("出典", 30),
        Column("出典時点", 21, CellKind.CENTER),
        Column("引用した箇所", 20),
        Column("参考にした点", 28, CellKind.PROSE),
    )
    rows = [
        (
            place,
            "\n".join(filter(None, (row.title, f"（{row.actor}）" if row.actor else ""))),
            "\n".join(filter(None, (row.source, row.page))),
            stacked(row.as_of),
            _where(contents, row),
            row.note,
        )
        for place, row in enumerate(_printed(contents), start=1)
    ]
    return table(columns, rows, caption="引用した事例の出典", keep=2, key="sources")


def _printed(contents: PlanContents) -> list[Citation]:
    """The citations of the chapters that are in the plan, in the order of the chapters."""
    return [
        citation
        for chapter in contents.chapters
        if chapter.included
        for citation in contents.citations_of(chapter)
    ]


def _where(contents: PlanContents, row: Citation) -> str:
    if row.measure:
        return f"{row.chapter.title}\n施策{contents.measure_code(row.measure)}"
    return row.chapter.title
