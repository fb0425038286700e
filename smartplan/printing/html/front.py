"""What stands before and after the chapters: cover, greeting, contents and colophon as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, zip_longest

from smartplan.document.figures.text_width import em_width
from smartplan.document.toc import (
    DEEPEST,
    Entry,
    list_of_figures,
    list_of_tables,
    table_of_contents,
)
from smartplan.document.tree import (
    Blocks,
    Colophon,
    Cover,
    Document,
    FrontMatter,
    PictureBlock,
)
from smartplan.document.widths.titles import SIZES, title_of, title_pieces
from smartplan.printing.html.tables import columns_html
from smartplan.printing.html.texts import (
    lines_with_whole_numbers,
    phrased,
    shortened,
    text,
    unbroken,
)

EMPTY = "この計画には、まだ記載がありません。"

WriteBlocks = Callable[[Blocks], str]
PictureUrl = Callable[[str, PictureBlock], str]
"""The address of a picture by its place (logo, portrait)."""

ENTRY_ROOM, LISTED_ROOM, FACT_ROOM = 34.0, 20.0, 36.0
"""How many characters stand side by side in an entry of the contents, in one of the lists of
figures and tables, which stand in two columns, and in a fact of the colophon."""

RUNNING_ROOM = 28.0

NARROW_ROOM = 10.0
"""How many characters of a title stand side by side on a telephone."""


def picture_address(place: str, picture: PictureBlock) -> str:
    """Where the PDF finds a picture: by what it holds, wherever it stands."""
    return f"picture:{picture.sha256}"


def cover_html(cover: Cover, picture_url: PictureUrl = picture_address) -> str:
    """The cover: title, edition and period above; logo, month and municipality below."""
    edition = f'<p class="cover__edition">（{text(cover.edition)}）</p>' if cover.edition else ""
    period = f'<p class="cover__period">計画期間　{text(cover.period)}</p>' if cover.period else ""
    issued = f'<p class="cover__issued">{text(cover.issued)}</p>' if cover.issued else ""
    logo = _picture(cover.logo, "logo", "cover__logo", picture_url) if cover.logo else ""
    return (
        '<header class="cover"><div class="cover__head">'
        f'{_title(cover)}{edition}{period}</div><div class="cover__foot">{logo}{issued}'
        f'<p class="cover__municipality">{text(cover.municipality)}</p></div></header>'
    )


def _title(cover: Cover) -> str:
    """The title in its lines; on a narrow screen they end between its words as well."""
    title = title_of(cover.title, cover.municipality)
    kind = "cover__title" if title.size == SIZES[0] else f"cover__title cover__title--{title.size}"
    words = "<br>".join(
        f'<span class="ph">{_words(line, cover)}</span>' if title.has_room(line) else text(line)
        for line in title.lines
    )
    return f'<h1 class="{kind}" data-running="{text(running_title(cover))}">{words}</h1>'


def _words(line: str, cover: Cover) -> str:
    pieces = title_pieces(line, cover.municipality, NARROW_ROOM)
    return "".join(
        unbroken(piece) if em_width(piece) <= NARROW_ROOM else text(piece) for piece in pieces
    )


def running_title(cover: Cover) -> str:
    """The title with its edition for the head of each page, on one line."""
    edition = f"（{cover.edition}）" if cover.edition else ""
    return shortened(cover.title, RUNNING_ROOM, edition)


def front_html(
    part: FrontMatter, content: WriteBlocks, picture_url: PictureUrl = picture_address
) -> str:
    """A page before the contents; a portrait stands at the right of its first lines."""
    portrait = (
        _picture(part.portrait, "portrait", "front__portrait", picture_url) if part.portrait else ""
    )
    return (
        f'<section class="front"><h2 class="heading heading--1" id="{part.anchor}">'
        f"{text(part.title)}</h2>{portrait}{content(part.blocks)}</section>"
    )


def toc_html(document: Document) -> str:
    """The table of contents, with the lists of figures and tables where there are several."""
    entries = list(table_of_contents(document))
    if not entries:
        return f'<p class="document__empty">{EMPTY}</p>'
    return (
        '<nav class="toc" aria-labelledby="contents">'
        '<h2 class="heading toc__heading" id="contents">目次</h2>'
        f"<ol>{''.join(_main_entries(entries))}</ol>"
        f"{_list('図の一覧', list_of_figures(document))}"
        f"{_list('表の一覧', list_of_tables(document))}</nav>"
    )


def _main_entries(entries: list[Entry]) -> Iterator[str]:
    for appendix, some in groupby(entries, key=lambda entry: entry.appendix):
        if appendix:
            yield '<li class="toc__part">資料編</li>'
        for entry, following in zip_longest(listed := list(some), listed[1:]):
            yield _entry(entry, last=following is None or following.level < entry.level)


def _entry(entry: Entry, *, last: bool = False) -> str:
    """An entry; the last one of a chapter does not begin a page alone."""
    room = ENTRY_ROOM if entry.level <= DEEPEST else LISTED_ROOM
    kind = f"toc__{entry.level} toc__end" if last else f"toc__{entry.level}"
    return f'<li class="{kind}"><a href="#{entry.anchor}">{phrased(entry.label, room)}</a></li>'


def _list(title: str, entries: Iterable[Entry]) -> str:
    found = "".join(_entry(entry) for entry in entries)
    if not found:
        return ""
    head = f'<h3 class="heading toc__list">{title}</h3>'
    return f'<div class="toc__whole">{head}<div class="toc__columns"><ol>{found}</ol></div></div>'


def colophon_html(colophon: Colophon) -> str:
    """The 奥付 at the foot of the last page."""
    facts = "".join(
        f'<tr><th scope="row">{text(name)}</th>'
        f"<td>{lines_with_whole_numbers(value, FACT_ROOM)}</td></tr>"
        for name, value in colophon.facts
    )
    return (
        '<footer class="colophon"><h2 class="heading colophon__heading">奥付</h2>'
        f'<table class="sheet">{columns_html([22, 78])}<tbody>{facts}</tbody></table></footer>'
    )


def _picture(picture: PictureBlock, place: str, kind: str, picture_url: PictureUrl) -> str:
    return (
        f'<img class="{kind}" src="{text(picture_url(place, picture))}" '
        f'width="{picture.width}" height="{picture.height}" alt="{text(picture.alternative)}">'
    )
