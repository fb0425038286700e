"""Preview and JSON in the browser."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from smartplan.plans.models import PurposeText
from smartplan.publishing import files
from tests.document.sample import write


def address(name, plan):
    return reverse(f"publishing:{name}", args=[plan.pk])


def test_the_preview_shows_what_the_pdf_prints(full_plan, viewer, logged_in):
    page = logged_in(viewer).get(address("preview", full_plan)).content.decode()

    assert "第5章　個別施策" in page
    assert "<caption>表1　上位計画・関連計画</caption>" in page
    assert f'action="{address("exports", full_plan)}save/"' in page
    assert '<button class="button" name="format" value="pdf">PDFを取り出す</button>' in page
    assert reverse("wizard:plan", args=[full_plan.pk]) in page
    assert "印刷できない文字" not in page


def test_the_preview_names_characters_that_cannot_be_printed(full_plan, viewer, logged_in):
    write(full_plan, PurposeText, background="祇園\ue000祭と🏯")

    page = logged_in(viewer).get(address("preview", full_plan)).content.decode()

    assert "「策定の趣旨・位置づけ」の「策定の背景」に、PDFで印刷できない文字があります：🏯" in page
    assert "外字（登録した文字）があります：（U+E000）" in page


def test_the_preview_takes_few_queries(full_plan, viewer, logged_in, django_assert_max_num_queries):
    client = logged_in(viewer)

    with django_assert_max_num_queries(12):
        client.get(address("preview", full_plan))


def test_the_json_holds_the_plan(full_plan, viewer, logged_in):
    response = logged_in(viewer).get(address("json", full_plan))

    assert response.json()["plan"]["title"] == "あおば市スマートシティ推進計画"
    assert quote("（素案）.json") in response.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["preview", "pdf", "json"])
def test_strangers_find_nothing(full_plan, outsider, logged_in, client, name):
    assert logged_in(outsider).get(address(name, full_plan)).status_code == 404
    assert client.get(address(name, full_plan)).status_code == 302


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('計画/第2版:改\r\n"案"', "計画第2版改案（素案）.pdf"),
        ("..", "（素案）.pdf"),
    ],
)
def test_a_file_name_holds_nothing_that_breaks_it(plan, title, name):
    plan.title = title

    assert files.file_name(plan, "pdf") == name
