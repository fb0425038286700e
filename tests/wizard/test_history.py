"""The history of a chapter, and bringing back what it held."""

from __future__ import annotations

from django.urls import reverse

from smartplan.plans.models import Revision, SituationText
from tests.wizard.pages import form_of


def test_a_chapter_is_brought_back_as_it_was(
    logged_in, planner, colleague, chapter_of, address, viewer
):
    browser = logged_in(planner)
    for words in ("はじめの文章", "あとの文章"):
        browser.post(
            address("situation"), form_of(browser.get(address("situation"))) | {"overview": words}
        )
    history = reverse("wizard:chapter_history", args=[chapter_of("situation").pk])
    assert browser.get(history).content.decode().count("企画 花子</td>") == 2
    first = Revision.objects.order_by("pk").first()
    page = reverse("wizard:revision", args=[first.pk])
    text = logged_in(colleague).get(page).content.decode()
    assert "はじめの文章" in text
    assert "あとの文章" in text
    assert "この記録の内容に戻す" in text
    assert "この記録の内容に戻す" not in logged_in(viewer).get(page).content.decode()
    assert logged_in(viewer).post(page).status_code == 403
    logged_in(colleague).post(page)
    assert SituationText.objects.get().overview == "はじめの文章"
    assert Revision.objects.first().action == "restored"


def test_the_history_is_read_without_the_contents(
    logged_in, planner, chapter_of, address, django_assert_max_num_queries
):
    browser = logged_in(planner)
    for place in range(3):
        browser.post(
            address("policy"), form_of(browser.get(address("policy"))) | {"vision": f"像{place}"}
        )
    history = reverse("wizard:chapter_history", args=[chapter_of("policy").pk])
    with django_assert_max_num_queries(8) as queries:
        browser.get(history)
    assert not [query for query in queries.captured_queries if '"content"' in query["sql"]]
