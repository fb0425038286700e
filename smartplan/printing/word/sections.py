"""The pieces of the running text, and the sections (sheet, head and foot) that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from smartplan.printing.word.lengths import (
    COVER,
    FOOTER_FROM_EDGE,
    HEADER_FROM_EDGE,
    SIDEWAYS,
    UPRIGHT,
    Page,
)
from smartplan.printing.word.markup import paragraph


class Section(StrEnum):
    COVER = "cover"
    FRONT = "front"
    CHAPTERS = "chapters"
    SIDEWAYS = "sideways"
    COLOPHON = "colophon"


PAGES = {Section.COVER: COVER, Section.SIDEWAYS: SIDEWAYS}

_PARAGRAPH, _END_OF_PROPERTIES = "<w:p><w:pPr>", "</w:pPr>"
_HEADINGS = tuple(f'{_PARAGRAPH}<w:pStyle w:val="{name}' for name in ("Heading", "MinorHeading"))


@dataclass
class RunningText:
    """The pieces in their order; a section ends where one of another kind begins."""

    heads: dict[Section, str]
    feet: dict[Section, str]
    pieces: list[str] = field(default_factory=list)
    section: Section = Section.COVER

    def add(self, section: Section, *pieces: str) -> None:
        if section is not self.section:
            self._turn_to(section)
        self.pieces += pieces

    def finish(self) -> str:
        """The whole text; its last section stands at its end."""
        return "".join(self.pieces) + self._properties(self.section)

    def _turn_to(self, section: Section) -> None:
        """End the section; the headings just above a sideways figure go along with it."""
        along: list[str] = []
        while section is Section.SIDEWAYS and self.pieces and self.pieces[-1].startswith(_HEADINGS):
            along.insert(0, self.pieces.pop())
        self._end()
        self.pieces += along
        self.section = section

    def _end(self) -> None:
        """A section's properties stand in its last paragraph."""
        properties = self._properties(self.section)
        if not self.pieces or not self.pieces[-1].startswith(_PARAGRAPH):
            self.pieces.append(paragraph("AfterTable"))
        last = self.pieces[-1]
        if "<w:sectPr>" in last:
            return
        self.pieces[-1] = last.replace(_END_OF_PROPERTIES, properties + _END_OF_PROPERTIES, 1)

    def _properties(self, section: Section) -> str:
        page = PAGES.get(section, UPRIGHT)
        head = f'<w:headerReference w:type="default" r:id="{self.heads[section]}"/>'
        foot = f'<w:footerReference w:type="default" r:id="{self.feet[section]}"/>'
        return f'<w:sectPr>{head}{foot}<w:type w:val="nextPage"/>{_sheet(page)}</w:sectPr>'


def _sheet(page: Page) -> str:
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.sides}" w:bottom="{page.bottom}" '
        f'w:left="{page.sides}" w:header="{HEADER_FROM_EDGE}" w:footer="{FOOTER_FROM_EDGE}" '
        'w:gutter="0"/>'
    )
