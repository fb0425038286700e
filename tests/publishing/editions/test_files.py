"""The files of an edition come from what was frozen, are kept once and checked at every look."""

from __future__ import annotations

import logging
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings as settings_of_django
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from PIL import Image

from smartplan.document.build import build_document
from smartplan.plans.models import Measure, Picture, PictureFile
from smartplan.plans.pictures.files import stored_file
from smartplan.plans.pictures.images import prepared
from smartplan.printing.html.document import render_body
from smartplan.publishing.editions.making import request_files
from smartplan.publishing.exports.actions import request_export
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.frozen_files import contents_of, freeze_file, frozen_file
from smartplan.publishing.models import Export, Format, PublicationFile
from smartplan.publishing.storing import BrokenFileError


def address(file: PublicationFile) -> str:
    publication = file.publication
    arguments = [publication.plan_id, publication.number, file.format]
    return reverse("publishing:edition_file", args=arguments)


def on_disk(file: PublicationFile) -> Path:
    return Path(settings_of_django.MEDIA_ROOT) / file.path


def damage(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"something else")


def test_the_document_of_an_edition_is_that_of_the_day_it_was_closed(full_plan, close):
    publication = close(full_plan)
    then = render_body(build_document(contents_of(publication)))
    Measure.of_plan(full_plan).update(name="あとで変えた施策")
    publication.refresh_from_db()
    assert render_body(build_document(contents_of(publication))) == then
    assert "あとで変えた施策" not in then


def test_an_edition_keeps_its_photograph_after_the_plan_has_lost_it(full_plan, close, planner):
    stream = BytesIO()
    Image.effect_noise((300, 400), 80).convert("RGB").save(stream, "JPEG")
    file = stored_file(prepared(stream.getvalue()))
    picture = Picture.objects.create(plan=full_plan, place="logo", alternative="市長", file=file)
    content = bytes(file.content)
    publication = close(full_plan)
    picture.delete()
    call_command("clear_unused_pictures", stdout=StringIO())
    assert not PictureFile.objects.exists()

    export = request_export(plan=full_plan, format=Format.DOCX, by=planner, publication=publication)
    make_export(export.pk)

    export.refresh_from_db()
    assert (export.state, export.message) == (Export.State.DONE, "")
    with ZipFile(BytesIO(frozen_file(publication.files.get()))) as word:
        pictures = [word.read(name) for name in word.namelist() if "media/" in name]
    assert content in pictures


