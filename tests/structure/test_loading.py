"""The commands that bring the structure into the database."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from smartplan.structure.guidance import guidance_of
from smartplan.structure.models import GuidingQuestion, ModelItem, Section
from smartplan.structure.reading import KINDS

FIXTURE = settings.BASE_DIR / "fixtures" / "structure.json"


def run(command: str, *args: object) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [kind.objects.count() for kind in KINDS]


def newer_edition(tmp_path, before: str, after: str):
    path = tmp_path / "structure.json"
    text = FIXTURE.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_a_second_run_adds_nothing():
    assert run("load_structure") == "計画の構成：188件を登録しました（登録済み0件）。\n"
    before = counts()
    assert run("load_structure") == "計画の構成：0件を登録しました（登録済み188件）。\n"
    assert counts() == before


def test_a_run_with_nothing_absent_is_quick(structure, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        run("load_structure")


def test_a_curators_edit_survives_a_later_run(structure):
    section = Section.objects.get(key="purpose")
    section.summary = "この町の言葉で書き直しました。"
    section.save()
    question = section.questions.get(key="why-now")
    question.position, question.text = 90, "どうして今ですか。"
    question.save()
    ModelItem.objects.get(key="kpi").sections.clear()

    run("load_structure")

    section.refresh_from_db()
    question.refresh_from_db()
    assert section.summary == "この町の言葉で書き直しました。"
    assert (question.position, question.text) == (90, "どうして今ですか。")
    assert section.questions.count() == 7
    assert not ModelItem.objects.get(key="kpi").sections.exists()


def test_only_the_row_that_is_absent_comes_back(structure):
    GuidingQuestion.objects.filter(key="why-now").delete()
    assert run("load_structure") == "計画の構成：1件を登録しました（登録済み187件）。\n"
    assert GuidingQuestion.objects.get(key="why-now").section.key == "purpose"


def test_what_a_run_brings_is_seen_at_once(db):
    assert guidance_of("purpose").questions == ()
    run("load_structure")
    assert len(guidance_of("purpose").questions) == 7


def test_a_preview_shows_the_differences_and_writes_nothing(structure, tmp_path):
    path = newer_edition(tmp_path, "取り組むことを決め、動き出す段階です。", "始める段階です。")
    shown = run("update_structure", path, "--preview")
    assert "変更 段階「初動段階」  [stage:initiation]" in shown
    assert "    今：スマートシティに取り組むことを決め、動き出す段階です。" in shown
    assert "    新：スマートシティに始める段階です。" in shown
    assert "文の違う行1件を取り込めます（まだ書き込んでいません）。" in shown
    assert run("update_structure", path, "--preview") == shown


def test_a_newer_edition_is_brought_in_when_asked_for(structure, tmp_path):
    path = newer_edition(tmp_path, "市民理解醸成", "市民の理解を広げる")
    assert "文の違う行1件を取り込みました。" in run("update_structure", path, "--apply")
    assert run("update_structure", path, "--preview").startswith("新しい行0件、文の違う行0件")


def test_a_row_that_is_to_be_kept_keeps_its_words(structure, tmp_path):
    section = Section.objects.get(key="glossary")
    section.summary = "わが市の文です。"
    section.save()
    run("update_structure", "--apply", "--keep", "section:glossary")
    section.refresh_from_db()
    assert section.summary == "わが市の文です。"
    with pytest.raises(CommandError, match="section:nowhere"):
        run("update_structure", "--apply", "--keep", "section:nowhere")


def test_the_homes_of_a_model_item_are_compared_too(structure):
    ModelItem.objects.get(key="kpi").sections.clear()
    assert "対応する計画の項目" in run("update_structure", "--apply")
    assert ModelItem.objects.get(key="kpi").sections.count() == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("これはJSONではない", "UTF-8のJSONではありません"),
        ('{"schema": "smartplan-plan"}', "計画の構成の初期データではありません"),
        ('[{"model": "cases.case", "fields": {}}]', "計画の構成の初期データではありません"),
        ('[{"model": "structure.section", "fields": {"nam": "1"}}]', "「nam」という欄はありません"),
        ('[{"model": "structure.section", "fields": {"name": "1"}}]', "「key」がありません"),
        (
            '[{"model": "structure.section", "fields": '
            '{"key": "ninth", "name": "9", "summary": "9"}}]',
            "有効な選択肢ではありません",
        ),
        (
            '[{"model": "structure.sectionstyle", "fields": {"section": ["ninth"], '
            '"key": "x", "name": "9", "description": "9"}}]',
            "［sectionstyle:ninth:x］を登録できません",
        ),
    ],
)
def test_a_bad_file_is_refused_whole(structure, tmp_path, content, message):
    before = counts()
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        run("update_structure", path, "--apply")
    assert counts() == before


def test_one_bad_row_keeps_the_others_out(structure, tmp_path):
    rows = json.loads(FIXTURE.read_text(encoding="utf-8"))
    rows[0]["fields"]["summary"] = "新しい文"
    rows[-1]["fields"]["name"] = "アセット" * 16
    path = tmp_path / "long.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(CommandError, match="アセット"):
        run("update_structure", path, "--apply")
    assert not Section.objects.filter(summary="新しい文").exists()
