"""What a text can refer to, for choosing and for reading; without building the document.

Numbers of figures and tables are known only there (resolving.py): here they go by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from smartplan.document.figures.everything import EVERY_FIGURE, KindOfFigure, figure_named
from smartplan.document.measures_shown import is_blank
from smartplan.document.numbering import chapter_label
from smartplan.document.references.named_tables import TABLES, NamedTable, table_named
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.contents import UNNAMED, PlanContents
from smartplan.plans.models import (
    Chapter,
    Citation,
    FigureForm,
    Indicator,
    Issue,
    Measure,
    RoadmapText,
    Row,
)
from smartplan.plans.references import NAMES, Mark, mark_of, replaced
from smartplan.plans.typed_cells import has_words
from smartplan.structure.keys import SectionKey

NOTHING = "（参照先なし）"
"""Said of what is gone or left out; the review tells where."""


STYLES = {
    "timeline": RoadmapText.Style.PROJECTS,
    "themes": RoadmapText.Style.THEMES,
}
"""Of the two roadmaps the plan prints one."""


# Choosing ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Referable:
    """One thing to refer to: the mark for a text, and what people call the thing."""

    mark: Mark
    label: str


def groups_of(contents: PlanContents) -> list[tuple[str, list[Referable]]]:
    """Everything that the document prints and a text can refer to, by kind."""
    groups = (
        ("章", [_referable("章", each, contents) for each in contents.chapters]),
        ("施策", [_referable("施策", each, contents) for each in contents.rows(Measure)]),
        ("指標", [_referable("指標", each, contents) for each in contents.rows(Indicator)]),
        ("課題", [_referable("課題", each, contents) for each in contents.rows(Issue)]),
        ("図", list(_figures(contents))),
        ("表", list(_tables(contents))),
    )
    printed = (
        (name, [each for each in found if is_printed(each.mark, contents)])
        for name, found in groups
    )
    return [(name, found) for name, found in printed if found]


def _referable(kind: str, instance: Chapter | Row, contents: PlanContents) -> Referable:
    name = instance.title if isinstance(instance, Chapter | Issue) else str(instance)
    label = _name(Mark(kind, str(instance.pk)), contents)
    shown = name.strip() or UNNAMED
    if isinstance(instance, Chapter) and label == f"「{name}」":
        label = ""
    return Referable(mark_of(kind, instance.pk, name), f"{label}　{shown}".strip("　"))


def _figures(contents: PlanContents) -> Iterator[Referable]:
    for kind in EVERY_FIGURE:
        yield Referable(mark_of("図", kind.key, kind.label), kind.label)


def _tables(contents: PlanContents) -> Iterator[Referable]:
    adapted = town_words_of(contents.plan.municipality).adapted
    for table in TABLES:
        yield Referable(mark_of("表", table.key, adapted(table.label)), adapted(table.label))


# Reading ----------------------------------------------------------------------------------------


def readable(text: str, contents: PlanContents) -> str:
    """A text as people read it outside the document: names in place of marks."""
    return replaced(text, lambda mark: _name(mark, contents))


def _name(mark: Mark, contents: PlanContents) -> str:
    if mark.kind == "図":
        kind = figure_named(mark.name)
        return f"図「{kind.label}」" if kind else NOTHING
    if mark.kind == "表":
        table = table_named(mark.name)
        return (
            f"表「{town_words_of(contents.plan.municipality).adapted(table.label)}」"
            if table
            else NOTHING
        )
    if mark.kind == "章":
        chapter = next((each for each in contents.chapters if each.pk == mark.pk), None)
        return _chapter_name(chapter, contents) if chapter else NOTHING
    return _row_name(mark, contents)


def _row_name(mark: Mark, contents: PlanContents) -> str:
    row = contents.row(row_kind(mark), mark.pk) if mark.pk is not None else None
    if row is None:
        return NOTHING
    return f"{mark.kind}{contents.number_of(row) or contents.place_of(row)}"


def row_kind(mark: Mark) -> type[Row]:
    """The kind of row that a mark names."""
    kind: Any = NAMES[mark.kind]
    return kind


def _chapter_name(chapter: Chapter, contents: PlanContents) -> str:
    """第4章; the number of a chapter in the 資料編 depends on what else stands there."""
    main = [c for c in contents.chapters if c.included and c.part == Chapter.Part.MAIN]
    if chapter not in main:
        return f"「{chapter.title}」"
    return chapter_label(main.index(chapter) + 1, contents.plan.numbering)


# Is it printed? ---------------------------------------------------------------------------------


def is_printed(mark: Mark, contents: PlanContents) -> bool:
    """Does the document print what the mark means? As far as can be told without building it."""
    if mark.kind == "章":
        return any(chapter.pk == mark.pk and chapter.included for chapter in contents.chapters)
    if mark.kind == "図":
        kind = figure_named(mark.name)
        return kind is not None and _has_figure(kind, contents)
    if mark.kind == "表":
        table = table_named(mark.name)
        return table is not None and _has_table(table, contents)
    row = contents.row(row_kind(mark), mark.pk) if mark.pk is not None else None
    return row is not None and _has_row(row, contents)


def _has_row(row: Row, contents: PlanContents) -> bool:
    if isinstance(row, Measure):
        return contents.chapter_of(row.section).included and not is_blank(contents, row)
    key = row.rows_name()
    marks = (Mark("表", key), Mark("図", key))
    return has_words(row) and any(is_printed(mark, contents) for mark in marks)


def _has_figure(kind: KindOfFigure, contents: PlanContents) -> bool:
    return (
        contents.chapter_of(kind.section).included
        and _form(kind.key, contents).has_figure
        and _is_of_the_style(kind.key, contents)
        and kind.is_drawn(contents)
    )


def _has_table(table: NamedTable, contents: PlanContents) -> bool:
    if not table.has_rows(contents) or not _is_of_the_style(table.key, contents):
        return False
    if table.rows is not Citation and not contents.chapter_of(table.section).included:
        return False
    return not table.figures or any(_leaves_table(key, contents) for key in table.figures)


def _leaves_table(key: str, contents: PlanContents) -> bool:
    """Is the table printed beside this figure, or in its place where nothing can be drawn?"""
    form, kind = _form(key, contents), figure_named(key)
    return form.has_table or bool(form.has_figure and kind and not kind.is_drawn(contents))


def _form(key: str, contents: PlanContents) -> FigureForm:
    kind = figure_named(key)
    if kind is None:
        return FigureForm.BOTH
    return FigureForm(getattr(contents.text_of(kind.section), kind.field))


def _is_of_the_style(key: str, contents: PlanContents) -> bool:
    text: Any = contents.text_of(SectionKey.ROADMAP)
    return key not in STYLES or text.style == STYLES[key]
