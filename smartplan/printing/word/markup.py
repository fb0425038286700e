"""WordprocessingML as text: runs, paragraphs, links and fields.

Written as text like the HTML: to look up every style by its name takes python-docx longer than all
the rest. Trap: the order of properties is the schema's; Word calls a file with another one broken.
"""

from __future__ import annotations

import re
from html import escape

from smartplan.japanese.text import printable

_BREAKS = re.compile(r"([\n\t])")
_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>"}

BOLD = "<w:b/><w:bCs/>"


def text(words: str) -> str:
    """Typed words, escaped; a character that XML cannot hold is dropped."""
    return escape(printable(words))


def run(words: str, properties: str = "") -> str:
    """Words in one style, with the line breaks and tabs in them."""
    content = "".join(
        _SIGNS.get(piece) or f'<w:t xml:space="preserve">{text(piece)}</w:t>'
        for piece in _BREAKS.split(words)
        if piece
    )
    return f"<w:r>{_kind(properties)}{content}</w:r>" if content else ""


def unbroken_run(words: str) -> str:
    """A code whose hyphens end no line: Word has a sign of its own for them."""
    content = "<w:noBreakHyphen/>".join(
        f'<w:t xml:space="preserve">{text(piece)}</w:t>' if piece else ""
        for piece in words.split("-")
    )
    return f"<w:r>{content}</w:r>"


def _kind(properties: str) -> str:
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def styled(name: str) -> str:
    """The property that puts a run into a character style."""
    return f'<w:rStyle w:val="{name}"/>'


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph in a style; `properties` are those of `layout`."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def layout(
    *,
    keep_next: bool = False,
    page_break: bool | None = None,
    before: int | None = None,
    indent: int = 0,
    hanging: int = 0,
    align: str = "",
    outline: int | None = None,
) -> str:
    """What a paragraph has beside its style (lengths in twips), in the order of the schema."""
    hang = f' w:hanging="{hanging}"' if hanging else ""
    parts = (
        "<w:keepNext/>" if keep_next else "",
        f'<w:pageBreakBefore w:val="{page_break:d}"/>' if page_break is not None else "",
        f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>' if hanging else "",
        f'<w:spacing w:before="{before}"/>' if before is not None else "",
        f'<w:ind w:left="{indent}"{hang}/>' if indent else "",
        f'<w:jc w:val="{align}"/>' if align else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    )
    return "".join(parts)


def link(name: str, content: str) -> str:
    """A link to a bookmark of this document."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with the words that it shows until Word works it out again (F9)."""
    return f"{field_start(instruction, properties)}{run(result, properties)}{field_end(properties)}"


def field_start(instruction: str, properties: str = "") -> str:
    kind = _kind(properties)
    return (
        f'<w:r>{kind}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{kind}<w:instrText xml:space="preserve"> {text(instruction)} </w:instrText></w:r>'
        f'<w:r>{kind}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: str = "") -> str:
    return f'<w:r>{_kind(properties)}<w:fldChar w:fldCharType="end"/></w:r>'
