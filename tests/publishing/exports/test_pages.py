"""The page 書き出し: what there is, how far it is, and the file."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from smartplan.plans.models import Plan, PurposeText
from smartplan.publishing import storing
from smartplan.publishing.exports.actions import enqueue
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.exports.offered import OFFERED
from smartplan.publishing.exports.writers import WRITERS
from smartplan.publishing.models import Export, Format
from tests.document.sample import write
from tests.printing.reading import pages_of


def page_of(plan: Plan) -> str:
    return reverse("publishing:exports", args=[plan.pk])


def address(name: str, export: Export) -> str:
    return reverse(f"publishing:{name}", args=[export.plan_id, export.pk])


def ask(client, plan, kind="xlsx"):
    return client.post(page_of(plan), {"format": kind})


def make_all() -> None:
    for export in Export.objects.filter(state=Export.State.WAITING):
        make_export(export.pk)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def browser(full_plan, viewer, logged_in):
    """Whoever may read the plan may take it away."""
    return logged_in(viewer)


def test_the_page_says_what_each_format_is_for(full_plan, browser):
    shown = words(browser.get(page_of(full_plan)))

    for kind, offered in OFFERED.items():
        assert f"{kind.label} {offered.purpose}" in shown
    assert "データ（JSON）" in shown


def test_every_kind_of_file_that_is_offered_can_be_written():
    assert set(OFFERED) == set(WRITERS)


def test_the_words_for_word_tell_how_the_page_numbers_come_into_its_contents(full_plan, browser):
    told = "目次のページ番号は、Wordで開いたあと Ctrl+A、F9 を押すと入ります。"
    assert told in words(browser.get(page_of(full_plan)))
    assert told in words(browser.get(reverse("manual")))


def test_a_file_is_asked_for_watched_and_downloaded(full_plan, browser):
    asked = ask(browser, full_plan, "pdf")
    assert asked["Location"] == f"{page_of(full_plan)}#export-pdf"
    waiting = browser.get(page_of(full_plan))
    assert "順番待ち まもなく作り始めます。" in words(waiting)
    assert (
        '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting.content.decode()
    )
    assert "最新の状態を見る" in words(waiting)

    make_all()
    export = Export.objects.get()
    fragment = browser.get(address("export_state", export), headers={"HX-Request": "true"})
    assert 'data-export-news="PDFができました。"' in fragment.content.decode()
    assert "data-download-now" in fragment.content.decode()
    assert "hx-trigger" not in fragment.content.decode()
    done = browser.get(page_of(full_plan))
    assert "今の内容です" in words(done)
    assert "http-equiv" not in done.content.decode()

    file = browser.get(address("export_download", export))
    name = quote("あおば市スマートシティ推進計画（素案）.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == (
        f"attachment; filename=\"plan.pdf\"; filename*=UTF-8''{name}"
    )
    assert "あおば市スマートシティ推進計画" in pages_of(file.content)[0]


def test_an_unchanged_plan_downloads_at_once(full_plan, browser):
    ask(browser, full_plan)
    make_all()

    again = ask(browser, full_plan)
    assert again.status_code == 200
    assert again["Content-Disposition"].startswith("attachment; ")
    assert Export.objects.count() == 1


def test_the_file_is_not_pressed_on_those_who_only_look(full_plan, browser, planner, logged_in):
    ask(logged_in(planner), full_plan)
    make_all()
    watching = address("export_state", Export.objects.get())
    seen = browser.get(watching, headers={"HX-Request": "true"}).content.decode()
    assert "ダウンロード" in seen
    assert "data-download-now" not in seen


def test_a_file_from_before_the_last_change_is_shown_as_such(full_plan, browser):
    ask(browser, full_plan)
    make_all()
    write(full_plan, PurposeText, background="書き直しました。")

    shown = words(browser.get(page_of(full_plan)))
    assert "変更前の内容です 前に作ったファイル（Excel）" in shown
    assert "今の内容で作る：Excel" in shown


def test_a_failed_export_says_why_and_offers_another_try(full_plan, browser):
    ask(browser, full_plan)
    export = Export.objects.claim(Export.objects.get().pk, timezone.now())
    assert export
    export.fail("「第5章　個別施策」を文書にできませんでした。<b>", timezone.now())

    shown = browser.get(page_of(full_plan)).content.decode()
    assert "「第5章　個別施策」を文書にできませんでした。&lt;b&gt;" in shown
    assert "もう一度作る" in shown
    ask(browser, full_plan)
    make_all()
    assert "今の内容です" in words(browser.get(page_of(full_plan)))


def test_a_damaged_file_is_never_handed_out_but_made_again(full_plan, browser, files):
    ask(browser, full_plan)
    make_all()
    export = Export.objects.get()
    damaged = files / export.path
    damaged.chmod(0o600)
    damaged.write_bytes(b"something else")

    answer = browser.get(address("export_download", export), follow=True)
    assert "壊れているか失われていたため、作り直しています。" in words(answer)
    assert "順番待ち" in words(answer)
    make_all()
    export.refresh_from_db()
    assert storing.read(export.path, export.sha256)


def test_waiting_without_any_worker_is_told(full_plan, browser):
    ask(browser, full_plan)
    enqueue(Export.objects.get().pk)
    assert "作成する係が動いていません" not in words(browser.get(page_of(full_plan)))
    Export.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=31))
    assert "作成する係が動いていません" in words(browser.get(page_of(full_plan)))
    watching = address("export_state", Export.objects.get())
    watched = browser.get(watching, headers={"HX-Request": "true"})
    assert "作成する係が動いていません" in words(watched)

    busy = Export.objects.create(plan=full_plan, format=Format.PDF, key="b", state="running")
    Export.objects.filter(pk=busy.pk).update(heartbeat_at=timezone.now())
    assert "作成する係が動いていません" not in words(browser.get(page_of(full_plan)))


def test_who_looks_starts_a_lost_export_again(full_plan, browser):
    ask(browser, full_plan)
    export = Export.objects.claim(Export.objects.get().pk, timezone.now())
    assert export
    Export.objects.update(heartbeat_at=timezone.now() - timedelta(seconds=31))

    watched = browser.get(address("export_state", export), headers={"HX-Request": "true"})
    assert "順番待ち" in words(watched)
    make_all()
    export.refresh_from_db()
    assert (export.state, export.attempts) == (Export.State.DONE, 2)


def test_an_unknown_format_is_answered_with_a_sentence(full_plan, browser):
    for kind in ("", "exe", "json"):
        answer = browser.post(page_of(full_plan), {"format": kind}, follow=True)
        assert "取り出すファイルの形式を選んで、もう一度押してください。" in words(answer)
    assert Export.objects.count() == 0


def test_the_kept_address_of_the_pdf_leads_to_it(full_plan, browser):
    kept = reverse("publishing:pdf", args=[full_plan.pk])
    assert browser.get(kept)["Location"] == f"{page_of(full_plan)}#export-pdf"
    ask(browser, full_plan, "pdf")
    make_all()
    assert browser.get(kept)["Content-Type"] == "application/pdf"


def test_characters_that_cannot_be_printed_are_named_before(full_plan, browser):
    write(full_plan, PurposeText, background="祇園\ue000祭と🏯")
    shown = words(browser.get(page_of(full_plan)))
    assert "印刷前に確認が必要な箇所が2件あります" in shown
    assert "に、PDFで印刷できない文字があります：🏯" in shown


def test_strangers_find_nothing(full_plan, browser, outsider, logged_in, client):
    ask(browser, full_plan)
    make_all()
    export = Export.objects.get()
    for path in (
        page_of(full_plan),
        address("export_state", export),
        address("export_download", export),
    ):
        assert logged_in(outsider).get(path).status_code == 404
        assert client.get(path).status_code == 302
    assert ask(logged_in(outsider), full_plan).status_code == 404
    assert Export.objects.count() == 1


def test_an_export_is_reached_through_its_own_plan_only(full_plan, browser, other_town, planner):
    other = Plan.objects.create(municipality=other_town, title="となり市の計画", start_year=2027)
    foreign = Export.objects.create(plan=other, format=Format.PDF, key="a", state="done")
    for name in ("export_state", "export_download"):
        path = reverse(f"publishing:{name}", args=[full_plan.pk, foreign.pk])
        assert browser.get(path, headers={"HX-Request": "true"}).status_code == 404


def test_looking_costs_few_queries(full_plan, browser, django_assert_max_num_queries):
    for kind in OFFERED:
        ask(browser, full_plan, kind.value)
    browser.get(page_of(full_plan))
    with django_assert_max_num_queries(11):
        browser.get(page_of(full_plan))
    watching = address("export_state", Export.objects.all()[0])
    with django_assert_max_num_queries(5):
        browser.get(watching, headers={"HX-Request": "true"})
