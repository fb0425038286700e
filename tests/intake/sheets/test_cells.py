"""Cells on their way out and back."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from smartplan.intake.sheets import cells


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (12300, "General", "12300"),
        (12300.0, "#,##0", "12300"),
        (38.5, "General", "38.5"),
        (0.455, "0.0%", "45.5%"),
        (0.07, "0%", "7%"),
        (1e21, "General", "1000000000000000000000"),
        (True, "General", "はい"),
        (" 新規\u3000", "General", "新規"),
        (None, "General", ""),
    ],
)
def test_a_cell_is_read_as_somebody_would_have_typed_it(value, number_format, words):
    cell = Workbook().worksheets[0]["A1"]
    cell.value = value
    cell.number_format = number_format
    assert cells.read(cell) == words


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("12,300", "12300", True),
        ("38.50", "38.5", True),
        ("12,300人", "12300", False),
        ("新規", "新規", True),
        ("新規", "", False),
        ("0", "", False),
    ],
)
def test_commas_alone_are_no_difference(before, after, same):
    assert cells.is_same_cell(before, after) is same


@pytest.mark.parametrize(
    ("typed", "value", "number_format"),
    [
        *(("12,300", 12300, "#,##0"), ("１２，３００", 12300, "#,##0"), ("△5", -5, "#,##0")),
        *(("12.50", 12.5, "#,##0.00"), ("0", 0, "#,##0"), ("0.5", 0.5, "#,##0.0")),
        *(("150²", "150²", "General"), ("①80", "①80", "General"), ("①", "①", "General")),
        *(("٣", "٣", "General"), ("80 120", "80 120", "General"), ("007", "007", "General")),
        *(("120㎞", "120㎞", "General"), ("9" * 16, "9" * 16, "General")),
        ("9" * 15, int("9" * 15), "#,##0"),
    ],
)
def test_only_what_excel_shows_with_the_same_digits_becomes_a_number(typed, value, number_format):
    cell = Workbook().worksheets[0]["A1"]
    cells.write(cell, typed, numeric=True)
    assert (cell.value, cell.number_format) == (value, number_format)
