"""The history of a chapter, and bringing back what it held."""

from __future__ import annotations

from django.urls import reverse

from smartplan.plans.models import Indicator, Measure, Revision, SituationText
from tests.wizard.pages import form_of
from tests.wizard.plan.test_plan_pages import frames_of


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
    browser.get(history)  # takes the messages of the saves away
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


def test_the_history_says_who_moved_a_measure_an_indicator_and_a_chapter(
    logged_in, planner, plan, address
):
    for place, name in enumerate(("甲", "乙"), start=1):
        Measure.objects.create(plan=plan, name=f"施策{name}", position=place)
        Indicator.objects.create(plan=plan, name=f"指標{name}", position=place)
    browser = logged_in(planner)
    measure, indicator = plan.measures.get(name="施策乙"), plan.indicators.get(name="指標乙")
    for section, do in (
        ("measures", f"up:measures:{measure.pk}"),
        ("policy", f"up:indicators:{indicator.pk}"),
    ):
        browser.post(address(section), form_of(browser.get(address(section))) | {"do": do})
    second = plan.chapters.all()[1]
    chapters = reverse("wizard:chapters", args=[plan.pk])
    browser.post(chapters, frames_of(browser, plan, do=f"up:{second.pk}"))

    moved = Revision.objects.filter(summary__endswith="順番").order_by("-pk")

    said = [(each.label, each.summary) for each in moved]
    assert said == [(plan.title, "章の順番"), ("指標乙", "順番"), ("施策乙", "順番")]
    history = browser.get(reverse("wizard:plan_history", args=[plan.pk])).content.decode()
    assert "<td>章の順番</td>" in history


def test_a_row_that_cannot_go_higher_leaves_no_record_of_a_move(logged_in, planner, plan, address):
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("measures"))) | {"do": f"up:measures:{measure.pk}"}
    browser.post(address("measures"), sent)
    assert not Revision.objects.filter(unit="measures").exists()


def test_the_history_names_no_kpi_that_was_moved_or_removed_elsewhere(
    logged_in, planner, plan, address
):
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    rows = [
        Indicator.objects.create(plan=plan, name=name, position=place)
        for place, name in enumerate(("甲", "乙", "丙"), start=1)
    ]
    measure.indicators.set(rows)
    browser = logged_in(planner)
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser.post(row, _with_kpi(browser, row, rows) | {"division": "企画課"})
    sent = form_of(browser.get(address("policy"))) | {"do": f"up:indicators:{rows[1].pk}"}
    browser.post(address("policy"), sent)
    browser.post(row, _with_kpi(browser, row, rows) | {"division": "交通政策課"})
    assert Revision.objects.first().summary == "担当課"

    remove = reverse("wizard:row_remove", args=["indicators", rows[2].pk])
    rows[2].refresh_from_db()
    browser.post(remove, {"version": rows[2].version})
    browser.post(row, _with_kpi(browser, row, rows[:2]) | {"division": "都市計画課"})
    assert Revision.objects.first().summary == "担当課"


def _with_kpi(browser, address, rows):
    """The form with every box of these indicators ticked."""
    return form_of(browser.get(address)) | {"indicators": [row.pk for row in rows]}
