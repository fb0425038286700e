"""A table copied from Excel is split into the cells that it had."""

from __future__ import annotations

from smartplan.japanese.pasted_cells import rows_of_cells


def test_cells_stand_between_tabs_and_a_quoted_one_may_break_its_line():
    text = '施策\t内容\n予約バス\t"一行目\n二行目\t続き"\n\n \t\n乗合タクシー\t\n'
    assert rows_of_cells(text, most=9) == [
        ["施策", "内容"],
        ["予約バス", "一行目\n二行目\t続き"],
        ["乗合タクシー", ""],
    ]


def test_no_more_lines_are_read_than_may_be_taken_over():
    assert rows_of_cells("一\n" * 1000, most=3) == [["一"], ["一"], ["一"]]
