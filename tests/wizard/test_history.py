"""The history of a chapter, and bringing back what it held."""

from __future__ import annotations

from django.urls import reverse

from smartplan.plans.models import Measure, Revision, SituationText
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


def test_the_history_says_what_each_save_changed(logged_in, planner, plan, chapter_of, address):
    browser = logged_in(planner)
    sent = {"background": "背景の文章", "related_plans-0-name": "総合計画", "done": "no"}
    browser.post(address("purpose"), form_of(browser.get(address("purpose"))) | sent)
    browser.post(
        address("purpose"), form_of(browser.get(address("purpose"))) | {"aim": "趣旨の文章"}
    )
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser.post(row, form_of(browser.get(row)) | {"purpose": "目的の文章"})
    browser.post(row, form_of(browser.get(row)) | {"division": "交通政策課"})
    said = [revision.summary for revision in Revision.objects.order_by("pk")]
    assert said[:2] == ["策定の背景、上位・関連計画", "策定の趣旨"]
    assert said[-1] == "担当課"
    history = reverse("wizard:chapter_history", args=[chapter_of("purpose").pk])
    assert "<td>策定の背景、上位・関連計画</td>" in browser.get(history).content.decode()
    assert "<td>担当課</td>" in browser.get(f"/plans/{plan.pk}/history/").content.decode()
