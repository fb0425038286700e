"""What a section's page is made of: its text form, its rows, its template."""

from __future__ import annotations

from dataclasses import dataclass

from smartplan.plans.models import Row
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.sections.row_form import RowForm
from smartplan.wizard.sections.text_form import ChapterTextForm


@dataclass(frozen=True)
class Step:
    """What the page of one section holds."""

    form: type[ChapterTextForm]
    tables: tuple[RowTable, ...] = ()
    listed: tuple[RowTable, ...] = ()
    """Rows of this section that have a page each, with their basic columns."""
    row_form: type[RowForm] | None = None
    """The form of their pages."""
    lists_at: int | None = None
    """Before which of the tables the lists stand on the page; None: after all of them."""
    shared: tuple[type[Row], ...] = ()
    """Rows of other sections that this one refers to: shown, not edited, with a link."""
    template: str = "wizard/chapter.html"

    def pasted(self, rows_name: str) -> RowTable | None:
        """The columns into which a table can be pasted; of the lists, the basic ones."""
        tables = (*self.listed, *self.tables)
        return next((each for each in tables if each.rows_name == rows_name), None)

    def table(self, rows_name: str) -> RowTable | None:
        return next((each for each in self.tables if each.rows_name == rows_name), None)

    def list_of(self, rows_name: str) -> type[Row] | None:
        return next((each for each in self.lists if each.rows_name() == rows_name), None)

    @property
    def lists(self) -> tuple[type[Row], ...]:
        """The kinds of rows that are listed here and have a page of their own."""
        return tuple(table.kind for table in self.listed)
