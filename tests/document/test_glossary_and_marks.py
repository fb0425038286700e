"""The glossary's order and the marks that lead to it."""

import pytest

from smartplan.document.tree import (
    Footnote,
    Glossary,
    Heading,
    ItemList,
    Paragraph,
    TermMark,
    Text,
)
from smartplan.plans.models import GlossaryText, PurposeText, Term
from tests.document.sample import write
from tests.printing.reading import chapter_named


def inlines_of(document):
    """The pieces of the running text outside tables."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                yield from block.inlines
            elif isinstance(block, ItemList):
                yield from (inline for item in block.items for inline in item.inlines)


def marks_in(document, term):
    return [each.label for each in inlines_of(document) if getattr(each, "term", None) == term]


def groups_of(document):
    (glossary,) = chapter_named(document, "用語集").blocks
    assert isinstance(glossary, Glossary)
    return {group.heading: [entry.term for entry in group.entries] for group in glossary.groups}


def test_a_term_in_kana_is_not_followed_by_itself(full_plan, document_of):
    (glossary,) = chapter_named(document_of(full_plan), "用語集").blocks

    readings = {entry.term: entry.reading for group in glossary.groups for entry in group.entries}

    assert readings["ダッシュボード"] == ""
    assert readings["多要素認証"] == "たようそにんしょう"


def test_terms_stand_in_the_order_of_their_sound(full_plan, document_of):
    assert groups_of(document_of(full_plan)) == {
        "あ行": ["AIデマンド交通", "API"],
        "た行": ["ダッシュボード", "多要素認証", "都市OS"],
    }


def test_a_term_is_marked_where_it_first_occurs_or_everywhere(full_plan, document_of):
    write(full_plan, PurposeText, background="都市OSと都市ＯＳ", aim="都市OSです。")
    assert marks_in(document_of(full_plan), "都市OS") == ["※"]

    write(full_plan, GlossaryText, mark="every")
    assert marks_in(document_of(full_plan), "都市OS") == ["※", "※", "※"]

    write(full_plan, GlossaryText, mark="none")
    assert marks_in(document_of(full_plan), "都市OS") == []


def test_a_mark_leads_to_its_entry_and_never_stands_in_a_heading(full_plan, document_of):
    write(full_plan, PurposeText, background="■都市OS\nAIデマンド交通を広げます。")

    document = document_of(full_plan)

    marks = {each.term: each.target for each in inlines_of(document) if isinstance(each, TermMark)}
    (glossary,) = chapter_named(document, "用語集").blocks
    entries = {entry.term: entry.anchor for group in glossary.groups for entry in group.entries}
    assert marks["AIデマンド交通"] == entries["AIデマンド交通"]
    headings = [
        block.text
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Heading)
    ]
    assert "■ 都市OS" in headings
    assert not any("※" in heading for heading in headings)


def test_numbered_terms_stand_in_the_order_of_the_text(full_plan, document_of):
    write(full_plan, GlossaryText, style="number")
    write(full_plan, PurposeText, background="ダッシュボードと都市OS", aim="", positioning="")

    document = document_of(full_plan)

    assert marks_in(document, "ダッシュボード") == ["※1"]
    assert marks_in(document, "都市OS") == ["※2"]
    assert groups_of(document)[""][:2] == ["ダッシュボード", "都市OS"]
    assert len(groups_of(document)[""]) == Term.objects.filter(plan=full_plan).count()


def test_a_footnote_explains_the_term_on_its_page(full_plan, document_of):
    write(full_plan, GlossaryText, style="footnote")
    full_plan.chapters.filter(section="glossary").update(included=False)

    notes = [each.text for each in inlines_of(document_of(full_plan)) if isinstance(each, Footnote)]

    assert "都市OS：データをつなぐ基盤です。" in notes


def test_without_a_glossary_in_the_plan_nothing_is_marked(full_plan, document_of):
    full_plan.chapters.filter(section="glossary").update(included=False)

    assert not [each for each in inlines_of(document_of(full_plan)) if isinstance(each, TermMark)]


def test_a_long_explanation_ends_early_in_the_footnote_and_goes_on_in_the_glossary(
    full_plan, document_of
):
    Term.objects.filter(plan=full_plan, term="都市OS").update(definition="説明の文です。" * 100)
    write(full_plan, GlossaryText, style="footnote")

    notes = [each for each in inlines_of(document_of(full_plan)) if isinstance(each, Footnote)]

    (note,) = [each.text for each in notes if each.term == "都市OS"]
    assert note.startswith("都市OS：説明の文です。説明の文です。")
    assert note.endswith("説明の文です。（続きは用語集にあります。）")
    assert len(note) <= 320


def test_without_a_glossary_a_long_explanation_goes_on_in_the_next_footnotes(
    full_plan, document_of
):
    full_plan.chapters.filter(section="glossary").update(included=False)
    Term.objects.filter(plan=full_plan, term="都市OS").update(definition="説明の文です。" * 100)
    write(full_plan, GlossaryText, style="footnote")

    notes = [each for each in inlines_of(document_of(full_plan)) if isinstance(each, Footnote)]

    parts = [each.text for each in notes if each.term == "都市OS"]
    assert len(parts) == 3
    assert "".join(parts) == "都市OS：" + "説明の文です。" * 100


@pytest.mark.parametrize("typed", ["都市OS※", "都市OS（※）", "都市OS(※)"])
@pytest.mark.parametrize("style", ["reading", "number", "footnote"])
def test_a_mark_that_the_writer_typed_is_not_doubled(full_plan, document_of, typed, style):
    write(full_plan, GlossaryText, style=style)
    write(full_plan, PurposeText, background=f"{typed}を整えます。", aim="", positioning="")

    document = document_of(full_plan)

    (paragraph, *_) = [
        block
        for block in chapter_named(document, "策定の趣旨・位置づけ").blocks
        if isinstance(block, Paragraph)
    ]
    before, mark, after = paragraph.inlines
    assert (before, after) == (Text("都市OS"), Text("を整えます。"))
    assert isinstance(mark, Footnote if style == "footnote" else TermMark)


def test_a_typed_mark_stays_where_the_glossary_sets_none(full_plan, document_of):
    write(full_plan, GlossaryText, mark="none")
    write(full_plan, PurposeText, background="都市OS※を整えます。", aim="", positioning="")

    assert Text("都市OS※を整えます。") in list(inlines_of(document_of(full_plan)))


def test_a_note_number_of_the_writer_is_left_and_the_next_use_is_marked(full_plan, document_of):
    write(full_plan, PurposeText, background="都市OS※1と都市OS", aim="", positioning="")

    document = document_of(full_plan)

    assert Text("都市OS※1と都市OS") in list(inlines_of(document))
    assert marks_in(document, "都市OS") == ["※"]
