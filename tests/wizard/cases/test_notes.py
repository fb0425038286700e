"""A note that was typed for a case is stored, or it is still in its field."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Source
from smartplan.plans.models import Chapter, Citation, Measure, SituationText
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import WHATEVER, Write, save
from smartplan.wizard.cases.quoting import quote
from tests.wizard.pages import form_of

FITTING = "高齢者の通院の足としてデマンド交通が必要です。"
TOO_LONG = "あ" * 100_001


@pytest.fixture
def case(db):
    source = Source.objects.create(title="知見集", as_of="令和4年3月")
    return Case.objects.create(
        number="C001",
        title="デマンド交通の実証",
        actor="みなと市",
        summary="高齢者の通院を支えるデマンド交通を実証した。",
        status=Case.Status.PUBLISHED,
        source=source,
    )


@pytest.fixture
def chapter(chapter_of) -> Chapter:
    return chapter_of("situation")


@pytest.fixture
def write_note(planner, plan, chapter, case):
    """Quote the case in the chapter with contents as they were read before, or as they are now."""

    def write(note: str, contents=None, by=planner):
        contents = contents or read_plan(plan)
        return quote(contents, chapter, case, by=by, at=timezone.now(), note=note)

    return write


def note_on(answer, case: Case) -> str:
    """What the field for the note of the case holds."""
    field = re.search(rf'<input[^>]*name="note-{case.pk}"[^>]*>', answer.content.decode())
    value = re.search(r' value="([^"]*)"', field[0])
    return unescape(value[1]) if value else ""


def is_open(answer, case: Case) -> bool:
    return f'<details id="note-part-{case.pk}" open>' in answer.content.decode()


def change_overview(plan, colleague, chapter) -> None:
    write = Write(Chapter, chapter.pk, "overview", FITTING, WHATEVER)
    save([write], plan=plan, by=colleague, at=timezone.now())


# On the chapter's page ------------------------------------------------------------------------


def test_a_note_stays_in_its_field_when_the_chapter_is_in_conflict(
    logged_in, planner, colleague, plan, chapter, address, case
):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    change_overview(plan, colleague, chapter)
    sent |= {"overview": "私の文", f"note-{case.pk}": "予約の<仕組み>", "do": "save"}
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 409
    assert (note_on(answer, case), is_open(answer, case)) == ("予約の<仕組み>", True)
    again = form_of(answer) | {f"note-{case.pk}": note_on(answer, case), "do": "save"}
    assert browser.post(address("situation"), again).status_code == 302
    assert Citation.objects.get().note == "予約の<仕組み>"


def test_a_field_without_a_note_stays_closed(logged_in, planner, address, case):
    SituationText.objects.update(overview=FITTING)
    answer = logged_in(planner).get(address("situation"))
    assert (note_on(answer, case), is_open(answer, case)) == ("", False)


def test_the_note_is_there_though_its_case_would_not_be_suggested_any_more(
    logged_in, planner, colleague, plan, chapter, address, case, write_note
):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    change_overview(plan, colleague, chapter)
    write_note("同僚のメモ", by=colleague)
    sent |= {"overview": "私の文", f"note-{case.pk}": "私のメモ", "do": f"quote:cases:{case.pk}"}
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 409
    assert note_on(answer, case) == "私のメモ"
    assert "メモを入力した事例です" in answer.content.decode()


def test_a_note_that_is_too_long_is_named_and_stays_in_its_field(
    logged_in, planner, address, case, write_note
):
    write_note("短いメモ")
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    sent |= {"overview": "概況", f"note-{case.pk}": "い" * 99_998, "do": "save"}
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "「デマンド交通の実証」の引用のメモは、全体で100,000文字までです" in words
    assert "（現在100,003文字です）" in words
    assert f'href="#note-{case.pk}"' in words
    assert "確かめていただくところのほかは、保存しました。" in words
    assert note_on(answer, case) == "い" * 99_998
    assert Citation.objects.get().note == "短いメモ"
    assert SituationText.objects.get().overview == "概況"


# Quoting --------------------------------------------------------------------------------------


def test_a_note_follows_the_one_that_a_colleague_wrote_meanwhile(plan, colleague, case, write_note):
    write_note("もとのメモ")
    before, citation = read_plan(plan), Citation.objects.get()
    write = Write(Citation, citation.pk, "note", "同僚のメモ", WHATEVER)
    save([write], plan=plan, by=colleague, at=timezone.now())
    quoted = write_note("私のメモ", before)
    citation.refresh_from_db()
    assert citation.note == "同僚のメモ\n私のメモ"
    assert quoted.said.endswith("すでに引用しています。メモを書き足しました。")
    assert quoted.contents.row(Citation, citation.pk).note == citation.note


def test_a_note_is_added_where_a_colleague_quoted_the_case_meanwhile(
    plan, colleague, case, write_note
):
    before = read_plan(plan)
    write_note("同僚のメモ", by=colleague)
    quoted = write_note("私のメモ", before)
    citation = Citation.objects.get()
    assert (citation.note, citation.quoted_by) == ("同僚のメモ\n私のメモ", colleague)
    assert quoted.said.endswith("すでに引用しています。メモを書き足しました。")


@pytest.mark.parametrize("first", ["", "短いメモ"])
def test_a_note_that_cannot_be_stored_is_not_called_stored(case, write_note, first):
    if first:
        write_note(first)
    quoted = write_note(TOO_LONG)
    assert "メモは保存していません。100,000文字までで入力してください" in quoted.said
    assert "書き足しました" not in quoted.said
    assert quoted.note_left == TOO_LONG
    assert Citation.objects.get().note == first
    shorter = write_note("短くしたメモ")
    assert shorter.said.endswith("メモを書き足しました。")
    assert Citation.objects.get().note.endswith("短くしたメモ")


def test_beside_the_form_a_note_that_cannot_be_stored_stays_in_its_field(
    logged_in, planner, chapter, case
):
    answer = logged_in(planner).post(
        reverse("wizard:quote", args=[chapter.pk, case.pk]),
        {f"note-{case.pk}": TOO_LONG},
        headers={"HX-Request": "true"},
    )
    assert "メモは保存していません。" in answer.content.decode()
    assert (note_on(answer, case), is_open(answer, case)) == (TOO_LONG, True)


def test_a_note_that_was_stored_leaves_no_field_behind(logged_in, planner, chapter, case):
    answer = logged_in(planner).post(
        reverse("wizard:quote", args=[chapter.pk, case.pk]),
        {f"note-{case.pk}": "メモ"},
        headers={"HX-Request": "true"},
    )
    assert f'name="note-{case.pk}"' not in answer.content.decode()


# On the page of a row -------------------------------------------------------------------------


@pytest.fixture
def measure(plan):
    return Measure.objects.create(plan=plan, name="デマンド交通", purpose=FITTING)


def test_a_note_stays_on_the_page_of_a_row_that_is_shown_again(
    logged_in, planner, colleague, plan, case, measure
):
    browser, page = logged_in(planner), reverse("wizard:row", args=["measures", measure.pk])
    sent = form_of(browser.get(page)) | {"purpose": "私の目的", f"note-{case.pk}": "本市と近い"}
    write = Write(Measure, measure.pk, "purpose", "同僚の目的", WHATEVER)
    save([write], plan=plan, by=colleague, at=timezone.now())

    answer = browser.post(page, sent)

    assert answer.status_code == 409
    assert note_on(answer, case) == "本市と近い"
    assert is_open(answer, case)


def test_a_note_that_is_too_long_for_a_row_is_named_with_its_field(
    logged_in, planner, case, measure
):
    browser, page = logged_in(planner), reverse("wizard:row", args=["measures", measure.pk])
    sent = form_of(browser.get(page)) | {"name": "予約バス", f"note-{case.pk}": TOO_LONG}

    answer = browser.post(page, sent)

    measure.refresh_from_db()
    assert (answer.status_code, measure.name) == (422, "予約バス")
    assert f'<a href="#note-{case.pk}">' in answer.content.decode()
    assert not Citation.objects.exists()
