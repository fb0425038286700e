"""From the document tree to the Word file."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.document.tree import Chapter, Document, Figure, FrontMatter
from smartplan.printing.word.blocks import BlockWriter
from smartplan.printing.word.cover import colophon_xml, cover_xml
from smartplan.printing.word.drawings import Drawings, Pictures
from smartplan.printing.word.inlines import Lines
from smartplan.printing.word.margins import footer, footnotes, header
from smartplan.printing.word.markup import layout, paragraph, run
from smartplan.printing.word.namespaces import part
from smartplan.printing.word.package import Package
from smartplan.printing.word.places import Places
from smartplan.printing.word.sections import RunningText, Section
from smartplan.printing.word.toc import APPENDIX, MAIN, toc_xml

PORTRAIT_WIDTH, PORTRAIT_HEIGHT = 45.0, 60.0
"""How large the mayor's portrait may be (millimetres)."""

_APPENDIX_GAP = 794
"""Above a chapter of the 資料編, which begins on no page of its own (14 mm)."""


def render_docx(document: Document, pictures: Pictures) -> bytes:
    """The document as a Word file that staff can go on editing.

    `pictures` gives the bytes of a picture by its SHA-256.
    """
    package = Package()
    cover = document.cover
    package.describe(title=cover.full_title, author=cover.municipality)
    places = Places.of(document)
    writer = BlockWriter(places, Lines(places), Drawings(pictures, package.add_picture))
    text = RunningText(_heads(package, document), _feet(package))
    text.add(Section.COVER, *cover_xml(cover, writer.drawings))
    closing = _write_text(document, text, writer)
    text.add(Section.COLOPHON, *colophon_xml(document.colophon, closing))
    package.add_footnotes(footnotes(writer.lines.notes))
    return package.finish(part("w:document", f"<w:body>{text.finish()}</w:body>"))


def _heads(package: Package, document: Document) -> dict[Section, str]:
    """The page head of each kind of section; the watermark stands in all of them."""
    title, mark = document.cover.full_title, document.cover.watermark
    plain = package.add_header(header("", mark, chapter=False))
    return {
        Section.COVER: plain,
        Section.FRONT: package.add_header(header(title, mark, chapter=False)),
        Section.CHAPTERS: package.add_header(header(title, mark, chapter=True)),
        Section.SIDEWAYS: package.add_header(header(title, mark, chapter=True, sideways=True)),
        Section.COLOPHON: plain,
    }


def _feet(package: Package) -> dict[Section, str]:
    numbered = package.add_footer(footer())
    cover = package.add_footer(footer(numbered=False))
    return {section: cover if section is Section.COVER else numbered for section in Section}


def _write_text(document: Document, text: RunningText, writer: BlockWriter) -> str:
    """Greeting, contents, main part and 資料編; the end of the last bookmark that is left over.

    Bookmarks around the two parts tell the contents what to list.
    """
    places = writer.places
    main = [chapter for chapter in document.chapters if not chapter.appendix]
    appendix = [chapter for chapter in document.chapters if chapter.appendix]
    open_part = MAIN if document.front or main else ""
    opening = places.start(MAIN) if open_part else ""
    for front in document.front:
        text.add(Section.FRONT, *_front(front, writer, opening))
        opening = ""
    text.add(Section.FRONT, *toc_xml(document, places))
    for chapter in main:
        text.add(Section.CHAPTERS, _title(chapter.heading, chapter.anchor, places, opening))
        _write_blocks(chapter, text, writer)
        opening = ""
    closing = places.end(open_part) if open_part else ""
    if appendix:
        text.add(
            Section.CHAPTERS, paragraph("Part", closing + places.start(APPENDIX) + run("資料編"))
        )
        for place, chapter in enumerate(appendix):
            look = layout(page_break=False, before=_APPENDIX_GAP if place else None)
            text.add(Section.CHAPTERS, _title(chapter.heading, chapter.anchor, places, look=look))
            _write_blocks(chapter, text, writer)
        closing = places.end(APPENDIX)
    return closing


def _title(words: str, anchor: str, places: Places, before: str = "", look: str = "") -> str:
    return paragraph("Heading1", before + places.marked(anchor, run(words)), look)


def _front(part: FrontMatter, writer: BlockWriter, before: str) -> Iterator[str]:
    """A page before the contents; the portrait stands at the right of its first lines."""
    yield _title(part.title, part.anchor, writer.places, before)
    if part.portrait:
        portrait = writer.drawings.floating(
            part.portrait, width=PORTRAIT_WIDTH, height=PORTRAIT_HEIGHT
        )
        yield paragraph("AfterTable", portrait)
    yield from writer.write(part.blocks)


def _write_blocks(chapter: Chapter, text: RunningText, writer: BlockWriter) -> None:
    for block in chapter.blocks:
        sideways = isinstance(block, Figure) and block.landscape
        section = Section.SIDEWAYS if sideways else Section.CHAPTERS
        text.add(section, *writer.block(block))
