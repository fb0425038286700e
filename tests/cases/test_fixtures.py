"""The eighty cases that come with the product, as they lie in the files."""

import csv

import pytest

from cases.loading import FIXTURES
from cases.models import Case, PopulationBand
from cases.prefectures import PREFECTURES
from cases.rules import LONGEST_TEXT, NUMBER
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey, TrackKey


def rows(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cases():
    return {row["number"]: row for row in rows("cases.csv")}


def test_there_are_eighty_cases_with_numbers_of_their_own(cases):
    assert list(cases) == [f"C{number:03}" for number in range(1, 81)]
    assert all(NUMBER.fullmatch(number) for number in cases)


def test_every_code_is_one_that_the_product_knows(cases):
    known = {
        "sections": set(SectionKey.values),
        "stages": set(StageKey.values),
        "tracks": set(TrackKey.values),
        "fields": {row["name"] for row in rows("policy_fields.csv")},
    }
    for number, row in cases.items():
        for column, codes in known.items():
            assert set(row[column].split(";")) <= codes, number
        assert row["plan_type"] in PlanTypeKey.values, number
        assert row["kind"] in Case.Kind.values, number
        assert row["population_band"] in {*PopulationBand.values, ""}, number
        assert row["prefecture"] in {*PREFECTURES, ""}, number


def test_every_case_can_be_published_as_it_is(cases):
    sources = {row["title"]: row for row in rows("sources.csv")}
    for number, row in cases.items():
        assert row["summary"], number
        assert row["lessons"], number
        assert row["page"], number
        assert sources[row["source"]]["as_of"], number
        assert max(len(row[name]) for name in ("summary", "lessons", "note")) < LONGEST_TEXT


def test_a_case_is_linked_to_a_municipality_only_where_the_actor_is_exactly_one(cases):
    towns = {row["code"]: row for row in rows("municipalities.csv")}
    without = {row["actor"] for row in cases.values() if not row["municipality_code"]}
    assert without == {"大阪府・大阪市", "国（総務省）", "国（内閣府）", "国（国土交通省）"}
    for number, row in cases.items():
        if code := row["municipality_code"]:
            assert towns[code]["name"] == row["actor"], number
            assert towns[code]["prefecture"] == row["prefecture"], number
    assert towns[cases["C040"]["municipality_code"]]["kind"] == "ward"


def test_figures_stand_one_to_a_line(cases):
    assert cases["C043"]["figures"].split("\n") == [
        "約300品",
        "令和2年8月 4集落・約600世帯中33世帯",
        "同10月 9集落・約900世帯中47世帯",
    ]


def test_the_way_the_library_was_made_is_not_shown_to_readers(cases):
    for number, row in cases.items():
        for word in ("OCR", "シード", "source_lines", ".txt"):
            assert word not in "".join(row.values()), number
