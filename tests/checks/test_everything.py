"""All checks together: in the plan's order, on anything that can be typed, and as a command."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartplan.checks.everything import CHECKS, findings_of
from smartplan.checks.finding import Level
from smartplan.plans.models import ROWS, TEXTS, Chapter, Measure, Plan, RoadmapItem, Term
from smartplan.plans.reading import read_plan
from smartplan.structure.keys import SectionKey
from tests.plans.writing import fill, fill_every_kind, typed_fields

pytestmark = pytest.mark.django_db


def test_every_section_has_a_check():
    assert list(CHECKS) == list(SectionKey)


def test_findings_follow_the_order_of_the_plan(plan):
    fill_every_kind(plan)
    plan.chapters.filter(section="glossary").update(position=0)

    sections = [each.section for each in findings_of(read_plan(plan))]

    assert sections[0] == SectionKey.GLOSSARY
    assert sections == sorted(sections, key=[*sections].index)


def test_every_finding_says_what_to_do_and_where(plan):
    fill_every_kind(plan)
    fill(plan, rows=3)

    found = findings_of(read_plan(plan))

    assert len(found) > 20
    for each in found:
        assert each.message.endswith(("。", "」", "語"))
        assert each.hint
        assert each.link
    kinds = {kind.rows_name() for kind in ROWS} | {"chapters", "plan"}
    assert {each.link.rows for each in found} <= kinds


def test_looking_costs_no_query(plan, django_assert_num_queries):
    fill_every_kind(plan)
    fill(plan, rows=5)
    contents = read_plan(plan)

    with django_assert_num_queries(0):
        findings_of(contents)


NONSENSE = [
    "",
    " ",
    "　",
    "0",
    "-1",
    "99999999999999999999999999999999999999",
    "令和0年",
    "平成99年度",
    "一億二千万",
    "1/0",
    "NaN",
    "Infinity",
    "1e999",
    "①",
    "½",
    "٣",
    "（",
    "「」",
    "%s%d{0}{name}",
    "\\1[(*+?",
    "𠮷",
    "葛\U000e0100",
    "ー",
    "ｰ",
    "・",
    "゙",
    "\t",
    "。" * 100,
    "ア" * 100,
]


@pytest.mark.parametrize("typed", NONSENSE)
def test_whatever_was_typed_into_every_cell_the_checks_answer(plan, typed):
    fill_every_kind(plan)
    put_everywhere(plan, typed)

    assert findings_of(read_plan(plan))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    typed=st.text(
        st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=40
    )
)
def test_whatever_can_be_typed_the_checks_answer(plan, typed):
    if not Measure.of_plan(plan).exists():
        fill_every_kind(plan)
    put_everywhere(plan, typed)

    assert findings_of(read_plan(plan))


def put_everywhere(plan, typed):
    for kind in (*ROWS, *TEXTS.values()):
        cells = {
            field.name: typed[: field.max_length or None]
            for field in typed_fields(kind)
            if field.get_internal_type() in {"CharField", "TextField"} and not field.choices
        }
        kind.objects.all().update(**cells)
    Chapter.objects.update(body=typed)
    Plan.objects.update(issued=typed[:100], population=typed[:100])
    RoadmapItem.objects.update(start_year=0, end_year=32767)
    plan.refresh_from_db()


def test_the_command_lists_what_was_noticed(plan, capsys):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす")

    call_command("check_plan", str(plan.pk))

    assert (
        "確認事項［用語集］ 説明のない用語が1語あります（用語「都市OS」）。\n"
        "    → 前提知識がなくても分かる言葉で、市の取組と結びつけて説明してください。\n"
    ) in capsys.readouterr().out


def test_the_command_writes_json(plan, capsys):
    term = Term.objects.create(plan=plan, term="都市OS", reading="としおーえす")

    call_command("check_plan", str(plan.pk), "--json")

    listed = json.loads(capsys.readouterr().out)
    assert listed[-2] == {
        "level": Level.WARNING,
        "section": "glossary",
        "message": "説明のない用語が1語あります（用語「都市OS」）。",
        "hint": "前提知識がなくても分かる言葉で、市の取組と結びつけて説明してください。",
        "link": {"rows": "terms", "pk": term.pk},
    }


@pytest.mark.parametrize("number", ["999999", "-1", "99999999999999999999"])
def test_the_command_says_which_plan_is_missing(db, number):
    with pytest.raises(CommandError, match=f"番号{number}の計画はありません。"):
        call_command("check_plan", "--", number)
