"""The list of cases: search, filters, pages."""

import pytest
from django.urls import reverse

LIST = "/cases/"


@pytest.fixture
def browser(logged_in, planner):
    return logged_in(planner)


def page(browser, address=LIST):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_log_in_the_library_is_closed(client, make_case):
    make_case("C901")
    assert client.get(LIST).headers["Location"].startswith(reverse("login"))


def test_a_planner_sees_published_cases_with_source_and_date(browser, make_case):
    make_case("C901", title="公開した取組", page="P5")
    make_case("C902", title="下書きの取組", status="draft")
    make_case("C903", title="取り下げた取組", status="withdrawn")
    text = page(browser)
    assert "公開した取組" in text
    assert "みどり県スマートシティ事例集" in text
    assert "P5" in text
    assert "出典時点：令和5年3月" in text
    assert "すべての事例　1件" in text
    assert "下書きの取組" not in text
    assert "取り下げた取組" not in text


@pytest.mark.parametrize(
    "query",
    [
        "section=roadmap",
        "stage=implementation",
        "track=funding",
        "field=モビリティ",
        "type=area",
        "population=under_10k",
        "prefecture=長野県",
        "q=ﾄﾞﾛｰﾝ",
        "section=roadmap&stage=implementation&q=どろーん",
    ],
)
def test_each_filter_finds_its_cases(browser, make_case, query):
    make_case("C901", title="ほかの取組")
    make_case(
        "C902",
        title="ドローンの取組",
        prefecture="長野県",
        actor="伊那市",
        plan_type="area",
        population_band="under_10k",
        sections=["roadmap", "measures"],
        stages=["implementation"],
        tracks=["funding"],
        fields=["モビリティ"],
    )
    text = page(browser, f"{LIST}?{query}")
    assert "見つかった事例　1件" in text
    assert "ドローンの取組" in text
    assert "ほかの取組" not in text


def test_chosen_filters_are_shown_and_each_can_be_removed(browser, make_case):
    make_case("C901")
    text = page(browser, f"{LIST}?section=organization&q=取組&page=1&utm=x")
    assert "計画の項目：推進体制" in text
    assert 'href="?q=%E5%8F%96%E7%B5%84"' in text
    assert 'href="?section=organization"' in text
    assert '<option value="organization" selected>推進体制（1）</option>' in text


def test_a_small_town_finds_the_cases_of_its_size_by_the_list(browser, make_case):
    make_case("C901", population_band="under_10k")
    make_case("C902", population_band="under_1m")
    text = page(browser, f"{LIST}?population=under_10k")
    assert "人口規模：1万未満" in text
    assert '<option value="under_10k" selected>1万未満（1）</option>' in text
    assert "C902の取組" not in text


def test_a_filter_that_does_not_exist_is_left_out_and_named(browser, make_case):
    make_case("C901", title="公開した取組")
    text = page(browser, f"{LIST}?section=nonsense&prefecture=%00<b>")
    assert "計画の項目に「nonsense」はないため、この条件を外しました。" in text
    assert "<b>" not in text.replace("</b>", "")
    assert "公開した取組" in text


def test_an_endless_search_is_cut_and_says_so(browser, make_case):
    make_case("C901")
    text = page(browser, f"{LIST}?q={'あ' * 5000}")
    assert "検索する言葉は100文字までです。" in text
    assert "この条件に合う事例はありません。" in text


def test_twenty_cases_stand_on_a_page_and_a_page_too_far_is_the_last(browser, make_case):
    for number in range(901, 922):
        make_case(f"C{number}", title=f"取組その{number}")
    first = page(browser)
    assert "すべての事例　21件" in first
    assert "取組その920" in first
    assert "取組その921" not in first
    for wish in ("2", "99"):
        last = page(browser, f"{LIST}?page={wish}")
        assert "取組その921" in last
        assert "取組その920" not in last
    assert "取組その901" in page(browser, f"{LIST}?page=最後")


def test_three_cases_cost_as_many_queries_as_one(
    browser, make_case, django_assert_max_num_queries, django_assert_num_queries
):
    make_case("C901", fields=["モビリティ", "防災・安全"])
    with django_assert_max_num_queries(12) as with_one:
        page(browser)
    make_case("C902", sections=["roadmap", "measures"], fields=["防災・安全"])
    make_case("C903")
    with django_assert_num_queries(len(with_one)):
        page(browser)
