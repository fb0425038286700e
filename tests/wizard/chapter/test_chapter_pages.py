"""The pages of the chapters: each opens, shows what is stored, and saves what is typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from smartplan.municipalities.models import Division
from smartplan.plans.actions import start_plan
from smartplan.plans.models import (
    Chapter,
    Field,
    Issue,
    Measure,
    Philosophy,
    PopulationRow,
    Principle,
    Revision,
    SituationText,
    Statistic,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.revisions.snapshots import content_of
from smartplan.plans.saving import save
from smartplan.structure.keys import SectionKey
from smartplan.wizard.chapter.changes import changes_of
from smartplan.wizard.chapter.page import ChapterPage
from smartplan.wizard.people import People
from tests.plans.writing import a_free_chapter, fill, fill_every_kind, quoted
from tests.wizard.pages import form_of


@pytest.mark.parametrize("section", SectionKey.values)
def test_each_of_the_eight_chapters_opens_with_its_form(logged_in, planner, plan, address, section):
    page = logged_in(planner).get(address(section))
    assert page.status_code == 200
    text = page.content.decode()
    number = SectionKey.values.index(section) + 1
    named = f"第{number}章　{SectionKey(section).label}"
    assert f'<h1><span class="caption">{plan.title}</span>{named}</h1>' in text
    assert f'<span aria-current="page">{named}</span>' in text
    assert "この章の作成は完了しましたか" in text


@pytest.mark.parametrize("section", SectionKey.values)
def test_a_page_that_is_saved_as_it_stands_changes_nothing(
    logged_in, planner, chapter_of, address, section
):
    browser = logged_in(planner)
    browser.post(address(section), form_of(browser.get(address(section))))
    chapter = chapter_of(section)
    assert (chapter.version, chapter.saved_at, Revision.objects.count()) == (1, None, 0)


def test_the_first_button_of_the_form_is_a_plain_save(logged_in, planner, address):
    html = logged_in(planner).get(address("situation")).content.decode()
    form = html[html.index('id="page-form"') :]
    assert form[form.index("<button") :].startswith('<button type="submit" name="do" value="save"')


def test_a_half_written_section_is_saved_and_found_again(logged_in, planner, chapter_of, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    sent |= {
        "overview": "人口は減っています。\r\n\r\n㈱ ① ㎡ 髙 𠮷",
        "issues-0-title": "交通の不便",
    }
    answer = browser.post(address("situation"), sent, follow=True)
    assert "「現状・課題」を保存しました。" in answer.content.decode()
    found = form_of(browser.get(address("situation")))
    assert found["overview"] == "人口は減っています。\n\n㈱ ① ㎡ 髙 𠮷"
    assert found["issues-0-title"] == "交通の不便"
    chapter = chapter_of("situation")
    assert chapter.state == Chapter.State.IN_PROGRESS
    assert chapter.saved_by == planner
    assert Revision.objects.get().author_name == "企画 花子"


def test_the_planner_says_that_a_chapter_is_done_and_takes_it_back(
    logged_in, planner, chapter_of, address
):
    browser = logged_in(planner)
    browser.post(address("policy"), form_of(browser.get(address("policy"))) | {"done": "yes"})
    assert chapter_of("policy").state == Chapter.State.DONE
    browser.post(address("policy"), form_of(browser.get(address("policy"))) | {"done": "no"})
    assert chapter_of("policy").state == Chapter.State.IN_PROGRESS


def test_a_member_or_a_free_name_is_in_charge(
    logged_in, planner, colleague, town, chapter_of, address
):
    division = Division.objects.create(municipality=town, name="デジタル推進課")
    browser = logged_in(planner)
    sent = form_of(browser.get(address("policy")))
    sent |= {"person": str(colleague.pk), "division_name": "外部の委員会"}
    browser.post(address("policy"), sent)
    chapter = chapter_of("policy")
    assert (chapter.person, chapter.person_name) == (colleague, "同僚 次郎")
    assert (chapter.division, chapter.division_name) == (None, "外部の委員会")
    sent = form_of(browser.get(address("policy"))) | {"division": str(division.pk)}
    sent["division_name"] = ""
    browser.post(address("policy"), sent)
    assert chapter_of("policy").division_name == "デジタル推進課"


def test_save_and_next_leads_to_the_next_chapter_of_the_plan(
    logged_in, planner, plan, chapter_of, address
):
    Chapter.objects.filter(plan=plan, section="situation").update(included=False)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("purpose")))
    assert browser.post(address("purpose"), sent | {"do": "next"}).url == address("policy")
    home = reverse("wizard:plan", args=[plan.pk])
    assert browser.post(address("purpose"), sent | {"do": "plan"}).url == home
    assert browser.post(address("glossary"), {"version": "1", "do": "next"}).url == home


def test_a_free_chapter_has_one_text(logged_in, planner, plan):
    chapter = a_free_chapter(plan, planner, "資金の考え方")
    address = reverse("wizard:chapter", args=[chapter.pk])
    browser = logged_in(planner)
    browser.post(address, form_of(browser.get(address)) | {"body": "■ 財源\n補助金を使います。"})
    chapter.refresh_from_db()
    assert chapter.body == "■ 財源\n補助金を使います。"


def test_the_guidebooks_tenets_are_taken_over_once(logged_in, planner, plan, address):
    call_command("load_structure", verbosity=0)
    browser = logged_in(planner)
    page = browser.get(address("policy"))
    assert "ガイドブックの理念・原則を加える" in page.content.decode()
    browser.post(address("policy"), form_of(page) | {"do": "tenets", "vision": "便利なまち"})
    assert (Philosophy.objects.count(), Principle.objects.count()) == (3, 5)
    page = browser.get(address("policy"))
    assert form_of(page)["vision"] == "便利なまち"
    assert "ガイドブックの理念・原則を加える" not in page.content.decode()


# Impossible input --------------------------------------------------------------------------------


def test_a_forged_choice_is_refused_and_everything_typed_stays(logged_in, planner, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    sent |= {"overview": "残る文章", "issues-0-title": "残る課題", "issues-0-field": "999"}
    sent["population_rows-0-kind"] = "<b>"
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "課題の1行目「分野」：一覧にない値です。選び直してください。" in text
    assert 'href="#id_issues-0-field"' in text
    assert form_of(answer)["overview"] == "残る文章"
    assert form_of(answer)["issues-0-title"] == "残る課題"
    assert Issue.objects.get().title == "残る課題"
    assert SituationText.objects.get().overview == "残る文章"
    browser.post(address("situation"), form_of(answer) | {"issues-0-field": ""})
    assert Issue.objects.get().title == "残る課題"


def test_a_text_beyond_the_limit_is_refused_with_its_length(logged_in, planner, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"overview": "あ" * 20_001}
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 422
    message = "現状の概要は20,000文字までで入力してください（現在20,001文字です）。"
    assert message in answer.content.decode()
    assert form_of(answer)["overview"] == "あ" * 20_001
    assert SituationText.objects.get().overview == ""


def test_a_cell_beyond_the_limit_is_refused(logged_in, planner, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"issues-0-title": "か" * 501}
    answer = browser.post(address("situation"), sent)
    assert "500文字までで入力してください（現在501文字です）。" in answer.content.decode()


@pytest.mark.parametrize("key", ["abc", "-1", "0", "9" * 40])
def test_a_forged_row_id_is_refused(logged_in, planner, address, key):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    sent |= {"issues-0-id": key, "issues-0-title": "課題"}
    answer = browser.post(address("situation"), sent)
    assert answer.status_code == 422
    assert "課題：この計画のものではない行が含まれています。" in answer.content.decode()


def test_a_row_of_another_plan_is_refused_and_stays_as_it_is(
    logged_in, planner, outsider, other_town, plan, address
):
    theirs = start_plan(municipality=other_town, by=outsider, title="隣の計画")
    foreign = Issue.objects.create(plan=theirs, title="隣の課題", position=1)
    field = Field.objects.create(plan=theirs, name="隣の分野")
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    answer = browser.post(
        address("situation"), sent | {"issues-0-id": str(foreign.pk), "issues-0-title": "横取り"}
    )
    assert answer.status_code == 422
    answer = browser.post(
        address("situation"), sent | {"issues-0-title": "課題", "issues-0-field": str(field.pk)}
    )
    assert answer.status_code == 422
    assert "隣の分野" not in answer.content.decode()
    foreign.refresh_from_db()
    assert (foreign.title, foreign.field, Issue.of_plan(theirs).count()) == ("隣の課題", None, 1)
    assert Issue.objects.get(plan=plan).field is None


def test_texts_and_rows_that_were_not_sent_stay(logged_in, planner, plan, address):
    SituationText.objects.update(overview="前からある文章", strengths="強み")
    issue = Issue.objects.create(plan=plan, title="前からある課題", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation"))) | {"overview": "新しい文章"}
    browser.post(address("situation"), {name: sent[name] for name in ("bases", "overview")})
    text = SituationText.objects.get()
    assert (text.overview, text.strengths) == ("新しい文章", "強み")
    issue.refresh_from_db()
    assert issue.title == "前からある課題"


# Who may ---------------------------------------------------------------------------------------


def test_a_viewer_reads_a_chapter_without_any_control(logged_in, viewer, plan, address):
    SituationText.objects.update(overview="読める文章")
    Issue.objects.create(plan=plan, title="読める課題", position=1)
    text = logged_in(viewer).get(address("situation")).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "読める文章" in main
    assert "読める課題" in main
    assert "<form" not in main
    assert "<input" not in main


def test_a_viewer_may_not_save(logged_in, viewer, plan, address):
    browser = logged_in(viewer)
    assert browser.post(address("situation"), {"overview": "変更"}).status_code == 403
    measure = Measure.objects.create(plan=plan, name="施策", position=1)
    row = reverse("wizard:row", args=["measures", measure.pk])
    assert browser.get(row).status_code == 200
    assert browser.post(row, {"name": "変更"}).status_code == 403
    assert SituationText.objects.get().overview == ""


# Cost ------------------------------------------------------------------------------------------


def test_a_page_costs_the_same_queries_with_one_row_and_with_three(
    logged_in, planner, plan, address, django_assert_max_num_queries
):
    browser = logged_in(planner)
    counts = []
    for number in (1, 2):
        for kind in (Issue, PopulationRow, Statistic):
            for place in range(number):
                kind.objects.create(plan=plan, position=place)
        browser.get(address("situation"))
        with django_assert_max_num_queries(12) as queries:
            browser.get(address("situation"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("section", SectionKey.values)
def test_every_chapter_page_stays_within_twelve_queries(
    logged_in, planner, plan, address, django_assert_max_num_queries, section
):
    browser = logged_in(planner)
    browser.get(address(section))
    with django_assert_max_num_queries(12):
        browser.get(address(section))


def test_a_save_costs_the_same_queries_with_one_row_and_with_three(
    logged_in, planner, plan, address, django_assert_max_num_queries
):
    browser = logged_in(planner)
    counts = []
    chapter = address("situation")
    for number in (1, 2):
        fill(plan, rows=number)
        sent = form_of(browser.get(chapter))
        # Four are the marks of transactions: that leaves twelve.
        with django_assert_max_num_queries(16) as queries:
            browser.post(chapter, sent | {"overview": f"人口{number}万人です。"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What a save leaves in the history ---------------------------------------------------------------


CHANGES = {
    "purpose": {"aim": "書き直した文章"},
    "situation": {"overview": "書き直した文章", "style": "focused"},
    "policy": {"vision": "書き直した文章"},
    "organization": {"funding": "書き直した文章"},
    "measures": {"overview": "書き直した文章"},
    "roadmap": {"approach": "書き直した文章"},
    "security": {"approach": "書き直した文章"},
    "glossary": {"style": "footnote"},
}


@pytest.mark.parametrize("section", SectionKey.values)
def test_a_revision_holds_what_the_database_holds(
    logged_in, planner, colleague, plan, chapter_of, address, section
):
    fill_every_kind(plan)
    fill(plan, rows=3)
    browser = logged_in(planner)
    sent = form_of(browser.get(address(section)))
    answers = sent | CHANGES[section] | {"done": "yes", "person": str(colleague.pk)}
    assert browser.post(address(section), answers).status_code == 302

    chapter = chapter_of(section)
    stored = content_of(chapter, read_plan(plan))
    assert stored["fields"]["person_name"] == "同僚 次郎"
    assert stored["texts"].items() >= CHANGES[section].items()
    assert Revision.objects.latest("pk").content == stored


def test_what_was_quoted_while_a_page_was_saved_is_in_the_revision(
    planner, colleague, plan, chapter_of
):
    sent = QueryDict("overview=人口は減っています。")
    page = ChapterPage(read_plan(plan), chapter_of("situation"), People(), sent)
    assert page.problems() == []
    quoted(chapter_of("situation"), colleague)

    changes = [replace(change, base="") for change in changes_of(page)]
    save(changes, plan=plan, by=planner, at=timezone.now(), contents=page.contents)

    kept = Revision.objects.latest("pk").content
    assert kept["texts"]["overview"] == "人口は減っています。"
    assert len(kept["rows"]["citations"]) == 1


def test_the_plan_the_chapter_and_the_review_count_the_same_findings(
    logged_in, planner, plan, address, chapter_of
):
    fill_every_kind(plan)
    plan.chapters.update(state="in_progress")
    browser = logged_in(planner)
    home = browser.get(reverse("wizard:plan", args=[plan.pk])).content.decode()
    review = browser.get(reverse("wizard:review", args=[plan.pk])).content.decode()
    counted = []
    for section in SectionKey.values:
        text = browser.get(address(section)).content.decode()
        beside = re.search(r">確認事項（([0-9]+)）</h2>", text)
        chapter = chapter_of(section)
        at_home = re.search(rf"#chapter-{chapter.pk}\">確認事項あり（([0-9]+)件）", home)
        part = review.partition(f'id="chapter-{chapter.pk}"')[2].partition("</section>")[0]
        listed = part.count("<strong>確認事項</strong>") + part.count("<strong>誤り</strong>")
        numbers = [int(found[1]) if found else 0 for found in (beside, at_home)]
        assert numbers == [listed, listed]
        notices = re.search(r">お知らせ（([0-9]+)）</h2>", text)
        assert part.count("<strong>お知らせ</strong>") == (int(notices[1]) if notices else 0)
        counted.append(listed)
    assert sum(counted) > 0
    total = re.search(r"([0-9]+)件の確認事項があります。", review)
    assert int(total[1]) == review.count("<strong>確認事項</strong>") + review.count(
        "<strong>誤り</strong>"
    )


@pytest.mark.parametrize("section", SectionKey.values)
def test_the_list_of_items_has_the_order_of_the_page(logged_in, planner, address, section):
    text = logged_in(planner).get(address(section)).content.decode()
    listed = text.partition('aria-label="この章の項目"')[2].partition("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', listed)
    places = [text.index(f'id="{anchor}"') for anchor in anchors]
    assert places == sorted(places)


def test_the_headings_of_the_large_table_stand_at_that_table(
    logged_in, planner, address, chapter_of
):
    browser = logged_in(planner)
    text = browser.get(address("roadmap")).content.decode()
    assert text.index('id="roadmap_themes-part"') < text.index('name="heading_1"')
    assert 'id="theme-headings">' in text
    sent = form_of(browser.get(address("roadmap")))
    browser.post(address("roadmap"), sent | {"style": "themes", "heading_2": "3年後"})
    text = browser.get(address("roadmap")).content.decode()
    assert 'id="theme-headings" open>' in text
    assert ">3年後</th>" in text


def test_going_to_add_a_row_from_an_unchanged_page_says_nothing(logged_in, planner, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("policy")))
    page = browser.post(address("policy"), sent | {"do": "new:indicators"}, follow=True)
    assert "変更はありません" not in page.content.decode()
    page = browser.post(address("policy"), sent | {"do": "save"}, follow=True)
    assert "「基本方針」に変更はありません。" in page.content.decode()


def test_the_texts_are_saved_where_they_end(logged_in, planner, address):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("policy"))) | {"vision": "将来の姿", "do": "stay:texts"}
    assert browser.post(address("policy"), sent).url == f"{address('policy')}#texts"
    assert form_of(browser.get(address("policy")))["vision"] == "将来の姿"
