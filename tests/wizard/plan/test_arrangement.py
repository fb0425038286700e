"""Two people at the arrangement of the chapters: nobody's change is undone by the other's page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from smartplan.plans.models import Chapter, Plan, Revision
from tests.wizard.pages import form_of

FORM = 'novalidate class="stack"'
TAKEN = "先に保存された内容を取り込みました："


@dataclass
class Opened:
    """The arrangement as somebody has it open, with what they type."""

    client: Client
    plan: Plan
    sent: dict[str, Any]

    def put(self, chapter: Chapter, **values: str | None) -> None:
        """Type into the chapter's fields; None takes the tick away."""
        for field, value in values.items():
            self.sent.pop(f"chapter-{chapter.pk}-{field}", None)
            if value is not None:
                self.sent[f"chapter-{chapter.pk}-{field}"] = value

    def field(self, chapter: Chapter, field: str) -> str | None:
        return self.sent.get(f"chapter-{chapter.pk}-{field}")

    def press(self, do: str = "save", **more: str) -> HttpResponse:
        """Send it; what is shown again is open from then on."""
        address = reverse("wizard:chapters_save", args=[self.plan.pk])
        answer = self.client.post(address, self.sent | {"do": do} | more)
        if answer.status_code != 302:
            self.sent = form_of(answer, FORM)
        return answer

    def said(self) -> str:
        return self.client.get(reverse("wizard:chapters", args=[self.plan.pk])).content.decode()


@pytest.fixture
def opened(logged_in, plan):
    def open_page(person) -> Opened:
        client = logged_in(person)
        page = client.get(reverse("wizard:chapters", args=[plan.pk]))
        return Opened(client, plan, form_of(page, FORM))

    return open_page


@pytest.fixture
def mine(opened, planner) -> Opened:
    return opened(planner)


@pytest.fixture
def theirs(opened, colleague) -> Opened:
    return opened(colleague)


def order_of(plan: Plan) -> list[int]:
    return [chapter.pk for chapter in plan.chapters.all()]


