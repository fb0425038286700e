"""The figures beside the rows from which they are drawn: how they are printed, and the drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString, mark_safe

from smartplan.document.figures.everything import EVERY_FIGURE, KindOfFigure, figures_of
from smartplan.plans.models import Chapter, Row
from smartplan.plans.reading import PlanContents
from smartplan.printing.html.document import figure_html
from smartplan.structure.keys import SectionKey


@dataclass(frozen=True)
class FigurePanel:
    """A figure on the page of its chapter: how it is printed, and the drawing on demand."""

    key: str
    label: str
    choice: BoundField | None = None
    own: str = ""
    """What it is called on the page of a row that shows only its own part of the figure."""


def panels_of(chapter: Chapter, form: BaseForm, rows_name: str) -> tuple[FigurePanel, ...]:
    """The figures that belong beside the rows of one kind; `form` has the choice of each."""
    if chapter.section is None:
        return ()
    return tuple(
        FigurePanel(kind.key, kind.label, form[kind.field])
        for kind in figures_of(SectionKey(chapter.section))
        if kind.rows.rows_name() == rows_name
    )


def panels_of_kind(kind: type[Row]) -> tuple[FigurePanel, ...]:
    """The figures in which a row of this kind appears, for the row's own page."""
    own = f"この{kind._meta.verbose_name}の図"
    return tuple(
        FigurePanel(each.key, each.label, own=own if each.own else "")
        for each in EVERY_FIGURE
        if each.rows is kind
    )


def drawn(kind: KindOfFigure, contents: PlanContents, row: Row | None = None) -> SafeString:
    """The figure as HTML, of one row what it shows by itself; empty while nothing can be drawn."""
    figures = kind.own(contents, row) if kind.own and row else kind.figures(contents)
    parts = (
        figure_html(replace(figure, anchor=f"figure-{kind.key}-{place}"), screen=True)
        for place, figure in enumerate(figures, start=1)
    )
    return mark_safe("".join(parts))  # noqa: S308 - printing/html escapes every word of it
