"""The page スマートシティの進め方 and the 使い方 pages."""

import re

import pytest
from django.urls import reverse

from smartplan.structure.models import Activity, ModelItem, PlanTypeAttribute, StageTask

OVERVIEW = "/overview/"


def rows_of(table: str) -> list[list[str]]:
    """The cells of a table, row by row, tags left out."""
    return [
        [
            re.sub(r"<[^>]+>", " ", cell).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]


def test_the_table_shows_every_cell_and_leaves_the_empty_ones_empty(structure, logged_in, viewer):
    page = logged_in(viewer).get(OVERVIEW).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    head, *stages, goals = rows_of(table)
    assert head == [
        "段階",
        "プロジェクト全体",
        "推進体制",
        "資金的持続性",
        "市民参画",
        "都市OSの導入",
        "評価KPI",
    ]
    assert [bool(cell) for cell in stages[0]] == [True, True, False, False, False, False, False]
    assert [row[4] for row in stages] == [
        "",
        "市民理解醸成",
        "",
        "市民と双方向型の対話",
        "主体的な市民参画",
    ]
    assert goals[0] == "論点ごとの目標"
    assert all(goals)
    for activity in Activity.objects.all():
        for line in activity.text.splitlines():
            assert line.removeprefix("－") in table


def test_heads_of_rows_and_columns_are_marked(structure, logged_in, viewer):
    page = logged_in(viewer).get(OVERVIEW).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count('scope="col"') == 7
    assert table.count('scope="row"') == 6
    assert table.count("<td></td>") == 8


def test_the_page_shows_stages_types_and_the_nine_items(structure, logged_in, viewer):
    page = logged_in(viewer).get(OVERVIEW).content.decode()
    shown = [
        *StageTask.objects.values_list("title", flat=True),
        *PlanTypeAttribute.objects.values_list("label", flat=True),
        *ModelItem.objects.values_list("home", flat=True),
        "出典：スマートシティガイドブック 第2章（版の記載なし）",
        "文字が読み取れないため、載せていません",
    ]
    for text in shown:
        assert text in page, text


def test_before_anything_is_loaded_the_page_says_what_to_do(logged_in, viewer):
    page = logged_in(viewer).get(OVERVIEW).content.decode()
    assert "見取り図はまだ登録されていません。" in page


def test_the_page_asks_for_a_log_in(client):
    response = client.get(OVERVIEW)
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_the_manual_follows_the_planners_work(logged_in, planner):
    page = logged_in(planner).get(reverse("manual")).content.decode()
    headings = re.findall(r"<h2[^>]*>\d+　(.*?)</h2>", page)
    assert headings == [
        "ログインする",
        "計画を始める",
        "章を書く",
        "表に書く",
        "事例を参考にする",
        "確認事項を見る",
        "ほかの人と一緒に書く",
        "前の内容に戻す",
        "できあがりを見る、取り出す",
        "版を残す、比べる",
        "人と課を登録する（管理者の方）",
    ]


@pytest.mark.parametrize("name", ["manual", "manual_curators"])
def test_every_link_within_a_manual_leads_somewhere(logged_in, curator, name):
    page = logged_in(curator).get(reverse(name)).content.decode()
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    for target in targets:
        assert f'id="{target}"' in page


def test_the_manual_helps_before_the_log_in(client):
    page = client.get(reverse("manual")).content.decode()
    assert "招待のリンクを開き、ログイン名とパスワードを決めます。" in page


def test_the_curators_manual_leads_to_the_admin(logged_in, curator):
    page = logged_in(curator).get(reverse("manual_curators")).content.decode()
    assert f'href="{reverse("admin:index")}"' in page
    assert "UTF-8（BOM付き）とCP932" in page
