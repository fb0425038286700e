"""A plan goes out as JSON and comes back whole; a bad file is refused whole."""

from __future__ import annotations

import copy
import json

import pytest
from django.conf import settings as settings_of_django
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case, PolicyField
from smartplan.municipalities.models import Division, User
from smartplan.plans.content import (
    MAX_BYTES,
    ContentError,
    digest,
    load_plan,
    parse_content,
    plan_content,
    plan_json,
)
from smartplan.plans.content.columns import columns_of
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    Picture,
    Plan,
    Revision,
    Term,
)
from smartplan.structure.keys import SectionKey
from tests.plans.writing import ODD, fill, fill_every_kind, typed_fields, value_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_plan(plan, planner):
    """A plan with every cell of every table filled, and a free chapter."""
    rows = fill_every_kind(plan)
    for field in typed_fields(Plan):
        if field.name not in {"created_at", "archived_at"}:
            setattr(plan, field.name, value_for(field))
    plan.years = 10
    plan.save()
    for chapter in plan.chapters.all():
        chapter.omit_reason, chapter.body = f"理由{ODD}", f"本文{ODD}"
        chapter.person_name, chapter.division_name = "企画 花子", "企画課"
        chapter.save()
    Chapter.objects.create(
        plan=plan, title="財政負担", body=f"本文{ODD}", position=9, part="appendix", state="done"
    )
    child = OrganizationUnit.objects.create(plan=plan, name="部会", position=2)
    # The unit above comes after the unit below it.
    OrganizationUnit.objects.filter(pk=rows[OrganizationUnit].pk).update(parent=child)
    return plan


def elsewhere(content, other_town, outsider):
    """The content as it comes into another municipality and out again."""
    text = json.dumps(content, ensure_ascii=False)
    loaded = load_plan(parse_content(text.encode("utf-8")), municipality=other_town, by=outsider)
    return loaded, plan_content(loaded)


def test_a_plan_comes_back_identical_in_another_municipality(full_plan, other_town, outsider):
    content = plan_content(full_plan)

    loaded, again = elsewhere(content, other_town, outsider)

    assert again == {**content, "municipality": "992029"}
    assert (loaded.municipality, loaded.created_by) == (other_town, outsider)


def test_the_same_plan_always_gives_the_same_text(full_plan):
    assert plan_json(full_plan) == plan_json(Plan.objects.get(pk=full_plan.pk))
    assert json.loads(plan_json(full_plan))["plan"]["title"] == full_plan.title
    assert "策定の趣旨" in plan_json(full_plan)


def test_a_blank_plan_comes_back_identical(plan, other_town, outsider):
    content = plan_content(plan)

    _, again = elsewhere(content, other_town, outsider)

    assert again == {**content, "municipality": "992029"}


KEPT_BY_THE_SYSTEM = {
    Plan: {
        "id",
        "municipality",
        "version",
        "saves",
        "updated_at",
        "created_by",
        "created_at",
        "archived_at",
    },
    Chapter: {
        "id",
        "plan",
        "position",
        "version",
        "updated_at",
        "person",
        "division",
        "saved_by",
        "saved_at",
    },
    Citation: {"id", "plan", "position", "case_updated_at", "quoted_by", "quoted_at"},
    Picture: {"id", "plan", "position", "file"},  # the picture itself is there instead
}
"""Fields that are not in the JSON, on purpose. Add a new field here only if nobody types it."""


@pytest.mark.parametrize("kind", [Plan, Chapter, *TEXTS.values(), *ROWS], ids=lambda k: k.__name__)
def test_every_field_of_every_table_is_in_the_json(kind, full_plan):
    content = plan_content(full_plan)
    if kind is Plan:
        listed = content["plan"]
    elif kind is Chapter:
        listed = content["chapters"][0]
    elif kind in ROWS:
        listed = content["rows"][kind.rows_name()][0]
    else:
        section = next(key for key, text in TEXTS.items() if text is kind)
        listed = next(c["texts"] for c in content["chapters"] if c["section"] == section)
    left_out = KEPT_BY_THE_SYSTEM.get(
        kind, {"id", "plan", "position", "version", "updated_at", "chapter"}
    )

    for field in (*kind._meta.concrete_fields, *kind._meta.many_to_many):
        if field.name not in left_out:
            assert field.name in listed, f"{kind.__name__}.{field.name} is lost on export"
            if not isinstance(field, models.BooleanField) and field.name != "section":
                assert listed[field.name], f"{kind.__name__}.{field.name} is empty in this test"


