"""The document tree as HTML: the same markup in the web preview and in the PDF.

Everything that was typed is escaped; the classes are those of static/css/document.css.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from smartplan.document.figures.svg import svg_of
from smartplan.document.tree import (
    Block,
    Blocks,
    Chapter,
    Document,
    Figure,
    Footnote,
    Glossary,
    GlossaryEntry,
    Heading,
    Inline,
    Inlines,
    ItemList,
    ListItem,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    Reference,
    Strong,
    Table,
    TermMark,
    Text,
    Unbroken,
)
from smartplan.printing.html.front import (
    PictureUrl,
    WriteBlocks,
    colophon_html,
    cover_html,
    front_html,
    picture_address,
    toc_html,
)
from smartplan.printing.html.tables import table_html
from smartplan.printing.html.texts import lines, phrased, shortened, text, unbroken

STYLESHEET = "document:css/document.css"
"""The address under which printing/pdf/fetching.py serves the stylesheet."""

ROOMS = {1: 20.0, 2: 29.0, 3: 34.0, 4: 38.0, 5: 38.0}
"""How many characters of a heading stand side by side, by its level."""

CAPTION_ROOM, RUNNING_ROOM = 42.0, 23.0
"""The same for captions and for the running head."""


def render_html(document: Document) -> str:
    """A whole HTML page, for the PDF."""
    return (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>{text(document.cover.full_title)}</title>"
        f'<meta name="author" content="{text(document.cover.municipality)}">'
        f'<link rel="stylesheet" href="{STYLESHEET}"></head>'
        f"<body>{render_body(document)}</body></html>"
    )


def render_body(
    document: Document, *, screen: bool = False, picture_url: PictureUrl = picture_address
) -> str:
    """The document itself; on the screen figures without a table bring theirs along."""
    content = partial(blocks_html, screen=screen)
    parts = _parts(document, content, picture_url)
    return "".join(('<article class="document">', *parts, "</article>"))


def _parts(document: Document, content: WriteBlocks, picture_url: PictureUrl) -> Iterator[str]:
    yield cover_html(document.cover, picture_url)
    yield from (front_html(part, content, picture_url) for part in document.front)
    yield toc_html(document)
    in_appendix = False
    for chapter in document.chapters:
        yield chapter_html(chapter, content, opens_appendix=chapter.appendix and not in_appendix)
        in_appendix = chapter.appendix
    yield colophon_html(document.colophon)


def continued_html(chapter: Chapter, blocks: Blocks, content: WriteBlocks) -> str:
    """Blocks of a chapter from the top of a page on, apart from those before them."""
    running = text(shortened(chapter.heading, RUNNING_ROOM))
    return (
        f'<section class="chapter chapter--continued" data-running="{running}">'
        f"{content(blocks)}</section>"
    )


def chapter_html(chapter: Chapter, content: WriteBlocks, *, opens_appendix: bool = False) -> str:
    """One chapter; the first of the 資料編 opens it."""
    part = '<p class="part">資料編</p>' if opens_appendix else ""
    kind = "chapter chapter--appendix" if chapter.appendix else "chapter"
    if opens_appendix:
        kind += " chapter--opens-appendix"
    return (
        f'<section class="{kind}">{part}<h2 class="heading heading--1" id="{chapter.anchor}" '
        f'data-running="{text(shortened(chapter.heading, RUNNING_ROOM))}">'
        f"{phrased(chapter.heading, ROOMS[1])}</h2>{content(chapter.blocks)}</section>"
    )


# Blocks ------------------------------------------------------------------------------------------


def blocks_html(blocks: Blocks, *, screen: bool = False) -> str:
    """Blocks in their order; a heading goes along with a figure that turns the page sideways."""
    parts, headings = [], ""
    for block in blocks:
        if isinstance(block, Heading):
            headings += _heading(block)
            continue
        drawn = _block(block, screen=screen)
        if isinstance(block, Figure) and block.landscape:
            parts.append(f'<div class="landscape">{headings}{drawn}</div>')
        else:
            parts.append(headings + drawn)
        headings = ""
    return "".join((*parts, headings))


def _block(block: Block, *, screen: bool) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph(inlines, kind):
            name = "" if kind is ParagraphKind.PLAIN else f' class="paragraph--{kind}"'
            return f"<p{name}>{inlines_html(inlines)}</p>"
        case ItemList():
            return _list(block.items, ordered=block.ordered)
        case Table():
            return table_html(block, content=_cell_content)
        case Figure():
            return figure_html(block, screen=screen)
        case PictureBlock():
            return ""
        case Glossary():
            return _glossary(block)


def _heading(heading: Heading) -> str:
    tag = f"h{heading.level + 1}"
    minor = "" if heading.number else " heading--minor"
    page = " heading--new-page" if heading.new_page else ""
    return (
        f'<{tag} class="heading heading--{heading.level}{minor}{page}" id="{heading.anchor}">'
        f"{phrased(heading.label, ROOMS[heading.level])}</{tag}>"
    )


def figure_html(figure: Figure, *, screen: bool = False) -> str:
    """The drawing with its caption under it; on the screen with the table that says the same."""
    label = f"{figure.number}　{figure.caption}".strip("　")
    note = f'<p class="paragraph--note">{text(figure.note)}</p>' if figure.note else ""
    drawn = svg_of(figure.drawing, ident=figure.anchor or figure.key, title=figure.alternative)
    kind = "figure figure--landscape" if figure.landscape else "figure"
    equal = _equal(figure.equal) if screen and figure.equal else ""
    return (
        f'<figure class="{kind}" id="{figure.anchor}">{_framed(drawn, label, screen=screen)}'
        f"<figcaption>{phrased(label, CAPTION_ROOM)}</figcaption>{note}{equal}</figure>"
    )


def _framed(drawn: str, label: str, *, screen: bool) -> str:
    """On the screen a drawing too wide for it is moved by finger or by arrow keys."""
    if not screen:
        return drawn
    return f'<div class="wide" role="region" tabindex="0" aria-label="{text(label)}">{drawn}</div>'


def _equal(table: Table) -> str:
    return (
        '<details class="figure__equal"><summary>表で見る</summary>'
        f"{table_html(table, content=_cell_content)}</details>"
    )


def _list(items: Iterable[ListItem], *, ordered: bool) -> str:
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="typed-list">{"".join(_item(item) for item in items)}</{tag}>'


def _item(item: ListItem) -> str:
    children = _list(item.children, ordered=False) if item.children else ""
    wide = "" if len(item.marker) == 1 else ' class="typed-list__wide"'
    return (
        f'<li{wide}><span class="typed-list__marker">{text(item.marker)}</span>'
        f"{inlines_html(item.inlines)}{children}</li>"
    )


def _glossary(glossary: Glossary) -> str:
    groups = []
    for group in glossary.groups:
        heading = (
            f'<h3 class="heading glossary__row">{text(group.heading)}</h3>' if group.heading else ""
        )
        groups.append(f"{heading}<dl>{''.join(_entry(entry) for entry in group.entries)}</dl>")
    return f'<div class="glossary">{"".join(groups)}</div>'


def _entry(entry: GlossaryEntry) -> str:
    number = f'<span class="glossary__number">※{text(entry.number)}</span>' if entry.number else ""
    sound = "、".join(filter(None, (entry.reading, entry.origin)))
    reading = f'<span class="glossary__reading">（{text(sound)}）</span>' if sound else ""
    return (
        f'<div class="glossary__entry" id="{entry.anchor}"><dt>{number}{text(entry.term)}{reading}'
        f"</dt><dd>{_cell_content(entry.definition)}</dd></div>"
    )


def _cell_content(blocks: Blocks) -> str:
    """The blocks of a cell; a single paragraph needs no element of its own."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return inlines_html(blocks[0].inlines)
    return blocks_html(blocks)


# Inside a line -----------------------------------------------------------------------------------


def inlines_html(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(words):
            return lines(words)
        case Unbroken(words):
            return unbroken(words)
        case Strong(words):
            return f"<strong>{lines(words)}</strong>"
        case TermMark(label, _, target):
            return f'<a class="term-mark" href="#{target}">{text(label)}</a>'
        case Reference(label, target):
            return f'<a class="reference" href="#{target}">{text(label)}</a>'
        case Footnote(_, words):
            return f'<span class="footnote">{lines(words)}</span>'
