"""The styles of the Word file, and the font and language that all of them build on.

A style that Word knows (見出し 1, 図表番号) carries Word's English name; Word shows it in Japanese.

One list, longer than a module usually is: whoever looks for a style looks here.
"""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.printing.word.lengths import UPRIGHT, mm
from smartplan.printing.word.namespaces import part

FONT = "BIZ UDPゴシック"
"""As Windows 10 and later have it."""

BODY = 10.5
CELL = 9.0
"""The sizes of the running text, of the words in tables, in points."""

BLUE, INK, GREY = "00118F", "1A1A1A", "767676"

DEFAULTS = ("Normal", "DefaultParagraphFont", "TableNormal")


@dataclass(frozen=True, slots=True)
class Style:
    """A style; `layout` and `words` are its properties in the order of the schema."""

    ident: str
    name: str
    layout: str = ""
    words: str = ""
    based: str = "Normal"
    ours: bool = False

    @property
    def xml(self) -> str:
        custom = ' w:customStyle="1"' if self.ours else ""
        default = ' w:default="1"' if self.ident in DEFAULTS else ""
        kind = "character" if self.based == "DefaultParagraphFont" else "paragraph"
        parts = (
            f'<w:style w:type="{kind}"{default}{custom} w:styleId="{self.ident}">',
            f'<w:name w:val="{self.name}"/>',
            f'<w:basedOn w:val="{self.based}"/>' if self.ident != self.based else "",
            '<w:next w:val="Normal"/>' if self.ident.startswith(("Heading", "TOCH")) else "",
            "<w:qFormat/>",
            f"<w:pPr>{self.layout}</w:pPr>" if self.layout else "",
            f"<w:rPr>{self.words}</w:rPr>" if self.words else "",
            "</w:style>",
        )
        return "".join(parts)


def size(points: float) -> str:
    """The property for the size of words."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _space(before: float = 0, after: float = 0, line: float = 0) -> str:
    """Space above and below in millimetres, and the least height of a line in points."""
    height = f' w:line="{round(line * 20)}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{mm(before)}" w:after="{mm(after)}"{height}/>'


def _edges(ink: str = INK, **edges: tuple[float, int]) -> str:
    """Lines beside a paragraph: their width and their distance from the words, in points."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(width * 8)}" w:space="{space}" w:color="{ink}"/>'
        for side, (width, space) in edges.items()
    )
    return f"<w:pBdr>{lines}</w:pBdr>"


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _indent(left: float, right: float = 0) -> str:
    return f'<w:ind w:left="{mm(left)}" w:right="{mm(right)}"/>'


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_BREAK = "<w:pageBreakBefore/>"
_LEFT, _CENTRED, _RIGHT = (f'<w:jc w:val="{side}"/>' for side in ("left", "center", "right"))
_RAISED = '<w:vertAlign w:val="superscript"/>'
_DOTS_TO_THE_EDGE = (
    f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{UPRIGHT.text_width}"/></w:tabs>'
)


_OPENING = _edges(BLUE, left=(6, 9), bottom=(1, 8)) + _space(0, 8, 28) + _indent(5.5) + _LEFT
_VISION = _edges(top=(1.25, 14), left=(1.25, 8), bottom=(1.25, 14), right=(1.25, 8))

_COVER = (
    Style(
        "Title",
        "Title",
        "<w:keepLines/>" + _edges(BLUE, top=(3, 24), bottom=(3, 24)) + _space(62, 0, 39) + _CENTRED,
        _BOLD + size(26),
    ),
    Style("Subtitle", "Subtitle", _space(18, 0, 26) + _CENTRED, _BOLD + size(18)),
    Style("CoverLine", "表紙の文字", _space(5, 0, 20) + _CENTRED, size(13), ours=True),
    Style("CoverTown", "表紙の団体名", _space(3, 0, 28) + _CENTRED, _BOLD + size(20), ours=True),
)

_TEXT = (
    Style("Normal", "Normal"),
    Style(
        "Vision",
        "将来像",
        f"<w:keepLines/>{_VISION}" + _space(9, 10, 24) + _indent(6, 6) + _CENTRED,
        _BOLD + size(15),
        ours=True,
    ),
    Style("Signature", "Signature", _space(8, 2.6) + _RIGHT),
    Style("Note", "注記", _space(1, 3, 12.75) + _LEFT, size(8.5), ours=True),
    Style("ListParagraph", "List Paragraph", _space(0, 2.6) + "<w:contextualSpacing/>"),
    Style("Term", "用語", _KEEP + _space(0, 0, 15) + _LEFT, size(9.5), ours=True),
    Style("TermMeaning", "用語の説明", _space(0, 2.4, 15) + _indent(4), size(9.5), ours=True),
    Style("Footer", "footer", _space(0, 0, 12) + _CENTRED, size(9)),
    Style(
        "Header",
        "header",
        f'<w:tabs><w:tab w:val="right" w:pos="{UPRIGHT.text_width}"/>'
        "</w:tabs>" + _space(0, 0, 12) + _LEFT,
        '<w:color w:val="4D4D4D"/>' + size(8),
    ),
    Style("FootnoteText", "footnote text", _space(0, 0, 12.75) + _LEFT, size(8.5)),
)

