"""Thinning the history takes only what nobody misses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartplan.plans.models import Revision
from smartplan.plans.revisions.sittings import sittings
from smartplan.plans.revisions.thinning import MUCH, dispensable, thin_history

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
DAYS = 30
LIMIT = NOW - timedelta(days=DAYS)


def content(length: int = 0, rows: dict[int, int] | None = None, file: str = "") -> dict:
    """A chapter whose overview, and the text of whose rows, have these lengths."""
    issues = [{"id": pk, "title": "課" * size} for pk, size in (rows or {}).items()]
    pictures = [{"id": 1, "file_id": file}] if file else []
    return {
        "unit": "chapter",
        "fields": {"title": "現状・課題"},
        "texts": {"overview": "字" * length},
        "rows": {"issues": issues, "pictures": pictures},
    }


def gone_of(*states: dict) -> list[int]:
    """Which states of a sitting may go, by their places; the oldest is 0."""
    return sorted(dispensable(reversed(list(enumerate(states)))))


def loses_much(before: dict, after: dict) -> bool:
    """Said again in other words than the product's: a chapter's overview, issues and picture."""
    if len(before["texts"]["overview"]) >= len(after["texts"]["overview"]) + 200:
        return True
    still = {row["id"]: row["title"] for row in after["rows"]["issues"]}
    for row in before["rows"]["issues"]:
        if row["id"] not in still or len(row["title"]) >= len(still[row["id"]]) + 200:
            return True
    shown, now = before["rows"]["pictures"], after["rows"]["pictures"]
    return bool(shown) and shown != now


# What may go -------------------------------------------------------------------------------------


def test_of_a_text_that_only_grew_the_first_and_the_last_state_stay():
    assert gone_of(*(content(length) for length in range(0, 500, 100))) == [1, 2, 3]


def test_a_paragraph_that_was_deleted_by_mistake_can_be_brought_back():
    grown, cut = content(450), content(450 - MUCH)
    assert gone_of(content(), content(100), grown, cut, content(300), content(320)) == [1, 4]


def test_a_little_less_is_no_loss():
    assert gone_of(content(), content(450), content(450 - MUCH + 1), content(500)) == [1, 2]


def test_a_text_that_was_taken_away_bit_by_bit_can_be_brought_back():
    lengths = (0, 1000, 900, 800, 700, 600, 500)
    assert gone_of(*map(content, lengths)) == [1, 3, 5]  # 900 and 700 stay


def test_a_row_that_went_and_a_text_in_a_row_that_shrank_can_be_brought_back():
    two, one = content(rows={1: 5, 2: 300}), content(rows={2: 300})
    assert gone_of(content(), two, one, content(rows={2: 20}), content(rows={2: 30})) == []


def test_a_picture_that_was_replaced_can_be_brought_back():
    assert gone_of(content(), content(file="a"), content(file="b"), content(file="b")) == []


def test_a_year_whose_value_was_removed_can_be_brought_back():
    def indicator(*years: int) -> dict:
        values = [{"id": year, "year": year, "value": "1"} for year in years]
        return {"unit": "indicators", "fields": {"name": "利用者数"}, "values": values}

    assert gone_of(indicator(), indicator(2026, 2027), indicator(2026), indicator(2026)) == []


lengths = st.sampled_from([0, 50, 150, 240, 350, 450, 700])
states = st.lists(
    st.builds(
        content,
        lengths,
        st.dictionaries(st.integers(1, 3), lengths, max_size=2),
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=14,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(states)
def test_whatever_goes_is_still_in_the_next_state_that_stays(found):
    gone = gone_of(*found)
    stays = [place for place in range(len(found)) if place not in gone]
    assert not found or {0, len(found) - 1} <= set(stays)
    for place, (before, after) in enumerate(pairwise(found)):
        if loses_much(before, after):
            assert {place, place + 1} <= set(stays)
    for place in gone:
        following = next(each for each in stays if each > place)
        assert not loses_much(found[place], found[following])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(states)
def test_what_stayed_stays_the_next_time(found):
    gone = gone_of(*found)
    assert gone_of(*(each for place, each in enumerate(found) if place not in gone)) == []


# In the database ---------------------------------------------------------------------------------


@pytest.fixture
def add(plan, planner):
    """Add a revision: `add(at, content(100))`."""
    chapter = plan.chapters.get(section="situation")

    def add_one(at: datetime, holds: dict, *, author=planner, unit_id=chapter.pk, **more) -> int:
        made = Revision.objects.create(
            plan=plan,
            unit="chapter",
            unit_id=unit_id,
            content=holds,
            author=author,
            author_name=str(author),
            **{"action": "saved", "origin": "typed", **more},
        )
        Revision.objects.filter(pk=made.pk).update(created_at=at)
        return made.pk

    return add_one


def minutes(*numbers: int, after: datetime = LIMIT - timedelta(hours=2)) -> list[datetime]:
    return [after + timedelta(minutes=number) for number in numbers]


def thin() -> int:
    return sum(thin_history(days=DAYS, now=NOW))


def left() -> set[int]:
    return set(Revision.objects.values_list("pk", flat=True))


def test_an_old_sitting_is_thinned_to_its_first_and_last_save(add):
    first, *_, last = [add(at, content()) for at in minutes(0, 5, 10, 15)]
    assert thin() == 2
    assert left() == {first, last}
    assert thin() == 0


def test_a_sitting_that_was_still_going_on_at_the_limit_stays(add):
    kept = {add(at, content()) for at in minutes(-20, -10, -5, 5, after=LIMIT)}
    assert thin() == 0
    assert left() == kept


@pytest.mark.parametrize(
    "alone",
    [
        *({"action": action} for action in ("created", "removed", "restored")),
        *({"origin": origin} for origin in ("paste", "sheet", "tenets", "edition", "archive")),
        {"origin": "restore"},
        {"origin": ""},
    ],
)
def test_what_was_not_typed_is_never_thinned(add, alone):
    kept = {add(at, content(), **alone) for at in minutes(0, 1, 2, 3, 4)}
    assert thin() == 0
    assert left() == kept


def test_people_who_write_in_turn_are_not_mixed_up(add, planner, colleague):
    people = (planner, planner, planner, colleague, colleague, colleague)
    made = [
        add(at, content(), author=person)
        for at, person in zip(minutes(*range(6)), people, strict=True)
    ]
    thin()
    assert left() == {made[0], made[2], made[3], made[5]}


def test_each_plan_and_chapter_is_thinned_by_itself(add, plan):
    other = plan.chapters.get(section="policy").pk
    here, there = [], []
    for at in minutes(0, 1, 2, 3):
        here.append(add(at, content()))
        there.append(add(at, content(), unit_id=other))
    assert list(thin_history(days=DAYS, now=NOW)) == [2, 2]
    assert left() == {here[0], here[-1], there[0], there[-1]}


def test_the_command_counts_first_and_then_deletes(add):
    for at in (datetime.now(UTC) - timedelta(days=40) + timedelta(minutes=n) for n in range(5)):
        add(at, content())
    told = StringIO()
    call_command("thin_history", "--dry-run", stdout=told)
    assert told.getvalue() == "変更の履歴の記録3件が削除の対象です。\n"
    assert len(left()) == 5
    told = StringIO()
    call_command("thin_history", "--days", "50", stdout=told)
    call_command("thin_history", stdout=told)
    assert told.getvalue() == (
        "変更の履歴の記録0件を削除しました。\n変更の履歴の記録3件を削除しました。\n"
    )
    assert len(left()) == 2


@pytest.mark.parametrize("days", ["0", "-1", "9999999999"])
def test_the_command_refuses_days_that_make_no_sense(add, days):
    kept = {add(at, content()) for at in minutes(0, 1, 2)}
    with pytest.raises(CommandError, match="1から36500までの日数を入れてください"):
        call_command("thin_history", f"--days={days}")
    assert left() == kept


steps = st.lists(
    st.tuples(
        st.sampled_from([1, 1, 1, 14, 16, 60 * 24]),
        st.sampled_from([0, 100, 250, 500]),
        st.sampled_from([0, 0, 0, 1]),
        st.sampled_from(["typed", "typed", "typed", "paste"]),
    ),
    max_size=16,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps, st.integers(-2000, 60))
def test_no_sitting_loses_its_ends_or_a_state_before_a_loss(add, planner, colleague, steps, start):
    Revision.objects.all().delete()
    at = LIMIT + timedelta(minutes=start)
    for pause, length, person, origin in steps:
        at += timedelta(minutes=pause)
        add(at, content(length), author=(planner, colleague)[person], origin=origin)
    before = list(Revision.objects.all())
    must_stay = {each.pk for each in before if each.created_at >= LIMIT}
    must_stay |= {each.pk for each in before if each.origin == "paste"}
    for sitting in sittings(before):
        must_stay |= {sitting.newest.pk, sitting.oldest.pk}
        newer_first = pairwise(sitting.revisions)
        must_stay |= {old.pk for new, old in newer_first if loses_much(old.content, new.content)}

    thin()

    stayed = left()
    assert must_stay <= stayed
    thin()
    assert left() == stayed
