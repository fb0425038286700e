"""What writes each kind of file. A format that is not in the table is offered nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from smartplan.document.build import build_document
from smartplan.document.tree import Document
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import PictureFile, Plan
from smartplan.plans.reading import read_plan
from smartplan.printing.pdf.document import Variant, render_pdf
from smartplan.printing.sheets import render_xlsx
from smartplan.printing.summary import Paper, render_summary
from smartplan.printing.word import render_docx
from smartplan.publishing.models import Format


@dataclass(frozen=True)
class Material:
    """What a file is made from: the plan's rows, and the document that was built from them."""

    contents: PlanContents
    document: Document


@dataclass(frozen=True)
class Writer:
    """What a kind of file is good for, in one sentence for planners, and how it is written.

    `suffix` is what its name has after the plan's title.
    """

    purpose: str
    write: Callable[[Material], bytes]
    suffix: str = ""


def picture(sha256: str) -> bytes:
    """The bytes of one of the document's pictures."""
    return bytes(PictureFile.objects.get(pk=sha256).content)


WRITERS: dict[Format, Writer] = {
    Format.PDF: Writer(
        "表紙から奥付までそろった文書です。印刷、庁内での回覧、公表に使えます。",
        lambda material: render_pdf(material.document),
    ),
    Format.DOCX: Writer(
        "PDFと同じ内容のWordのファイルです。庁内で手を入れたり、体裁を整えたりできます。"
        "目次のページ番号は、Wordで開いたあと Ctrl+A、F9 を押すと入ります。",
        lambda material: render_docx(material.document, picture),
    ),
    Format.XLSX: Writer(
        "施策、指標、工程などの一覧です。各課への照会に使い、記入した内容を取り込めます。",
        lambda material: render_xlsx(material.contents),
    ),
    Format.SUMMARY: Writer(
        "計画の全体をA3横の1枚にまとめたものです。会議や説明会で配れます。",
        lambda material: render_summary(material.contents, Paper.A3),
        suffix="　概要版",
    ),
    Format.SUMMARY_A4: Writer(
        "計画の全体をA4縦の2ページにまとめたものです。広報や窓口で配れます。",
        lambda material: render_summary(material.contents, Paper.A4),
        suffix="　概要版（A4）",
    ),
    Format.PDF_A: Writer(
        "長く保存するための規格（PDF/A）に沿った文書です。公文書として保存するときに使えます。",
        lambda material: render_pdf(material.document, variant=Variant.ARCHIVE),
        suffix="　保存用",
    ),
}
"""In the order in which the page offers them."""


def material_of(plan: Plan) -> Material:
    """What the plan holds now."""
    contents = read_plan(plan)
    return Material(contents, build_document(contents))
