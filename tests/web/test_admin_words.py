"""The administration site speaks Japanese without blanks around names."""

import gettext
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.models import Case, Source
from smartplan.municipalities.models import User
from tests.municipalities.conftest import words

FOLDER = Path(__file__).parents[2] / "smartplan/web/locale/ja/LC_MESSAGES"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_read_is_what_was_written(domain):
    """Whoever changes the .po forgets the .mo easily: manage.py compilemessages."""
    source = (FOLDER / f"{domain}.po").read_text(encoding="utf-8")
    pairs = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? "(.+)"$', source, re.MULTILINE
    )
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert len(pairs) == source.count("\nmsgid ") - 1
    for written, said in pairs:
        text = written.replace('\\"', '"')
        assert said in {compiled.gettext(text), compiled.ngettext(text, text, 1)}


def test_a_curator_reads_plain_japanese_on_the_list(curator, logged_in):
    browser = logged_in(curator)
    page = words(browser.get("/admin/cases/case/"))
    assert "事例の一覧" in page
    assert "事例を追加" in page
    assert "公開状態で絞り込む" in page
    assert "司書 秋子 さん" in page
    assert not re.search("変更する 事例|事例 を|ようこそ", page)
    assert "事例の追加" in words(browser.get("/admin/cases/case/add/"))


def test_the_count_of_ticked_cases_is_told_in_cases_and_not_in_apples(curator, logged_in):
    script = logged_in(curator).get("/admin/jsi18n/").content.decode()
    assert r"\u500b\u4e2d" not in script
    assert "%(cnt)s\\u4ef6\\u306e\\u3046\\u3061%(sel)s\\u4ef6\\u3092\\u9078\\u629e" in script


def test_the_words_of_the_scripts_are_for_those_who_may_enter(planner, logged_in, client):
    for browser in (logged_in(planner), client):
        assert browser.get("/admin/jsi18n/")["Location"].startswith("/admin/login/")


def test_the_lists_tell_dates_by_era(curator, logged_in):
    source = Source.objects.create(title="資料集")
    Case.objects.create(number="C901", title="取組", actor="あおば市", source=source)
    Case.objects.update(updated_at=datetime(2026, 11, 20, 1, 5, tzinfo=UTC))
    User.objects.update(last_login=datetime(2026, 11, 20, 1, 6, tzinfo=UTC))
    browser = logged_in(curator)
    assert "令和8年11月20日 10:05" in words(browser.get("/admin/cases/case/"))
    User.objects.update(last_login=datetime(2026, 11, 20, 1, 6, tzinfo=UTC))
    assert "令和8年11月20日 10:06" in words(browser.get("/admin/municipalities/user/"))
