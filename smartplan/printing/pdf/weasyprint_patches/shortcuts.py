"""What WeasyPrint does thousands of times for a page, done with less work and the same result.

For each box it looks up and resolves some fifteen lengths. Boxes share their styles, and in most
styles nothing depends on the size of what stands around: then the lengths are known once for all.
And of the some hundred properties of a style, no rule says anything about most.
"""

from __future__ import annotations

import inspect
from copy import copy
from functools import cache, lru_cache
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.layout import absolute, block, column, float, inline, page, percent, table
from weasyprint.svg import utils

EXPECTED = ("(box, containing_block)", "(self, key)")

LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top")),
    *("margin_bottom", "padding_bottom", "width", "height"),
    *("min_width", "max_width", "min_height", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))

SPECIAL = {
    *("float", "display", "position", "page"),
    *(name for name in INITIAL_VALUES if name.startswith("text_decoration_")),
}
"""Properties of which the value depends on more than rules, parent and initial value."""

INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if not (name in SPECIAL or name in INHERITED or name in INITIAL_NOT_COMPUTED)
    and not check_math(value)
}
HANDED_DOWN = INHERITED - SPECIAL

_resolve = percent.resolve_percentages
_compute = ComputedStyle.__missing__
_parse_colour = lru_cache(maxsize=256)(utils.parse_color)


def prepare() -> None:
    """Let WeasyPrint take the shortcuts, if its functions are those that we know."""
    if utils.parse_color is not _colour:
        utils.parse_color = _colour
        functions = (_resolve, _compute)
        if tuple(str(inspect.signature(each)) for each in functions) == EXPECTED:
            ComputedStyle.__missing__ = _missing
            for user in (absolute, block, column, float, inline, page, table):
                user.resolve_percentages = _resolve_percentages


def _colour(words: str) -> Any:
    """A colour in a drawing; whoever asks may change it."""
    return copy(_parse_colour(words))


def _missing(style: Any, name: str) -> Any:
    """A property that was not asked for before."""
    if name not in style.cascaded and not _has_logical(style, name):
        if name in INITIAL:
            value = style[name] = INITIAL[name]
            return value
        if name in HANDED_DOWN and style.parent_style is not None:
            value = style[name] = style.parent_style[name]
            return value
    return _compute(style, name)


def _has_logical(style: Any, name: str) -> bool:
    """Does a rule speak of the property by the direction of the text (margin-inline-start)?"""
    return name in PHYSICAL_FUNCTIONS and _logical(name, style["direction"]) in style.cascaded


@cache
def _logical(name: str, direction: str) -> str:
    found: str = PHYSICAL_FUNCTIONS[name](block="ttb", inline=direction)
    return found


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    style = box.style
    try:
        fixed = style.fixed_lengths
    except AttributeError:
        fixed = style.fixed_lengths = _fixed(style)
    if fixed is None:
        _resolve(box, containing_block)
        return
    used = box.__dict__
    used.update(fixed)
    if style["border_collapse"] == "collapse":
        # Borders that were settled between neighbouring cells stay as they are.
        for name in BORDERS:
            if not hasattr(box, name):
                used[name] = style[name]
    else:
        for name in BORDERS:
            used[name] = style[name]


def _fixed(style: Any) -> dict[str, Any] | None:
    """The used lengths of every box of a style; None where they depend on something else."""
    if style["box_sizing"] != "content-box":
        return None
    found = {}
    for name in LENGTHS:
        length = _length(style[name])
        if length is None:
            return None
        found[name] = 0 if length == "auto" and name.startswith("min_") else length
    return found


def _length(value: Any) -> Any:
    if value == "auto":
        return value
    if isinstance(value, Dimension) and value.unit.lower() == "px":
        return value.value
    return None
