"""A column that is added to the rows of a plan is forgotten neither in its form nor in print."""

from __future__ import annotations

import pytest

from smartplan.document.build import build_document
from smartplan.document.tree import words_of
from smartplan.intake.sheets.indicators import indicators
from smartplan.intake.sheets.measures import measures
from smartplan.plans.content.columns import columns_of
from smartplan.plans.models import (
    OWN_PAGE,
    ROWS,
    TEXTS,
    Citation,
    Field,
    FigureForm,
    Indicator,
    IndicatorValue,
    Measure,
    Picture,
    RoadmapText,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.typed_cells import typed_cells
from smartplan.wizard.row.page import FORMS
from smartplan.wizard.steps import STEPS
from tests.plans.writing import fill_every_kind

WITHOUT_A_FORM_OF_THEIR_OWN = {Citation, Picture, IndicatorValue}
"""Quoted, uploaded, and typed on the page of their indicator."""

TYPED_ELSEWHERE = {(Field, "policy_fields"), (Measure, "issues"), (Measure, "indicators")}
"""Links, which forms and tables offer as choices beside the columns."""

ONLY_SHOWN_IN_SHEETS = {(Measure, "sdgs"), (Measure, "issues"), (Measure, "indicators")}

NOT_PRINTED_AS_TYPED = {(Picture, "alternative")}
"""What a picture shows is its alternative text in the file."""


def in_forms(kind):
    """The columns of a kind that can be written on its page or in its table."""
    if kind in OWN_PAGE:
        return set(FORMS[kind]._meta.fields)
    tables = (table for step in STEPS.values() for table in step.tables if table.kind is kind)
    return {name for table in tables for column in table.columns for name in column.fields}


@pytest.mark.parametrize("kind", [kind for kind in ROWS if kind not in WITHOUT_A_FORM_OF_THEIR_OWN])
def test_every_column_can_be_written(kind):
    wanted = {field.name for field in columns_of(kind) if (kind, field.name) not in TYPED_ELSEWHERE}
    assert wanted <= in_forms(kind)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "sheet"), [(Measure, measures), (Indicator, indicators)])
def test_every_column_goes_out_as_a_sheet_and_comes_back(plan, kind, sheet):
    fields = {column.field for column in sheet(read_plan(plan)).columns}
    wanted = {field.name for field in columns_of(kind)}
    assert wanted - fields == {name for of, name in ONLY_SHOWN_IN_SHEETS if of is kind}


@pytest.mark.django_db
def test_every_typed_cell_is_printed(plan):
    rows = fill_every_kind(plan)
    for section, text in TEXTS.items():
        names = [name for each in text._meta.fields if (name := each.name).startswith("figure_")]
        text.objects.filter(chapter__plan=plan, chapter__section=section).update(
            **dict.fromkeys(names, FigureForm.BOTH)
        )
    wanted = {}
    for kind, row in rows.items():
        for name in typed_cells(kind):
            longest = row._meta.get_field(name).max_length
            wanted[kind, name] = f"{kind.rows_name()}の{name}"[:longest]
            setattr(row, name, wanted[kind, name])
        row.save()
    words = "".join(printed(plan, style) for style in RoadmapText.Style)

    missing = {place for place, cell in wanted.items() if cell not in words}
    assert missing == NOT_PRINTED_AS_TYPED


def printed(plan, style):
    RoadmapText.objects.filter(chapter__plan=plan).update(style=style)
    document = build_document(read_plan(plan))
    blocks = (block for chapter in document.chapters for block in chapter.blocks)
    return "\n".join(words for block in blocks for words in words_of(block))
