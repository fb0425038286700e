"""What stands outside the running text: page heads and feet, the watermark, the footnotes."""

from __future__ import annotations

from smartplan.printing.word.lengths import SIDEWAYS, UPRIGHT
from smartplan.printing.word.markup import field, paragraph, run, styled, text
from smartplan.printing.word.namespaces import part
from smartplan.printing.word.styles import FONT

_MARK_WIDTH = 130
"""The width of one character of the watermark, in points."""

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def header(title: str, watermark: str, *, chapter: bool, sideways: bool = False) -> bytes:
    """The running title at the right; at the left the chapter, which Word finds page by page."""
    page = SIDEWAYS if sideways else UPRIGHT
    place = f'<w:tabs><w:tab w:val="clear" w:pos="{UPRIGHT.text_width}"/>' if sideways else ""
    if place:
        place += f'<w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    # The level's number instead of the style's name: that is another one in each language of Word.
    name = field("STYLEREF 1", "") if chapter else ""
    words = f"{name}{run(chr(9) + title)}" if title else ""
    return part("w:hdr", paragraph("Header", words + _watermark(watermark), place))


def footer(*, numbered: bool = True) -> bytes:
    """The page number; nothing on the cover, which needs a foot of its own all the same."""
    return part("w:ftr", paragraph("Footer", field("PAGE", "1") if numbered else ""))


def _watermark(words: str) -> str:
    """The edition's name, faint and slanting behind the page: as Word's own 「透かし」 makes it."""
    if not words:
        return ""
    width, height = _MARK_WIDTH * len(words), _MARK_WIDTH
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
        '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" alt="" style="{style}" '
        'o:allowincell="f" fillcolor="#eeeeee" stroked="f">'
        f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt" '
        f'string="{text(words)}"/></v:shape></w:pict></w:r>'
    )


def footnotes(notes: list[str]) -> bytes:
    """The footnotes in their order, after the lines that divide them from the text."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" '
        f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in _SEPARATORS
    )
    found = "".join(
        f'<w:footnote w:id="{number}">{_footnote(words)}</w:footnote>'
        for number, words in enumerate(notes, start=1)
    )
    return part("w:footnotes", lines + found)


def _footnote(words: str) -> str:
    raised = styled("FootnoteReference")
    number = f"{run('※', raised)}<w:r><w:rPr>{raised}</w:rPr><w:footnoteRef/></w:r>"
    return paragraph("FootnoteText", f"{number}{run('　' + words)}")
