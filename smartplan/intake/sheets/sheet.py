"""What a sheet is: its columns, and where each gets its words from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Row

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; `field` names what a filled sheet brings back, without one it is only shown.

    `width` counts half-width characters, as Excel does.
    """

    heading: str
    width: float
    shown: Callable[[Any], str]
    field: str = ""
    choices: Choices = ()
    """Stored codes with their labels, of which the cell holds the label."""
    numeric: bool = False
    optional: bool = True
    """May the cell be emptied?"""
    year: int | None = None
    """Of a column with the yearly values of the indicators: their fiscal year."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of one plan: its rows in the plan's order. What `returns` can be taken back."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Row]
    returns: bool = False
    note: str = ""

    @property
    def kept_title(self) -> str:
        """The hidden page that keeps what the sheet said when it was made."""
        return f"控え {self.title}"


ID_HEADING = "管理番号"
OPINION_HEADING = "確認欄（意見・修正の理由）"

Maker = Callable[[PlanContents], Sheet]


def typed(kind: type[Row], name: str, width: float, **more: Any) -> SheetColumn:
    """The column of a field as it was typed; a choice is shown by its label."""
    field: Field[Any, Any] = kind._meta.get_field(name)  # type: ignore[assignment]
    heading = str(more.pop("heading", field.verbose_name))
    choices = tuple((str(code), str(label)) for code, label in field.flatchoices)
    if choices:
        return SheetColumn(
            heading,
            width,
            getattr_display(name),
            field=name,
            choices=choices,
            optional=field.blank,
            **more,
        )
    return SheetColumn(heading, width, lambda row: str(getattr(row, name)), field=name, **more)


def getattr_display(name: str) -> Callable[[Any], str]:
    """The label of a choice."""
    return lambda row: str(getattr(row, f"get_{name}_display")())


def shown(heading: str, width: float, words: Callable[[Any], str], **more: Any) -> SheetColumn:
    """A column that is only shown."""
    return SheetColumn(heading, width, words, **more)
