"""The kinds of file that are offered, as planners read of them; `writers.py` writes them."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.publishing.models import Format


@dataclass(frozen=True)
class FileKind:
    """What a kind of file is good for, in one sentence for planners.

    `suffix` is what its name has after the plan's title.
    """

    purpose: str
    suffix: str = ""


OFFERED: dict[Format, FileKind] = {
    Format.PDF: FileKind(
        "表紙から奥付までそろった文書です。印刷、庁内での回覧、公表に使えます。",
    ),
    Format.DOCX: FileKind(
        "PDFと同じ内容のWordのファイルです。庁内で手を入れたり、体裁を整えたりできます。"
        "目次のページ番号は、Wordで開いたあと Ctrl+A、F9 を押すと入ります。",
    ),
    Format.XLSX: FileKind(
        "施策、指標、工程などの一覧です。各課への照会に使い、記入した内容を取り込めます。",
    ),
    Format.SUMMARY: FileKind(
        "計画の全体をA3横の1枚にまとめたものです。会議や説明会で配れます。",
        suffix="　概要版",
    ),
    Format.SUMMARY_A4: FileKind(
        "計画の全体をA4縦の2ページにまとめたものです。広報や窓口で配れます。",
        suffix="　概要版（A4）",
    ),
    Format.PDF_A: FileKind(
        "長く保存するための規格（PDF/A）に沿った文書です。公文書として保存するときに使えます。",
        suffix="　保存用",
    ),
}
"""In the order in which the page offers them."""
