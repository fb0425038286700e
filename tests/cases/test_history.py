"""Who changed what: one entry for one edit, readable, and a way back."""

import re

import pytest

from cases.models import Case
from smartplan.structure.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(logged_in, curator):
    return logged_in(curator)


@pytest.fixture
def case(make_case):
    return make_case("C901", title="はじめの題名", sections=["organization"])


def change(browser, case, **values):
    answers = {
        "number": case.number,
        "title": case.title,
        "status": case.status,
        "kind": case.kind,
        "actor": case.actor,
        "prefecture": case.prefecture,
        "summary": case.summary,
        "source": case.source_id,
        "sections": [section.pk for section in case.sections.all()],
    }
    response = browser.post(f"/admin/cases/case/{case.pk}/change/", answers | values)
    assert response.status_code == 302, response.context["adminform"].errors


def sections(*keys):
    return [Section.objects.get(key=key).pk for key in keys]


def test_one_edit_leaves_one_entry_with_the_person_and_every_change(browser, case):
    before = case.history.count()
    change(browser, case, title="直した題名", status="draft", sections=sections("roadmap"))
    assert case.history.count() == before + 1

    text = browser.get(f"/admin/cases/case/{case.pk}/history/").content.decode()
    assert "司書 秋子" in text
    assert re.search("<strong>題名</strong>：はじめの題名 → 直した題名", text)
    assert re.search("<strong>公開状態</strong>：公開 → 下書き", text)
    assert re.search("<strong>計画の項目</strong>：推進体制 → ロードマップ", text)
    assert re.search("<strong>段階</strong>：計画（戦略）作成段階 → （空欄）", text)
    assert "Changed" not in text
    assert "style=" not in text


def test_saving_without_a_change_leaves_no_entry_and_no_new_date(browser, case):
    stages = [stage.pk for stage in case.stages.all()]
    tracks = [track.pk for track in case.tracks.all()]
    change(browser, case, stages=stages, tracks=tracks)
    assert case.history.count() == 1
    assert Case.objects.get().updated_at == case.updated_at


def test_an_earlier_version_comes_back_with_its_links(browser, case):
    first = case.history.first()
    change(browser, case, title="直した題名", sections=sections("roadmap", "measures"))

    page = browser.get(f"/admin/cases/case/{case.pk}/history/{first.pk}/")
    form = page.context["adminform"].form
    assert form.initial["title"] == "はじめの題名"
    assert form.initial["sections"] == sections("organization")
    assert "この内容に戻す" in page.content.decode()

    answers = {
        name: "" if value is None else value
        for name, value in form.initial.items()
        if name in form.fields
    }
    response = browser.post(f"/admin/cases/case/{case.pk}/history/{first.pk}/", answers)
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.title == "はじめの題名"
    assert [section.key for section in case.sections.all()] == ["organization"]
    assert case.history.count() == 3


def test_what_was_deleted_is_still_told(browser, case):
    pk = case.pk
    browser.post(f"/admin/cases/case/{pk}/delete/", {"post": "yes"})
    assert not Case.objects.exists()
    text = browser.get(f"/admin/cases/case/{pk}/history/").content.decode()
    assert "削除" in text
    assert "司書 秋子" in text
