"""The first page and the last: the cover and the 奥付."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.document.tree import Colophon, Cover
from smartplan.document.widths.titles import SIZES, title_of
from smartplan.printing.word.drawings import Drawings
from smartplan.printing.word.lengths import UPRIGHT, mm, shares
from smartplan.printing.word.markup import layout, paragraph, run
from smartplan.printing.word.styles import size
from smartplan.printing.word.tables import ROW_SHADE, after_table, cell_xml, row_xml, table_frame

LOGO_WIDTH, LOGO_HEIGHT = 60.0, 26.0
"""How large the logo may be (millimetres)."""

_TO_THE_FOOT, _TO_THE_FOOT_WITH_LOGO = mm(80), mm(47)


def cover_xml(cover: Cover, drawings: Drawings) -> Iterator[str]:
    """Title, edition and period above; logo, month and municipality below."""
    title = title_of(cover.title, cover.municipality)
    smaller = size(title.size) if title.size != SIZES[0] else ""
    yield paragraph("Title", run("\n".join(title.lines), smaller))
    if cover.edition:
        yield paragraph("Subtitle", run(f"（{cover.edition}）"))
    if cover.period:
        yield paragraph("CoverLine", run(f"計画期間　{cover.period}"))
    if cover.logo:
        logo = drawings.picture(cover.logo, width=LOGO_WIDTH, height=LOGO_HEIGHT)
        yield paragraph("CoverLine", logo, layout(before=_TO_THE_FOOT_WITH_LOGO))
    down = layout(before=mm(7) if cover.logo else _TO_THE_FOOT)
    if cover.issued:
        yield paragraph("CoverLine", run(cover.issued), down)
        down = ""
    yield paragraph("CoverTown", run(cover.municipality), down)


def colophon_xml(colophon: Colophon, before: str = "") -> Iterator[str]:
    """The facts about the paper itself, at the foot of the last page."""
    yield paragraph("ColophonHeading", before + run("奥付"))
    widths = shares((22, 78), UPRIGHT.text_width)
    rows = "".join(
        row_xml(
            cell_xml(paragraph("TableRowHead", run(name)), widths[0], shade=ROW_SHADE)
            + cell_xml(paragraph("TableText", run(value)), widths[1])
        )
        for name, value in colophon.facts
    )
    if rows:
        yield table_frame(widths, rows, "奥付", first_row=False)
        yield after_table("")
