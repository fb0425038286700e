"""A drawing as shapes of Word (DrawingML): boxes, lines and words in one group.

Shapes instead of a picture: sharp in print, small, and a figure takes a thousandth of the time
that a picture of 300 dpi takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from smartplan.publishing.figures.drawing import Align, Box, Drawing, Label, Polygon, Shape, Stroke
from smartplan.publishing.figures.words import LEADING, words_area
from smartplan.publishing.word.hatching import hatching
from smartplan.publishing.word.lengths import emu
from smartplan.publishing.word.markup import BOLD, layout, paragraph, run

Points = tuple[tuple[float, float], ...]
NextId = Callable[[], int]

_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_NOTHING = "<a:noFill/>"
_NO_LINE = f"<a:ln>{_NOTHING}</a:ln>"
_SIDES = {Align.START: "left", Align.MIDDLE: "center", Align.END: "right"}
_HALO = 1.0
"""How far the white behind words reaches beyond them, in points."""


def group(drawing: Drawing, next_id: NextId) -> str:
    """The whole drawing as the content of a graphic."""
    size = f'cx="{emu(drawing.width)}" cy="{emu(drawing.height)}"'
    shapes = "".join(piece for shape in drawing.shapes for piece in _shapes(shape, next_id))
    return (
        f'<a:graphic><a:graphicData uri="{_URI}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        f"</wpg:grpSpPr>{shapes}</wpg:wgp>"
        "</a:graphicData></a:graphic>"
    )


def _shapes(shape: Shape, next_id: NextId) -> Iterator[str]:
    match shape:
        case Box():
            yield _box(shape, next_id)
            yield from _hatched(shape, next_id)
        case Polygon():
            edge = _line(shape.stroke, shape.weight)
            yield _path((shape.points,), _fill(shape.fill) + edge, next_id, closed=True)
            yield from _hatched(shape, next_id)
        case Stroke():
            edge = _line(
                shape.stroke,
                shape.weight,
                dashed=shape.dashed,
                start=shape.arrow_start,
                end=shape.arrow_end,
            )
            yield _path((shape.points,), _NOTHING + edge, next_id)
        case Label():
            yield from _label(shape, next_id)


def _box(box: Box, next_id: NextId) -> str:
    area, geometry = box.area, _RECTANGLE
    if box.radius:
        shorter = min(area.width, area.height) or 1
        share = round(50000 * min(1, 2 * box.radius / shorter))
        geometry = (
            '<a:prstGeom prst="roundRect"><a:avLst>'
            f'<a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
        )
    look = _fill(box.fill) + _line(box.stroke, box.weight, dashed=box.dashed)
    return _shape(area.x, area.y, area.width, area.height, geometry + look, next_id)


def _hatched(shape: Box | Polygon, next_id: NextId) -> Iterator[str]:
    """The pattern as lines: Word's own patterns change with each screen and printer."""
    strokes, weight = hatching(shape)
    if strokes:
        yield _path(strokes, _NOTHING + _line("#1a1a1a", weight, round_ends=True), next_id)


def _label(label: Label, next_id: NextId) -> Iterator[str]:
    """A box for words that is wider than they are, so that no other font breaks their lines."""
    area, slack = label.area, label.size
    if label.halo:
        words = words_area(label)
        yield _shape(
            words.x - _HALO,
            words.y,
            words.width + 2 * _HALO,
            words.height,
            _RECTANGLE + _fill("#ffffff") + _NO_LINE,
            next_id,
        )
    left = {Align.START: 0.0, Align.MIDDLE: slack, Align.END: 2 * slack}[label.align]
    height = len(label.lines) * label.size * LEADING
    top = area.y + (area.height - height) / 2
    lines = "".join(_line_of(line, label) for line in label.lines)
    yield _shape(
        area.x - left,
        top,
        area.width + 2 * slack,
        height,
        _RECTANGLE + _NOTHING + _NO_LINE,
        next_id,
        lines,
    )


def _line_of(words: str, label: Label) -> str:
    height = f'<w:spacing w:line="{round(label.size * LEADING * 20)}" w:lineRule="exact"/>'
    size = round(label.size * 2)
    look = (
        f'{BOLD if label.bold else ""}<w:color w:val="{_colour(label.ink)}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )
    return paragraph("FigureWords", run(words, look), height + layout(align=_SIDES[label.align]))


def _path(lines: tuple[Points, ...], look: str, next_id: NextId, *, closed: bool = False) -> str:
    """Lines through points, as one shape just around them."""
    across = [x for line in lines for x, _ in line]
    down = [y for line in lines for _, y in line]
    left, top = min(across), min(down)
    width, height = max(across) - left, max(down) - top
    drawn = "".join(_moves(line, left, top) + ("<a:close/>" if closed else "") for line in lines)
    size = f'w="{emu(width)}" h="{emu(height)}"'
    empty = "" if closed else ' fill="none"'
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}{empty}>{drawn}</a:path></a:pathLst></a:custGeom>"
    )
    return _shape(left, top, width, height, geometry + look, next_id)


def _moves(points: Points, left: float, top: float) -> str:
    first, *others = (f'<a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>' for x, y in points)
    return f"<a:moveTo>{first}</a:moveTo>" + "".join(
        f"<a:lnTo>{point}</a:lnTo>" for point in others
    )


def _shape(
    x: float, y: float, width: float, height: float, look: str, next_id: NextId, lines: str = ""
) -> str:
    ident = next_id()
    words = f"<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>" if lines else ""
    return (
        f'<wps:wsp><wps:cNvPr id="{ident}" name="図形 {ident}"/>'
        f'<wps:cNvSpPr txBox="{1 if lines else 0}"/><wps:spPr><a:xfrm>'
        f'<a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
        f"{look}</wps:spPr>{words}"
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp>"
    )


def _line(
    stroke: str,
    weight: float,
    *,
    dashed: bool = False,
    start: bool = False,
    end: bool = False,
    round_ends: bool = False,
) -> str:
    if not weight:
        return _NO_LINE
    cap = ' cap="rnd"' if round_ends else ""
    dashes = '<a:prstDash val="dash"/>' if dashed else ""
    head = '<a:headEnd type="triangle"/>' if start else ""
    tail = '<a:tailEnd type="triangle"/>' if end else ""
    return f'<a:ln w="{emu(weight)}"{cap}>{_fill(stroke)}{dashes}<a:round/>{head}{tail}</a:ln>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{_colour(colour)}"/></a:solidFill>'


def _colour(colour: str) -> str:
    return colour.lstrip("#").upper()
