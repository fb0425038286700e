"""A backup holds all that was saved, and comes back; what is damaged does not."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import stat
import subprocess
import sys
import threading
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from PIL import Image

from smartplan.municipalities.models import Division
from smartplan.plans.content import plan_json
from smartplan.plans.models import Picture
from smartplan.plans.pictures.files import file_of
from smartplan.publishing.editions.closing import close_edition
from smartplan.publishing.frozen_files import freeze_file
from smartplan.publishing.models import Export, PublicationFile
from smartplan.web.backups import BackupError, make_backup, restore_backup
from smartplan.web.backups.snapshot import MODELS_WITH_FILES

pytestmark = pytest.mark.django_db(transaction=True)
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")


@pytest.fixture(autouse=True)
def _files_of_the_test_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture
def backup(tmp_path):
    """Make a backup and give its path."""

    def make() -> Path:
        target = tmp_path / f"{secrets.token_hex(4)}.zip"
        call_command("backup", target)
        return target

    return make


@pytest.fixture
def edition(plan, planner):
    """A closed edition of the plan, with a picture and a file."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    Picture.objects.create(plan=plan, place="logo", position=1, file=file_of(drawn.getvalue()))
    publication = close_edition(plan=plan, by=planner, edition="draft", note="", at=timezone.now())
    return freeze_file(publication, "docx", b"the frozen file" * 1_000)


@pytest.fixture
def elsewhere(tmp_path):
    """An empty installation beside ours: `elsewhere("restore", path)` runs a command of it."""
    folder = tmp_path / "elsewhere"
    environment = {**os.environ, "SMARTPLAN_DATA_DIR": str(folder)}
    database = f"restored_{secrets.token_hex(4)}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {database}")
        environment["SMARTPLAN_POSTGRES_DB"] = database

    def run(*arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=django_settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    run.folder = folder
    yield run
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database}")


def test_everything_comes_back_in_an_empty_installation(backup, elsewhere, plan, edition):
    archive = backup()
    done = elsewhere("restore", archive)
    assert done.returncode == 0, done.stderr
    assert "のバックアップを戻しました" in done.stdout
    restored = elsewhere.folder / "files" / edition.path
    assert restored.read_bytes() == (django_settings.MEDIA_ROOT / edition.path).read_bytes()
    assert stat.S_IMODE(restored.stat().st_mode) == 0o400
    target = elsewhere.folder / "plan.json"
    exported = elsewhere("export_plan", plan.pk, "--format", "json", "-o", target)
    assert exported.returncode == 0, exported.stderr
    assert target.read_text(encoding="utf-8") == plan_json(plan)  # pictures are in it
    assert '"pictures"' in plan_json(plan)
    changed = elsewhere("shell", "-c", FORGE)
    assert "never changed or deleted" in changed.stderr
    again = elsewhere("restore", archive)
    assert again.returncode == 1
    assert "空でない環境には戻せません" in again.stderr


FORGE = """
from django.db import connection
connection.cursor().execute("UPDATE publishing_publication SET title = 'x'")
"""


def test_a_backup_of_an_older_version_is_brought_up_to_date(backup, elsewhere, plan):
    call_command("migrate", "publishing", "0003", verbosity=0)
    try:
        archive = backup()
    finally:
        call_command("migrate", "publishing", verbosity=0)
    assert elsewhere("restore", archive).returncode == 0
    assert elsewhere("migrate", "--check").returncode == 0


@ON_SQLITE
def test_a_backup_holds_every_save_that_was_acknowledged_before_it_began(backup, town):
    acknowledged: list[str] = []
    stopped = threading.Event()

    def write() -> None:
        while not stopped.is_set():
            name = f"課{len(acknowledged)}"
            Division.objects.create(municipality=town, name=name, position=len(acknowledged))
            acknowledged.append(name)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(6):
            while len(acknowledged) < 20 * number:
                stopped.wait(0.01)
            before = set(acknowledged)
            assert before <= divisions_in(backup())
    finally:
        stopped.set()
        writer.join()
    assert len(acknowledged) > 100


def divisions_in(archive: Path) -> set[str]:
    copy = archive.with_suffix(".sqlite3")
    with ZipFile(archive) as packed:
        copy.write_bytes(packed.read("database"))
    opened = sqlite3.connect(copy)
    try:
        return {name for (name,) in opened.execute("SELECT name FROM municipalities_division")}
    finally:
        opened.close()


def test_an_export_that_is_cleared_in_between_is_not_missed(
    backup, plan, planner, edition, monkeypatch
):
    """The backup begins again, with a database that does not know the export any more."""
    export = Export.objects.create(
        plan=plan, format="pdf", key="k", state="done", path="exports/ab/gone.pdf", sha256="0" * 64
    )
    archive = backup()
    with ZipFile(archive) as packed:
        assert json.loads(packed.read("manifest.json"))["missing"] == [export.path]
    real = Path.open

    def cleared(path, *args, **kwargs):
        if path.name == "gone.pdf":
            Export.objects.all().delete()
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", cleared)
    with ZipFile(backup()) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    assert manifest["missing"] == []
    assert manifest["counts"]["publishing_export"] == 0
    assert f"files/{edition.path}" in manifest["members"]


def test_a_damaged_file_of_an_edition_is_named_and_the_rest_is_kept(backup, edition, capsys):
    place = django_settings.MEDIA_ROOT / edition.path
    place.chmod(0o600)
    place.write_bytes(b"other")
    archive = backup()
    assert (
        f"ファイル {edition.path} は、元の環境にないか、壊れています。" in capsys.readouterr().err
    )
    assert archive.exists()


