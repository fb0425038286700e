"""Drawings and pictures that stand in the line, each with an id, a name and words for the blind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from smartplan.document.tree import Figure, PictureBlock
from smartplan.printing.word.lengths import EMU_A_MM, emu
from smartplan.printing.word.markup import text
from smartplan.printing.word.metafile import metafile
from smartplan.printing.word.package import METAFILE

_PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"

Pictures = Callable[[str], bytes]
"""The bytes of a picture by its SHA-256."""


@dataclass
class Drawings:
    """Hands out the ids of drawings, and keeps each picture in the file once."""

    pictures: Pictures
    add_picture: Callable[[bytes, str], str]
    count: int = 0
    kept: dict[str, str] = field(default_factory=dict)

    def drawing(self, figure: Figure) -> str:
        """A figure as a vector picture; the alternative text says what it shows."""
        drawn = figure.drawing
        place = self.add_picture(metafile(drawn), METAFILE)
        wide, high = emu(drawn.width), emu(drawn.height)
        content = self._graphic(place, wide, high)
        inline = self._inline(wide, high, figure.caption, figure.alternative, content)
        return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"

    def picture(self, block: PictureBlock, *, width: float, height: float) -> str:
        """A picture in the line, as large as fits into a frame (millimetres)."""
        inline = self._inline(*self._picture(block, width, height))
        return f"<w:r><w:drawing>{inline}</w:drawing></w:r>"

    def floating(self, block: PictureBlock, *, width: float, height: float) -> str:
        """A picture at the right margin, with the text running past it."""
        wide, high, name, words, content = self._picture(block, width, height)
        anchor = (
            f'<wp:anchor distT="0" distB="{5 * EMU_A_MM}" distL="{8 * EMU_A_MM}" distR="0" '
            'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="0"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:wrapSquare wrapText="left"/>'
            f"{self._described(name, words)}{content}</wp:anchor>"
        )
        return f"<w:r><w:drawing>{anchor}</w:drawing></w:r>"

    def _picture(
        self, block: PictureBlock, width: float, height: float
    ) -> tuple[int, int, str, str, str]:
        """Width and height in EMU, name, words and content of a picture fitted into a frame."""
        scale = min(width / max(block.width, 1), height / max(block.height, 1)) * EMU_A_MM
        wide, high = round(block.width * scale), round(block.height * scale)
        if block.sha256 not in self.kept:
            found = self.pictures(block.sha256)
            self.kept[block.sha256] = self.add_picture(found, block.media_type)
        content = self._graphic(self.kept[block.sha256], wide, high)
        name = block.alternative or "画像"
        return wide, high, name, block.alternative, content

    def _graphic(self, place: str, width: int, height: int) -> str:
        return (
            f'<a:graphic><a:graphicData uri="{_PICTURE_URI}">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{self._next()}" name="画像"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{place}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic>"
        )

    def _inline(self, width: int, height: int, name: str, words: str, content: str) -> str:
        return (
            '<wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>{self._described(name, words)}{content}'
            "</wp:inline>"
        )

    def _described(self, name: str, words: str) -> str:
        ident = self._next()
        return (
            f'<wp:docPr id="{ident}" name="{text(name)} {ident}" descr="{text(words)}"/>'
            "<wp:cNvGraphicFramePr/>"
        )

    def _next(self) -> int:
        self.count += 1
        return self.count
