"""Everything of a plan is read at once, and reads like the plan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import models
from django.utils import timezone

from cases.models import Case, PolicyField, Source
from smartplan.plans.actions import start_plan
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    PolicyText,
    Term,
)
from smartplan.plans.reading import read_chapters, read_plan
from smartplan.plans.saving import Write, save
from smartplan.structure.keys import SectionKey
from tests.plans.writing import fill, fill_every_kind

pytestmark = pytest.mark.django_db


def test_a_blank_plan_has_its_eight_chapters_and_nothing_in_them(plan):
    contents = read_plan(plan)

    assert [chapter.section for chapter in contents.chapters] == list(SectionKey)
    assert contents.texts.keys() == TEXTS.keys()
    assert contents.text_of(SectionKey.POLICY).chapter == contents.chapter_of(SectionKey.POLICY)
    assert all(contents.rows(kind) == [] for kind in ROWS)


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.rows_name())
def test_a_row_is_read_as_the_database_holds_it(plan, kind):
    fill_every_kind(plan)

    (read,) = read_plan(plan).rows(kind)
    stored = kind.objects.get(plan=plan)

    for field in kind._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(stored, field.attname), field.name
    assert not read._state.adding


@pytest.mark.parametrize("section", SectionKey)
def test_a_text_is_read_as_the_database_holds_it(plan, section):
    fill_every_kind(plan)

    read = read_plan(plan).text_of(section)
    stored = TEXTS[section].objects.get(chapter__plan=plan)

    for field in TEXTS[section]._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(stored, field.attname), field.name


@pytest.mark.parametrize("kind", [*ROWS, *TEXTS.values()], ids=lambda kind: kind.__name__)
def test_no_table_is_too_wide_for_the_query(kind):
    """PostgreSQL builds a JSON object of at most 50 pairs, SQLite of 63."""
    assert len(kind._meta.concrete_fields) <= 50


def test_two_queries_suffice_however_long_the_plan(plan, django_assert_max_num_queries):
    fill(plan, rows=3)
    with django_assert_max_num_queries(2):
        few = read_plan(plan)
    fill(plan, rows=30)
    with django_assert_max_num_queries(2):
        contents = read_plan(plan)
        assert len(contents.rows(Measure)) > len(few.rows(Measure))
        for measure in contents.rows(Measure):
            assert (measure.field.name, measure.plan) == ("移動", plan)
            assert [issue.field.name for issue in contents.issues_of(measure)] == ["移動"]
            assert contents.measures_of(contents.indicators_of(measure)[0])
        for unit in contents.rows(OrganizationUnit):
            assert unit.parent is None or unit.parent.name
        for citation in contents.rows(Citation):
            assert citation.case.title
            assert citation.chapter.plan.title
        for value in contents.rows(IndicatorValue):
            assert value.indicator.name


def test_nothing_of_another_plan_is_read(plan, planner, town):
    other = start_plan(municipality=town, by=planner, title="別の計画")
    fill_every_kind(other)

    contents = read_plan(plan)

    assert all(contents.rows(kind) == [] for kind in ROWS)
    assert read_plan(other).rows(Term)


def test_a_reference_into_another_plan_shows_nothing_of_it(plan, planner, town):
    other = start_plan(municipality=town, by=planner, title="別の計画")
    secret = Field.objects.create(plan=other, name="秘密の分野")
    Measure.objects.create(plan=plan, name="施策", field=secret)

    (measure,) = read_plan(plan).rows(Measure)

    assert measure.field is None


def test_measures_are_numbered_by_field_and_place(plan):
    second = Field.objects.create(plan=plan, name="防災", position=2)
    first = Field.objects.create(plan=plan, name="移動", position=1)
    Measure.objects.create(plan=plan, name="避難所", field=second, position=1)
    Measure.objects.create(plan=plan, name="分野なし", position=2)
    Measure.objects.create(plan=plan, name="駐車場", field=first, position=4)
    Measure.objects.create(plan=plan, name="バス", field=first, position=3)

    contents = read_plan(plan)

    assert [(contents.measure_code(row), row.name) for row in contents.rows(Measure)] == [
        ("B-1", "避難所"),
        ("他-1", "分野なし"),
        ("A-1", "バス"),
        ("A-2", "駐車場"),
    ]
    assert [row.name for row in contents.measures_in(None)] == ["分野なし"]


def test_without_any_field_measures_are_numbered_one_two_three(plan):
    for place in (2, 1):
        Measure.objects.create(plan=plan, name=f"施策{place}", position=place)

    contents = read_plan(plan)

    codes = [contents.measure_code(row) for row in contents.rows(Measure)]
    assert codes == ["1", "2"]


def test_the_27th_field_is_lettered_aa(plan):
    Field.objects.bulk_create(Field(plan=plan, position=place) for place in range(1, 28))
    last = Field.objects.get(plan=plan, position=27)
    Measure.objects.create(plan=plan, field=last)

    contents = read_plan(plan)

    assert [contents.measure_code(row) for row in contents.rows(Measure)] == ["AA-1"]


def test_an_indicator_without_a_number_is_numbered_by_its_place(plan):
    Indicator.objects.create(plan=plan, number="", position=2)
    Indicator.objects.create(plan=plan, number="指標①", position=1)

    contents = read_plan(plan)

    assert [contents.indicator_number(row) for row in contents.rows(Indicator)] == ["指標①", "K2"]


def test_yearly_values_come_in_the_order_of_the_years(plan):
    indicator = Indicator.objects.create(plan=plan)
    for year, value in ((2029, "新規"), (2027, "１，０００")):
        IndicatorValue.objects.create(plan=plan, indicator=indicator, year=year, value=value)

    contents = read_plan(plan)

    assert list(contents.values_of(indicator).items()) == [(2027, "１，０００"), (2029, "新規")]


def test_links_come_in_the_plans_order(plan):
    later = Issue.objects.create(plan=plan, title="後", position=2)
    earlier = Issue.objects.create(plan=plan, title="先", position=1)
    measure = Measure.objects.create(plan=plan)
    measure.issues.set([later, earlier])
    field = Field.objects.create(plan=plan)
    field.policy_fields.set(
        [
            PolicyField.objects.create(name="見本分野二", position=902),
            PolicyField.objects.create(name="見本分野一", position=901),
        ]
    )

    contents = read_plan(plan)

    assert contents.issues_of(measure) == [earlier, later]
    assert contents.measures_answering(earlier) == [measure]
    assert contents.policy_fields_of(field) == ["見本分野一", "見本分野二"]


def test_a_chapter_whose_text_is_missing_reads_as_empty(plan):
    PolicyText.objects.filter(chapter__plan=plan).delete()

    assert read_plan(plan).text_of(SectionKey.POLICY).vision == ""


def test_times_are_read_with_their_zone(plan):
    chapter = plan.chapters.first()
    source = Source.objects.create(title="資料")
    case = Case.objects.create(number="C999", title="事例", source=source)
    when = datetime(2026, 4, 1, 3, 4, 5, 678900, tzinfo=UTC)
    Citation.objects.create(plan=plan, chapter=chapter, case=case, case_updated_at=when)

    contents = read_plan(plan)

    assert [row.case_updated_at for row in contents.citations_of(chapter)] == [when]
    assert [row.case for row in contents.rows(Citation)] == [case]


def test_every_kind_of_field_in_the_tables_can_be_read():
    """A new kind of field (a date, a decimal) must be taught to reading.py first."""
    taught = (
        models.CharField,
        models.TextField,
        models.IntegerField,
        models.BooleanField,
        models.DateTimeField,
        models.JSONField,
        models.ForeignKey,
    )
    for kind in (*ROWS, *TEXTS.values()):
        for field in kind._meta.concrete_fields:
            assert isinstance(field, taught), f"{kind.__name__}.{field.name}"


def test_a_save_with_the_chapters_alone_reads_the_plan_whole(plan, planner):
    Issue.objects.create(plan=plan, title="交通", position=1)
    contents = read_chapters(plan)
    write = Write(Issue, "mark", "title", "医療")

    saved = save([write], plan=plan, by=planner, at=timezone.now(), contents=contents)

    assert [chapter.plan for chapter in contents.chapters] == [plan] * 8
    assert [issue.title for issue in saved.contents.rows(Issue)] == ["交通", "医療"]
