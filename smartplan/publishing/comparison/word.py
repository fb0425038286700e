"""The 新旧対照表 as a Word file: one table a chapter, the changed words underlined."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.printing.word.lengths import SIDEWAYS, shares
from smartplan.printing.word.margins import footer, footnotes, header
from smartplan.printing.word.markup import BOLD, layout, paragraph, run
from smartplan.printing.word.namespaces import part
from smartplan.printing.word.package import Package
from smartplan.printing.word.sections import RunningText, Section
from smartplan.printing.word.tables import HEAD_SHADE, after_table, cell_xml, row_xml, table_frame
from smartplan.publishing.comparison.tree import Change, Comparison, Part, Side

UNDERLINED = '<w:u w:val="single"/>'
WIDTHS = shares((20, 40, 40), SIDEWAYS.text_width)
"""箇所, 旧, 新."""
TALL = 30
"""From how many paragraphs on a row may run over to the next page; others stay whole."""


def comparison_docx(comparison: Comparison) -> bytes:
    """The table as a .docx file that staff can go on editing."""
    package = Package()
    title = f"{comparison.title}　新旧対照表"
    package.describe(title=title, author=comparison.municipality)
    package.add_footnotes(footnotes([]))
    head = package.add_header(header(title, "", chapter=False, sideways=True))
    foot = package.add_footer(footer())
    text = RunningText({Section.SIDEWAYS: head}, {Section.SIDEWAYS: foot}, section=Section.SIDEWAYS)
    text.add(Section.SIDEWAYS, *_pieces(comparison, title))
    return package.finish(part("w:document", f"<w:body>{text.finish()}</w:body>"))


def _pieces(comparison: Comparison, title: str) -> Iterator[str]:
    old, new = comparison.old.label, comparison.new.label
    yield paragraph("Heading1", run(title), layout(page_break=False))
    yield paragraph("Normal", run(f"旧：{old}　　新：{new}　　（下線の部分は変更部分）"))
    for each in comparison.parts:
        yield paragraph("Heading2", run(each.title))
        yield _table(each, f"旧　{old}", f"新　{new}")
        yield after_table("")
    if not comparison.parts:
        yield paragraph("Normal", run("2つの版の内容は同じです。"))


def _table(part: Part, *sides: str) -> str:
    heads = "".join(
        cell_xml(paragraph("TableHead", run(words)), width, shade=HEAD_SHADE, middle=True)
        for words, width in zip(("箇所", *sides), WIDTHS, strict=True)
    )
    rows = "".join(_row(change) for change in part.changes)
    return table_frame(
        WIDTHS, row_xml(heads, head=True) + rows, f"{part.title}の新旧対照表", first_row=True
    )


def _row(change: Change) -> str:
    lines = (run(change.place), run(change.label, BOLD))
    place = "".join(paragraph("TableText", line) for line in lines if line)
    cells = (place, _side(change.old), _side(change.new))
    whole = len(change.old.lines) + len(change.new.lines) <= TALL
    return row_xml(
        "".join(cell_xml(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)),
        whole=whole,
    )


def _side(side: Side) -> str:
    lines = [
        "".join(run(piece.text, UNDERLINED if piece.changed else "") for piece in line)
        for line in side.lines
    ]
    return "".join(paragraph("TableText", line) for line in (lines or [run(side.note)]))
