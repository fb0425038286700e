"""The 新旧対照表 on the screen, as PDF and as Word."""

from __future__ import annotations

from io import BytesIO

import docx
import pikepdf
import pytest
from django.urls import reverse

from smartplan.plans.models import Measure, PurposeText
from smartplan.publishing.comparison.writers import WRITERS
from tests.printing.reading import fonts_of, language_of, pages_of

NASTY = '<img src=x onerror="alert(1)">‑\x0b𠮷葛󠄀'


@pytest.fixture
def edited(full_plan, close):
    close(full_plan, "proposal")
    PurposeText.objects.filter(chapter__plan=full_plan).update(aim=f"新しい趣旨{NASTY}")
    Measure.of_plan(full_plan).filter(name="広報の充実").delete()
    return full_plan


def page_of(plan, **chosen: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return f"{reverse('publishing:comparison', args=[plan.pk])}?{query}"


def test_the_screen_says_what_is_underlined_in_words_too(edited, viewer, logged_in):
    page = logged_in(viewer).get(page_of(edited, **{"from": "1", "to": "today"})).content.decode()
    assert "第1号（案）から今の計画への変更" in page
    assert '<ins><span class="visually-hidden">変更後（</span>' in page
    assert "（削る）" in page
    assert "&lt;img src=x onerror=" in page
    assert "<img src=x" not in page


def test_without_a_choice_the_last_edition_is_compared_with_today(edited, viewer, logged_in):
    page = logged_in(viewer).get(page_of(edited)).content.decode()
    assert "第1号（案）から今の計画への変更" in page


def test_an_edition_is_not_compared_with_itself(edited, viewer, logged_in):
    response = logged_in(viewer).get(page_of(edited, **{"from": "1", "to": "1"}))
    assert response.status_code == 422
    assert "旧（変更前）と別の版を選んでください。" in response.content.decode()


@pytest.mark.parametrize("chosen", ["9", "abc", "", "1e3"])
def test_an_edition_that_is_not_there_is_asked_for_again(edited, viewer, logged_in, chosen):
    response = logged_in(viewer).get(page_of(edited, **{"from": chosen, "to": "today"}))
    assert response.status_code == 422
    assert "旧（変更前）" in response.content.decode()


def test_before_the_first_edition_there_is_nothing_to_compare(plan, viewer, logged_in):
    page = logged_in(viewer).get(page_of(plan)).content.decode()
    assert "比べる版がまだありません。" in page


def test_the_same_content_says_so(plan, close, viewer, logged_in):
    close(plan)
    page = logged_in(viewer).get(page_of(plan)).content.decode()
    assert "変わったところはありません" in page


def test_the_pdf_has_what_changed_on_sheets_turned_sideways(edited, compare):
    file = WRITERS["pdf"](compare(edited))
    text = "".join(pages_of(file))
    assert "新しい趣旨<imgsrc=x" in text
    assert "（削る）" in text
    assert "通院や買物の足を確保します。" not in text
    assert language_of(file) == "ja"
    assert {embedded for _, embedded in fonts_of(file)} == {"yes yes yes"}
    with pikepdf.open(BytesIO(file)) as pdf:
        _, _, width, height = pdf.pages[0].mediabox
        assert width > height


def test_the_word_file_underlines_what_changed(edited, compare):
    document = docx.Document(BytesIO(WRITERS["docx"](compare(edited))))
    titles = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert titles == ["第1章　策定の趣旨・位置づけ", "第5章　個別施策", "第6章　ロードマップ"]
    head, first = document.tables[0].rows[0], document.tables[0].rows[1]
    assert [cell.text.partition("　")[0] for cell in head.cells] == ["箇所", "旧", "新"]
    runs = [run for paragraph in first.cells[2].paragraphs for run in paragraph.runs]
    assert "新しい趣旨" in "".join(run.text for run in runs if run.underline)
    assert document.sections[0].page_width > document.sections[0].page_height


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_whoever_reads_the_plan_takes_the_table_away(edited, viewer, logged_in, file_format):
    path = reverse("publishing:comparison_file", args=[edited.pk, file_format])
    response = logged_in(viewer).get(f"{path}?from=1&to=today")
    assert response.status_code == 200
    assert f".{file_format}" in response["Content-Disposition"]
    assert "%E6%96%B0%E6%97%A7%E5%AF%BE%E7%85%A7%E8%A1%A8" in response["Content-Disposition"]


@pytest.mark.parametrize("text", ["A" * 20_000, "。" * 20_000, "あ\n" * 9_000])
def test_a_table_that_would_keep_the_server_busy_for_minutes_is_offered_as_word(
    full_plan, close, viewer, logged_in, text
):
    close(full_plan)
    PurposeText.objects.filter(chapter__plan=full_plan).update(
        background=text, aim=text, positioning=text
    )
    path = reverse("publishing:comparison_file", args=[full_plan.pk, "pdf"])

    refused = logged_in(viewer).get(f"{path}?from=1&to=today")
    word = logged_in(viewer).get(f"{path.replace('pdf', 'docx')}?from=1&to=today")

    assert refused.status_code == 422
    assert "変わったところが多すぎるため、PDFにできません。" in refused.content.decode()
    assert (word.status_code, word.content[:2]) == (200, b"PK")


def test_the_page_costs_few_queries(edited, close, viewer, logged_in, django_assert_num_queries):
    client = logged_in(viewer)
    path = page_of(edited, **{"from": "1", "to": "today"})
    client.get(path)
    with django_assert_num_queries(8):
        client.get(path)
    close(edited)
    close(edited)
    with django_assert_num_queries(8):
        client.get(path)
