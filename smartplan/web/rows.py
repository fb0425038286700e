"""Short rows that are edited in a table: a hundred rows of six cells in a few milliseconds.

Form fields and templates would take a second for so many cells, so the table is written here as
text, every value escaped. What the inputs are called, for a table `issues`:

    issues-3-title      a cell: `prefix`-`column.name`
    issues-3-id         the row's key, empty for a new one
    issues-3-position   its place, from 1
    issues-3-remove     "on" when the row is to go
    do=add:issues  do=up:issues:3  do=down:issues:3      the buttons (3 is `RowView.index`)

`static/js/rows.js` does the same without a round trip: it clones the `<template>`, in which
`__prefix__` stands for the index, and raises `issues-TOTAL_FORMS` where there is one. The Enter key
presses a form's first button, so a form with such a table begins with
`components/_default_submit.html`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from django.utils.safestring import SafeString

PLACEHOLDER = "__prefix__"

Kind = Literal["text", "textarea", "select", "number", "year"]
Choices = Sequence[tuple[object, object]]


@dataclass(frozen=True)
class Column:
    """One column: `width_class` is narrow, medium or wide."""

    name: str
    label: str
    kind: Kind = "text"
    width_class: str = "medium"
    choices: Choices = ()


@dataclass(frozen=True)
class RowView:
    """One row as it is shown: values and errors by column name."""

    index: int
    prefix: str
    pk: object = None
    values: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    label: str = ""
    removed: bool = False


def render_table(
    columns: Sequence[Column],
    rows: Sequence[RowView],
    *,
    table_id: str,
    caption: str,
    empty_row_prefix: str,
    add_label: str = "行を追加",
) -> SafeString:
    """The table with its buttons; `empty_row_prefix` (`issues-__prefix__`) is for added rows."""
    cells = [_Cell(table_id, column) for column in columns]
    name = escape(table_id)
    body = "".join(_row(name, cells, row) for row in rows)
    blank = RowView(index=-1, prefix=empty_row_prefix)
    return SafeString(
        f'<div class="rows-table" data-rows="{name}">'
        f'<div class="table-scroll rows-scroll" role="region" tabindex="0"'
        f' aria-labelledby="{name}-caption">'
        f'<table class="table rows" id="{name}">'
        f'<caption id="{name}-caption">{escape(caption)}</caption>'
        f"<thead><tr>{_headings(cells)}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<div class="rows-tools"><button type="submit" name="do" value="add:{name}"'
        f' class="button button--outline button--small" data-add-row>{escape(add_label)}'
        f'<span class="visually-hidden">（{escape(caption)}）</span></button></div>'
        f"<template>{_row(name, cells, blank)}</template></div>"
    )


class _Cell:
    """How the cells of one column are written; what does not change by row is made once."""

    def __init__(self, table_id: str, column: Column) -> None:
        self.name = column.name
        self.label = escape(column.label)
        # A long text is read best when it wraps; what is sent may then hold line breaks.
        wraps = column.kind == "text" and column.width_class != "narrow"
        self.kind = "textarea" if wraps else column.kind
        self.heading_id = escape(f"{table_id}-h-{column.name}")
        self.opening = (
            f'<td class="cell--{escape(column.width_class)} cell--{column.kind}"'
            f' data-label="{self.label}">'
        )
        self.known = {str(value) for value, _ in column.choices}
        self.options = "".join(
            f'<option value="{escape(str(value))}">{escape(str(label))}</option>'
            for value, label in column.choices
        )

    def write(self, row: RowView, prefix: str, row_id: str) -> str:
        typed = row.values.get(self.name)
        value = "" if typed is None else str(typed)
        control_id = f"id_{prefix}-{self.name}"
        names = (
            f'name="{prefix}-{self.name}" id="{control_id}"'
            f' aria-labelledby="{self.heading_id} {row_id}"'
        )
        messages = row.errors.get(self.name) if row.errors else None
        if not messages:
            return f"{self.opening}{self._control(names, value)}</td>"
        names += f' aria-invalid="true" aria-describedby="{control_id}_error"'
        texts = "".join(
            f'<p><span aria-hidden="true">＊</span>{escape(str(message))}</p>'
            for message in messages
        )
        error = f'<div class="field__error" id="{control_id}_error">{texts}</div>'
        return f"{self.opening}{self._control(names, value)}{error}</td>"

    def _control(self, names: str, value: str) -> str:
        if self.kind == "select":
            return f"<select {names}>{self._options(value)}</select>"
        if self.kind == "textarea":
            # A browser drops the first line break of a textarea, so one is put before the text.
            return f'<textarea {names} rows="1">\n{escape(value)}</textarea>'
        return f'<input type="text" {names} value="{escape(value)}" autocomplete="off">'

    def _options(self, value: str) -> str:
        mark = f'value="{escape(value)}"'
        if value in self.known:
            return self.options.replace(f"{mark}>", f"{mark} selected>", 1)
        if not value:
            return self.options
        # A value that is no longer on the list stays as it is until somebody changes it.
        return f"{self.options}<option {mark} selected>{escape(value)}</option>"


def _headings(cells: Sequence[_Cell]) -> str:
    columns = "".join(f'<th scope="col" id="{cell.heading_id}">{cell.label}</th>' for cell in cells)
    tools = '<th scope="col" class="rows__tools">並び順・削除</th>'
    return f'<th scope="col">行</th>{columns}{tools}'


def _row(table: str, cells: Sequence[_Cell], row: RowView) -> str:
    new = row.index < 0
    index = PLACEHOLDER if new else str(row.index)
    number = "" if new else str(row.index + 1)
    prefix = escape(row.prefix)
    row_id = f"{prefix}-row"
    written = "".join(cell.write(row, prefix, row_id) for cell in cells)
    key = "" if row.pk is None else escape(str(row.pk))
    removed = " checked" if row.removed else ""
    named = f'<span class="visually-hidden">（{escape(row.label)}）</span>' if row.label else ""
    return (
        f'<tr><th scope="row" id="{row_id}"><span data-number>{number}</span>'
        f'<span class="rows__suffix">行目</span>{named}</th>{written}'
        f'<td class="rows__tools"><div>{_mover(table, prefix, index, row_id, "up")}'
        f"{_mover(table, prefix, index, row_id, 'down')}"
        f'<input type="hidden" name="{prefix}-id" value="{key}">'
        f'<input type="hidden" name="{prefix}-position" value="{number}" data-position>'
        f'<label class="rows__remove" id="{prefix}-remove-label">'
        f'<input type="checkbox" name="{prefix}-remove"{removed} id="id_{prefix}-remove"'
        f' aria-labelledby="{prefix}-remove-label {row_id}">削除</label></div></td></tr>'
    )


def _mover(table: str, prefix: str, index: str, row_id: str, way: Literal["up", "down"]) -> str:
    arrow, label = ("↑", "上へ") if way == "up" else ("↓", "下へ")
    button_id = f"{prefix}-{way}"
    return (
        f'<button type="submit" name="do" value="{way}:{table}:{index}" id="{button_id}"'
        f' class="button button--text button--small" data-move="{way}"'
        f' aria-labelledby="{button_id} {row_id}"><span aria-hidden="true">{arrow}</span>'
        f'<span class="visually-hidden">{label}</span></button>'
    )
