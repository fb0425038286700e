"""The summary laid out as generously as it fits the paper."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.contrib.staticfiles import finders
from weasyprint.document import Document as LaidOut

from smartplan.document.widths.titles import title_pieces
from smartplan.plans.contents import PlanContents
from smartplan.printing.html.texts import lines, lines_with_whole_numbers, text
from smartplan.printing.pdf import engine
from smartplan.printing.pdf.document import one_at_a_time, require_fonts, write
from smartplan.printing.pdf.fetching import OwnFilesFetcher
from smartplan.printing.summary.gathering import DENSITIES, Density, Listing, Part, Summary, gather

STYLES = "css/summary.css"

UNBALANCED = "main { column-fill: auto !important }"
"""For trials: evening out the columns takes far longer than filling them one by one."""

ROOM_AT_LEFT, ROOMS = 11.0, {2: 20.0, 3: 9.5, 5: 5.0}
"""How many characters have room in a first cell, and in the others of a table of n columns, where
they are largest."""

ROOM_OF_TITLE = 28.0

LEFT_OUT = "ほか{}件"


class Paper(StrEnum):
    """What the summary is printed on."""

    A3 = "a3"
    A4 = "a4"

    @property
    def pages(self) -> int:
        return 1 if self is Paper.A3 else 2

    @property
    def room(self) -> int:
        """About how much markup fits, in characters times the square of their size in points."""
        return 745_000 if self is Paper.A3 else 670_000


def render_summary(contents: PlanContents, paper: Paper = Paper.A3) -> bytes:
    """The summary as a tagged PDF: one A3 page on its side, or two upright A4 pages.

    Raises FontMissingError when the document's fonts are not installed.
    """
    require_fonts()
    with one_at_a_time:
        summaries = [gather(contents, density) for density in DENSITIES]
        place = _most_generous(summaries, paper)
        laid_out = _laid_out(summaries[place], paper, DENSITIES[place])
        return write(laid_out.copy(laid_out.pages[: paper.pages]))


def _most_generous(summaries: list[Summary], paper: Paper) -> int:
    """The first density with which the summary fits; the last one if none does.

    Found from an estimate on, so that few are laid out.
    """
    last = len(DENSITIES) - 1
    place = _estimated(summaries, paper)
    if _fits(summaries[place], paper, DENSITIES[place]):
        while place and _fits(summaries[place - 1], paper, DENSITIES[place - 1]):
            place -= 1
        return place
    place = min(place + 1, last)
    while place < last and not _fits(summaries[place], paper, DENSITIES[place]):
        place += 1
    return place


def _estimated(summaries: list[Summary], paper: Paper) -> int:
    for place, (summary, density) in enumerate(zip(summaries, DENSITIES, strict=True)):
        if len(summary_html(summary, paper, density)) * density.size**2 <= paper.room:
            return place
    return len(DENSITIES) - 1


def _fits(summary: Summary, paper: Paper, density: Density) -> bool:
    return len(_laid_out(summary, paper, density, UNBALANCED).pages) <= paper.pages


def _laid_out(summary: Summary, paper: Paper, density: Density, *styles: str) -> LaidOut:
    page = summary_html(summary, paper, density)
    laid_out: LaidOut = engine.lay_out(page, OwnFilesFetcher(), *styles)
    return laid_out


def summary_html(summary: Summary, paper: Paper, density: Density) -> str:
    """A whole HTML page with its own styles in it."""
    found = finders.find(STYLES)
    styles = Path(str(found)).read_text(encoding="utf-8")
    title = f"{summary.title}　概要版"
    columns = "".join(
        f'<div class="column column--{place}">{"".join(map(_part, parts))}</div>'
        for place, parts in enumerate(summary.columns, start=1)
        if parts
    )
    return (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
        f'<title>{text(title)}</title><meta name="author" content="{text(summary.municipality)}">'
        f"<style>{styles} html {{ font-size: {density.size}pt }}</style></head>"
        f'<body class="{paper}">{_head(summary)}<main>{columns}</main></body></html>'
    )


def _head(summary: Summary) -> str:
    edition = f"（{text(summary.edition)}）" if summary.edition else ""
    facts = [f"計画期間　{text(summary.period)}"] if summary.period else []
    facts.append(text(summary.municipality))
    pieces = title_pieces(summary.title, summary.municipality, ROOM_OF_TITLE)
    title = "".join(f'<span class="ph">{text(piece)}</span>' for piece in pieces)
    return (
        f'<header><h1>{title}{edition}<span class="label">概要版</span></h1>'
        f"<p>{'　'.join(facts)}</p></header>"
    )


def _part(part: Part) -> str:
    words = f"<p>{text(part.text)}</p>" if part.text else ""
    vision = f'<p class="vision">{lines(part.vision)}</p>' if part.vision else ""
    listing = "".join(_listing(part.listing)) if part.listing and part.listing.lines else ""
    return f"<section><h2>{text(part.heading)}</h2>{vision}{words}{listing}</section>"


def _listing(listing: Listing) -> Iterator[str]:
    if listing.headings:
        heads = "".join(f'<th scope="col">{text(head)}</th>' for head in listing.headings)
        kind = f"columns-{len(listing.headings)}"
        yield f'<table class="{kind}"><thead><tr>{heads}</tr></thead><tbody>'
        for _, group in groupby(listing.lines, key=itemgetter(0)):
            yield from _group(list(group))
        yield "</tbody></table>"
    else:
        yield '<ul class="several">' if len(listing.lines) > 1 else "<ul>"
        yield from (f"<li>{_item(line)}</li>" for line in listing.lines)
        yield "</ul>"
    if listing.left_out:
        yield f'<p class="left-out">{LEFT_OUT.format(listing.left_out)}</p>'


def _group(lines: list[tuple[str, ...]]) -> Iterator[str]:
    """Lines with the same first cell share it."""
    room = ROOMS[len(lines[0])]
    first = lines_with_whole_numbers(lines[0][0], ROOM_AT_LEFT)
    head = f'<th scope="rowgroup" rowspan="{len(lines)}" class="group">{first}</th>'
    single = f'<th scope="row" class="single">{first}</th>'
    for place, (_, *more) in enumerate(lines):
        shared = (head if len(lines) > 1 else single) if not place else ""
        cells = "".join(f"<td>{lines_with_whole_numbers(words, room)}</td>" for words in more)
        yield f"<tr>{shared}{cells}</tr>"


def _item(line: tuple[str, ...]) -> str:
    first, *more = line
    rest = "、".join(filter(None, more))
    return lines_with_whole_numbers(first + (f"（{rest}）" if rest else ""), ROOM_AT_LEFT)
