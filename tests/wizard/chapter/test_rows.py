"""Short rows: added, moved, removed, over several pages, and put back when lost meanwhile."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import PolicyField
from smartplan.plans.models import Field, Issue, Measure, Revision, RoadmapItem, Statistic, Term
from tests.wizard.pages import form_of


def names(plan) -> list[str]:
    return list(plan.issues.values_list("title", flat=True))


@pytest.fixture
def issues(plan):
    return [
        Issue.objects.create(plan=plan, title=title, position=place)
        for place, title in enumerate(("甲", "乙", "丙"), start=1)
    ]


def test_the_add_button_saves_and_opens_a_blank_row(logged_in, planner, plan, issues, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"issues-0-title": "甲改"}
    answer = browser.post(address("situation"), sent | {"do": "add:issues"})
    assert answer.url == f"{address('situation')}?add=issues&issues_page=1#issues-3-row"
    page = browser.get(answer.url)
    assert 'id="issues-3-row"' in page.content.decode()
    assert names(plan) == ["甲改", "乙", "丙"]


def test_a_row_moves_up_and_what_was_typed_is_saved(logged_in, planner, plan, issues, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"issues-2-title": "丙改"}
    answer = browser.post(address("situation"), sent | {"do": "up:issues:2"})
    assert answer.url.endswith("?issues_page=1#issues")
    assert names(plan) == ["甲", "丙改", "乙"]
    browser.post(address("situation"), form_of(browser.get(answer.url)) | {"do": "down:issues:0"})
    assert names(plan) == ["丙改", "甲", "乙"]


def test_rows_keep_the_order_in_which_the_page_sends_them(
    logged_in, planner, plan, issues, address
):
    first, second, third = issues
    sent = {"version": "1"}
    for index, issue in ((7, third), (2, first), (5, second)):
        sent |= {f"issues-{index}-id": str(issue.pk), f"issues-{index}-title": issue.title}
    logged_in(planner).post(address("situation"), sent)
    assert names(plan) == ["丙", "甲", "乙"]


def test_a_removed_row_leaves_a_revision_with_what_referred_to_it(
    logged_in, planner, plan, issues, address
):
    measure = Measure.objects.create(plan=plan, name="デマンド交通", position=1)
    measure.issues.add(issues[1])
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"issues-1-remove": "on"}
    text = browser.post(address("situation"), sent, follow=True).content.decode()
    assert "課題「乙」を削除しました。変更の履歴から元に戻せます。" in text
    assert names(plan) == ["甲", "丙"]
    removed = Revision.objects.get(action=Revision.Action.REMOVED)
    browser.post(reverse("wizard:revision", args=[removed.pk]))
    assert "乙" in names(plan)
    assert [each.title for each in measure.issues.all()] == ["乙"]


def test_a_remove_button_does_the_same(logged_in, planner, plan, issues, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"do": "remove:issues:0"}
    browser.post(address("situation"), sent)
    assert names(plan) == ["乙", "丙"]


def test_a_row_without_content_is_ignored_even_with_choices_made_by_the_list(
    logged_in, planner, plan, address
):
    sent = {"version": "1", "statistics-0-id": "", "statistics-0-name": "  "}
    logged_in(planner).post(address("situation"), sent | {"statistics-0-year_kind": "calendar"})
    assert Statistic.objects.count() == 0


def test_a_row_that_a_colleague_removed_is_put_in_again_with_what_was_typed(
    logged_in, planner, colleague, plan, issues, address
):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation"))) | {"issues-1-title": "乙を直す"}
    other.post(
        address("situation"), form_of(other.get(address("situation"))) | {"issues-1-remove": "on"}
    )
    text = browser.post(address("situation"), sent, follow=True).content.decode()
    assert "「乙を直す」は、ほかの人が削除していました。" in text
    assert names(plan) == ["甲", "乙を直す", "丙"]


def test_three_hundred_rows_are_shown_thirty_a_page_and_saved_page_by_page(
    logged_in, planner, plan, address, django_assert_max_num_queries
):
    Term.objects.bulk_create(
        [Term(plan=plan, term=f"用語{place}", position=place) for place in range(1, 301)]
    )
    browser = logged_in(planner)
    browser.get(address("glossary"))
    with django_assert_max_num_queries(12):
        page = browser.get(f"{address('glossary')}?terms_page=10")
    text = page.content.decode()
    assert "300行のうち271～300行目を表示しています。" in text
    assert form_of(page)["terms-299-term"] == "用語300"
    assert "terms-30-term" not in form_of(page)
    sent = form_of(page) | {"terms-270-term": "変えた用語", "do": "page:terms:1"}
    answer = browser.post(f"{address('glossary')}?terms_page=10", sent)
    assert answer.url == f"{address('glossary')}?terms_page=1#terms"
    found = list(plan.terms.values_list("term", flat=True))
    assert (len(found), found[270], found[0], found[299]) == (300, "変えた用語", "用語1", "用語300")


def test_a_row_moves_over_the_edge_of_its_page(logged_in, planner, plan, address):
    Term.objects.bulk_create(
        [Term(plan=plan, term=f"用語{place}", position=place) for place in range(1, 41)]
    )
    browser = logged_in(planner)
    page = browser.get(f"{address('glossary')}?terms_page=2")
    sent = form_of(page) | {"do": "up:terms:30"}
    answer = browser.post(f"{address('glossary')}?terms_page=2", sent)
    assert answer.url == f"{address('glossary')}?terms_page=1#terms"
    found = list(plan.terms.values_list("term", flat=True))
    assert found[28:32] == ["用語29", "用語31", "用語30", "用語32"]


def test_fiscal_years_are_chosen_and_typed_years_are_kept_as_typed(
    logged_in, planner, plan, address
):
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("roadmap")))
    sent |= {"roadmap_items-0-measure": str(measure.pk), "roadmap_items-0-start": "2028-2"}
    browser.post(address("roadmap"), sent)
    item = RoadmapItem.objects.get()
    assert (item.measure, item.start_year, item.start_half) == (measure, 2028, 2)
    assert (item.end_year, item.end_half) == (None, 2)
    sent = form_of(browser.get(address("situation"))) | {"population_rows-0-year": "Ｒ２年ごろ"}
    browser.post(address("situation"), sent)
    assert plan.population_rows.get().year == "Ｒ２年ごろ"


def test_a_field_is_linked_to_the_librarys_policy_fields(logged_in, planner, plan, address):
    for name in ("防災・安全", "モビリティ"):
        PolicyField.objects.create(name=name)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("measures"))) | {"fields-0-name": "移動"}
    browser.post(address("measures"), sent | {"fields-0-policy_1": "モビリティ"})
    field = Field.objects.get()
    assert [each.name for each in field.policy_fields.all()] == ["モビリティ"]
    sent = form_of(browser.get(address("measures")))
    assert sent["fields-0-policy_1"] == "モビリティ"
    browser.post(address("measures"), sent | {"fields-0-policy_1": "", "fields-0-vision": "便利"})
    assert list(field.policy_fields.all()) == []


def test_a_row_that_is_sent_twice_keeps_both_texts(logged_in, planner, plan, address):
    """Two rows of the form with one id: the second becomes a row of its own."""
    for place, title in enumerate(("元", "次"), start=1):
        Issue.objects.create(plan=plan, title=title, position=place)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    twin = {
        name.replace("issues-0-", "issues-7-"): value
        for name, value in sent.items()
        if name.startswith("issues-0-")
    }
    sent |= twin | {"issues-0-title": "一", "issues-7-title": "二"}
    assert browser.post(address("situation"), sent).status_code == 302
    assert sorted(Issue.objects.values_list("title", flat=True)) == sorted(["一", "二", "次"])


@pytest.fixture
def field_with_two(plan):
    """A field that belongs to two of the library's policy fields."""
    library = [PolicyField.objects.create(name=name) for name in ("医療", "交通")]
    field = Field.objects.create(plan=plan, name="移動", position=1)
    field.policy_fields.set(library)
    return field


def policy_fields_of(field) -> list[str]:
    return [each.name for each in field.policy_fields.all()]


def test_a_policy_field_that_a_curator_renames_stays_linked(
    logged_in, planner, field_with_two, address
):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("measures"))) | {"overview": "全体像の文"}
    PolicyField.objects.filter(name="医療").update(name="医療・健康")
    answer = browser.post(address("measures"), sent)
    assert answer.status_code == 422
    assert policy_fields_of(field_with_two) == ["医療・健康", "交通"]


@pytest.mark.parametrize("name", ["偽の分野", "a\0b"])
def test_a_policy_field_that_is_none_changes_nothing(
    logged_in, planner, field_with_two, address, name
):
    browser = logged_in(planner)
    PolicyField.objects.create(name="防災")
    sent = form_of(browser.get(address("measures")))
    cells = {"fields-0-policy_1": name, "fields-0-policy_2": "防災"}
    answer = browser.post(address("measures"), sent | cells)
    assert answer.status_code == 422
    assert policy_fields_of(field_with_two) == ["医療", "防災"]
