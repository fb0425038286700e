"""The guidance that stands beside each section."""

import pytest

from smartplan.structure.guidance import (
    clear_guidance,
    guidance_of,
    model_items,
    overview,
    plan_types,
    security_categories,
    stages,
    tenets,
)
from smartplan.structure.keys import SectionKey, StageKey, TrackKey
from smartplan.structure.models import Section, Tenet
from smartplan.structure.wording import CellLine, cell_lines


def test_every_section_has_its_guidance(structure):
    for key in SectionKey:
        guidance = guidance_of(key)
        assert guidance.section.key == key
        assert guidance.section.summary
        assert len(guidance.section.points) >= 4
        assert len(guidance.questions) >= 4
        assert len(guidance.examples) >= 2


def test_questions_come_in_their_order(structure):
    first, second, *_rest = guidance_of(SectionKey.PURPOSE).questions
    assert first.text == "なぜ今、この計画をつくるのですか。"
    assert second.text.startswith("何もしないままだと")


def test_only_policy_offers_the_tenets_and_only_security_the_categories(structure):
    policy, security = guidance_of(SectionKey.POLICY), guidance_of(SectionKey.SECURITY)
    assert [tenet.name for tenet in policy.philosophies] == [
        "市民中心主義",
        "ビジョン・課題フォーカス",
        "分野間・都市間連携の重視",
    ]
    assert policy.principles == tenets(Tenet.Kind.PRINCIPLE)
    assert len(policy.principles) == 5
    assert not policy.security_categories
    assert security.security_categories == security_categories()
    assert [category.key for category in security.security_categories] == [
        "governance",
        "service",
        "city_os",
        "asset",
    ]
    assert not security.philosophies


def test_model_items_stand_at_the_sections_where_they_live(structure):
    names = [item.name for item in guidance_of(SectionKey.ORGANIZATION).model_items]
    assert names == ["構成員の役割分担", "持続可能な取組とするための方針"]
    assert guidance_of(SectionKey.GLOSSARY).model_items == ()
    assert len(model_items()) == 9


def test_with_a_stage_only_its_activities_and_cautions_are_shown(structure):
    guidance = guidance_of(SectionKey.ORGANIZATION, stage=StageKey.PLANNING)
    assert {activity.stage for activity in guidance.activities} == {StageKey.PLANNING}
    assert [activity.track for activity in guidance.activities] == [
        TrackKey.ORGANIZATION,
        TrackKey.FUNDING,
    ]
    assert [line.text for line in guidance.activities[0].lines] == ["コンソーシアム組成"]
    assert guidance.activities[0].lines[0].details == ("牽引役の確保", "ガバナンス明確化")
    assert "後から変えられる計画にする" in [caution.title for caution in guidance.cautions]


def test_the_overview_is_a_grid_with_nothing_in_its_empty_cells(structure):
    grid = overview()
    assert [track.key for track in grid.tracks] == list(TrackKey)
    assert [row.stage.key for row in grid.rows] == list(StageKey)
    filled = [[cell is not None for cell in row.cells] for row in grid.rows]
    assert filled == [
        [True, False, False, False, False, False],
        [True, True, True, True, True, True],
        [True, True, True, False, True, True],
        [True, True, True, True, True, True],
        [True, False, True, True, True, False],
    ]


def test_the_two_types_keep_their_attributes(structure):
    government, area = plan_types()
    assert government.attributes["対象エリア"] == ("都市や都市圏の広がり",)
    assert len(area.attributes["進めるうえでの留意点"]) == 4


def test_guidance_costs_one_query_and_then_none(structure, django_assert_num_queries):
    with django_assert_num_queries(1):
        guidance_of(SectionKey.MEASURES)
    with django_assert_num_queries(0):
        for key in SectionKey:
            guidance_of(key, stage=StageKey.PLANNING)
        overview(), stages(), plan_types(), model_items(), security_categories()
        tenets(Tenet.Kind.PHILOSOPHY)


def test_an_edit_is_seen_after_forgetting(structure):
    assert guidance_of("glossary").section.summary != "直した概要"
    Section.objects.filter(key="glossary").update(summary="直した概要")
    assert guidance_of("glossary").section.summary != "直した概要"
    clear_guidance()
    assert guidance_of("glossary").section.summary == "直した概要"


def test_a_section_without_wording_still_has_its_name(db):
    guidance = guidance_of(SectionKey.SECURITY)
    assert guidance.section.name == "情報セキュリティ・個人情報保護の考え方"
    assert guidance.questions == ()
    assert overview().rows == ()


def test_details_follow_the_line_that_they_explain():
    assert cell_lines("甲\n－乙\n- 丙\n\n丁") == (CellLine("甲", ("乙", "丙")), CellLine("丁"))
    assert cell_lines("－初めの行") == (CellLine("－初めの行"),)


@pytest.mark.parametrize("section", ["", "ninth"])
def test_there_is_no_guidance_for_an_unknown_section(db, section):
    with pytest.raises(ValueError, match="SectionKey"):
        guidance_of(section)
