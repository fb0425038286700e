"""目次: a field of Word with its entries already in it, and the lists of figures and tables.

The page numbers are empty until Word has laid the text out: F9, or printing, fills them in. To
have Word do it at opening would make it ask a question that sounds like a warning, every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smartplan.document.toc import Entry, list_of_figures, list_of_tables, table_of_contents
from smartplan.document.tree import Document
from smartplan.printing.word.markup import field, field_end, field_start, link, paragraph, run
from smartplan.printing.word.places import Places

MAIN, APPENDIX = "main_part", "appendix_part"
"""The bookmarks around the two parts: the 資料編 has its own field, with its chapters alone."""

EMPTY = "この計画には、まだ記載がありません。"


def toc_xml(document: Document, places: Places) -> Iterator[str]:
    """The page with the table of contents; a sentence where there is nothing to list."""
    entries = list(table_of_contents(document))
    if not entries:
        yield paragraph("Normal", run(EMPTY))
        return
    main = [entry for entry in entries if not entry.appendix]
    appendix = [entry for entry in entries if entry.appendix]
    listed = _field(f'TOC \\o "1-2" \\h \\z \\b {MAIN}', main, places)
    yield _gallery("".join((paragraph("TOCHeading", run("目次")), *listed)))
    if appendix:
        yield paragraph("TOCPart", run("資料編"))
        yield from _field(f'TOC \\o "1-1" \\h \\z \\b {APPENDIX}', appendix, places)
    for title, label, some in (
        ("図の一覧", "図", list_of_figures(document)),
        ("表の一覧", "表", list_of_tables(document)),
    ):
        if some:
            yield paragraph("ListHeading", run(title))
            yield from _field(f'TOC \\h \\z \\c "{label}"', some, places, "TableofFigures")
    # The section ends after the fields: LibreOffice loses its page numbers otherwise.
    yield paragraph("AfterTable")


def _gallery(content: str) -> str:
    """What Word knows as a table of contents and offers to update.

    Trap: with a second field in it LibreOffice 7.4 crashes.
    """
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _field(
    instruction: str, entries: Sequence[Entry], places: Places, style: str = ""
) -> Iterator[str]:
    """The entries as the field's result: it begins in the first and ends in the last of them."""
    last = len(entries) - 1
    for place, entry in enumerate(entries):
        start = "" if place else field_start(instruction)
        end = field_end() if place == last else ""
        name = places.names[entry.anchor]
        page = field(f"PAGEREF {name} \\h", "", "<w:webHidden/>")
        words = link(name, f"{run(entry.label)}{run(chr(9), '<w:webHidden/>')}{page}")
        yield paragraph(style or f"TOC{entry.level}", f"{start}{words}{end}")
