"""Asking for a file: the same content is the same file, and changed content another."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from smartplan.plans.models import Plan, PurposeText
from smartplan.publishing import storing
from smartplan.publishing.exports import keys
from smartplan.publishing.exports.actions import enqueue, request_export
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.models import Export, Format
from tests.document.sample import write
from tests.printing.reading import pages_of


def asked(plan: Plan, by, kind: Format = Format.XLSX) -> Export:
    """Asked for anew, as a page does with the plan as it is stored."""
    return request_export(plan=Plan.objects.get(pk=plan.pk), format=kind, by=by)


def made(plan: Plan, by, kind: Format = Format.XLSX) -> Export:
    export = asked(plan, by, kind)
    make_export(export.pk)
    export.refresh_from_db()
    return export


def test_a_file_is_made_once_for_the_same_content(full_plan, planner, colleague):
    first = made(full_plan, planner, Format.PDF)
    again = asked(full_plan, colleague, Format.PDF)

    assert (again.pk, again.state) == (first.pk, Export.State.DONE)
    file = storing.read(again.path, again.sha256)
    assert "あおば市スマートシティ推進計画" in pages_of(file)[0]
    assert again.size == len(file)


def test_a_changed_plan_gets_another_file(full_plan, planner):
    first = made(full_plan, planner)
    write(full_plan, PurposeText, background="書き直しました。")

    assert asked(full_plan, planner).pk != first.pk
    write(full_plan, PurposeText, background="もう一度書き直しました。")
    assert Export.objects.filter(plan=full_plan).count() == 2


def test_the_name_of_the_town_the_edition_and_the_fonts_count_as_well(plan, planner, monkeypatch):
    found = {asked(plan, planner).key}
    plan.municipality.name = "あけぼの市"
    plan.municipality.save()
    found.add(asked(plan, planner).key)
    Plan.objects.filter(pk=plan.pk).update(edition="proposal")
    found.add(asked(plan, planner).key)
    found.add(asked(plan, planner, Format.PDF).key)
    monkeypatch.setattr(keys, "document_fonts", list)
    keys.printing_fingerprint.cache_clear()
    found.add(asked(plan, planner).key)
    keys.printing_fingerprint.cache_clear()
    assert len(found) == 5


def test_the_row_says_of_which_content_the_file_really_is(plan, planner):
    export = asked(plan, planner)
    write(plan, PurposeText, background="頼んだあとで書き直しました。")
    make_export(export.pk)

    assert asked(plan, planner).pk == export.pk
    write(plan, PurposeText, background="")
    assert asked(plan, planner).pk != export.pk


def test_a_plan_changed_again_and_again_keeps_one_place_in_the_queue(plan, planner, colleague):
    first = asked(plan, planner)
    for text in ("一度目", "二度目", "三度目"):
        write(plan, PurposeText, background=text)
        assert asked(plan, colleague).pk == first.pk
    make_export(first.pk)

    again = asked(plan, planner)
    assert (again.pk, again.state) == (first.pk, Export.State.DONE)
    assert Export.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_asks_for_many_files_does_not_keep_others_waiting_for_one(plan, planner, colleague):
    for kind in (Format.PDF, Format.PDF_A, Format.DOCX):
        asked(plan, planner, kind)
    asked(plan, colleague, Format.XLSX)

    tasks = DBTaskResult.objects.ready().values_list("args_kwargs__args__0", flat=True)
    formats = dict(Export.objects.values_list("pk", "format"))
    assert [formats[number] for number in tasks] == [
        Format.PDF,
        Format.XLSX,
        Format.PDF_A,
        Format.DOCX,
    ]


def test_two_requests_that_meet_on_the_same_content_are_both_answered(plan, planner):
    before = asked(plan, planner)
    begun = Export.objects.claim(before.pk, timezone.now())
    write(plan, PurposeText, background="頼んだあとで書き直しました。")
    after = asked(plan, planner)
    begun.give_back(timezone.now())
    make_export(before.pk)
    make_export(after.pk)

    assert set(Export.objects.values_list("state", flat=True)) == {Export.State.DONE}
    assert asked(plan, planner).pk == after.pk
    write(plan, PurposeText, background="")
    assert asked(plan, planner).pk not in {before.pk, after.pk}


def test_a_lost_file_is_made_again(plan, planner):
    export = made(plan, planner)
    storing.remove(export.path)

    again = asked(plan, planner)
    assert (again.pk, again.state, again.attempts) == (export.pk, Export.State.WAITING, 0)
    make_export(again.pk)
    again.refresh_from_db()
    assert storing.exists(again.path)


def test_a_failed_export_is_tried_again_when_it_is_asked_for(plan, planner):
    export = asked(plan, planner)
    claimed = Export.objects.claim(export.pk, timezone.now())
    assert claimed
    claimed.fail("ディスクに空きがありません。", timezone.now())

    again = asked(plan, planner)
    assert (again.pk, again.state, again.message) == (export.pk, Export.State.WAITING, "")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_make_one_export_twice(plan, planner, files):
    exports = [asked(plan, planner, kind) for kind in (Format.XLSX, Format.SUMMARY)]
    claims: list[int] = []
    start = threading.Barrier(4)

    def claim() -> None:
        start.wait()
        for export in exports:
            if Export.objects.claim(export.pk, timezone.now()):
                claims.append(export.pk)
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claims) == sorted(export.pk for export in exports)
    assert set(Export.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_one_export_asked_for_by_many_at_once_is_one(plan, planner):
    start = threading.Barrier(4)
    answers: list[int] = []

    def ask() -> None:
        start.wait()
        answers.append(asked(plan, planner).pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Export.objects.get().pk] * 4


def test_a_second_task_for_a_finished_export_changes_nothing(plan, planner):
    export = made(plan, planner)
    enqueue(export.pk)
    make_export(export.pk)
    path = export.path
    export.refresh_from_db()
    assert (export.state, export.path, export.attempts) == (Export.State.DONE, path, 1)


def test_a_worker_that_comes_back_from_the_dead_leaves_the_file_of_another_alone(
    plan, planner, files
):
    export = asked(plan, planner)
    dead = Export.objects.claim(export.pk, timezone.now())
    assert dead
    assert dead.start_again(timezone.now())
    dead.state = Export.State.RUNNING
    make_export(export.pk)
    export.refresh_from_db()

    assert not dead.finish(storing.StoredFile("exports/zz/other.xlsx", "0" * 64, 1), timezone.now())
    assert not dead.fail("間に合いませんでした。", timezone.now())
    path = export.path
    export.refresh_from_db()
    assert (export.state, export.path, export.message) == (Export.State.DONE, path, "")