def cards(answer: HttpResponse) -> list[str]:
    """What both changed, each with both texts, as words."""
    found = re.findall(r'<div class="card">(.*?)</section>', answer.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", " ", " ".join(found)).split()


def test_saving_after_a_conflict_reverts_nothing_that_the_other_changed(plan, mine, theirs):
    first, second, third = plan.chapters.all()[:3]
    theirs.put(first, title="同僚の題名")
    theirs.put(second, title="背景")
    theirs.put(third, included=None, omit_reason="使わない")
    assert theirs.press().status_code == 302
    mine.put(first, title="私の題名")
    answer = mine.press()
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "「同僚の題名」の章の題名" in cards(answer)
    assert "同僚 次郎さんが" in words
    for taken in ("「背景」の章の題名", "の計画に載せる", "の載せない理由"):
        assert taken in words[words.index(TAKEN) :]
    assert (mine.field(first, "title"), mine.field(second, "title")) == ("私の題名", "背景")
    assert mine.press().status_code == 302
    found = plan.chapters.values_list("title", "included", "omit_reason")
    assert list(found)[:3] == [
        ("私の題名", True, ""),
        ("背景", True, ""),
        (third.title, False, "使わない"),
    ]


def test_what_was_taken_over_is_told_after_a_save_without_conflict(plan, mine, theirs):
    first, second = plan.chapters.all()[:2]
    theirs.put(first, title="はじめに")
    theirs.press(f"down:{second.pk}")
    order = order_of(plan)
    mine.put(second, title="背景")
    assert mine.press().status_code == 302
    assert f"{TAKEN}「はじめに」の章の題名、章の並び順" in mine.said()
    assert order_of(plan) == order


def test_an_order_that_the_other_made_survives_the_page_that_is_shown_again(plan, mine, theirs):
    first, second, third = plan.chapters.all()[:3]
    theirs.put(first, title="同僚の題名")
    theirs.press(f"up:{third.pk}")
    order = order_of(plan)
    assert order[:3] == [first.pk, third.pk, second.pk]
    mine.put(first, title="私の題名")
    assert mine.press().status_code == 409
    assert mine.press().status_code == 302
    assert order_of(plan) == order


def test_two_orders_are_shown_side_by_side_and_mine_can_be_chosen(plan, mine, theirs):
    first, second, *others = plan.chapters.all()
    theirs.press(f"down:{others[0].pk}")
    answer = mine.press(f"up:{second.pk}")
    assert answer.status_code == 409
    assert "章の並び順" in cards(answer)
    assert cards(answer).count(second.title) == 2
    assert (mine.field(second, "place"), mine.field(first, "place")) == ("1", "2")
    assert mine.press().status_code == 302
    assert order_of(plan) == [first.pk, second.pk][::-1] + [each.pk for each in others]


def test_an_order_of_my_own_is_not_undone_by_the_page_that_is_shown_again(plan, mine, theirs):
    first, second = plan.chapters.all()[:2]
    theirs.put(first, title="同僚の題名")
    theirs.press()
    mine.put(first, title="私の題名")
    assert mine.press(f"up:{second.pk}").status_code == 409
    assert order_of(plan)[:2] == [second.pk, first.pk]
    mine.press()
    assert order_of(plan)[:2] == [second.pk, first.pk]


def test_a_mistake_in_a_title_holds_up_neither_the_order_nor_the_other_titles(plan, mine, theirs):
    first, second, third = plan.chapters.all()[:3]
    theirs.put(third, title="同僚の題名")
    theirs.press()
    mine.put(first, title="")
    mine.put(second, title="背景")
    answer = mine.press(f"up:{second.pk}")
    assert answer.status_code == 422
    assert "確かめていただくところのほかは、保存しました。" in answer.content.decode()
    assert order_of(plan)[:2] == [second.pk, first.pk]
    assert (mine.field(first, "title"), mine.field(third, "title")) == ("", "同僚の題名")
    mine.put(first, title="はじめに")
    assert mine.press().status_code == 302
    titles = [chapter.title for chapter in plan.chapters.all()]
    assert titles[:3] == ["背景", "はじめに", "同僚の題名"]


def test_chapters_move_though_somebody_has_added_one_meanwhile(plan, mine, theirs):
    first, second = plan.chapters.all()[:2]
    assert theirs.press("add", title="同僚の章").status_code == 302
    assert mine.press(f"down:{first.pk}").status_code == 302
    assert order_of(plan)[:2] == [second.pk, first.pk]
    assert plan.chapters.get(section=None).included


def test_a_typed_number_counts_as_the_page_showed_it(plan, mine, theirs):
    chapters = list(plan.chapters.all())
    theirs.put(chapters[7], part="main")
    theirs.press("add", title="同僚の章")
    added = plan.chapters.get(section=None)
    newest = Opened(theirs.client, plan, form_of(theirs.client.get(page_of(plan)), FORM))
    newest.put(added, place="2")
    newest.press()
    mine.put(chapters[5], place="5")
    assert mine.press().status_code == 302
    order = order_of(plan)
    assert order.index(chapters[5].pk) < order.index(chapters[4].pk)
    assert order.index(added.pk) == 1


def page_of(plan: Plan) -> str:
    return reverse("wizard:chapters", args=[plan.pk])


def test_a_chapter_added_meanwhile_is_shown_as_it_is_stored(plan, mine, theirs):
    first = plan.chapters.all()[0]
    theirs.put(first, title="同僚の題名")
    theirs.press("add", title="同僚の章")
    added = plan.chapters.get(section=None)
    mine.put(first, title="私の題名")
    answer = mine.press()
    assert answer.status_code == 409
    assert "章の題名を入力してください" not in answer.content.decode()
    shown = [mine.field(added, name) for name in ("title", "part", "included")]
    assert shown == ["同僚の章", "main", "on"]
    assert mine.press().status_code == 302
    added.refresh_from_db()
    assert (added.title, added.included) == ("同僚の章", True)


def test_a_chapter_is_added_once_though_another_title_is_in_conflict(plan, mine, theirs):
    first = plan.chapters.all()[0]
    theirs.put(first, title="同僚の題名")
    theirs.press()
    mine.put(first, title="私の題名")
    answer = mine.press("add", title="私の章")
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "章「私の章」を追加しました。" in words
    assert "章の題名を入力してください" not in words
    added = plan.chapters.get(section=None)
    assert (mine.sent["title"], mine.field(added, "included")) == ("", "on")
    assert mine.press().status_code == 302
    assert plan.chapters.filter(title="私の章", included=True).count() == 1
    assert Chapter.objects.get(pk=first.pk).title == "私の題名"


def test_a_title_that_is_not_added_yet_stays_in_its_box(plan, mine):
    mine.put(plan.chapters.all()[0], title="")
    assert mine.press("save", title="書きかけの章").status_code == 422
    assert mine.sent["title"] == "書きかけの章"
    answer = mine.press("add", title="あ" * 101)
    assert answer.status_code == 422
    assert "100文字以内で入力してください" in answer.content.decode()
    assert mine.sent["title"] == "あ" * 101


def test_who_goes_back_and_types_another_title_adds_another_chapter(plan, mine):
    for title in ("財政負担", "アンケート結果", "財政負担"):
        assert mine.press("add", title=title).status_code == 302
    added = plan.chapters.filter(section=None).values_list("title", flat=True)
    assert sorted(added) == ["アンケート結果", "財政負担"]


def test_a_field_that_was_not_sent_is_not_emptied(plan, mine):
    chapter = plan.chapters.all()[0]
    Chapter.objects.filter(pk=chapter.pk).update(omit_reason="別に定めるため")
    revisions = Revision.objects.count()
    mine.put(chapter, omit_reason=None)
    mine.press()
    chapter.refresh_from_db()
    assert chapter.omit_reason == "別に定めるため"
    assert Revision.objects.count() == revisions