def test_a_backup_is_for_its_own_account_and_never_written_over(backup, tmp_path, db):
    archive = backup()
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    content = archive.read_bytes()
    with pytest.raises(CommandError, match="すでにあります"):
        call_command("backup", archive)
    with pytest.raises(CommandError, match="がありません"):
        call_command("backup", tmp_path / "no" / "a.zip")
    assert archive.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_failed_backup_leaves_nothing_that_looks_like_one(tmp_path, db, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smartplan.web.backups.making.add", full)
    with pytest.raises(BackupError, match="空きの容量"):
        make_backup(tmp_path / "a.zip", at=timezone.now())
    assert {each.name for each in tmp_path.iterdir()} == {"files"}


def rewritten(archive: Path, change, *, without: str = "") -> Path:
    """The archive with another manifest, or without a member."""
    target = archive.with_name(f"changed-{secrets.token_hex(4)}.zip")
    with ZipFile(archive) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(change(json.loads(content))).encode()
            if name != without:
                new.writestr(name, content)
    return target


def flipped(archive: Path, name: str) -> Path:
    """The archive with one bit changed in a member, so that the member reads differently."""
    target = archive.with_name(f"flipped-{secrets.token_hex(4)}.zip")
    with ZipFile(archive) as packed:
        part, whole = packed.getinfo(name), packed.read(name)
    # The member's own header says how long its name and what is added to it are.
    content = archive.read_bytes()
    lengths = content[part.header_offset + 26 : part.header_offset + 30]
    start = (
        part.header_offset
        + 30
        + sum(int.from_bytes(lengths[place : place + 2], "little") for place in (0, 2))
    )
    # A run of zeros may be packed in several ways: a bit that changes nothing is no damage.
    for place in range(part.compress_size // 2, part.compress_size):
        damaged = bytearray(content)
        damaged[start + place] ^= 4
        target.write_bytes(damaged)
        if _read(target, name) != whole:
            return target
    raise AssertionError(name)


def _read(archive: Path, name: str) -> bytes | None:
    """What a member holds; None when it cannot be read."""
    try:
        with ZipFile(archive) as packed:
            return packed.read(name)
    except (BadZipFile, zlib.error):
        return None


def refused(archive: Path, settings, folder: Path) -> str:
    """Why restoring is refused; nothing is written."""
    settings.MEDIA_ROOT = folder / "nothing"
    with pytest.raises(BackupError) as error:
        restore_backup(archive)
    assert not settings.MEDIA_ROOT.exists()
    return str(error.value)


def test_a_damaged_archive_is_refused_before_anything_is_written(
    backup, edition, settings, tmp_path
):
    archive = backup()
    part = f"files/{edition.path}"
    truncated = tmp_path / "truncated.zip"
    truncated.write_bytes(archive.read_bytes()[:-200])
    empty = tmp_path / "empty.zip"
    empty.write_bytes(b"")

    def same(manifest):
        return manifest

    def other_hash(manifest):
        manifest["members"][part] = "0" * 64
        return manifest

    for damaged in (
        truncated,
        empty,
        flipped(archive, "database"),
        flipped(archive, part),
        flipped(archive, "manifest.json"),
        rewritten(archive, same, without=part),
        rewritten(archive, same, without="database"),
        rewritten(archive, same, without="manifest.json"),
        rewritten(archive, other_hash),
        rewritten(archive, lambda _: []),
        rewritten(archive, lambda manifest: manifest | {"members": []}),
        rewritten(archive, lambda manifest: manifest | {"made_at": "yesterday"}),
    ):
        assert "壊れているか、途中で切れています" in refused(damaged, settings, tmp_path)
    assert "ありません" in refused(tmp_path / "nowhere.zip", settings, tmp_path)


def test_no_file_is_written_out_of_the_folder(backup, edition, settings, tmp_path):
    archive = backup()
    for name in ("files/../../x", "files//etc/x", "x", "files/a\\..\\x"):
        changed = rewritten(archive, lambda manifest, name=name: listing(manifest, name))
        with ZipFile(changed, "a") as packed:
            packed.writestr(name, b"")
        assert "壊れている" in refused(changed, settings, tmp_path)


def listing(manifest: dict, name: str) -> dict:
    """The list with one more member, which is empty."""
    return manifest | {"members": manifest["members"] | {name: NOTHING}}


NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_what_cannot_be_taken_back_here_is_refused_in_words(backup, db, settings, tmp_path):
    archive = backup()
    vendor = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    for change, told in (
        ({"vendor": vendor}, "計画ごとにJSONで移してください"),
        ({"version": "99.0"}, "先にSmartPlanを新しい版にしてください"),
        ({"migrations": [["teamwork", "0001_initial"]]}, "先にSmartPlanを新しい版にしてください"),
        ({"format": 99}, "先にSmartPlanを新しい版にしてください"),
        ({}, "空でない環境には戻せません"),
    ):
        changed = rewritten(archive, lambda manifest, change=change: manifest | change)
        assert told in refused(changed, settings, tmp_path)


def test_the_files_of_every_table_that_names_files_are_kept():
    naming = {
        model._meta.label
        for model in apps.get_models()
        if any(field.name == "path" for field in model._meta.fields)
        and any(field.name == "sha256" for field in model._meta.fields)
    }
    assert naming == set(MODELS_WITH_FILES)
    assert PublicationFile._meta.label in naming
