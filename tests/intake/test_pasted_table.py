"""Whatever is pasted into whichever table: an answer, never an error, and nothing emptied."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smartplan.intake.headings import NAME_WORDS
from smartplan.intake.pasted_table import read_pasted
from smartplan.plans.reading import read_plan
from smartplan.wizard.paste.preview import Preview
from smartplan.wizard.steps import STEPS
from tests.plans.writing import fill_every_kind

MARKS = [
    "（単位：人）",
    "－",
    "・",
    "---",
    "※",
    "の",
    "（）",
    '"',
    "　",
    "\u200b",
    "\r",
    "9" * 5000,
]
LONG = "あ" * 200_000

TABLES = [table for step in STEPS.values() for table in (*step.tables, *step.listed)]


@pytest.fixture
def tables(plan):
    """Every table into which something can be pasted, with a row of each kind."""
    fill_every_kind(plan)
    contents = read_plan(plan)
    return [table.in_plan(contents, ("モビリティ",)) for table in TABLES]


def pasted_texts():
    """Headings, cells that are there, marks and anything else, between tabs and line ends."""
    words = [
        *NAME_WORDS,
        *(word for table in TABLES for said in table.words.values() for word in said),
    ]
    cell = st.one_of(
        st.sampled_from(MARKS),
        st.sampled_from(["HEADING", "STORED"]),
        st.sampled_from(words),
        st.text(max_size=12),
        st.integers().map(str),
    )
    line = st.lists(cell, max_size=8).map("\t".join)
    return st.one_of(
        st.text(), st.text("\t\n\r\"',－・（）", max_size=30), st.lists(line).map("\n".join)
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=pasted_texts(), update=st.booleans(), place=st.integers(0, 10))
@example(text="（単位：人）", update=False, place=0)
@example(text="－\t－\n・", update=True, place=0)
@example(text="---", update=True, place=0)
@example(text=f"HEADING\n{LONG}", update=True, place=0)
@example(text="HEADING\n" + "9" * 5000, update=True, place=1)
@example(text='HEADING\n"STORED', update=True, place=1)
def test_whatever_is_pasted_is_read_and_nothing_that_was_not_given_changes(
    tables, text, update, place
):
    for table in tables:
        cells = table.cells_of(table.rows[0])
        name = list(table.labels)[place % len(table.labels)]
        words = table.words_of(name, cells[name])
        here = text.replace("HEADING", table.labels[name]).replace("STORED", words)

        pasted = read_pasted(here, table, update=update)

        for row in pasted.rows:
            if row.row is not None:
                kept = cells.keys() - row.given
                assert {name: row.cells[name] for name in kept} == {
                    name: cells[name] for name in kept
                }
        preview = Preview(table, pasted)
        assert sum(number for _, number in preview.counts) == len(pasted.rows)
        assert len(preview.mark) == 32
