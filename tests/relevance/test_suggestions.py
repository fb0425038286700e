"""Which cases are shown beside a question, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case, PolicyField
from smartplan.plans.actions import start_plan
from smartplan.plans.models import Citation, Field
from smartplan.plans.reading import read_plan
from smartplan.relevance.suggestions import suggest, suggest_for
from tests.relevance.library import add_case

pytestmark = pytest.mark.django_db


def numbers(suggestions):
    return [suggestion.case.number for suggestion in suggestions]


@pytest.mark.usefixtures("library")
class TestRanking:
    def test_the_words_written_bring_the_case_about_them_to_the_top(self):
        found = suggest(section="measures", text="高齢者の買い物が不便である。")
        assert numbers(found) == ["C901", "C902"]

    def test_a_related_word_is_enough(self):
        found = suggest(section="measures", text="免許返納後の移動手段が足りない。")
        assert numbers(found)[0] == "C902"
        assert "「移動手段」に関わりの深い「モビリティ」の事例" in found[0].reasons

    def test_without_text_the_section_and_the_plan_decide(self):
        found = suggest(section="organization", plan_type="area")
        assert numbers(found)[0] == "C920"
        found = suggest(section="organization", plan_type="government", population=150_000)
        assert numbers(found)[0] == "C903"

    def test_the_size_of_the_town_counts(self):
        small = suggest(section="measures", population=60_000)
        large = suggest(section="measures", population=600_000)
        assert (numbers(small)[0], numbers(large)[0]) == ("C901", "C902")

    def test_of_two_cases_that_fit_alike_the_nearer_size_comes_first_in_both_directions(self):
        for number, band in (("C941", "under_10k"), ("C942", ""), ("C943", "from_1m")):
            add_case(number, "将来像", actor=number, sections=("policy",), population_band=band)
        assert numbers(suggest(section="policy", population=3_000)) == ["C941", "C942", "C943"]
        assert numbers(suggest(section="policy", population=900_000)) == ["C943", "C942", "C941"]
        assert len({each.score for each in suggest(section="policy")}) == 1

    def test_the_fields_of_the_plan_count(self):
        assert numbers(suggest(section="measures", fields=["モビリティ"]))[0] == "C902"
        assert numbers(suggest(section="measures", fields=["買い物・物流"]))[0] == "C901"

    def test_the_stage_counts(self):
        assert numbers(suggest(section="measures", stage="implementation"))[0] == "C901"
        assert numbers(suggest(section="measures", stage="planning"))[0] == "C902"

    def test_at_most_two_of_one_city_are_shown(self):
        found = suggest(section="organization", text="大学と協定を結び、人材を育てる。")
        assert [each.case.actor for each in found].count("おお市") == 2
        assert len(found) == 4

    def test_cases_of_other_sections_are_shown_only_for_their_words(self):
        assert numbers(suggest(section="glossary")) == ["C930"]
        found = suggest(section="glossary", text="ドローンで商品を届ける")
        assert sorted(numbers(found)) == ["C901", "C930"]
        assert found[numbers(found).index("C901")].reasons == ["「ドローン」「商品」の語が共通"]

    def test_text_without_meaning_changes_nothing(self):
        plain = numbers(suggest(section="measures"))
        for text in ("ああああ", "2026 12345", "、。\n　", "\x00", "🏙"):
            assert numbers(suggest(section="measures", text=text)) == plain

    def test_excluded_cases_and_the_own_town_are_left_out(self, town):
        own = add_case("C999", "買い物の足", actor=town.name, municipality=town)
        first = Case.objects.get(number="C901")
        assert numbers(suggest(section="measures", exclude=[first.pk], text="買い物")) == [
            "C999",
            "C902",
        ]
        assert own.number not in numbers(suggest(section="measures", not_of=town.pk))

    def test_the_number_of_cases_is_limited(self):
        assert len(suggest(section="organization", limit=1)) == 1

    def test_a_megabyte_of_text_is_borne(self):
        found = suggest(section="measures", text="高齢者の買い物が不便である。" * 80_000)
        assert numbers(found)[0] == "C901"

    def test_an_unknown_code_is_refused(self):
        with pytest.raises(ValueError, match="nowhere"):
            suggest(section="nowhere")

    def test_a_free_chapter_gets_cases_for_its_words(self):
        assert numbers(suggest(section=None, text="ドローンの配送"))[0] == "C901"


@pytest.mark.usefixtures("library")
class TestReasons:
    def test_each_reason_names_what_is_shared(self):
        found = suggest(
            section="measures",
            stage="implementation",
            plan_type="government",
            population=80_000,
            fields=["買い物・物流"],
            text="ドローンによる配送を行う。",
        )
        assert found[0].reasons == [
            "同じ項目（個別施策）の事例",
            "「ドローン」「配送」の語が共通",
            "分野（買い物・物流）が同じ",
            "人口規模が近い（5万-10万）",
        ]

    def test_no_case_is_shown_without_a_reason(self):
        for section in ("purpose", "measures", "organization", "glossary", None):
            for text in ("", "大学との協定", "高齢者のバス", "ああ"):
                for each in suggest(section=section, text=text, stage="planning"):
                    assert each.reasons

    def test_latin_words_are_shown_as_the_case_writes_them(self):
        found = suggest(section="measures", text="ｌｒｔの延伸")
        assert "「LRT」の語が共通" in found[0].reasons

    def test_the_source_is_loaded(self, django_assert_num_queries):
        found = suggest(section="measures")
        with django_assert_num_queries(0):
            assert found[0].case.source.title == "試験の資料集"
            assert found[0].case.as_of_text == "令和4年3月"


class TestLibrary:
    def test_an_empty_library_suggests_nothing(self):
        assert suggest(section="measures", text="買い物") == []

    def test_a_change_of_the_library_is_seen_at_once(self, library):
        new = add_case("C990", "買い物バスの運行", summary="買い物のためのバスを走らせる。")
        assert "C990" in numbers(suggest(section="measures", text="買い物バス"))
        new.title, new.summary = "窓口の改革", "書かない窓口を設けた。"
        new.save()
        assert numbers(suggest(section="measures", text="書かない窓口"))[0] == "C990"
        new.delete()
        assert "C990" not in numbers(suggest(section="measures", text="書かない窓口"))

    @pytest.mark.parametrize("status", ["draft", "withdrawn"])
    def test_only_published_cases_are_suggested(self, library, status):
        case = Case.objects.get(number="C901")
        assert "C901" in numbers(suggest(section="measures", text="買い物"))
        case.status = status
        case.save()
        assert "C901" not in numbers(suggest(section="measures", text="買い物"))

    def test_the_number_of_queries_stays_the_same(self, library):
        suggest(section="measures")
        with CaptureQueriesContext(
            connection,
        ) as few:
            suggest(section="measures", text="買い物", limit=1)
        with CaptureQueriesContext(connection) as many:
            suggest(section="organization", text="大学", limit=5)
        assert (len(few), len(many)) == (2, 2)


class TestPlan:
    @pytest.fixture
    def plan(self, library, town, planner):
        plan = start_plan(municipality=town, by=planner, title="あおば市計画", start_year=2027)
        plan.stage, plan.population = "implementation", "約８万人"
        plan.save()
        field = Field.objects.create(plan=plan, name="くらしの足")
        field.policy_fields.add(PolicyField.objects.get(name="買い物・物流"))
        return plan

    def test_the_plan_tells_stage_size_and_fields(self, plan):
        found = suggest_for(read_plan(plan), "measures", "ドローンの導入")
        assert numbers(found)[0] == "C901"
        assert found[0].reasons == [
            "同じ項目（個別施策）の事例",
            "「ドローン」の語が共通",
            "分野（買い物・物流）が同じ",
            "人口規模が近い（5万-10万）",
        ]

    def test_a_population_that_cannot_be_read_is_left_aside(self, plan):
        plan.population = "調査中"
        assert numbers(suggest_for(read_plan(plan), "measures"))[0] == "C901"

    def test_cases_quoted_in_the_chapter_are_not_suggested_again(self, plan):
        chapter = plan.chapters.get(section="measures")
        case = Case.objects.get(number="C901")
        Citation.objects.create(plan=plan, chapter=chapter, case=case)
        assert numbers(suggest_for(read_plan(plan), "measures")) == ["C902"]

    def test_the_own_citys_cases_are_left_out(self, plan, town):
        add_case("C999", "ドローン", actor=town.name, municipality=town)
        assert "C999" not in numbers(suggest_for(read_plan(plan), "measures", "ドローン"))
