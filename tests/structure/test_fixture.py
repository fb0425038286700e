"""What the delivered structure holds, counted against the source documents."""

import json
from collections import Counter

import pytest
from django.conf import settings

from smartplan.plans.models import GlossaryText, RoadmapText, SecurityMeasure, SituationText
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey, TrackKey
from smartplan.structure.models import (
    Activity,
    GuidingQuestion,
    ModelItem,
    PlanType,
    Section,
    SectionExample,
    SectionStyle,
    SecurityCategory,
    Stage,
    StageTask,
    Tenet,
    Track,
)
from smartplan.structure.reading import KINDS

pytestmark = pytest.mark.usefixtures("structure")

EMPTY_CELLS = {
    ("initiation", "organization"),
    ("initiation", "funding"),
    ("initiation", "participation"),
    ("initiation", "city_os"),
    ("initiation", "evaluation"),
    ("planning", "participation"),
    ("establishment", "organization"),
    ("establishment", "evaluation"),
}


def test_every_code_has_its_wording_in_the_order_of_the_codes():
    for kind, keys in (
        (Section, SectionKey),
        (Stage, StageKey),
        (Track, TrackKey),
        (PlanType, PlanTypeKey),
        (SecurityCategory, SecurityMeasure.Category),
    ):
        assert list(kind.objects.values_list("key", flat=True)) == keys.values


def test_names_are_those_of_the_codes():
    assert dict(Section.objects.values_list("key", "name")) == dict(SectionKey.choices)
    assert dict(Stage.objects.values_list("key", "name")) == dict(StageKey.choices)
    assert dict(Track.objects.values_list("key", "name")) == dict(TrackKey.choices)
    assert dict(PlanType.objects.values_list("key", "name")) == dict(PlanTypeKey.choices)


def test_each_section_has_points_and_four_to_seven_questions_with_hints():
    for section in Section.objects.prefetch_related("questions"):
        assert section.summary
        assert len(section.points.splitlines()) >= 4, section
        assert 4 <= len(section.questions.all()) <= 7, section
    assert not GuidingQuestion.objects.filter(hint="").exists()


def test_styles_are_those_that_a_plan_offers():
    offered = {
        "situation": SituationText.Style,
        "roadmap": RoadmapText.Style,
        "glossary": GlossaryText.Style,
    }
    for section, styles in offered.items():
        rows = SectionStyle.objects.filter(section__key=section)
        assert dict(rows.values_list("key", "name")) == dict(styles.choices)
    assert SectionStyle.objects.count() == sum(len(styles) for styles in offered.values())


def test_each_section_names_two_cities_or_more_by_their_case():
    cases = Counter(SectionExample.objects.values_list("section__key", flat=True))
    assert sum(cases.values()) == 18
    assert min(cases.values()) == 2
    numbers = set(SectionExample.objects.values_list("case_number", flat=True))
    assert numbers == {"C050", *(f"C{number:03}" for number in range(52, 69))}


def test_the_overview_has_its_22_cells_and_the_eight_empty_ones_stay_empty():
    filled = set(Activity.objects.values_list("stage__key", "track__key"))
    every = {(stage, track) for stage in StageKey.values for track in TrackKey.values}
    assert len(filled) == 22
    assert every - filled == EMPTY_CELLS


def test_every_track_has_its_goal():
    assert list(Track.objects.values_list("goal", flat=True)) == [
        "明確なビジョン・戦略の設定・共有",
        "機能的・機動的な体制構築",
        "資金的持続性の確保",
        "市民ニーズに根差した取組",
        "土台構築によるサービス高度化",
        "適切な取組の評価",
    ]


def test_every_stage_says_what_to_do():
    cautions = Counter(
        StageTask.objects.filter(kind=StageTask.Kind.CAUTION).values_list("stage__key", flat=True)
    )
    assert cautions == {"initiation": 2, "preparation": 3, "planning": 3}
    doing = StageTask.objects.filter(kind=StageTask.Kind.ACTIVITY)
    assert set(doing.values_list("stage__key", flat=True)) == set(StageKey.values)


def test_both_types_answer_the_same_lines_and_the_area_type_has_its_cautions():
    government, area = (
        list(kind.attributes.values_list("label", flat=True)) for kind in PlanType.objects.all()
    )
    assert [label for label in area if label in government] == government
    assert set(area) - set(government) == {"地方公共団体が関わる理由", "進めるうえでの留意点"}


def test_the_nine_items_each_have_a_home_in_our_sections():
    assert ModelItem.objects.count() == 9
    for item in ModelItem.objects.prefetch_related("sections"):
        assert item.sections.all(), item
        assert item.home


def test_three_philosophies_and_five_principles():
    kinds = Counter(Tenet.objects.values_list("kind", flat=True))
    assert kinds == {"philosophy": 3, "principle": 5}


def test_every_category_of_security_has_example_measures():
    for category in SecurityCategory.objects.all():
        assert len(category.examples.splitlines()) >= 4


def test_every_row_says_where_it_comes_from_and_of_which_edition():
    for kind in KINDS:
        assert not kind.objects.filter(source="").exists(), kind
        assert not kind.objects.filter(edition="").exists(), kind


def test_the_guidebook_of_unknown_edition_claims_none():
    found = [row for kind in KINDS for row in kind.objects.filter(source__contains="第2章")]
    assert found
    assert {row.edition for row in found} == {"版の記載なし"}


def test_every_row_would_pass_the_admin_form():
    for kind in KINDS:
        for row in kind.objects.all():
            row.full_clean()


def test_the_fixture_names_rows_by_natural_keys_only():
    path = settings.BASE_DIR / "fixtures" / "structure.json"
    assert not [row for row in json.loads(path.read_text(encoding="utf-8")) if "pk" in row]
