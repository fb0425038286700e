"""Glossary: terms that are unfinished, unused or missing."""

from __future__ import annotations

import pytest

from smartplan.checks.finding import Level, Link
from smartplan.plans.models import (
    Term,
)
from smartplan.structure.keys import SectionKey
from tests.checks.saying import finding, messages, write

pytestmark = pytest.mark.django_db


def test_a_term_needs_a_definition_and_a_reading(plan):
    term = Term.objects.create(plan=plan, term="都市OS")
    Term.objects.create(plan=plan, term="オープンデータ", definition="公開されたデータ")

    found = messages(plan, SectionKey.GLOSSARY, Level.WARNING)

    assert found == [
        "説明のない用語が1語あります（用語「都市OS」）。",
        "よみのない用語が1語あります（用語「都市OS」）。",
    ]
    assert finding(plan, found[0]).link == Link("terms", term.pk)

    write(plan, SectionKey.GLOSSARY, style="number")
    assert "よみのない用語が1語あります（用語「都市OS」）。" not in messages(plan)


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        ("都市ＯＳを整える。", ["API", "OS"]),
        ("都市OSとＡＰＩ", ["OS"]),
        ("OSの更新", ["都市OS", "API"]),
        ("rapid", ["都市OS", "API", "OS"]),
        ("", ["都市OS", "API", "OS"]),
    ],
)
def test_a_term_that_stands_nowhere_in_the_plan_is_noted(plan, words, unused):
    for place, word in enumerate(("都市OS", "API", "OS")):
        Term.objects.create(plan=plan, term=word, reading="よみ", definition="説", position=place)
    write(plan, SectionKey.MEASURES, overview=words)

    (found,) = [each for each in messages(plan) if "計画の文章に出てこない" in each]

    named = "、".join(f"用語「{word}」" for word in unused)
    assert found == f"計画の文章に出てこない用語が{len(unused)}語あります（{named}）。"


def test_words_that_need_explaining_are_listed_by_frequency(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(
        plan,
        SectionKey.MEASURES,
        overview="レジリエンスと都市OSのサービス。ＭａａＳ、MaaS、MaaS。www.city.example.jp",
    )

    found = [each for each in messages(plan) if each.startswith("用語集にない")]

    assert found == ["用語集にないカタカナ語・略語があります：「ＭａａＳ」、「レジリエンス」"]


def test_a_word_that_needs_explaining_is_quoted_as_it_was_typed(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(
        plan, SectionKey.MEASURES, overview="BIMaaSとMaaS、ＧＩＳ、<script>alert(1)</script>&amp;"
    )

    found = [each for each in messages(plan) if each.startswith("用語集にない")]

    assert found == ["用語集にないカタカナ語・略語があります：「BIMaaS」、「MaaS」、「ＧＩＳ」"]


def test_the_key_of_a_reference_is_no_word_to_explain(plan):
    Term.objects.create(plan=plan, term="工程表", reading="こうていひょう", definition="予定")
    write(
        plan,
        SectionKey.MEASURES,
        overview="〔→図#timeline 工程表〕とレジリエンス、レジリエンスについて記します。",
    )
    found = [each for each in messages(plan) if each.startswith("用語集にない")]
    assert found == ["用語集にないカタカナ語・略語があります：「レジリエンス」"]


def test_the_words_of_a_chapter_left_out_do_not_count(plan):
    Term.objects.create(plan=plan, term="都市OS", reading="としおーえす", definition="土台")
    write(plan, SectionKey.MEASURES, overview="都市OS")
    plan.chapters.filter(section="measures").update(included=False, omit_reason="別冊")

    assert "計画の文章に出てこない用語が1語あります（用語「都市OS」）。" in messages(plan)


def test_a_term_given_twice_is_pointed_out(plan):
    for word in ("都市OS", "都市ＯＳ"):
        Term.objects.create(plan=plan, term=word, reading="としおーえす", definition="土台")

    assert "用語「都市OS」が用語集に2つ以上あります。" in messages(plan)