@pytest.mark.parametrize("kind", [Plan, Chapter, *TEXTS.values(), *ROWS], ids=lambda k: k.__name__)
def test_every_key_of_the_json_is_explained_in_the_docs(kind):
    docs = (settings_of_django.BASE_DIR / "docs" / "plan-json.md").read_text(encoding="utf-8")
    if kind in ROWS:
        (part,) = [
            each for each in docs.split("\n### ") if each.startswith(f"`{kind.rows_name()}`")
        ]
    elif kind in TEXTS.values():
        section = next(key for key, text in TEXTS.items() if text is kind)
        (part,) = [
            each for each in docs.split("\n### ") if each.startswith(f"`texts` of `{section}`")
        ]
    else:
        name = "plan" if kind is Plan else "chapters[]"
        (part,) = [each for each in docs.split("\n## ") if each.startswith(f"`{name}`")]
    for field in columns_of(kind):
        assert f"| `{field.name}` | {field.verbose_name} |" in part


def test_rows_are_named_by_place_and_refer_by_name(plan):
    field = Field.objects.create(plan=plan, name="移動")
    issue = Issue.objects.create(plan=plan, title="バスが少ない", field=field)
    measure = Measure.objects.create(plan=plan, name="予約バス", field=field)
    measure.issues.add(issue)

    rows = plan_content(plan)["rows"]

    assert rows["fields"][0]["id"] == "fields-1"
    assert rows["measures"][0]["field"] == "fields-1"
    assert rows["measures"][0]["issues"] == ["issues-1"]


def test_a_case_is_linked_by_its_number_where_the_library_has_it(full_plan, other_town, outsider):
    content = plan_content(full_plan)
    assert content["rows"]["citations"][0]["case"] == "C901"

    loaded, _ = elsewhere(content, other_town, outsider)
    assert loaded.citations.get().case.number == "C901"

    Case.objects.all().delete()
    without, again = elsewhere(content, other_town, outsider)
    citation = without.citations.get()
    assert (citation.case, citation.case_number) == (None, "C901")
    assert citation.title == full_plan.citations.get().title
    assert again["rows"]["citations"][0]["case"] is None


def test_people_and_divisions_are_linked_where_the_name_is_known(plan, town, planner, colleague):
    content = plan_content(plan)
    Division.objects.create(municipality=town, name="企画課")
    for chapter, person, division in zip(
        content["chapters"], ("企画 花子", "よその 人"), ("企画課", "ない課"), strict=False
    ):
        chapter["person_name"], chapter["division_name"] = person, division

    first, second, *_ = load_plan(content, municipality=town, by=planner).chapters.all()

    assert (first.person, first.division.name) == (planner, "企画課")
    assert (second.person, second.person_name) == (None, "よその 人")
    assert (second.division, second.division_name) == (None, "ない課")


def test_of_two_people_with_one_name_neither_is_linked(plan, town, planner, colleague):
    User.objects.filter(pk=colleague.pk).update(name="企画 花子")
    content = plan_content(plan)
    content["chapters"][0]["person_name"] = "企画 花子"

    chapter = load_plan(content, municipality=town, by=planner).chapters.first()

    assert (chapter.person, chapter.person_name) == (None, "企画 花子")


def test_a_person_linked_without_a_printed_name_goes_out_by_name(plan, planner):
    plan.chapters.filter(section="purpose").update(person=planner)

    assert plan_content(plan)["chapters"][0]["person_name"] == "企画 花子"


def test_what_was_loaded_can_be_brought_back_after_a_save(full_plan, town, planner):
    loaded = load_plan(plan_content(full_plan), municipality=town, by=planner)

    kept = loaded.revisions.filter(action=Revision.Action.CREATED)

    units = len(loaded.chapters.all()) + 1 + 2 + 1 + 1
    assert kept.count() == units
    assert {revision.unit for revision in kept} == {
        "plan",
        "chapter",
        "measures",
        "indicators",
        "organization_units",
    }


def test_the_digest_changes_with_every_word_and_only_then(plan):
    before = digest(plan)
    Plan.objects.filter(pk=plan.pk).update(version=9)
    assert digest(Plan.objects.get(pk=plan.pk)) == before

    Term.objects.create(plan=plan, term="都市OS")
    assert digest(plan) != before


