"""The history of a chapter, and bringing back what it held."""

from __future__ import annotations

import re

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from smartplan.plans.actions import archive_plan
from smartplan.plans.models import Indicator, Measure, Revision, SituationText
from smartplan.plans.revisions import record
from smartplan.publishing.editions.closing import close_edition
from smartplan.wizard.history.views import REVISIONS_A_PAGE
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
    page = browser.get(history).content.decode()
    assert page.count("企画 花子</td>") == 1
    assert "2回の保存を1つずつ見る" in page
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
    assert _lines(browser.get(history)) == [("保存2回", "策定の背景、上位・関連計画、策定の趣旨")]
    assert _lines(browser.get(f"/plans/{plan.pk}/history/")) == [
        ("保存2回", "目的、担当課"),
        ("保存2回", "策定の背景、上位・関連計画、策定の趣旨"),
    ]


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


def test_a_line_of_the_history_opens_to_each_of_its_saves(
    logged_in, planner, colleague, viewer, chapter_of, address
):
    for person, words in ((planner, "一"), (planner, "二"), (colleague, "三"), (planner, "四")):
        browser = logged_in(person)
        sent = form_of(browser.get(address("situation"))) | {"overview": words}
        browser.post(address("situation"), sent)
    made = list(Revision.objects.order_by("pk"))

    page = logged_in(viewer).get(
        reverse("wizard:chapter_history", args=[chapter_of("situation").pk])
    )

    assert [saves for saves, _ in _lines(page)] == ["保存", "保存", "保存2回"]
    inside = re.search(
        r'<details class="disclosure".*?</details>', page.content.decode(), flags=re.DOTALL
    )[0]
    assert re.findall(r'href="(.*?)"', inside) == [
        reverse("wizard:revision", args=[each.pk]) for each in (made[1], made[0])
    ]


def test_a_paste_a_closed_edition_and_an_archived_plan_stand_alone(
    logged_in, planner, paste, plan, address
):
    call_command("load_structure", verbosity=0)
    browser = logged_in(planner)
    paste("situation", "issues", "課題\n足がない\n店がない", do="confirm")
    for words in ("一", "二"):
        sent = form_of(browser.get(address("situation"))) | {"overview": words}
        browser.post(address("situation"), sent)
    sent = form_of(browser.get(address("policy"))) | {"do": "tenets"}
    browser.post(address("policy"), sent)
    close_edition(plan=plan, by=planner, edition="proposal", note="", at=timezone.now())
    archive_plan(plan=plan, by=planner, at=timezone.now())
    page = browser.get(reverse("wizard:plan_history", args=[plan.pk]))
    assert _lines(page) == [
        ("計画の保管", "計画を保管"),
        ("版の確定", "版"),
        ("基本理念・基本原則の取り込み", "基本理念、基本原則"),
        ("保存2回", "現状の概要"),
        ("貼り付け", "課題"),
    ]


def test_a_restored_chapter_stands_between_the_sittings(logged_in, planner, chapter_of, address):
    browser = logged_in(planner)

    def write(words):
        sent = form_of(browser.get(address("situation"))) | {"overview": words}
        browser.post(address("situation"), sent)

    write("一")
    write("二")
    browser.post(reverse("wizard:revision", args=[Revision.objects.earliest("pk").pk]))
    write("三")
    page = browser.get(reverse("wizard:chapter_history", args=[chapter_of("situation").pk]))
    assert [saves for saves, _ in _lines(page)] == ["保存", "復元", "保存2回"]


def test_a_sitting_that_goes_on_over_the_edge_of_a_page_is_a_line_on_each(
    logged_in, planner, plan, django_assert_max_num_queries
):
    chapter = plan.chapters.get(section="situation")
    for _ in range(REVISIONS_A_PAGE + 2):
        record(chapter, by=planner, action=Revision.Action.SAVED, says="順番")
    browser = logged_in(planner)
    history = reverse("wizard:plan_history", args=[plan.pk])
    with django_assert_max_num_queries(12):
        first = browser.get(history)
    assert _lines(first) == [(f"保存{REVISIONS_A_PAGE}回", "順番")]
    assert _lines(browser.get(history, {"page": 2})) == [("保存2回", "順番")]


def _lines(response):
    """What the lines of a history say was done, and what changed."""
    rows = re.findall(r"<tr>\s*<td>(.*?)</tr>", response.content.decode(), flags=re.DOTALL)
    lines = []
    for row in rows:
        cells = re.split(r"<td>", re.sub(r"<details.*?</details>", "", row, flags=re.DOTALL))
        _, _, done, _, changed = (re.sub(r"<[^>]*>", "", cell).strip() for cell in cells)
        lines.append((done, changed))
    return lines


def _with_kpi(browser, address, rows):
    """The form with every box of these indicators ticked."""
    return form_of(browser.get(address)) | {"indicators": [row.pk for row in rows]}
