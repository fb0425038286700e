"""パブリックコメントの結果 in the 資料編: how many opinions came in, and the answer to each."""

from __future__ import annotations

from collections import Counter

from smartplan.document.blocks import joined, table
from smartplan.document.tree import Blocks, CellKind, Column
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import PublicComment

UNDECIDED = "未定"


def build(contents: PlanContents) -> Blocks:
    """The number of opinions by what became of them, then opinions and answers."""
    comments = [row for row in contents.rows(PublicComment) if row.opinion or row.response]
    body = town_words_of(contents.plan.municipality).body
    return joined(_counts(comments), _answers(comments, body)) if comments else ()


def _counts(comments: list[PublicComment]) -> Blocks:
    counts = Counter(choice_label(row, "reflection") or UNDECIDED for row in comments)
    kinds = [kind for kind in (*PublicComment.Reflection.labels, UNDECIDED) if counts[kind]]
    columns = [Column(kind, 20, CellKind.CENTER) for kind in kinds]
    row = [f"{counts[kind]:,}件" for kind in kinds]
    total = Column("合計", 16, CellKind.CENTER)
    return table(
        (*columns, total), [(*row, f"{len(comments):,}件")], caption="意見の件数（反映区分別）"
    )


def _answers(comments: list[PublicComment], body: str) -> Blocks:
    columns = (
        Column("番号", 8, CellKind.CENTER),
        Column("意見の概要", 38, CellKind.PROSE),
        Column(f"{body}の考え方", 38, CellKind.PROSE),
        Column("反映区分", 16, CellKind.CENTER),
    )
    rows = [
        (place, row.opinion, row.response, choice_label(row, "reflection"))
        for place, row in enumerate(comments, start=1)
    ]
    return table(columns, rows, caption=f"寄せられた意見と{body}の考え方", key="opinions")