def test_organisation_units_in_a_circle_still_go_out(plan, planner, town):
    one = OrganizationUnit.objects.create(plan=plan, name="本部")
    two = OrganizationUnit.objects.create(plan=plan, name="部会", parent=one)
    OrganizationUnit.objects.filter(pk=one.pk).update(parent=two)

    content = plan_content(plan)

    assert [unit["parent"] for unit in content["rows"]["organization_units"]].count(None) >= 1
    load_plan(content, municipality=town, by=planner)


# Anything that can be typed ----------------------------------------------------------------------

typed_text = st.text(
    st.characters(
        blacklist_categories=("Cs",),
        blacklist_characters=[chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127)]
        + ["\ufffe", "\uffff"],
    ),
    max_size=60,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=st.lists(typed_text, min_size=6, max_size=6), years=st.sets(st.integers(2000, 2100)))
def test_whatever_was_typed_comes_back(plan, other_town, outsider, words, years):
    Term.of_plan(plan).delete()
    Indicator.of_plan(plan).delete()
    Term.objects.create(plan=plan, term=words[0], definition=words[1], position=3)
    Term.objects.create(plan=plan, term=words[2], reading=words[3], position=1)
    indicator = Indicator.objects.create(plan=plan, name=words[4], note=words[5])
    for year in sorted(years)[:3]:
        IndicatorValue.objects.create(plan=plan, indicator=indicator, year=year, value=words[0])
    content = plan_content(plan)

    _, again = elsewhere(content, other_town, outsider)

    assert again == {**content, "municipality": "992029"}


# Files that are not right ------------------------------------------------------------------------


def problems_of(content, town, user):
    """The problems of the content; and nothing was made of it."""
    plans, revisions = Plan.objects.count(), Revision.objects.count()
    with pytest.raises(ContentError) as caught:
        load_plan(content, municipality=town, by=user)
    assert (Plan.objects.count(), Revision.objects.count()) == (plans, revisions)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ファイルが空です。計画を書き出したJSONファイルを指定してください。"),
        (b"\xef\xbb\xbf  ", "JSONとして読めません（1行3文字目）。"),
        (b"PK\x03\x04", "JSONとして読めません（1行1文字目）。"),
        ('{"計画"'.encode("cp932"), "文字コードがUTF-8ではありません。"),
        (b'{"a": 1,\n "b" 2}', "JSONとして読めません（2行6文字目）。"),
        (b'{"a": NaN}', "JSONに「NaN」があります。"),
        (b'{"a": 1, "a": 2}', "JSONの同じ場所に「a」が2回あります。"),
        (b"[" * 200_000, "JSONの入れ子が深すぎます。"),
        (b'{"a":' * 200_000, "JSONの入れ子が深すぎます。"),
        (b"9" * 10_000, "JSONに桁数の多すぎる数があります。"),
    ],
    ids=["empty", "blank", "zip", "cp932", "typo", "nan", "twice", "deep", "deep2", "digits"],
)
def test_what_is_not_json_is_said_in_a_sentence(data, message):
    with pytest.raises(ContentError) as caught:
        parse_content(data)

    (problem,) = caught.value.problems
    assert str(problem).startswith(message)


def test_a_file_beyond_the_limit_is_not_read_at_all():
    with pytest.raises(ContentError, match="ファイルが大きすぎます（50 MB）。20 MBまで"):
        parse_content(b" " * 50_000_000)
    assert MAX_BYTES == 20_000_000


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "{ } で囲んだ項目の組にしてください（今は空（null））。"),
        ([1], "{ } で囲んだ項目の組にしてください（今は一覧）。"),
        ({}, "schema: 「smartplan-plan」ではありません。計画を書き出したファイルですか。"),
        ({"schema": "smartplan-plan"}, "version: この版のファイルは読めません。読める版は1です。"),
        (
            {"schema": "smartplan-plan", "version": True},
            "version: この版のファイルは読めません。読める版は1です。",
        ),
        (
            {"schema": "smartplan-plan", "version": 2},
            "version: この版のファイルは読めません。読める版は1です。",
        ),
    ],
)
def test_what_is_no_plan_is_said_in_a_sentence(content, problem, town, planner):
    assert problems_of(content, town, planner) == [problem]


def break_row(rows, place, **values):
    def change(content):
        content["rows"][rows][place].update(values)

    return change


def break_plan(**values):
    def change(content):
        content["plan"].update(values)

    return change


def break_chapter(place, **values):
    def change(content):
        content["chapters"][place].update(values)

    return change


