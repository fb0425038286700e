"""Two requests of one moment: what came between reading the plan and locking it is respected."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from smartplan.plans.actions import archive_plan
from smartplan.plans.models import Chapter, Issue, Picture, Plan
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import Removal, Write, door, save
from tests.plans.writing import a_picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen after the next save has looked at its marks, before it locks."""

    def happens(work):
        looked_up, waiting = door.ids_of_marks, [work]

        def look_up(plan, changes):
            found = looked_up(plan, changes)
            if waiting:
                waiting.pop()()
            return found

        monkeypatch.setattr(door, "ids_of_marks", look_up)

    return happens


def fresh(plan):
    return Plan.objects.select_related("municipality").get(pk=plan.pk)


def test_a_form_that_is_sent_twice_at_once_makes_one_row(plan, planner, meanwhile):
    write = [Write(Issue, "mark", "title", "交通")]
    again = partial(save, write, plan=fresh(plan), by=planner, at=timezone.now())
    meanwhile(again)

    saved = again()

    issue = Issue.objects.get()
    assert saved.ids == {"mark": issue.pk}
    assert saved.contents.row(Issue, issue.pk).title == "交通"


def logo(mark, words, color):
    values = {"place": "logo", "alternative": words, "file": a_picture_file(color).pk}
    return [Write(Picture, mark, name, value) for name, value in values.items()]


def test_a_place_takes_the_picture_that_was_first(plan, planner, colleague, meanwhile):
    theirs, mine = logo("theirs", "同僚の市章", "red"), logo("mine", "私の市章", "blue")
    meanwhile(partial(save, theirs, plan=fresh(plan), by=colleague, at=timezone.now()))

    saved = save(mine, plan=fresh(plan), by=planner, at=timezone.now())

    assert "先に画像を置いています" in saved.refusals[0].message
    assert Picture.objects.get().alternative == "同僚の市章"


def test_a_picture_removed_and_replaced_meanwhile_does_not_come_back(plan, planner, meanwhile):
    old = Picture.objects.create(
        plan=plan, place="logo", alternative="古い市章", file=a_picture_file("red"), position=1
    )

    def replace():
        save([Removal(Picture, old.pk)], plan=fresh(plan), by=planner, at=timezone.now())
        new = logo("new", "新しい市章", "blue")
        save(new, plan=fresh(plan), by=planner, at=timezone.now())

    meanwhile(replace)
    change = Write(Picture, old.pk, "alternative", "私の市章", base="古い市章")
    saved = save([change], plan=fresh(plan), by=planner, at=timezone.now())

    assert not saved.is_whole
    assert Picture.objects.get().alternative == "新しい市章"


def test_nothing_is_written_into_a_plan_that_was_put_away_meanwhile(plan, planner, manager):
    contents = read_plan(fresh(plan))
    chapter = contents.chapters[1]
    archive_plan(plan=fresh(plan), by=manager, at=timezone.now())

    saved = save(
        [Write(Chapter, chapter.pk, "overview", "書いた文章", base="")],
        plan=contents.plan,
        by=planner,
        at=timezone.now(),
        contents=contents,
    )

    assert "計画が保管されたため" in saved.refusals[0].message
    assert read_plan(fresh(plan)).text_of(chapter.section).overview == ""
