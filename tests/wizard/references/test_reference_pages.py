"""What a text can refer to is listed with its mark; read outside the document, marks are names."""

from __future__ import annotations

import pytest
from django.urls import reverse

from smartplan.plans.models import Issue, Measure, SituationText


@pytest.fixture
def measure(plan):
    return Measure.objects.create(plan=plan, name="予約〔バス〕<b>", purpose="移動", position=1)


@pytest.fixture
def page(plan):
    return reverse("wizard:references", args=[plan.pk])


def test_the_page_lists_everything_with_its_mark(page, measure, viewer, logged_in, plan):
    html = logged_in(viewer).get(page).content.decode()
    chapter = plan.chapters.get(section="roadmap")

    assert f"<code>〔→施策#{measure.pk} 予約バス&lt;b&gt;〕</code>" in html
    assert f"<code>〔→章#{chapter.pk} ロードマップ〕</code>" in html
    assert "<code>〔→表#measures 施策の一覧〕</code>" in html
    assert "施策1" in html


def test_the_picker_gets_a_list_to_choose_from(page, measure, planner, logged_in):
    html = logged_in(planner).get(page, headers={"HX-Request": "true"}).content.decode()

    assert html.startswith('<optgroup label="章">')
    assert (
        f'<option value="〔→施策#{measure.pk} 予約バス&lt;b&gt;〕">'
        "施策1　予約〔バス〕&lt;b&gt;</option>" in html
    )


def test_the_list_is_as_many_queries_for_one_measure_as_for_many(
    page, plan, planner, logged_in, django_assert_max_num_queries
):
    client = logged_in(planner)
    for position in range(20):
        Measure.objects.create(plan=plan, name=f"施策{position}", position=position)

    with django_assert_max_num_queries(10):
        client.get(page)


def test_whoever_only_reads_sees_names_in_place_of_marks(plan, measure, viewer, logged_in, address):
    SituationText.objects.update(overview=f"〔→施策#{measure.pk} 予約バス〕で応える。")
    Issue.objects.create(plan=plan, title=f"〔→施策#{measure.pk}〕が要る", position=1)

    html = logged_in(viewer).get(address("situation")).content.decode()

    assert "施策1で応える。" in html
    assert "施策1が要る" in html
    assert "〔→" not in html


def test_every_text_of_a_chapter_knows_where_the_list_is(page, planner, logged_in, address):
    html = logged_in(planner).get(address("situation")).content.decode()

    assert f'data-references="{page}"' in html
    assert f'<a href="{page}">参照</a>' in html


def test_figures_and_tables_are_listed_with_their_numbers_in_the_document(logged_in, planner, plan):
    Measure.objects.create(plan=plan, name="予約バス", position=1)

    html = logged_in(planner).get(reverse("wizard:references", args=[plan.pk])).content.decode()

    assert "図1　" in html
    assert "表1　" in html
