"""Numbers as people type them into cells: every sign, width, unit and note mark."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from hypothesis import strategies as st

WIDE = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")

SQUARED = [chr(code) for code in range(0x3300, 0x3400)]
"""㌔ ㎞ ㎡ … and, as they stand among them, ㍘ (0点) and ㏠ (1日)."""

UNITS = (
    *SQUARED,
    *(chr(code) for code in range(0x2100, 0x2150)),  # ℃ № ℓ
    *("人", "％", "%", "ﾎﾟｲﾝﾄ", "ポイント", "人／年", "人 / 年", "m2", "m²", "km²", "t-CO2", "ｍ２"),
    *("人以上", "人（推計）", "(見込み)", "ﾒｶﾞﾜｯﾄ"),
)
MARKS = (
    *(chr(code) for code in range(0x2460, 0x2500)),  # ① ⑴ ⒈ ⓪
    *(chr(code) for code in range(0x3220, 0x3250)),  # ㈠ ㉈
    *(chr(code) for code in range(0x3250, 0x32D0)),  # ㉑ ㊤ ㋀
    *(chr(code) for code in range(0x2070, 0x20A0) if unicodedata.category(chr(code)) != "Cn"),
    *(chr(code) for code in range(0x2150, 0x2190)),  # ⅓ Ⅳ
    *("²", "³", "¹", "¹⁾", "½", "※", "※1", "＊１", "*1", "注1", "（注１）", "⁽¹⁾"),
    *("٣", "५", "𝟏", "１）", " 120", "　１２"),
)
SCALES = ("", "万", "億", "百万", "千", "兆")
SIGNS = ("", "△", "▲", "−", "－", "-", "+", "約", "約 ", "△ ", "延べ")


class Cell(NamedTuple):
    """A typed cell and its parts."""

    typed: str
    digits: str
    """The number alone, in half-width digits without commas."""
    scale: str
    unit: str
    marks: str


@st.composite
def cells(draw: Any, units: tuple[str, ...] = ("", *UNITS), marks: tuple[str, ...] = MARKS) -> Cell:
    """A number with all that may stand around it; half of them without a note mark."""
    whole = draw(st.integers(0, 10**9) | st.integers(0, 300))
    decimals = draw(st.sampled_from(("", "", ".0", ".5", ".12")))
    number = f"{whole:,}" if draw(st.booleans()) else f"{whole}"
    shown = f"{number}{decimals}"
    before, after = draw(
        st.just(("", ""))
        | st.tuples(st.sampled_from(marks), st.just(""))
        | st.tuples(st.just(""), st.sampled_from(marks))
        if marks
        else st.just(("", ""))
    )
    sign, scale, unit = (draw(st.sampled_from(some)) for some in (SIGNS, SCALES, units))
    blank = draw(st.sampled_from(("", "", " ", "　")))
    if draw(st.booleans()):
        shown = shown.translate(WIDE)
    typed = f"{before}{sign}{shown}{blank if not after else ''}{scale}{unit}{after}"
    return Cell(typed, f"{whole}{decimals}", scale, unit, before + after)


def squeezed(text: str) -> str:
    """What a reader sees of it, whatever its width: without separators and blanks."""
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    return "".join(plain.replace(",", "").split()).casefold()