def test_a_file_is_frozen_once(plan, close):
    publication = close(plan)
    first = freeze_file(publication, "pdf", b"%PDF the first")
    again = freeze_file(publication, "pdf", b"%PDF another")
    assert again == first
    assert frozen_file(again) == b"%PDF the first"
    kept = [path for path in Path(settings_of_django.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept == [on_disk(first)]


def test_everybody_who_reads_the_plan_downloads_the_file(plan, close, viewer, logged_in):
    file = freeze_file(close(plan), "pdf", b"%PDF frozen")
    response = logged_in(viewer).get(address(file))
    assert response.content == b"%PDF frozen"
    assert response["Content-Type"] == "application/pdf"
    assert "%E7%AC%AC1%E5%8F%B7.pdf" in response["Content-Disposition"]  # 第1号.pdf


@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_a_file_that_is_not_what_was_frozen_is_not_handed_out(
    plan, close, viewer, logged_in, caplog, harm
):
    file = freeze_file(close(plan), "docx", b"frozen")
    harm(on_disk(file))
    with pytest.raises(BrokenFileError):
        frozen_file(file)
    with caplog.at_level(logging.ERROR, "smartplan.publishing.editions.views"):
        response = logged_in(viewer).get(address(file))
    assert response.status_code == 410
    assert "第1号（素案）のWordが、確定した時のものと違います" in response.content.decode()
    assert f"The Word of edition 1 of plan {plan.pk} is not what was frozen." in caplog.text


def test_the_json_of_an_edition_is_the_frozen_text(full_plan, close, viewer, logged_in):
    publication = close(full_plan)
    path = reverse("publishing:edition_json", args=[full_plan.pk, 1])
    assert logged_in(viewer).get(path).content.decode() == publication.content


def test_a_text_that_was_changed_past_the_triggers_is_not_handed_out(
    plan, close, manager, logged_in
):
    publication = close(plan)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER publishing_publication_refuses_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE publishing_publication DISABLE TRIGGER USER")
        cursor.execute("UPDATE publishing_publication SET content = content || ' '")
    client = logged_in(manager)
    page = client.get(reverse("publishing:edition_json", args=[plan.pk, 1]))
    assert (page.status_code, "JSONが、確定した時のもの" in page.content.decode()) == (410, True)
    compared = client.get(reverse("publishing:comparison", args=[plan.pk]))
    assert compared.status_code == 410
    opened = client.post(
        reverse("publishing:edition_open", args=[plan.pk, 1]), {"title": "新しい計画"}
    )
    assert opened.status_code == 410
    assert str(publication.number) == "1"


def test_closing_asks_for_the_pdf_and_the_word_file(full_plan, manager, logged_in):
    path = reverse("publishing:editions", args=[full_plan.pk])
    answers = {"number": "1", "edition": "draft", "acknowledged": "on"}
    page = logged_in(manager).post(path, answers, follow=True).content.decode()
    exports = Export.objects.filter(publication__plan=full_plan)
    assert {export.format for export in exports} >= {"pdf"}
    assert "順番待ち。</span><noscript>しばらくしてから、このページを開き直してください。" in page


def test_the_files_of_an_edition_appear_without_opening_the_page_anew(
    full_plan, close, planner, viewer, logged_in
):
    publication = close(full_plan)
    request_files(publication, by=planner)
    client = logged_in(viewer)
    state = reverse("publishing:edition_state", args=[full_plan.pk, 1])
    assert f'hx-get="{state}" hx-trigger="every 2s"' in (
        client.get(reverse("publishing:editions", args=[full_plan.pk])).content.decode()
    )
    waiting = client.get(state, headers={"HX-Request": "true"}).content.decode()
    assert "順番待ち" in waiting
    assert "できていないファイルを作る" not in waiting

    for export in publication.exports.all():
        make_export(export.pk)
    done = client.get(state, headers={"HX-Request": "true"}).content.decode()
    assert 'data-export-news="第1号のファイル：すべてできました。"' in done
    assert {address(file) in done for file in publication.files.all()} == {True}
    assert "hx-get" not in done


def test_who_follows_the_progress_of_an_edition_without_scripts_sees_the_whole_page(
    plan, close, viewer, logged_in
):
    close(plan)
    state = reverse("publishing:edition_state", args=[plan.pk, 1])
    page = reverse("publishing:editions", args=[plan.pk])
    assert logged_in(viewer).get(state)["Location"] == page


def test_the_progress_of_an_edition_costs_few_queries(
    full_plan, close, planner, logged_in, django_assert_max_num_queries
):
    request_files(close(full_plan), by=planner)
    client = logged_in(planner)
    state = reverse("publishing:edition_state", args=[full_plan.pk, 1])
    with django_assert_max_num_queries(9):
        client.get(state, headers={"HX-Request": "true"})


def test_a_file_that_could_not_be_made_is_told_and_asked_for_again(
    full_plan, close, planner, logged_in
):
    publication = close(full_plan)
    client = logged_in(planner)
    path = reverse("publishing:editions", args=[full_plan.pk])
    assert "まだ作っていません。" in client.get(path).content.decode()
    again = reverse("publishing:edition_files", args=[full_plan.pk, 1])
    client.post(again)
    publication.exports.update(state="failed", message="第3章の画像が壊れています。")
    assert "作成できませんでした。第3章の画像が壊れています。" in client.get(path).content.decode()
    client.post(again)
    assert set(publication.exports.values_list("state", flat=True)) == {"waiting"}


def test_another_plan_has_none_of_these_files(plan, close, outsider, logged_in):
    file = freeze_file(close(plan), "pdf", b"secret")
    assert logged_in(outsider).get(address(file)).status_code == 404
    state = reverse("publishing:edition_state", args=[plan.pk, 1])
    headers = {"HX-Request": "true"}
    assert logged_in(outsider).get(state, headers=headers).status_code == 404
