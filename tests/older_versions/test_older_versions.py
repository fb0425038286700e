"""What an older version made opens, saves and exports today, and what it froze is unchanged.

2026-11/README.md says what the older version left behind, and how.
"""

from __future__ import annotations

import json
import re
import sqlite3
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from docx import Document as WordDocument
from openpyxl import load_workbook

from smartplan.municipalities.models import User
from smartplan.plans.content import digest, plan_content
from smartplan.plans.models import Plan
from tests.older_versions.browsing import Answer, Forms, WebBrowser, every_page
from tests.older_versions.installation import KEPT, InUse
from tests.printing.reading import pages_of

DIGEST = "c45419bee3982eabf0c52b720acd4018a4848b566673ffaf3316bbc3f5693c8b"
"""Of the plan, as the older version told it. A new column in the JSON changes it: then the new one
goes here. Nothing else may, for instance that the plan was saved."""

SITUATION, POLICY, MEASURES = "/chapters/2/", "/chapters/3/", "/chapters/5/"
NO_LINK_LEADS_THERE = (
    *(f"/plans/1/{rows}/new/" for rows in ("measures", "indicators", "organization_units")),
    f"{SITUATION}paste/statistics/",
    f"{POLICY}paste/indicators/",
    f"{MEASURES}paste/measures/",
    "/plans/1/plan.pdf",
)
"""Buttons do, which save as well."""

FIRST_BACKGROUND, FIRST_MEASURE = "/revisions/2/", "/revisions/33/"
"""What the two texts held that were rewritten after the edition was closed."""


def held_by(kept: Any, today: Any) -> Any:
    """What is there today, without the columns that came later."""
    if isinstance(kept, dict) and isinstance(today, dict):
        return {key: held_by(kept[key], today[key]) for key in kept if key in today}
    if isinstance(kept, list) and isinstance(today, list) and len(kept) == len(today):
        return [held_by(*pair) for pair in zip(kept, today, strict=True)]
    return today


# It opens ---------------------------------------------------------------------------------------


def test_every_page_of_an_old_plan_opens_and_reading_changes_nothing(read, updated):
    pages = every_page(read.browser, "/", *NO_LINK_LEADS_THERE)
    assert {path: page.status for path, page in pages.items() if page.status != 200} == {}
    for kind, number in (
        (r"chapters/\d+/$", 8),
        (r"chapters/\d+/history/$", 8),
        (r"(measures|indicators|organization_units)/\d+/$", 12 + 14 + 9),
        (r"citations/\d+/$", 6),
        (r"revisions/\d+/$", 46),
    ):
        assert sum(bool(re.match(kind, path)) for path in pages) == number, kind
    tables = ("plans_", "publishing_")
    assert read.installation.everything_in(*tables) == updated.everything_in(*tables)


def test_the_content_and_the_digest_of_an_old_plan_are_what_they_were(copied, kept_plan):
    file = copied.folder / "plan.json"
    told = copied.manage("shell", "-c", EXPORT_AND_DIGEST.format(file=str(file)))
    assert held_by(kept_plan, json.loads(file.read_text(encoding="utf-8"))) == kept_plan
    assert f"digest {DIGEST}\n" in told


EXPORT_AND_DIGEST = """
from django.core.management import call_command
from smartplan.plans.content import digest
from smartplan.plans.models import Plan
call_command("export_plan", "1", "--format", "json", "-o", {file!r})
print("digest", digest(Plan.objects.get(pk=1)))
"""


# It is written on -------------------------------------------------------------------------------


def test_saving_today_changes_what_was_typed_and_keeps_all_the_rest(written, kept_plan):
    browser = written.browser
    save(browser, POLICY, {"vision": "バスと医療がつながるまち"})
    save(browser, "/measures/2/", {"purpose": "乗り継ぎを一つの画面で調べられるようにする。"})
    add_issue(browser, "空き家が増えている")

    expected = kept_plan
    expected["chapters"][2]["texts"]["vision"] = "バスと医療がつながるまち"
    expected["rows"]["measures"][1]["purpose"] = "乗り継ぎを一つの画面で調べられるようにする。"
    issue = {"id": "issues-9", "title": "空き家が増えている", "description": "", "field": None}
    expected["rows"]["issues"].append(issue)
    assert held_by(expected, written.plan()) == expected

    history = lines_of(browser.get("/plans/1/history/"))
    for line in (
        ("/revisions/45/", "予約して乗るデマンド交通の運行", "取組内容"),
        ("/revisions/46/", "策定の趣旨・位置づけ", "策定の背景"),
        ("基本方針", "将来像"),
        ("乗り継ぎと運賃を一つにするMaaS", "目的"),
        ("現状と課題", "課題"),
    ):
        assert any(set(line) <= words for words in history), line


def lines_of(page: Answer) -> list[set[str]]:
    """The words and addresses in each line of the page's table."""
    lines = re.findall(r"<tr\b.*?</tr>", page.text, flags=re.DOTALL)
    return [{words.strip() for words in re.split(r'[<>"]', line)} for line in lines]


def save(browser: WebBrowser, path: str, typed: dict[str, str]) -> Answer:
    """Type into the page's form and save it."""
    answer = browser.send(browser.get(path), typed, action=path)
    assert answer.status == 200, answer.text
    return answer


