"""Two people saved the same chapter: what differs between what was typed and what is stored."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.plans.sections.tables import PostedRow, TableInPlan
from smartplan.wizard.chapter.page import ChapterPage

REMOVED = "（この行は削除されています。保存すると、新しい行として残ります）"


@dataclass(frozen=True)
class Difference:
    """One text or row: 「あなたの入力」 beside 「先に保存された内容」."""

    label: str
    mine: str
    theirs: str


def differences(page: ChapterPage) -> list[Difference]:
    """What saving the page would change in what is stored; new rows take nothing away."""
    found = [*_texts(page)]
    for table in page.tables:
        found += _rows(page, table)
        found += _order(page, table)
    return [*found, *_frame(page)]


def _texts(page: ChapterPage) -> list[Difference]:
    form, words = page.text_form, page.words_of_text
    return [
        Difference(str(form.fields[name].label), words(name, typed), words(name, was))
        for name, (typed, was) in page.changed_texts().items()
    ]


def _frame(page: ChapterPage) -> list[Difference]:
    frame = page.frame
    return [
        Difference(
            str(frame.fields[name].label),
            frame.words_of(name, typed),
            frame.words_of(name, was),
        )
        for name, (typed, was) in frame.changes().items()
    ]


def _rows(page: ChapterPage, table: TableInPlan) -> list[Difference]:
    found = []
    for sent in page.rows.get(table.rows_name, ()):
        label = f"{table.table.title}　{sent.place + 1}行目"
        if sent.removed and sent.row is not None:
            theirs = all_cells(table, table.cells_of(sent.row))
            found.append(Difference(label, "（この行を削除する）", theirs))
        elif sent.removed or (sent.row is None and sent.key is None):
            continue
        elif sent.row is None:
            found.append(Difference(label, all_cells(table, sent.cells), REMOVED))
        elif table.is_changed(sent):
            found.append(_changed_cells(table, sent, table.cells_of(sent.row), label))
    return found


def _changed_cells(
    table: TableInPlan, sent: PostedRow, stored: dict[str, str], label: str
) -> Difference:
    names = [name for name, cell in sent.cells.items() if cell != stored[name]]
    return Difference(
        label,
        all_cells(table, {name: sent.cells[name] for name in names}, blanks=True),
        all_cells(table, {name: stored[name] for name in names}, blanks=True),
    )


def all_cells(table: TableInPlan, cells: dict[str, str], *, blanks: bool = False) -> str:
    """The cells of a row as 「見出し：内容」 lines."""
    return "\n".join(
        f"{table.labels[name]}：{table.words_of(name, cell) or '（空欄）'}"
        for name, cell in cells.items()
        if cell or blanks
    )


def _order(page: ChapterPage, table: TableInPlan) -> list[Difference]:
    """The order of the rows that were sent, where it is not the stored one."""
    sent = [row.row for row in page.rows.get(table.rows_name, ()) if row.row]
    keys = {row.pk for row in sent}
    stored = [row for row in table.rows if row.pk in keys]
    if sent == stored:
        return []
    return [
        Difference(
            f"{table.table.title}の並び順",
            "\n".join(str(row) for row in sent),
            "\n".join(str(row) for row in stored),
        )
    ]
