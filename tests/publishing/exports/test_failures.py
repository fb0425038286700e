"""An export that cannot be made says which chapter and why; nobody sees a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from smartplan.document.tree import words_of
from smartplan.plans.models import Measure, Picture, PictureFile
from smartplan.printing.pdf import document as pdf_module
from smartplan.publishing import storing
from smartplan.publishing.exports import failures
from smartplan.publishing.exports.actions import request_export
from smartplan.publishing.exports.making import make_export
from smartplan.publishing.exports.material import Material
from smartplan.publishing.exports.writers import WRITERS
from smartplan.publishing.models import Export, Format
from tests.plans.writing import a_picture_file

SAFE = "入力した内容は保存されています。"


def attempted(plan, by, kind: Format = Format.PDF) -> Export:
    export = request_export(plan=plan, format=kind, by=by)
    make_export(export.pk)
    export.refresh_from_db()
    return export


def why(plan, by, kind: Format = Format.PDF) -> str:
    export = attempted(plan, by, kind)
    assert export.state == Export.State.FAILED
    assert "Traceback" not in export.message
    assert "Error" not in export.message
    return export.message


def written_by(monkeypatch, write, kind: Format = Format.PDF) -> None:
    """Let another writer write this format."""
    monkeypatch.setitem(WRITERS, kind, write)


def test_a_missing_font_is_named(plan, planner, monkeypatch):
    monkeypatch.setattr(pdf_module, "document_fonts", list)
    assert "「fonts-morisawa-bizud-gothic」" in why(plan, planner)


def test_a_broken_picture_is_named_with_its_place(plan, planner):
    file = a_picture_file()
    Picture.objects.create(
        plan=plan, place="logo", alternative="あおば市の市章", file=file, position=1
    )
    assert attempted(plan, planner).state == Export.State.DONE
    Export.objects.all().delete()
    PictureFile.objects.filter(pk=file.pk).update(content=b"\x89PNG\r\n\x1a\n broken")

    assert why(plan, planner) == (
        "表紙の画像が壊れているか、失われています。"
        "画像を登録し直すか、外してから、もう一度作成してください。"
    )


def test_a_broken_picture_is_one_line_of_the_log_and_no_traceback(plan, planner, caplog):
    file = a_picture_file()
    Picture.objects.create(plan=plan, place="logo", alternative="市章", file=file, position=1)
    PictureFile.objects.filter(pk=file.pk).update(content=b"broken")

    message = why(plan, planner)
    (told,) = [record for record in caplog.records if "作成できませんでした" in record.message]
    assert message in told.message
    assert (told.levelname, told.exc_info) == ("WARNING", None)


def test_what_a_document_cannot_hold_is_named_with_its_chapter(full_plan, planner, monkeypatch):
    Measure.objects.filter(plan=full_plan, position=1).update(actions="組めない言葉")

    def stumbling(material: Material) -> bytes:
        blocks = (block for part in material.document.chapters for block in part.blocks)
        if any("組めない言葉" in words for block in blocks for words in words_of(block)):
            raise IndexError("list index out of range")
        return b"a file"

    written_by(monkeypatch, stumbling)
    message = why(full_plan, planner)
    assert message.startswith("「第5章　個別施策」の「")
    assert f"」を文書にできませんでした。{SAFE}" in message


def test_what_cannot_even_be_built_is_named_with_its_chapter(full_plan, planner, monkeypatch):
    def broken(contents, chapter):
        raise TypeError("unsupported operand")

    section = next(section for section in failures.CHAPTERS if section.value == "policy")
    monkeypatch.setitem(failures.CHAPTERS, section, broken)
    assert why(full_plan, planner).startswith("「基本方針」を文書にできませんでした。")


def test_a_fault_without_a_place_names_the_number_to_pass_on(plan, planner, monkeypatch):
    tries: list[int] = []

    def once(material: Material) -> bytes:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError
        return b""

    written_by(monkeypatch, once)
    message = why(plan, planner)
    assert f"書き出しの番号{Export.objects.get().pk}をシステムの管理者に伝えてください。" in message


def test_too_little_memory_is_told_with_the_largest_chapter(full_plan, planner, monkeypatch):
    def greedy(material: Material) -> bytes:
        return b"x" * (1 << 60)

    written_by(monkeypatch, greedy)
    message = why(full_plan, planner)
    assert "サーバーのメモリーが足りませんでした。最も大きい章は「第" in message


def test_an_export_without_an_end_is_stopped_and_says_so(full_plan, planner, settings, monkeypatch):
    settings.EXPORT_SECONDS = 1

    def endless(material: Material) -> bytes:
        while True:
            with suppress(Exception):  # as libraries do
                time.sleep(0.01)

    written_by(monkeypatch, endless)
    begun = time.monotonic()
    message = why(full_plan, planner)
    assert time.monotonic() - begun < 30
    assert message.startswith("1秒たっても終わらないため、中止しました。最も大きい章は「第")
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_full_disk_is_told_and_leaves_nothing_behind(plan, planner, files, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(storing.os, "fsync", full)
    assert why(plan, planner, Format.XLSX) == failures.DISK_FULL
    assert [path for path in files.rglob("*") if path.is_file()] == []

    monkeypatch.undo()
    django_settings.MEDIA_ROOT = files
    assert attempted(plan, planner, Format.XLSX).state == Export.State.DONE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_really_full_disk_is_told(plan, planner, files):
    files.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(files)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("this machine does not let us mount a small disk")
    try:
        assert why(plan, planner, Format.XLSX) == failures.DISK_FULL
        assert [path for path in files.rglob("*") if path.is_file()] == []
    finally:
        subprocess.run(["umount", str(files)], check=True)  # noqa: S603, S607


def test_a_folder_that_cannot_be_written_to_is_told(plan, planner, files):
    files.parent.mkdir(exist_ok=True)
    Path(files).write_text("not a folder")
    message = why(plan, planner, Format.XLSX)
    assert message.startswith("サーバーにファイルを保存できませんでした（")
    assert SAFE in message
