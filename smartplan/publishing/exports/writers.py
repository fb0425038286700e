"""What writes each kind of file. Only workers and commands import this: it loads all writers.

The web server knows of a kind of file what `offered.py` says.
"""

from __future__ import annotations

from collections.abc import Callable

from smartplan.plans.models import PictureFile
from smartplan.printing.pdf.document import Variant, render_pdf
from smartplan.printing.sheets import render_xlsx
from smartplan.printing.summary import Paper, render_summary
from smartplan.printing.word import render_docx
from smartplan.publishing.exports.material import Material
from smartplan.publishing.models import Format


def picture(sha256: str) -> bytes:
    """The bytes of one of the document's pictures."""
    return bytes(PictureFile.objects.get(pk=sha256).content)


WRITERS: dict[Format, Callable[[Material], bytes]] = {
    Format.PDF: lambda material: render_pdf(material.document),
    Format.DOCX: lambda material: render_docx(material.document, picture),
    Format.XLSX: lambda material: render_xlsx(material.contents),
    Format.SUMMARY: lambda material: render_summary(material.contents, Paper.A3),
    Format.SUMMARY_A4: lambda material: render_summary(material.contents, Paper.A4),
    Format.PDF_A: lambda material: render_pdf(material.document, variant=Variant.ARCHIVE),
}