def break_top(**values):
    def change(content):
        content.update(values)

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (break_plan(title=""), "plan.title: 計画の名称がありません。入れてください。"),
        (break_plan(title=None), "plan.title: 計画の名称がありません。入れてください。"),
        (break_plan(title=["a"]), "plan.title: 文字列にしてください（今は一覧）。"),
        (break_plan(title="あ" * 101), "plan.title: 100文字以内にしてください（今は101文字）。"),
        (break_plan(years="5"), "plan.years: 整数にしてください（今は文字列）。"),
        (break_plan(years=True), "plan.years: 整数にしてください（今は真偽値）。"),
        (break_plan(years=10**40), "plan.years: 1から50までの整数にしてください。"),
        (break_plan(start_year=-1), "plan.start_year: 1900から2200までの整数にしてください。"),
        (
            break_plan(area="市\x00全域"),
            "plan.area: 2文字目に使えない文字（U+0000）があります。",
        ),
        (
            break_plan(contact="\ud83d"),
            "plan.contact: 1文字目に使えない文字（U+D83D）があります。",
        ),
        (
            break_plan(edition="beta"),
            "plan.edition: 「beta」という選択肢はありません。"
            "選べるのは outline、draft、proposal、final、revision です。",
        ),
        (
            break_plan(colour="red"),
            "plan.colour: この名前の項目はありません。つづりを確かめるか、消してください。",
        ),
        (break_top(plan=None), "plan: { } で囲んだ項目の組にしてください（今は空（null））。"),
        (
            break_top(extra=1),
            "extra: この名前の項目はありません。つづりを確かめるか、消してください。",
        ),
        (break_top(municipality=72028), "municipality: 文字列にしてください（今は数値）。"),
        (break_top(chapters={}), "chapters: [ ] で囲んだ一覧にしてください（今は項目の組）。"),
        (break_top(rows=[]), "rows: { } で囲んだ項目の組にしてください（今は一覧）。"),
        (
            break_chapter(0, section="situation", texts={}),
            "chapters[1].section: 「現状・課題」の章が2つあります。",
        ),
        (
            break_chapter(0, section=None, texts={}),
            "chapters: 「策定の趣旨・位置づけ」（purpose）の章がありません。",
        ),
        (break_chapter(0, included="はい"), "chapters[0].included: true か false にしてください"),
        (break_chapter(0, included=None), "chapters[0].included: true か false にしてください"),
        (
            break_chapter(0, texts={"aim": 3}),
            "chapters[0].texts.aim: 文字列にしてください（今は数値）。",
        ),
        (
            break_chapter(0, texts={"vision": "x"}),
            "chapters[0].texts.vision: この名前の項目はありません。",
        ),
        (break_chapter(0, id=3), "chapters[0].id: 行を区別する id を文字列で入れてください。"),
        (
            break_chapter(8, texts={"aim": "x"}),
            "chapters[8].texts: 自由に追加した章の文章は body に入れてください。",
        ),
        (
            break_row("measures", 0, field="fields-9"),
            "rows.measures[0].field: 「fields-9」という行はありません。",
        ),
        (
            break_row("measures", 0, issues=["issues-1", "issues-7"]),
            "rows.measures[0].issues[1]: 「issues-7」という行はありません。",
        ),
        (
            break_row("measures", 0, issues=["issues-1", "issues-1"]),
            "rows.measures[0].issues: 同じものが2回あるか、文字列でないものがあります。",
        ),
        (
            break_row("measures", 0, issues=[["issues-1"]]),
            "rows.measures[0].issues: 同じものが2回あるか、文字列でないものがあります。",
        ),
        (
            break_row("measures", 0, sdgs=[18]),
            "rows.measures[0].sdgs: 1から17までの整数の一覧にしてください。",
        ),
        (
            break_row("measures", 0, sdgs={"a": []}),
            "rows.measures[0].sdgs: 1から17までの整数の一覧にしてください。",
        ),
        (
            break_row("measures", 0, name="あ" * 501),
            "rows.measures[0].name: 500文字以内にしてください（今は501文字）。",
        ),
        (
            break_row("citations", 0, chapter="chapters-99"),
            "rows.citations[0].chapter: 「chapters-99」という章はありません。",
        ),
        (
            break_row("citations", 0, chapter=None),
            "rows.citations[0].chapter: 章がありません。入れてください。",
        ),
        (break_row("citations", 0, case=52), "rows.citations[0].case: 文字列にしてください"),
        (
            break_row("organization_units", 1, id="organization_units-1", parent=None),
            "rows.organization_units[1].id: 「organization_units-1」が2回使われています。",
        ),
        (
            break_row("organization_units", 1, parent="organization_units-1"),
            "rows.organization_units[0].parent: 上位の組織が輪になっています。",
        ),
        (
            break_row("roadmap_items", 0, start_half=3),
            "rows.roadmap_items[0].start_half: 「3」という選択肢はありません。",
        ),
        (
            break_row("roadmap_items", 0, end_year=65535),
            "rows.roadmap_items[0].end_year: 1900から2200までの整数にしてください。",
        ),
        (
            break_row("indicator_values", 0, year=None),
            "rows.indicator_values[0].year: 年度がありません。入れてください。",
        ),
        (
            break_row("fields", 0, policy_fields=["宇宙"]),
            "rows.fields[0].policy_fields[0]: 事例集に「宇宙」という分野はありません。",
        ),
        (
            lambda content: content["rows"].update(terms={}),
            "rows.terms: [ ] で囲んだ一覧にしてください（今は項目の組）。",
        ),
        (
            lambda content: content["rows"]["terms"].append("都市OS"),
            "rows.terms[1]: { } で囲んだ項目の組にしてください（今は文字列）。",
        ),
        (
            lambda content: content["rows"].update(budgets=[]),
            "rows.budgets: この名前の項目はありません。",
        ),
        (
            lambda content: content["rows"]["indicator_values"].append(
                {**content["rows"]["indicator_values"][0], "id": "x"}
            ),
            "rows.indicator_values[1].year: 同じ指標の2031年度の値が2つあります。",
        ),
        (
            lambda content: content["rows"].update(terms=[{"id": str(n)} for n in range(5001)]),
            "rows.terms: 用語が多すぎます。5,000行までにしてください。",
        ),
    ],
)
def test_each_problem_is_named_with_its_place(change, problem, full_plan, town, planner):
    content = copy.deepcopy(plan_content(full_plan))
    change(content)

    found = problems_of(content, town, planner)

    assert [each for each in found if each.startswith(problem)], found


