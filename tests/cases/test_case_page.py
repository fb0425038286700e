"""The page of one case."""

import pytest

pytestmark = pytest.mark.django_db


def test_everything_known_is_shown_with_source_page_and_date(logged_in, planner, make_case):
    make_case(
        "C901",
        title="専任の課を置く",
        summary="若手の課を新設した。\n二行目",
        lessons="見返りを示すと納得を得やすい。",
        figures="32名\n3年",
        years="2021年度",
        theme="庁内体制",
        population_band="under_100k",
        plan_type="government",
        page="P4",
        note="一部は推定。",
        fields=["行政運営"],
    )
    response = logged_in(planner).get("/cases/C901/")
    text = response.content.decode()
    for shown in (
        "専任の課を置く",
        "若手の課を新設した。",
        "見返りを示すと納得を得やすい。",
        "<li>32名</li>",
        "2021年度",
        "庁内体制",
        "5万-10万",
        "行政主導型",
        "推進体制",
        "計画（戦略）作成段階",
        "プロジェクト全体",
        "行政運営",
        "みどり県スマートシティ事例集",
        "初版",
        "P4",
        "https://example.jp/jirei",
        "一部は推定。",
        "出典時点：令和5年3月",
        "その後変わっていることがあります。",
    ):
        assert shown in text, shown
    assert "/admin/" not in text


def test_the_date_of_the_case_itself_goes_before_that_of_its_source(logged_in, planner, make_case):
    make_case("C901", as_of="令和2年度")
    text = logged_in(planner).get("/cases/C901/").content.decode()
    assert "出典時点：令和2年度" in text
    assert "令和5年3月" not in text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_curators_see_what_is_not_published(logged_in, planner, curator, make_case, status):
    case = make_case("C901", status=status)
    assert logged_in(planner).get("/cases/C901/").status_code == 404
    text = logged_in(curator).get("/cases/C901/").content.decode()
    assert "この事例は公開していません。" in text
    assert f"/admin/cases/case/{case.pk}/change/" in text


@pytest.mark.parametrize("number", ["C999", "c901", "C901%00", "<b>", "x" * 3000])
def test_a_number_that_is_not_there_is_not_found(logged_in, planner, make_case, number):
    make_case("C901")
    assert logged_in(planner).get(f"/cases/{number}/").status_code == 404


def test_what_a_curator_typed_is_never_markup(logged_in, planner, make_case):
    make_case("C901", title="<script>alert(1)</script>", figures="<b>太字</b>")
    text = logged_in(planner).get("/cases/C901/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<li>&lt;b&gt;太字&lt;/b&gt;</li>" in text


def test_the_page_costs_few_queries_whatever_it_links_to(
    logged_in, planner, make_case, django_assert_max_num_queries
):
    make_case("C901", sections=["roadmap", "measures", "policy"], fields=["モビリティ", "人材"])
    browser = logged_in(planner)
    with django_assert_max_num_queries(12):
        browser.get("/cases/C901/")
