"""Cases beside a chapter: suggested with the reasons, quoted, and what became of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case, Source
from smartplan.plans.models import Citation, Measure, SituationText
from tests.wizard.pages import bases_on, form_of


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
        page="P3",
    )


@pytest.fixture
def quoted(logged_in, planner, chapter_of, case):
    browser = logged_in(planner)
    chapter = chapter_of("situation")
    browser.post(reverse("wizard:quote", args=[chapter.pk, case.pk]), {"note": "予約の仕組み"})
    return Citation.objects.get()


def test_a_note_that_was_typed_is_not_lost_when_the_page_is_merely_saved(
    logged_in, planner, plan, address, chapter_of, case
):
    client = logged_in(planner)
    sent = form_of(client.get(address("measures")))
    sent |= {f"note-{case.pk}": "予約の仕組み", "note-999999": "ない事例", "do": "save"}
    client.post(address("measures"), sent)
    citation = chapter_of("measures").citations.get()
    assert (citation.case, citation.note) == (case, "予約の仕組み")


def test_a_note_for_a_case_quoted_already_is_added_to_it(
    logged_in, planner, address, chapter_of, case
):
    client = logged_in(planner)
    for note in ("予約の仕組み", "あ" * 30_000):
        sent = form_of(client.get(address("measures"))) | {f"note-{case.pk}": note}
        client.post(address("measures"), sent | {"do": "save"})
    citation = chapter_of("measures").citations.get()
    assert citation.note == "予約の仕組み\n" + "あ" * 30_000


def test_cases_are_shown_with_reasons_source_and_date(logged_in, planner, address, case):
    SituationText.objects.update(overview="高齢者の通院の足として交通が必要です。")
    text = logged_in(planner).get(address("situation")).content.decode()
    aside = text[text.index('id="suggestions"') :]
    for words in ("デマンド交通の実証", "みなと市", "知見集", "P3", "出典時点：令和4年3月", "<li>"):
        assert words in aside


def test_cases_stay_where_they_are_while_somebody_types(logged_in, planner, chapter_of, case):
    browser = logged_in(planner)
    address = reverse("wizard:suggestions", args=[chapter_of("situation").pk])
    typed = {"overview": "通院 デマンド交通"}
    news = browser.post(address, typed).content.decode()
    assert "書いた内容に近い事例が見つかりました（1件）" in news
    assert "デマンド交通の実証" not in news
    assert browser.post(address, {**typed, "found": "1"}).status_code == 204
    assert browser.post(address, {**typed, "shown": str(case.pk)}).status_code == 204

    found = browser.post(address, {**typed, "show": "1"}).content.decode()
    assert "デマンド交通の実証" in found
    assert "<section" not in found
    found = browser.post(address, {**typed, "show": "1", "shown": str(case.pk)}).content.decode()
    assert "デマンド交通の実証" not in found
    assert SituationText.objects.get().overview == ""


def test_a_case_is_quoted_with_a_note_and_what_was_typed_is_saved(
    logged_in, planner, address, case
):
    browser = logged_in(planner)
    sent = form_of(browser.get(address("situation")))
    sent |= {"overview": "書きかけ", f"note-{case.pk}": "予約の仕組み"}
    answer = browser.post(address("situation"), sent | {"do": f"quote:cases:{case.pk}"})
    assert answer.url == f"{address('situation')}#citations"
    citation = Citation.objects.get()
    assert (citation.title, citation.note) == ("デマンド交通の実証", "予約の仕組み")
    assert form_of(browser.get(address("situation")))["overview"] == "書きかけ"
    text = browser.post(
        reverse("wizard:quote", args=[citation.chapter_id, case.pk]), follow=True
    ).content.decode()
    assert "この章ですでに引用しています。" in text
    assert Citation.objects.count() == 1


def test_a_note_is_not_lost_for_a_character_that_no_database_takes(
    logged_in, planner, chapter_of, case
):
    chapter = chapter_of("situation")
    address = reverse("wizard:quote", args=[chapter.pk, case.pk])
    logged_in(planner).post(address, {"note": "予約の\0仕組み\x1b"})
    assert Citation.objects.get().note == "予約の仕組み"


def test_quoting_with_htmx_answers_with_the_list_beside_the_form(
    logged_in, planner, chapter_of, case
):
    chapter = chapter_of("situation")
    answer = logged_in(planner).post(
        reverse("wizard:quote", args=[chapter.pk, case.pk]),
        {f"note-{case.pk}": "メモ"},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert text.lstrip().startswith('<section id="citations"')
    assert "メモ" in text
    assert f'id="suggestion-{case.pk}" hx-swap-oob="true"' in text
    assert "「デマンド交通の実証」を引用しました。" in text
    assert 'id="suggestions"' not in text


def test_a_case_is_quoted_for_a_measure(logged_in, planner, plan, chapter_of, case):
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser = logged_in(planner)
    browser.post(row, form_of(browser.get(row)) | {"do": f"quote:cases:{case.pk}"})
    assert Citation.objects.get().measure == measure
    assert "デマンド交通の実証" in browser.get(row).content.decode()


def test_the_note_is_changed_and_the_citation_taken_back(logged_in, planner, quoted):
    browser = logged_in(planner)
    page = reverse("wizard:citation", args=[quoted.pk])
    bases = bases_on(browser.get(page))
    browser.post(page, {"note": "運賃の決め方", "bases": bases})
    quoted.refresh_from_db()
    assert quoted.note == "運賃の決め方"
    browser.post(page, {"do": "remove"})
    assert Citation.objects.count() == 0


def test_a_case_that_changed_since_is_told(logged_in, planner, address, quoted, case):
    case.title = "新しい題名"
    case.save()
    text = logged_in(planner).get(address("situation")).content.decode()
    assert "引用後に事例が更新されています" in text
    citations = text[text.index('id="citations"') : text.index('id="suggestions"')]
    assert "デマンド交通の実証" in citations


def test_a_withdrawn_case_is_told_and_shows_nothing_new(logged_in, planner, address, quoted, case):
    case.title = "秘密の題名"
    case.status = Case.Status.WITHDRAWN
    case.save()
    text = logged_in(planner).get(address("situation")).content.decode()
    assert "事例は公開を終了しました" in text
    assert "デマンド交通の実証" in text
    assert "秘密の題名" not in text
    assert "/cases/C001/" not in text


def test_a_draft_cannot_be_quoted(logged_in, planner, chapter_of, case):
    Case.objects.update(status=Case.Status.DRAFT)
    quote = reverse("wizard:quote", args=[chapter_of("situation").pk, case.pk])
    assert logged_in(planner).post(quote).status_code == 404
    assert Citation.objects.count() == 0


def test_a_number_beyond_any_id_quotes_nothing(logged_in, planner, address, case):
    browser = logged_in(planner)
    for number in ("9223372036854775808", "9" * 19, "9" * 30, f"{case.pk}x"):
        sent = form_of(browser.get(address("situation"))) | {"do": f"quote:cases:{number}"}
        assert browser.post(address("situation"), sent).status_code == 302
    assert Citation.objects.count() == 0
