"""The second start does not collect the style sheets again; a changed one is never left out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.contrib.staticfiles.storage import staticfiles_storage

from smartplan.web.static_files import collect_what_changed

BEFORE, AFTER = "p { color: black }\n", "p { color: navy }\n"


@pytest.fixture
def source(settings, tmp_path) -> Iterator[Path]:
    """Our own style sheets: one, which a test may change."""
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "a.css").write_text(BEFORE)
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "served"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    get_finder.cache_clear()
    yield folder
    get_finder.cache_clear()


def served() -> Path:
    """The file of a.css that pages name: the one in the manifest."""
    staticfiles_storage.hashed_files = staticfiles_storage.load_manifest()[0]
    return Path(staticfiles_storage.path(staticfiles_storage.stored_name("a.css")))


def test_the_second_start_collects_nothing(settings, source):
    assert collect_what_changed()
    written = {path: path.stat().st_mtime_ns for path in settings.STATIC_ROOT.rglob("*")}
    assert not collect_what_changed()
    assert {path: path.stat().st_mtime_ns for path in settings.STATIC_ROOT.rglob("*")} == written


def test_a_changed_style_sheet_is_served_after_the_next_start(source):
    collect_what_changed()
    assert served().read_text() == BEFORE
    (source / "a.css").write_text(AFTER)
    assert collect_what_changed()
    assert served().read_text() == AFTER


def test_a_change_of_the_same_length_and_date_is_seen(source):
    file = source / "a.css"
    collect_what_changed()
    date = file.stat().st_mtime_ns
    file.write_text(BEFORE.replace("black", "white"))
    os.utime(file, ns=(date, date))
    assert collect_what_changed()


@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_new_or_removed_file_is_seen(source, change):
    (source / "b.css").write_text(BEFORE)
    collect_what_changed()
    if change == "added":
        (source / "c.css").write_text(BEFORE)
    else:
        (source / "b.css").unlink()
    assert collect_what_changed()


@pytest.mark.parametrize("damage", ["deleted", "cut off"])
def test_a_served_file_that_was_lost_or_damaged_comes_back(source, damage):
    collect_what_changed()
    file = served()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_text("p")
    assert collect_what_changed()
    assert served().read_text() == BEFORE


def test_a_start_that_was_cut_off_is_made_up_for(source, monkeypatch):
    collect_what_changed()
    (source / "a.css").write_text(AFTER)

    def cut_off(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("smartplan.web.static_files.call_command", cut_off)
        with pytest.raises(KeyboardInterrupt):
            collect_what_changed()
    assert collect_what_changed()
    assert served().read_text() == AFTER


def test_a_newer_library_collects_again(source, monkeypatch):
    collect_what_changed()
    monkeypatch.setattr("smartplan.web.static_files.version", lambda library: f"{library} 99")
    assert collect_what_changed()
