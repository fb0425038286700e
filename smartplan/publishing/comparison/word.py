"""The 新旧対照表 as a Word file: one table a chapter, the changed words underlined."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from smartplan.publishing.comparison.tree import Change, Comparison, Part, Side

FONT = "BIZ UDPゴシック"
WIDTHS = (Mm(53), Mm(107), Mm(107))
"""箇所, 旧, 新: together what A4 on its side leaves between the margins."""
HEADINGS = {"Title": 16, "Heading 1": 12}

# Control characters, halves of a character and non-characters cannot stand in XML at all.
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def comparison_docx(comparison: Comparison) -> bytes:
    """The table as a .docx file that staff can go on editing."""
    document = docx.Document()
    _lay_out(document)
    _describe(document, comparison)
    document.add_heading(_printable(f"{comparison.title}　新旧対照表"), 0)
    names = f"旧：{comparison.old.label}　　新：{comparison.new.label}　　（下線の部分は変更部分）"
    document.add_paragraph(_printable(names))
    for part in comparison.parts:
        document.add_heading(_printable(part.title), 1)
        _table(document, part, comparison)
    if not comparison.parts:
        document.add_paragraph("2つの版の内容は同じです。")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(17)
    _page_number(section.footer.paragraphs[0])
    styles: Any = document.styles
    for name, size in {"Normal": 9.5, **HEADINGS}.items():
        style = styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FONT)
    styles["Normal"].paragraph_format.space_after = Pt(0)
    styles["Normal"].paragraph_format.line_spacing = 1.25
    for border in styles["Title"].element.pPr.findall(qn("w:pBdr")):
        styles["Title"].element.pPr.remove(border)
    styles["Heading 1"].paragraph_format.keep_with_next = True


def _describe(document: Document, comparison: Comparison) -> None:
    properties = document.core_properties
    properties.title = _printable(f"{comparison.title}　新旧対照表")[:255]
    properties.author = comparison.municipality
    properties.language = "ja-JP"
    properties.comments = ""


def _table(document: Document, part: Part, comparison: Comparison) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.autofit = False
    _give_air(table)
    head = table.rows[0]
    titles = ("箇所", f"旧　{comparison.old.label}", f"新　{comparison.new.label}")
    for cell, title in zip(head.cells, titles, strict=True):
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].add_run(_printable(title)).bold = True
        _shade(cell)
    _repeat(head)
    for change in part.changes:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _row(row, change)
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = width


def _row(row: Any, change: Change) -> None:
    place, old, new = row.cells
    if change.place:
        place.paragraphs[0].add_run(_printable(change.place))
    if change.label:
        paragraph = place.add_paragraph() if change.place else place.paragraphs[0]
        paragraph.add_run(_printable(change.label)).bold = True
    _side(old, change.old)
    _side(new, change.new)


def _side(cell: Any, side: Side) -> None:
    if side.note:
        cell.paragraphs[0].add_run(side.note)
    for number, line in enumerate(side.lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        for piece in line:
            run = paragraph.add_run(_printable(piece.text))
            run.underline = piece.changed or None


def _printable(words: str) -> str:
    return _NOT_XML.sub("", words)


def _repeat(row: Any) -> None:
    """Let the row stand on top of every page that the table goes on to."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E6E6E6")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _give_air(table: Any) -> None:
    """Let the words of the cells stand off from the lines around them (twentieths of a point)."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
