"""Two people save the same section: nothing is overwritten unseen, and nothing typed is lost."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import PolicyField
from smartplan.plans import revisions
from smartplan.plans.models import (
    Field,
    Indicator,
    Issue,
    Measure,
    Plan,
    RoadmapItem,
    SituationText,
)
from smartplan.plans.saving import Removal, Write, save
from tests.wizard.pages import form_of


def test_a_save_over_a_newer_save_shows_both_and_overwrites_nothing(
    logged_in, planner, colleague, plan, address
):
    Issue.objects.create(plan=plan, title="交通", position=1)
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation")))
    theirs = form_of(other.get(address("situation")))
    other.post(
        address("situation"), theirs | {"overview": "同僚の文章", "issues-0-title": "同僚の課題"}
    )
    answer = browser.post(
        address("situation"), sent | {"overview": "私の文章", "issues-0-title": "私の課題"}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "ほかの人が先に保存しています" in text
    assert "同僚 次郎さんが" in text
    for words in ("私の文章", "同僚の文章", "課題：私の課題", "課題：同僚の課題"):
        assert words in text
    assert form_of(answer)["overview"] == "私の文章"
    assert SituationText.objects.get().overview == "同僚の文章"

    again = browser.post(address("situation"), form_of(answer))
    assert again.status_code == 302
    assert SituationText.objects.get().overview == "私の文章"
    assert Issue.objects.get().title == "私の課題"


def test_a_row_that_the_other_changed_and_removed_is_shown_with_both_texts(
    logged_in, planner, colleague, plan, address
):
    issue = Issue.objects.create(plan=plan, title="交通", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    change = Write(Issue, issue.pk, "title", "同僚の課題", base="交通")
    for done in (change, Removal(Issue, issue.pk)):
        save([done], plan=plan, by=colleague, at=timezone.now())

    answer = browser.post(address("situation"), sent | {"issues-0-title": "私の課題"})

    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("課題：私の課題", "課題：同僚の課題", "同僚 次郎さんが"):
        assert words in text
    assert browser.post(address("situation"), form_of(answer)).status_code == 302
    assert Issue.objects.get().title == "私の課題"


def test_who_goes_back_and_saves_again_is_not_told_of_somebody_else(
    logged_in, planner, plan, address
):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    browser.post(address("situation"), sent | {"overview": "一つめ"})
    answer = browser.post(address("situation"), sent | {"overview": "二つめ"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "この画面を開いた後に、ご自身で" in text
    assert "一つめ" in text
    listed = text[text.index('id="conflict"') : text.index('id="page-form"')]
    for words in ("ほかの人", "二人とも", "企画 花子さん"):
        assert words not in listed


def test_a_save_without_changes_is_no_conflict_for_anybody(logged_in, planner, colleague, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation")))
    other.post(address("situation"), form_of(other.get(address("situation"))))
    assert browser.post(address("situation"), sent | {"overview": "私"}).status_code == 302


def test_saving_what_the_other_saved_too_is_no_conflict(logged_in, planner, colleague, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation"))) | {"overview": "同じ文章"}
    other.post(address("situation"), sent)
    assert browser.post(address("situation"), sent).status_code == 302


def test_a_new_row_takes_nothing_away_and_is_saved(logged_in, planner, colleague, plan, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = opened(browser, address("situation")) | {"issues-0-title": "私の課題"}
    theirs = opened(other, address("situation")) | {"issues-0-title": "同僚の課題"}
    other.post(address("situation"), theirs)
    assert browser.post(address("situation"), sent).status_code == 302
    assert {issue.title for issue in Issue.objects.all()} == {"私の課題", "同僚の課題"}


def test_the_same_holds_for_a_measure(logged_in, planner, colleague, plan):
    measure = Measure.objects.create(plan=plan, name="交通", purpose="目的", position=1)
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(row)) | {"purpose": "私の目的"}
    other.post(row, form_of(other.get(row)) | {"purpose": "同僚の目的"})
    answer = browser.post(row, sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "同僚の目的" in text
    assert form_of(answer)["purpose"] == "私の目的"
    measure.refresh_from_db()
    assert measure.purpose == "同僚の目的"
    assert browser.post(row, form_of(answer)).status_code == 302
    measure.refresh_from_db()
    assert measure.purpose == "私の目的"


def test_a_row_that_changed_is_not_removed_unseen(logged_in, planner, colleague, plan):
    indicator = Indicator.objects.create(plan=plan, name="利用者数", position=1)
    remove = reverse("wizard:row_remove", args=["indicators", indicator.pk])
    row = reverse("wizard:row", args=["indicators", indicator.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    mine = form_of(browser.get(remove), 'class="form-actions"')
    other.post(row, form_of(other.get(row)) | {"unit": "人"})
    answer = browser.post(remove, mine)
    assert answer.status_code == 409
    assert "ほかの人が先に保存しています" in answer.content.decode()
    assert Indicator.objects.filter(pk=indicator.pk).exists()
    browser.post(remove, form_of(answer, 'class="form-actions"'))
    assert not Indicator.objects.filter(pk=indicator.pk).exists()


def opened(browser, address):
    """What a browser would send for the page as it stands."""
    return form_of(browser.get(address))


@pytest.fixture
def situation(plan, chapter_of, planner, address):
    """A situation with a text, three issues and a revision; its address."""
    SituationText.objects.update(overview="元の概要", strengths="元の強み")
    for place, title in enumerate(("交通", "防災", "医療"), start=1):
        Issue.objects.create(plan=plan, title=title, description=f"{title}の説明", position=place)
    revisions.record(chapter_of("situation"), by=planner, action="saved")
    return address("situation")


def test_a_text_that_i_never_touched_is_not_put_back_to_what_it_was(
    logged_in, planner, colleague, situation
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"strengths": "私の強み"}
    other.post(situation, opened(other, situation) | {"overview": "同僚の概要"})
    answer = browser.post(situation, mine, follow=True)
    assert answer.redirect_chain
    page = answer.content.decode()
    assert "先に保存された内容を取り込みました：現状の概要" in page
    assert "元の概要" not in page
    assert "二人とも変えたところ" not in page
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("同僚の概要", "私の強み")


def test_only_what_both_changed_is_shown_side_by_side(logged_in, planner, colleague, situation):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"overview": "私の概要", "issues-0-title": "私の交通"}
    theirs = {"overview": "同僚の概要", "strengths": "同僚の強み", "issues-0-description": "詳しく"}
    other.post(situation, opened(other, situation) | theirs)
    answer = browser.post(situation, mine)
    page = answer.content.decode()
    listed = page[page.index("二人とも変えたところ") : page.index('id="page-form"')]
    assert "私の概要" in listed
    assert "同僚の概要" in listed
    assert listed.count("<h3>") == 1
    assert "取り込みました：地域の強み、課題「私の交通」の説明" in page
    assert "ほかの入力は保存しました。" in page
    issue = Issue.objects.first()
    assert (issue.title, issue.description) == ("私の交通", "詳しく")
    assert SituationText.objects.get().overview == "同僚の概要"
    browser.post(situation, form_of(answer))
    issue = Issue.objects.first()
    assert (issue.title, issue.description) == ("私の交通", "詳しく")
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("私の概要", "同僚の強み")


def test_rows_that_the_other_added_and_removed_stay_so(logged_in, planner, colleague, situation):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"overview": "私の概要", "issues-0-title": "私の交通"}
    theirs = {"issues-1-remove": "on", "issues-9-title": "観光"}
    other.post(situation, opened(other, situation) | theirs)
    page = browser.post(situation, mine, follow=True).content.decode()
    assert "取り込みました：課題「防災」の削除" in page
    titles = [issue.title for issue in Issue.objects.all()]
    assert sorted(titles) == sorted(["私の交通", "医療", "観光"])


def test_a_removed_row_that_i_changed_is_put_in_again_with_a_word(
    logged_in, planner, colleague, situation
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"issues-1-description": "避難所の混雑"}
    before = Issue.objects.get(title="防災").pk
    other.post(situation, opened(other, situation) | {"issues-1-remove": "on"})
    page = browser.post(situation, mine, follow=True).content.decode()
    assert "課題「防災」は、ほかの人が削除していました。" in page
    back = Issue.objects.get(title="防災")
    assert (back.pk, back.description) == (before, "避難所の混雑")


def test_the_new_order_of_the_other_is_kept_when_i_moved_nothing(
    logged_in, planner, colleague, situation
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"issues-0-title": "私の交通"}
    other.post(situation, opened(other, situation) | {"do": "down:issues:0"})
    page = browser.post(situation, mine, follow=True).content.decode()
    assert "取り込みました：課題の並び順" in page
    assert [issue.title for issue in Issue.objects.all()] == ["防災", "私の交通", "医療"]


def test_a_row_whose_fields_of_cases_the_other_changed_keeps_them(
    logged_in, planner, colleague, plan, chapter_of, address
):
    library = [PolicyField.objects.create(name=name) for name in ("防災", "交通")]
    field = Field.objects.create(plan=plan, name="移動", position=1)
    field.policy_fields.set(library[:1])
    revisions.record(chapter_of("measures"), by=planner, action="saved")
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, address("measures")) | {"fields-0-vision": "私の姿"}
    theirs = opened(other, address("measures")) | {"fields-0-policy_1": "交通"}
    other.post(address("measures"), theirs)
    assert browser.post(address("measures"), mine).status_code == 302
    assert [each.name for each in field.policy_fields.all()] == ["交通"]
    field.refresh_from_db()
    assert field.vision == "私の姿"


def test_the_person_in_charge_whom_the_other_named_stays(
    logged_in, planner, colleague, situation, chapter_of
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"overview": "私の概要"}
    other.post(situation, opened(other, situation) | {"person_name": "総務 一郎", "done": "yes"})
    assert browser.post(situation, mine).status_code == 302
    chapter = chapter_of("situation")
    assert (chapter.person_name, chapter.state) == ("総務 一郎", "done")


def test_of_two_persons_in_charge_no_third_is_made(
    logged_in, planner, colleague, situation, chapter_of
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"person": str(planner.pk)}
    other.post(situation, opened(other, situation) | {"person_name": "外部 太郎"})
    answer = browser.post(situation, mine)
    chapter = chapter_of("situation")
    assert (answer.status_code, chapter.person, chapter.person_name) == (409, None, "外部 太郎")
    assert (form_of(answer)["person"], form_of(answer)["person_name"]) == (str(planner.pk), "")
    assert browser.post(situation, form_of(answer)).status_code == 302
    chapter = chapter_of("situation")
    assert (chapter.person, chapter.person_name) == (planner, "企画 花子")


@pytest.mark.parametrize(
    ("before", "mine", "theirs"),
    [
        ("2027-1", "2027-2", "2028-1"),
        ("2027-1", "2028-1", "2027-2"),
        ("2027-1", "2027-2", ""),
        ("2027-1", "", "2027-2"),
    ],
)
def test_of_two_half_years_no_third_is_made(
    logged_in, planner, colleague, plan, address, before, mine, theirs
):
    year, half = map(int, before.split("-"))
    RoadmapItem.objects.create(
        plan=plan, label="構築", start_year=year, start_half=half, position=1
    )
    browser, other = logged_in(planner), logged_in(colleague)
    sent = opened(browser, address("roadmap")) | {"roadmap_items-0-start": mine}
    other.post(
        address("roadmap"), opened(other, address("roadmap")) | {"roadmap_items-0-start": theirs}
    )
    answer = browser.post(address("roadmap"), sent)
    assert answer.status_code == 409
    assert opened(browser, address("roadmap"))["roadmap_items-0-start"] == theirs
    assert form_of(answer)["roadmap_items-0-start"] == mine
    assert browser.post(address("roadmap"), form_of(answer)).status_code == 302
    assert opened(browser, address("roadmap"))["roadmap_items-0-start"] == mine


@pytest.mark.parametrize("half", [1, 2])
def test_an_empty_half_year_that_i_left_alone_takes_the_others_answer(
    logged_in, planner, colleague, plan, address, half
):
    RoadmapItem.objects.create(plan=plan, label="構築", start_half=half, position=1)
    browser, other = logged_in(planner), logged_in(colleague)
    sent = opened(browser, address("roadmap")) | {"roadmap_items-0-label": "構築と試行"}
    other.post(
        address("roadmap"), opened(other, address("roadmap")) | {"roadmap_items-0-start": "2028-2"}
    )
    assert browser.post(address("roadmap"), sent).status_code == 302
    item = RoadmapItem.objects.get()
    assert (item.label, item.start_year, item.start_half) == ("構築と試行", 2028, 2)


def test_a_page_on_which_nothing_was_changed_overwrites_and_asks_nothing(
    logged_in, planner, colleague, situation
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation)
    other.post(situation, opened(other, situation) | {"overview": "同僚の概要"})
    assert browser.post(situation, mine).status_code == 302
    assert SituationText.objects.get().overview == "同僚の概要"


def test_a_third_save_between_looking_and_saving_is_seen_too(
    logged_in, planner, colleague, manager, situation
):
    browser, other, third = logged_in(planner), logged_in(colleague), logged_in(manager)
    mine = opened(browser, situation) | {"overview": "私の概要"}
    other.post(situation, opened(other, situation) | {"overview": "同僚の概要"})
    answer = browser.post(situation, mine)
    third.post(situation, opened(third, situation) | {"strengths": "管理者の強み"})
    answer = browser.post(situation, form_of(answer), follow=True)
    assert "取り込みました：地域の強み" in answer.content.decode()
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("私の概要", "管理者の強み")


def test_a_page_that_does_not_say_what_it_showed_shows_both(
    logged_in, planner, colleague, situation
):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"strengths": "私の強み"}
    del mine["bases"]
    other.post(situation, opened(other, situation) | {"overview": "同僚の概要"})
    page = browser.post(situation, mine).content.decode()
    listed = page[page.index("二人とも変えたところ") : page.index('id="page-form"')]
    for words in ("元の概要", "同僚の概要", "私の強み"):
        assert words in listed


@pytest.mark.parametrize("bases", ["", "[1]", "{", "[" * 9999, '{"chapter": 7}', "あ"])
def test_a_base_that_cannot_be_read_is_none(logged_in, planner, colleague, situation, bases):
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, situation) | {"strengths": "私の強み", "bases": bases}
    other.post(situation, opened(other, situation) | {"overview": "同僚の概要"})
    assert "二人とも変えたところ" in browser.post(situation, mine).content.decode()


@pytest.mark.parametrize("key", ["1" * 5000, "２", "-1"])
@pytest.mark.parametrize("year", ["1" * 5000, "99999999999999999999", "²", "x"])
def test_ids_and_years_that_can_be_none_are_passed_over(
    logged_in, planner, situation, plan, key, year
):
    browser = logged_in(planner)
    issue = Issue.objects.get(title="防災")
    forged = {"issues": {key: {}, str(issue.pk): {f"title.{year}": "x"}}}
    mine = opened(browser, situation) | {"bases": json.dumps(forged), "issues-1-remove": "on"}
    assert browser.post(situation, mine).status_code == 302
    assert not Issue.objects.filter(title="防災").exists()


def test_of_an_indicator_only_what_i_changed_is_mine(logged_in, planner, colleague, plan):
    plan.start_year = 2026
    plan.save()
    issue = Issue.objects.create(plan=plan, title="交通", position=1)
    browser, other = logged_in(planner), logged_in(colleague)
    new = reverse("wizard:row_new", args=[plan.pk, "indicators"])
    browser.post(new, opened(browser, new) | {"name": "利用者数", "unit": "人"})
    row = reverse("wizard:row", args=["indicators", Indicator.objects.get().pk])
    mine = opened(browser, row) | {"target_value": "2,000", "name": "1日の利用者数"}
    theirs = {"unit": "人／日", "year_2027": "1,500", "name": "平日の利用者数"}
    other.post(row, opened(other, row) | theirs)
    answer = browser.post(row, mine)
    page = answer.content.decode()
    assert "取り込みました：単位、令和9年度" in page
    assert page.count("さんが") == 2
    browser.post(row, form_of(answer))
    found = Indicator.objects.get()
    assert (found.name, found.unit, found.target_value) == ("1日の利用者数", "人／日", "2,000")
    assert found.values.get(year=2027).value == "1,500"
    assert issue.measures.count() == 0


def test_of_a_measure_the_links_that_the_other_made_stay(logged_in, planner, colleague, plan):
    issue = Issue.objects.create(plan=plan, title="交通", position=1)
    measure = Measure.objects.create(plan=plan, name="デマンド交通", position=1)
    revisions.record(measure, by=planner, action="created")
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    mine = opened(browser, row) | {"purpose": "私の目的"}
    other.post(row, opened(other, row) | {"issues": str(issue.pk)})
    answer = browser.post(row, mine, follow=True)
    assert "取り込みました：対応する課題" in answer.content.decode()
    assert measure.issues.get() == issue
    measure.refresh_from_db()
    assert measure.purpose == "私の目的"


def test_of_the_settings_only_what_i_changed_is_mine(logged_in, planner, colleague, plan):
    revisions.record(plan, by=planner, action="created")
    address = reverse("wizard:plan_settings", args=[plan.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    mine = settings_of(browser.get(address)) | {"area": "市の全域", "title": "私の題名"}
    other.post(
        address, settings_of(other.get(address)) | {"edition": "final", "title": "同僚の題名"}
    )
    answer = browser.post(address, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "取り込みました：版" in page
    assert "あなたの入力" in page
    browser.post(address, settings_of(answer))
    saved = Plan.objects.get()
    assert (saved.title, saved.area, saved.edition) == ("私の題名", "市の全域", "final")


def settings_of(response):
    """The settings' form has no id of its own."""
    response.content = response.content.replace(b' novalidate class="stack">', b' id="page-form">')
    return form_of(response)
