"""The figures in their chapters: as a figure, as a table, as both or not at all."""

import pytest

from smartplan.document.tree import Figure, Table
from smartplan.plans.models import (
    FigureForm,
    MeasuresText,
    PolicyText,
    PurposeText,
    RoadmapText,
    SituationText,
)
from tests.document.sample import write
from tests.printing.reading import chapter_named

CHAPTERS = [
    ("goals", PurposeText, "策定の趣旨・位置づけ", "総合計画の目標と本計画の分野"),
    ("population", SituationText, "現状・課題", "人口の推移と将来推計（単位：人）"),
    ("indicators", PolicyText, "基本方針", "指標の一覧"),
    ("sdgs", MeasuresText, "個別施策", "施策とSDGsの対応"),
    ("timeline", RoadmapText, "ロードマップ", "工程の一覧"),
    ("themes", RoadmapText, "ロードマップ", "大きな取組の進め方"),
]


@pytest.mark.parametrize(
    ("form", "drawn", "listed"),
    [
        (FigureForm.BOTH, True, True),
        (FigureForm.FIGURE, True, False),
        (FigureForm.TABLE, False, True),
        (FigureForm.NONE, False, False),
    ],
)
@pytest.mark.parametrize(("key", "text", "title", "caption"), CHAPTERS)
def test_the_planner_chooses_figure_and_table(
    full_plan, document_of, key, text, title, caption, form, drawn, listed
):
    style = {"style": "themes"} if key == "themes" else {}
    write(full_plan, text, **{f"figure_{key}": form}, **style)

    blocks = chapter_named(document_of(full_plan), title).blocks

    figures = [block for block in blocks if isinstance(block, Figure) and block.key == key]
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert bool(figures) is drawn
    assert (caption in captions) is listed
    if form == FigureForm.FIGURE:
        assert figures[0].equal is not None
        assert figures[0].equal.caption == caption


@pytest.mark.parametrize("form", list(FigureForm))
def test_the_list_of_measures_is_printed_with_and_without_their_tree(full_plan, document_of, form):
    write(full_plan, MeasuresText, figure_structure=form)

    blocks = chapter_named(document_of(full_plan), "個別施策").blocks

    assert any(isinstance(each, Figure) and each.key == "structure" for each in blocks) is (
        form in (FigureForm.BOTH, FigureForm.FIGURE)
    )
    assert [each.caption for each in blocks if isinstance(each, Table)].count("施策の一覧") == 1


def test_of_panels_alone_the_list_adds_the_indicators_that_they_do_not_show(full_plan, document_of):
    write(full_plan, PolicyText, figure_indicators=FigureForm.FIGURE)

    blocks = chapter_named(document_of(full_plan), "基本方針").blocks

    (table,) = [
        block
        for block in blocks
        if isinstance(block, Table) and block.caption == "図に示していない指標"
    ]
    assert [row.cells[1].plain for row in table.rows] == ["健康アプリの登録者数"]


def test_a_bar_without_a_date_stands_in_a_table_of_its_own(full_plan, document_of):
    blocks = chapter_named(document_of(full_plan), "ロードマップ").blocks

    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.caption == "工程表に示していない工程"
    assert [row.cells[1].plain for row in table.rows] == ["時期は調整中"]


def test_the_list_of_bars_tells_their_halves(full_plan, document_of):
    write(full_plan, RoadmapText, figure_timeline=FigureForm.TABLE)
    full_plan.year_style = "era"

    blocks = chapter_named(document_of(full_plan), "ロードマップ").blocks

    table = next(block for block in blocks if isinstance(block, Table))
    assert [row.cells[-1].plain for row in table.rows][:3] == [
        "令和9年度上期",
        "令和9年度下期～令和10年度上期",
        "令和10年度下期～令和13年度",
    ]
