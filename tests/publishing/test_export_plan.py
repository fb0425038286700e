"""manage.py export_plan: a whole file, or a sentence that says what is wrong."""

import json

import pytest
from django.core.management import CommandError, call_command

from smartplan.publishing.management.commands import export_plan
from tests.printing.reading import pages_of


def export(plan_id, kind, target):
    call_command("export_plan", str(plan_id), format=kind, output=target)


def test_a_plan_is_written_as_pdf_and_as_json(full_plan, tmp_path, capsys):
    export(full_plan.pk, "pdf", tmp_path / "計画.pdf")
    export(full_plan.pk, "json", tmp_path / "計画.json")

    assert "第1章" in "".join(pages_of((tmp_path / "計画.pdf").read_bytes()))
    assert json.loads((tmp_path / "計画.json").read_text())["plan"]["title"] == full_plan.title
    assert sorted(path.name for path in tmp_path.iterdir()) == ["計画.json", "計画.pdf"]
    assert "計画.pdf に書き出しました。" in capsys.readouterr().out


def test_a_plan_that_does_not_exist_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="番号 999 の計画はありません。"):
        export(999, "pdf", tmp_path / "a.pdf")


def test_a_missing_folder_is_named(plan, tmp_path):
    with pytest.raises(CommandError, match="nowhere がありません。"):
        export(plan.pk, "json", tmp_path / "nowhere" / "a.json")
    with pytest.raises(CommandError, match="ファイルの名前まで"):
        export(plan.pk, "json", tmp_path)


def test_a_write_that_fails_leaves_the_old_file_whole(plan, tmp_path, monkeypatch):
    target = tmp_path / "a.json"
    target.write_text("前の版")

    def full_disk(descriptor, mode):
        raise OSError(28, "デバイスに空き領域がありません")

    monkeypatch.setattr(export_plan.os, "fdopen", full_disk)

    with pytest.raises(CommandError, match=r"a\.json に書き込めません：デバイスに空き領域が"):
        export(plan.pk, "json", target)

    assert target.read_text() == "前の版"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
