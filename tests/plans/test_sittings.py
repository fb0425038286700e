"""A history that reads as who wrote when: the saves of one sitting are one line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartplan.plans.models import Revision
from smartplan.plans.revisions.sittings import PAUSE, sittings

MORNING = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
PERSON, COLLEAGUE = (1, "企画 花子"), (2, "総務 次郎")


def a_save(minute: int, *, by=PERSON, unit_id=1, summary="策定の背景", **more) -> Revision:
    saved = {"action": "saved", "origin": "typed", "unit": "chapter", **more}
    at = MORNING + timedelta(minutes=minute)
    author, name = by
    return Revision(
        pk=minute,
        plan_id=1,
        unit_id=unit_id,
        author_id=author,
        author_name=name,
        created_at=at,
        summary=summary,
        **saved,
    )


def lines_of(*saves: Revision) -> list[list[int]]:
    """The minutes of the saves of each line; the saves are given as they were made."""
    newest_first = reversed(saves)
    return [[each.pk for each in line.revisions] for line in sittings(newest_first)]


def test_saves_with_short_pauses_are_one_line_however_long_it_took():
    assert lines_of(*map(a_save, (0, 15, 30, 45))) == [[45, 30, 15, 0]]


def test_a_save_after_a_long_pause_begins_a_new_line():
    assert lines_of(*map(a_save, (0, 15, 31, 32))) == [[32, 31], [15, 0]]


def test_another_person_in_between_is_seen():
    assert lines_of(a_save(0), a_save(1, by=COLLEAGUE), a_save(2)) == [[2], [1], [0]]


def test_somebody_else_in_another_chapter_parts_nothing():
    other = a_save(1, by=COLLEAGUE, unit_id=2)
    assert lines_of(a_save(0), other, a_save(2)) == [[2, 0], [1]]


@pytest.mark.parametrize(
    "alone",
    [
        *({"action": action} for action in ("created", "removed", "restored")),
        *({"origin": origin} for origin in ("paste", "sheet", "tenets", "edition", "archive")),
        {"origin": "restore"},
        {"origin": ""},
    ],
)
def test_what_was_not_typed_stands_alone(alone):
    assert lines_of(a_save(0), a_save(1, **alone), a_save(2, **alone), a_save(3)) == [
        [3],
        [2],
        [1],
        [0],
    ]


def test_a_line_names_each_change_once_in_the_order_of_the_changes():
    said = ("策定の背景、上位・関連計画", "", "策定の趣旨", "策定の背景ほか")
    (line,) = sittings([a_save(9 - place, summary=said[3 - place]) for place in range(4)])
    assert line.summary == "策定の背景、上位・関連計画、策定の趣旨ほか"
    assert (line.saves, line.is_folded) == (4, True)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40),
            st.sampled_from([PERSON, COLLEAGUE]),
            st.integers(1, 2),
            st.sampled_from(["typed", "typed", "paste"]),
        ),
        max_size=25,
    )
)
def test_no_save_is_missing_from_the_lines_or_told_twice(steps):
    minute, saves = 0, []
    for pause, by, unit_id, origin in steps:
        minute += pause + 1
        saves.append(a_save(minute, by=by, unit_id=unit_id, origin=origin))
    found = sittings(reversed(saves))
    told = [each.pk for line in found for each in line.revisions]
    assert sorted(told) == [each.pk for each in saves]
    assert [line.newest.pk for line in found] == sorted(
        (line.newest.pk for line in found), reverse=True
    )
    for line in found:
        assert len({(each.author_id, each.unit_id) for each in line.revisions}) == 1
        times = [each.created_at for each in line.revisions]
        assert all(timedelta() < new - old <= PAUSE for new, old in pairwise(times))
        assert line.saves == 1 or all(each.origin == "typed" for each in line.revisions)
