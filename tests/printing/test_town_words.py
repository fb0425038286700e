"""The document of a town does not call it a city."""

import pytest

from smartplan.document.tree import Heading
from tests.printing.reading import chapter_named, headings_of, words_in


def as_kind(plan, kind, prefecture="みどり県"):
    plan.municipality.kind, plan.municipality.prefecture = kind, prefecture
    plan.municipality.save()


@pytest.mark.parametrize(
    ("kind", "prefecture", "body", "people"),
    [
        ("town", "みどり県", "町", "町民"),
        ("village", "みどり県", "村", "村民"),
        ("ward", "東京都", "区", "区民"),
        ("prefecture", "みどり県", "県", "県民"),
        ("prefecture", "北海道", "道", "道民"),
    ],
)
def test_a_town_does_not_print_that_it_is_a_city(
    full_plan, document_of, kind, prefecture, body, people
):
    as_kind(full_plan, kind, prefecture)

    document = document_of(full_plan)

    assert any(
        f"{people}の意識" in each for each in headings_of(chapter_named(document, "現状・課題"))
    )
    assert any(f"{people}参画" in each for each in headings_of(chapter_named(document, "推進体制")))
    comments = chapter_named(document, "パブリックコメントの結果").blocks[1]
    assert comments.caption == f"寄せられた意見と{body}の考え方"
    assert f"{body}の考え方" in [column.heading for column in comments.columns]
    headings = [
        block.text
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Heading)
    ]
    assert [each for each in headings if "市民" in each] == []


def test_what_a_town_typed_itself_is_not_reworded(full_plan, document_of):
    as_kind(full_plan, "town")

    printed = words_in(document_of(full_plan))

    assert "市民、企業、大学と力を合わせ" in printed
    assert "あおば市長　青葉 太郎" in printed