def add_issue(browser: WebBrowser, title: str) -> None:
    page = save(browser, SITUATION, {"do": "add:issues"})
    _, fields = Forms(page.text).form_to(SITUATION)
    empty = next(
        name for name, value in fields if re.fullmatch(r"issues-\d+-title", name) and not value
    )
    assert browser.send(page, {empty: title}, action=SITUATION).status == 200


def test_old_revisions_are_restored_and_nothing_differs_from_the_edition(copied, original):
    frozen = frozen_content(original)
    with copied.in_use() as restored:
        for revision in (FIRST_BACKGROUND, FIRST_MEASURE):
            assert "の内容に戻しました。" in save(restored.browser, revision, {}).text
        assert held_by(frozen, restored.plan()) == frozen
        comparison = restored.browser.get("/plans/1/editions/compare/?from=1&to=today").text
    assert "変わったところはありません" in comparison


# It is taken away -------------------------------------------------------------------------------


def test_what_waited_in_the_old_queue_is_made_beside_what_is_asked_for_today(written):
    queue = "SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
    assert written.installation.rows(queue) == [("READY", 3)]
    page = written.browser.get("/plans/1/exports/")
    for kind in ("pdf", "docx"):
        assert written.browser.send(page, {"format": kind}, action="/exports/").status == 200
    written.installation.manage("work", "--exports", "5", "--nice", "0")
    assert written.installation.rows(queue) == [("SUCCESSFUL", 5)]

    made = {kind: BytesIO(file) for kind, file in downloaded(written).items()}
    sheets = load_workbook(made["xlsx"])
    assert "予約して乗るデマンド交通の運行" in {
        cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row
    }
    words = "\n".join(each.text for each in WordDocument(made["docx"]).paragraphs)
    printed = "".join(pages_of(made["pdf"].getvalue()))
    for text in (words, printed):
        assert "人口が減るなかで、暮らしの足を守るため。" in re.sub(r"\s", "", text)


def downloaded(written: InUse) -> dict[str, bytes]:
    """The finished files of today's plan, by their formats."""
    exports = written.installation.rows(
        "SELECT id, format FROM publishing_export WHERE publication_id IS NULL ORDER BY id"
    )
    files = {}
    for number, kind in exports:
        answer = written.browser.get(f"/plans/1/exports/{number}/download")
        assert answer.status == 200, answer.text
        files[kind] = answer.content
    return files


@pytest.mark.django_db
def test_the_json_of_version_1_is_read_into_an_empty_installation(town, planner, kept_plan):
    """Also on PostgreSQL: here the database is the one of the tests."""
    for seed in ("load_structure", "load_cases"):
        call_command(seed, verbosity=0)
    assert kept_plan["version"] == 1
    call_command("import_plan", str(KEPT / "plan.json"), municipality=town.code, user="planner")
    made = Plan.objects.get()
    assert made.created_by == User.objects.get(username="planner")
    assert held_by(kept_plan, plan_content(made)) == kept_plan
    assert digest(made) == DIGEST


# It stays frozen --------------------------------------------------------------------------------


def frozen_content(original) -> dict[str, Any]:
    [(content,)] = original.rows("SELECT content FROM publishing_publication")
    return json.loads(content)


def test_the_frozen_edition_is_downloaded_byte_for_byte(read, original):
    [(content,)] = original.rows("SELECT content FROM publishing_publication")
    assert read.browser.get("/plans/1/editions/1/plan.json").content == content.encode()
    files = original.rows("SELECT format, path FROM publishing_publicationfile ORDER BY format")
    assert [kind for kind, _ in files] == ["docx", "pdf"]
    for kind, path in files:
        answer = read.browser.get(f"/plans/1/editions/1/files/{kind}/")
        assert answer.content == (original.folder / "files" / path).read_bytes(), kind


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publishing_publication SET note = 'x'",
        "DELETE FROM publishing_publication",
        "REPLACE INTO publishing_publication SELECT * FROM publishing_publication",
        "UPDATE publishing_publicationfile SET sha256 = 'x'",
        "DELETE FROM publishing_publicationfile",
        "REPLACE INTO publishing_publicationfile SELECT * FROM publishing_publicationfile",
    ],
)
def test_no_migration_lets_the_frozen_edition_be_changed(copied, statement):
    """One that rebuilds a table on SQLite drops the triggers of that table."""
    with pytest.raises(sqlite3.IntegrityError, match="never changed or deleted"):
        copied.rows(statement)


def test_the_frozen_edition_against_today_shows_the_two_saves_after_it(read):
    page = read.browser.get("/plans/1/editions/compare/?from=1&to=today").text
    assert "<p>2件の変更があります。</p>" in page
    places = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert [re.sub(r"<.*?>", " ", place).split()[-1] for place in places] == [
        "策定の背景",
        "取組内容",
    ]
    for words in ("人口が減るなかで、暮らしの足を守るため。", "予約を電話でも受けるようにする。"):
        assert f'変更後（</span>{words}<span class="visually-hidden">）</span></ins>' in page


def test_the_frozen_edition_opens_as_a_new_plan(written, original):
    page = written.browser.get("/plans/1/editions/1/open/")
    opened = written.browser.send(page, {"title": "素案から"}, action="/open/")
    assert urlsplit(opened.address).path == "/plans/2/"
    frozen = frozen_content(original)
    frozen["plan"]["title"] = "素案から"
    assert held_by(frozen, written.plan(2)) == frozen
