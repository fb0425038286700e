"""manage.py import_plan: a file comes in as a new plan, or nothing happens."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from smartplan.plans.content import plan_content, plan_json
from smartplan.plans.models import Plan
from tests.plans.writing import fill_every_kind

pytestmark = pytest.mark.django_db


def run(file, code="992029", user="outsider"):
    call_command("import_plan", str(file), municipality=code, user=user)


def test_a_file_becomes_a_plan(plan, other_town, outsider, tmp_path, capsys):
    fill_every_kind(plan)
    file = tmp_path / "計画.json"
    file.write_text(plan_json(plan), encoding="utf-8")

    run(file)

    made = Plan.objects.get(municipality=other_town)
    assert plan_content(made)["rows"] == plan_content(plan)["rows"]
    assert capsys.readouterr().out == (
        "みどり県となり市の計画「あおば市スマートシティ推進計画」として"
        f"取り込みました（番号 {made.pk}）。\n"
    )


def test_a_file_with_a_byte_order_mark_is_read(plan, other_town, outsider, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(plan_json(plan), encoding="utf-8-sig")

    run(file)

    assert Plan.objects.filter(municipality=other_town).exists()


def test_what_is_wrong_is_listed_and_nothing_is_made(plan, other_town, outsider, tmp_path):
    content = plan_content(plan)
    content["plan"]["years"] = "5"
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        run(file)

    assert str(caught.value) == (
        "取り込めませんでした。何も変更していません。\n"
        "- plan.years: 整数にしてください（今は文字列）。"
    )
    assert list(Plan.objects.all()) == [plan]


@pytest.mark.parametrize(
    ("file", "code", "user", "message"),
    [
        ("plan.json", "000000", "outsider", "「000000」という地方公共団体はありません。"),
        ("plan.json", "992029", "nobody", "ログイン名「nobody」の利用者はいません。"),
        ("ない.json", "992029", "outsider", "を読めません。"),
        (".", "992029", "outsider", "を読めません。"),
    ],
)
def test_what_is_not_there_is_named(
    plan, other_town, outsider, tmp_path, file, code, user, message
):
    (tmp_path / "plan.json").write_text(plan_json(plan), encoding="utf-8")

    with pytest.raises(CommandError, match=message):
        run(tmp_path / file, code, user)

    assert list(Plan.objects.all()) == [plan]
