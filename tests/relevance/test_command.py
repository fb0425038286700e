"""`manage.py suggest_cases`: the ranking of the screen on the command line."""

import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def run(capsys, *arguments):
    call_command("suggest_cases", *arguments)
    return capsys.readouterr().out


def test_json_names_municipality_title_score_and_reasons(capsys):
    out = run(
        capsys,
        *("--section", "measures", "--stage", "implementation", "--type", "government"),
        *("--population", "８万人", "--text", "高齢者の買い物", "--limit", "1", "--json"),
    )
    [row] = json.loads(out)
    assert row["municipality"] == "いな市"
    assert row["title"] == "ドローンで集落へ配送する"
    assert row["score"] > 5
    assert row["reasons"][:2] == ["同じ項目（個別施策）の事例", "「高齢者」「買い物」の語が共通"]
    assert (row["source"], row["page"], row["as_of"]) == ("試験の資料集", "P3", "令和4年3月")


def test_without_json_a_table_is_printed(capsys):
    lines = run(capsys, "--section", "glossary").splitlines()
    assert lines[0].split() == ["順位", "得点", "番号", "団体", "題名"]
    assert lines[1].split()[2:] == ["C930", "ぬま市", "五十音順の用語集"]
    assert lines[2:] == [
        "      理由：同じ項目（用語集）の事例",
        "      出典：試験の資料集 P3（令和4年3月）",
    ]


def test_nothing_found_is_said(capsys):
    assert run(capsys, "--section", "purpose") == (
        "合う事例がありません。条件や文章を変えてお試しください。\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--section を指定してください。コード：purpose（策定の趣旨・位置づけ）"),
        (
            ["--section", "5"],
            "--section の「5」は使えません。次から選んでください。コード：purpose",
        ),
        (["--stage", "実証"], "--stage の「実証」は使えません。"),
        (["--type", "gov"], "コード：government（行政主導型）、area（エリアマネジメント型）"),
        (["--population", "多い"], "--population の「多い」は人口として読めません。"),
        (["--population", "-5"], "--population の「-5」は人口として読めません。"),
        (["--limit", "0"], "--limit の「0」は使えません。1から100までの整数を入れてください。"),
        (["--limit", "五"], "--limit の「五」は使えません。"),
        (["--field", "宇宙"], "--field の「宇宙」という分野はありません。"),
    ],
)
def test_a_wrong_value_is_answered_with_what_is_possible(arguments, message):
    given = arguments if not arguments or arguments[0] == "--section" else []
    rest = [] if given or not arguments else ["--section", "measures", *arguments]
    with pytest.raises(CommandError) as error:
        call_command("suggest_cases", *given, *rest)
    assert message in str(error.value)
