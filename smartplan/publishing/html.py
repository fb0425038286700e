"""The document tree as HTML: the same markup in the web preview and in the PDF.

Everything that was typed is escaped; the classes are those of static/css/document.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from smartplan.publishing.document import (
    Block,
    Blocks,
    Chapter,
    Colophon,
    Cover,
    Document,
    Figure,
    Footnote,
    FrontMatter,
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
    Timeline,
)
from smartplan.publishing.figures.svg import svg_of
from smartplan.publishing.html_tables import columns_html, table_html, timeline_html
from smartplan.publishing.toc import Entry, table_of_contents

STYLESHEET = "document:css/document.css"
"""The address under which `pdf.py` serves the stylesheet; nothing else is served."""

EMPTY = "この計画には、まだ記載がありません。"

# Control characters have no shape and no place in HTML; a lone surrogate cannot be written at all.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render_html(document: Document) -> str:
    """A whole HTML page, for the PDF."""
    return (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>{text(document.cover.full_title)}</title>"
        f'<meta name="author" content="{text(document.cover.municipality)}">'
        f'<link rel="stylesheet" href="{STYLESHEET}"></head>'
        f"<body>{render_body(document)}</body></html>"
    )


def render_body(document: Document) -> str:
    """The document itself, also for the web preview."""
    return "".join(('<article class="document">', *_parts(document), "</article>"))


def text(words: str) -> str:
    """Typed words, escaped; a character that HTML cannot hold is dropped."""
    return escape(_UNPRINTABLE.sub("", words))


def _parts(document: Document) -> Iterator[str]:
    yield _cover(document.cover)
    yield from (_front(part) for part in document.front)
    entries = list(table_of_contents(document))
    yield _contents(entries) if entries else f'<p class="document__empty">{EMPTY}</p>'
    in_appendix = False
    for chapter in document.chapters:
        yield _chapter(chapter, opens_appendix=chapter.appendix and not in_appendix)
        in_appendix = chapter.appendix
    yield _colophon(document.colophon)


def _cover(cover: Cover) -> str:
    edition = f'<p class="cover__edition">（{text(cover.edition)}）</p>' if cover.edition else ""
    period = f'<p class="cover__period">計画期間　{text(cover.period)}</p>' if cover.period else ""
    issued = f'<p class="cover__issued">{text(cover.issued)}</p>' if cover.issued else ""
    return (
        '<header class="cover">'
        f'<h1 class="cover__title" data-running="{text(cover.full_title)}">{text(cover.title)}</h1>'
        f'{edition}{period}<div class="cover__foot">{issued}'
        f'<p class="cover__municipality">{text(cover.municipality)}</p></div></header>'
    )


def _front(part: FrontMatter) -> str:
    return (
        f'<section class="front"><h2 class="heading heading--1" id="{part.anchor}">'
        f"{text(part.title)}</h2>{blocks_html(part.blocks)}</section>"
    )


def _contents(entries: list[Entry]) -> str:
    lines = []
    for appendix, some in groupby(entries, key=lambda entry: entry.appendix):
        if appendix:
            lines.append('<li class="toc__part">資料編</li>')
        lines += [
            f'<li class="toc__{entry.level}"><a href="#{entry.anchor}">{text(entry.label)}</a></li>'
            for entry in some
        ]
    return (
        '<nav class="toc" aria-labelledby="contents">'
        f'<h2 class="heading toc__heading" id="contents">目次</h2>'
        f"<ol>{''.join(lines)}</ol></nav>"
    )


def _chapter(chapter: Chapter, *, opens_appendix: bool) -> str:
    part = '<p class="part">資料編</p>' if opens_appendix else ""
    kind = "chapter chapter--appendix" if chapter.appendix else "chapter"
    if opens_appendix:
        kind += " chapter--opens-appendix"
    return (
        f'<section class="{kind}">{part}<h2 class="heading heading--1" id="{chapter.anchor}">'
        f"{text(chapter.heading)}</h2>{blocks_html(chapter.blocks)}</section>"
    )


def _colophon(colophon: Colophon) -> str:
    facts = "".join(
        f'<tr><th scope="row">{text(name)}</th><td>{_lines(value)}</td></tr>'
        for name, value in colophon.facts
    )
    return (
        '<footer class="colophon"><h2 class="heading colophon__heading">奥付</h2>'
        f'<table class="sheet">{columns_html([22, 78])}<tbody>{facts}</tbody></table></footer>'
    )


# Blocks ------------------------------------------------------------------------------------------


def blocks_html(blocks: Blocks) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph(inlines, kind):
            name = "" if kind is ParagraphKind.PLAIN else f' class="paragraph--{kind}"'
            return f"<p{name}>{inlines_html(inlines)}</p>"
        case ItemList():
            return _list(block.items, ordered=block.ordered)
        case Table():
            return table_html(block, content=_cell_content, text=text)
        case Figure():
            return _figure(block)
        case PictureBlock():
            return ""
        case Timeline():
            return timeline_html(block, text=text)
        case Glossary():
            return _glossary(block)


def _heading(heading: Heading) -> str:
    tag = f"h{heading.level + 1}"
    minor = "" if heading.number else " heading--minor"
    return (
        f'<{tag} class="heading heading--{heading.level}{minor}" id="{heading.anchor}">'
        f"{text(heading.label)}</{tag}>"
    )


def _figure(figure: Figure) -> str:
    label = text(f"{figure.number}　{figure.caption}".strip("　"))
    note = f'<p class="paragraph--note">{text(figure.note)}</p>' if figure.note else ""
    drawn = svg_of(figure.drawing, ident=figure.anchor or figure.key, title=figure.alternative)
    kind = "figure figure--landscape" if figure.landscape else "figure"
    return (
        f'<figure class="{kind}" id="{figure.anchor}">{drawn}'
        f"<figcaption>{label}</figcaption>{note}</figure>"
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
            return _lines(words)
        case Strong(words):
            return f"<strong>{_lines(words)}</strong>"
        case TermMark(label, _, target):
            return f'<a class="term-mark" href="#{target}">{text(label)}</a>'
        case Reference(label, target):
            return f'<a class="reference" href="#{target}">{text(label)}</a>'
        case Footnote(_, words):
            return f'<span class="footnote">{_lines(words)}</span>'


def _lines(words: str) -> str:
    return text(words).replace("\n", "<br>")