def test_all_problems_are_named_at_once(full_plan, town, planner):
    content = plan_content(full_plan)
    content["plan"]["years"] = "五"
    content["rows"]["terms"][0]["term"] = 5
    content["rows"]["measures"][0]["field"] = "fields-9"

    assert problems_of(content, town, planner) == [
        "plan.years: 整数にしてください（今は文字列）。",
        "rows.measures[0].field: 「fields-9」という行はありません。",
        "rows.terms[0].term: 文字列にしてください（今は数値）。",
    ]


def test_thousands_of_problems_are_counted(full_plan, town, planner):
    content = plan_content(full_plan)
    content["rows"]["terms"] = [{"id": f"terms-{n}", "term": n} for n in range(3000)]

    found = problems_of(content, town, planner)

    assert len(found) == 101
    assert found[-1] == "ほかに2,900件の問題があります。"


def test_a_file_without_the_newest_columns_is_still_loaded(plan, town, planner):
    """A file written before a column existed has no such key: the column takes its default."""
    content = plan_content(plan)
    del content["plan"]["numbering"], content["chapters"][7]["texts"], content["rows"]["terms"]

    loaded = load_plan(content, municipality=town, by=planner)

    assert loaded.numbering == "chapter"
    assert loaded.chapters.get(section=SectionKey.GLOSSARY).glossarytext.style == "reading"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_stands_anywhere_in_a_file_never_breaks_the_loader(
    full_plan, other_town, outsider, data
):
    content = plan_content(full_plan)
    place = content
    for _ in range(data.draw(st.integers(0, 4))):
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
        if not isinstance(place[key], dict | list) or not place[key]:
            break
        place = place[key]
    key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
    place[key] = data.draw(json_values)

    try:
        loaded = load_plan(content, municipality=other_town, by=outsider)
    except ContentError as error:
        unclear = [problem for problem in error.problems if not problem.message.endswith("。")]
    else:
        unclear = []
        plan_content(loaded)
    assert unclear == []


def test_loading_is_few_queries_however_many_rows(
    plan, other_town, outsider, django_assert_max_num_queries
):
    fill(plan, rows=40)
    PolicyField.objects.get_or_create(name="モビリティ")
    content = plan_content(plan)
    with django_assert_max_num_queries(75):
        load_plan(content, municipality=other_town, by=outsider)