_HEADINGS = (
    Style(
        "Heading1",
        "heading 1",
        f"{_KEEP}{_BREAK}{_OPENING}" + '<w:outlineLvl w:val="0"/>',
        _BOLD + size(19),
    ),
    Style(
        "Heading2",
        "heading 2",
        _KEEP
        + _edges(BLUE, left=(4, 8))
        + _shade("F2F2F2")
        + _space(8, 3.4, 22)
        + _indent(3.5)
        + _LEFT
        + '<w:outlineLvl w:val="1"/>',
        _BOLD + size(13.5),
    ),
    Style(
        "Heading3",
        "heading 3",
        _KEEP
        + _edges(GREY, bottom=(0.75, 2))
        + _space(6.5, 2.6, 17)
        + _LEFT
        + '<w:outlineLvl w:val="2"/>',
        _BOLD + size(11.5),
    ),
    *(
        Style(
            f"Heading{level}",
            f"heading {level}",
            _KEEP + _space(5, 1.6) + _LEFT + f'<w:outlineLvl w:val="{level - 1}"/>',
            _BOLD,
        )
        for level in (4, 5, 6)
    ),
    Style("MinorHeading", "小見出し", _KEEP + _space(5, 1.6) + _LEFT, _BOLD, ours=True),
    Style(
        "Part",
        "編の見出し",
        f"{_KEEP}{_BREAK}" + _space(0, 3) + _LEFT,
        _BOLD + '<w:color w:val="4D4D4D"/>' + size(12),
        ours=True,
    ),
    Style(
        "GlossaryRow",
        "用語集の行",
        _KEEP + _shade("E6E6E6") + _space(5, 2) + _LEFT,
        _BOLD,
        ours=True,
    ),
    Style(
        "ColophonHeading",
        "奥付の見出し",
        _KEEP + _space(150, 3) + _LEFT + '<w:outlineLvl w:val="0"/>',
        _BOLD + size(12),
        ours=True,
    ),
)

_CONTENTS = (
    Style("TOCHeading", "TOC Heading", f"{_KEEP}{_BREAK}{_OPENING}", _BOLD + size(19)),
    Style("TOC1", "toc 1", _KEEP + _DOTS_TO_THE_EDGE + _space(2.6, 0, 16) + _LEFT, _BOLD),
    Style("TOC2", "toc 2", _DOTS_TO_THE_EDGE + _space(0, 0, 16) + _indent(7.4) + _LEFT),
    Style("TOCPart", "目次の編", _KEEP + _space(6, 0) + _LEFT, _BOLD, ours=True),
    Style(
        "ListHeading",
        "図表一覧の見出し",
        _KEEP + _edges(GREY, bottom=(0.75, 3)) + _space(9, 2) + _LEFT,
        _BOLD + size(12),
        ours=True,
    ),
    Style(
        "TableofFigures",
        "table of figures",
        _DOTS_TO_THE_EDGE + _space(0, 0, 14.5) + _indent(3.7) + _LEFT,
        size(9.5),
    ),
)

_TABLES = (
    Style(
        "Caption", "caption", "<w:keepLines/>" + _space(1.5, 1.2, 14.5) + _LEFT, _BOLD + size(9.5)
    ),
    # Without the room that Word puts between digits and kanji: the columns are measured.
    Style(
        "TableText",
        "表の文字",
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' + _space(0, 0, 13.5) + _LEFT,
        size(CELL),
        ours=True,
    ),
    Style("TableHead", "表の見出し", "<w:keepNext/>" + _CENTRED, _BOLD, "TableText", ours=True),
    Style("TableRowHead", "表の行見出し", "", _BOLD, "TableText", ours=True),
    # Keeps tables apart, which Word would join; so low that it never asks for a page of its own.
    Style(
        "AfterTable",
        "表の後",
        '<w:spacing w:before="0" w:after="200" w:line="20" w:lineRule="exact"/>',
        size(1),
        ours=True,
    ),
    Style(
        "Figure",
        "図",
        '<w:keepNext/><w:spacing w:before="160" w:after="60" w:line="240" '
        'w:lineRule="auto"/>' + _CENTRED,
        ours=True,
    ),
)

_WORDS = (
    Style("DefaultParagraphFont", "Default Paragraph Font", based="DefaultParagraphFont"),
    Style("FootnoteReference", "footnote reference", "", _RAISED, "DefaultParagraphFont"),
    Style("TermMark", "用語の印", "", _RAISED, "DefaultParagraphFont", ours=True),
    Style("Strong", "Strong", "", _BOLD, "DefaultParagraphFont"),
)

_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable"><w:name w:val="計画の表"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + f'</w:tblBorders><w:tblCellMar><w:top w:w="{mm(0.9)}" w:type="dxa"/>'
    f'<w:left w:w="{mm(1.3)}" w:type="dxa"/><w:bottom w:w="{mm(0.9)}" w:type="dxa"/>'
    f'<w:right w:w="{mm(1.3)}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)

_FROM_THE_START = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    f"{size(BODY)}"
    '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr><w:widowControl/>"
    + _space(0, 2.6, BODY * 1.7)
    + '<w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
)

STYLES = (*_TEXT, *_COVER, *_HEADINGS, *_CONTENTS, *_TABLES, *_WORDS)

STYLES_PART = part(
    "w:styles", _FROM_THE_START + "".join(style.xml for style in STYLES) + _TABLE_STYLES
)
