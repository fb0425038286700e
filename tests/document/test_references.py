"""A reference in a text is printed in the words of today, leads there, and never lies."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.document.findings import findings_of_plan
from smartplan.document.references.named_tables import TABLES
from smartplan.document.references.referables import groups_of, is_printed, readable
from smartplan.document.references.resolving import targets_of
from smartplan.document.tree import Footnote, Heading, Reference, words_of
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    FigureForm,
    Indicator,
    Issue,
    Measure,
    MeasuresText,
    PurposeText,
    RoadmapText,
    Term,
)
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.structure.keys import SectionKey
from tests.document.sample import write

AIM = "策定の趣旨"


def in_aim(document) -> str:
    """What the document prints under 策定の趣旨."""
    chapter = next(c for c in document.chapters if c.section == SectionKey.PURPOSE)
    said, here = "", False
    for block in chapter.blocks:
        if isinstance(block, Heading):
            here = block.text == AIM
        elif here:
            said += "".join(words_of(block))
    return said


def aim(plan, document_of, text: str) -> str:
    write(plan, PurposeText, aim=text)
    return in_aim(document_of(plan))


def mark(kind: str, thing: object, words: str = "") -> str:
    return f"〔→{kind}#{getattr(thing, 'pk', thing)} {words}〕"


def test_each_kind_is_printed_in_the_words_of_today(full_plan, document_of):
    measure = Measure.objects.filter(plan=full_plan).order_by("position")[1]
    indicator = Indicator.objects.filter(plan=full_plan)[0]
    issue = Issue.objects.filter(plan=full_plan)[0]
    chapter = full_plan.chapters.get(section="organization")
    text = (
        f"前{mark('施策', measure, '古い名称')}、{mark('指標', indicator)}、{mark('課題', issue)}、"
        f"{mark('章', chapter)}、{mark('図', 'timeline')}、{mark('表', 'measures')}後"
    )

    said = aim(full_plan, document_of, text)

    document = document_of(full_plan)
    targets = targets_of(document, read_plan(full_plan))
    code = read_plan(full_plan).measure_code(measure)
    number = read_plan(full_plan).indicator_number(indicator)
    timeline, table = targets["図", "timeline"], targets["表", "measures"]
    assert said.startswith(
        f"前施策{code}、指標{number}、課題1、第4章、{timeline.label}、{table.label}後"
    )
    assert timeline.label.startswith("図")
    assert table.label.startswith("表")


def test_a_reference_follows_when_things_are_renumbered(full_plan, document_of):
    chapter = full_plan.chapters.get(section="roadmap")
    first = aim(full_plan, document_of, f"{mark('章', chapter)}。")
    full_plan.chapters.filter(section="security").update(part=Chapter.Part.APPENDIX)
    full_plan.chapters.filter(section="situation").update(included=False)

    assert (first[:4], in_aim(document_of(full_plan))[:4]) == ("第6章。", "第5章。")


def test_every_reference_leads_to_an_anchor_of_the_document(full_plan, document_of):
    contents = read_plan(full_plan)
    marks = [each.mark for _, found in groups_of(contents) for each in found]
    write(full_plan, PurposeText, aim="".join(map(str, marks)))

    html = render_body(document_of(full_plan))

    assert "〔→" not in html
    assert "参照先なし" not in html
    targets = targets_of(document_of(full_plan), read_plan(full_plan)).values()
    assert len(marks) >= 20
    assert [target for target in targets if f'id="{target.anchor}"' not in html] == []
    assert html.count('class="reference" href="#') >= len(marks)


@pytest.mark.parametrize("style", ["roman", "decimal", "english"])
def test_a_bare_chapter_number_has_its_title_beside_it(full_plan, document_of, style):
    full_plan.numbering = style
    full_plan.save()
    chapter = full_plan.chapters.get(section="organization")

    said = aim(full_plan, document_of, f"{mark('章', chapter)}。")

    label = {"roman": "「Ⅳ　推進体制」", "decimal": "「4　推進体制」", "english": "Chapter.04"}[
        style
    ]
    assert said.startswith(f"{label}。")


def test_marks_are_read_wherever_words_stand(full_plan, document_of):
    measure = Measure.objects.filter(plan=full_plan)[0]
    other = f"{mark('施策', measure, '何か')}"
    write(
        full_plan,
        PurposeText,
        background=f"■{other}の経過\n・{other}の一\n　・{other}の二\n|甲|乙|\n",
        greeting=f"{other}のごあいさつ",
    )
    Measure.objects.filter(pk=measure.pk).update(purpose=f"■{other}\n{other}", name=f"予約 {other}")
    Issue.objects.filter(plan=full_plan).update(
        description=f"{other}で応える", title=f"課題{other}"
    )
    Term.objects.filter(plan=full_plan).update(definition=f"{other}で使う")
    write(full_plan, RoadmapText, approach=f"{other}から")

    for style in ("projects", "themes"):
        write(full_plan, RoadmapText, style=style)
        html = render_body(document_of(full_plan), screen=True)
        assert re.findall(r".{20}〔→.{20}", html) == []
        assert "</a>のごあいさつ" in html


@pytest.mark.parametrize("style", ["reading", "number", "footnote"])
def test_a_term_in_the_words_of_a_mark_does_not_break_it(full_plan, document_of, style):
    term = Term.objects.filter(plan=full_plan)[0]
    measure = Measure.objects.filter(plan=full_plan)[0]
    full_plan.chapters.get(section="glossary").glossarytext.__class__.objects.update(style=style)
    write(full_plan, PurposeText, aim=f"{mark('施策', measure, term.term)}と{term.term}。")

    document = document_of(full_plan)
    chapter = document.chapters[0]
    inlines = [i for b in chapter.blocks for i in getattr(b, "inlines", ())]

    assert [i.label for i in inlines if isinstance(i, Reference)] == [
        f"施策{read_plan(full_plan).measure_code(measure)}"
    ]
    assert not any("〔→" in i.text for i in inlines if isinstance(i, Footnote))


# What leads nowhere ------------------------------------------------------------------------------


def test_a_reference_to_something_gone_says_so_and_is_found(full_plan, document_of):
    said = aim(full_plan, document_of, "〔→施策#999999 予約バス〕と〔→図#nothing〕を行う。")

    (finding,) = findings_of_plan(read_plan(full_plan))

    assert said.startswith("（参照先なし）と（参照先なし）を行う。")
    assert finding.message == (
        "「策定の趣旨・位置づけ」の「策定の趣旨」に、参照先のない参照が2か所あります"
        "：施策「予約バス」、図（名称なし）"
    )
    assert finding.section == SectionKey.PURPOSE


def test_a_reference_to_what_is_not_printed_is_found(full_plan):
    measure = Measure.objects.filter(plan=full_plan)[0]
    write(full_plan, PurposeText, aim=mark("施策", measure))
    assert findings_of_plan(read_plan(full_plan)) == []

    full_plan.chapters.filter(section="measures").update(included=False)

    assert len(findings_of_plan(read_plan(full_plan))) == 1


def test_the_review_shows_what_leads_nowhere(full_plan, planner, logged_in):
    write(full_plan, PurposeText, aim="〔→施策#999999 予約バス〕")

    html = logged_in(planner).get(reverse("wizard:review", args=[full_plan.pk])).content.decode()

    assert "参照先のない参照が1か所あります：施策「予約バス」</a>" in html
    assert "計画書には「（参照先なし）」と載ります。" in html


def test_what_leads_nowhere_is_not_taken_for_a_character_and_leads_to_its_chapter(
    full_plan, planner, logged_in
):
    issue = Issue.of_plan(full_plan)[0]
    Issue.objects.filter(pk=issue.pk).update(description="〔→図#timeline〕を見てください。")
    full_plan.chapters.filter(section="roadmap").update(included=False)
    chapter = full_plan.chapters.get(section="situation")
    client = logged_in(planner)
    for name in ("publishing:exports", "publishing:preview"):
        html = client.get(reverse(name, args=[full_plan.pk])).content.decode()
        assert "印刷前に確認が必要な箇所が1件あります" in html
        assert "印刷できない文字" not in html
        assert (
            f'<a href="{reverse("wizard:chapter", args=[chapter.pk])}">「現状・課題」の課題'
            f"「{issue.title}」に、参照先のない参照が1か所あります：図「" in html
        )
    html = client.get(reverse("wizard:review", args=[full_plan.pk])).content.decode()
    assert f"課題「{issue.title}」に、参照先のない参照が1か所あります：図「" in html


def print_all(plan, form: FigureForm) -> None:
    """Let every figure of the plan be printed in this form."""
    for kind in TEXTS.values():
        fields = [f.name for f in kind._meta.concrete_fields if f.name.startswith("figure_")]
        if fields:
            write(plan, kind, **dict.fromkeys(fields, form))


@pytest.mark.parametrize("style", ["projects", "themes"])
@pytest.mark.parametrize("form", list(FigureForm))
def test_what_is_offered_is_what_the_document_prints(full_plan, document_of, form, style):
    print_all(full_plan, form)
    write(full_plan, RoadmapText, style=style)
    contents = read_plan(full_plan)

    offered = {
        (each.mark.kind, each.mark.name) for _, found in groups_of(contents) for each in found
    }

    assert offered == set(targets_of(document_of(full_plan), contents))


def test_every_table_that_can_be_named_is_in_a_document(full_plan, document_of):
    found = set()
    print_all(full_plan, FigureForm.BOTH)
    for style in ("projects", "themes"):
        write(full_plan, RoadmapText, style=style)
        found |= set(targets_of(document_of(full_plan), read_plan(full_plan)))

    assert {table.key for table in TABLES} <= {name for kind, name in found if kind == "表"}
    assert {kind.key for kind in EVERY_FIGURE} <= {name for kind, name in found if kind == "図"}


# Outside the document ----------------------------------------------------------------------------


def test_outside_the_document_marks_are_names(full_plan):
    contents = read_plan(full_plan)
    measure = contents.rows(Measure)[0]
    chapter = contents.chapter_of(SectionKey.ORGANIZATION)
    text = (
        f"{mark('施策', measure)}、{mark('章', chapter)}、{mark('図', 'timeline')}、"
        f"{mark('表', 'measures')}、{mark('施策', 999999)}"
    )

    assert readable(text, contents) == (
        f"施策{contents.measure_code(measure)}、第4章、図「工程表」、表「施策の一覧」、（参照先なし）"
    )
    assert readable("そのまま〔注〕", contents) == "そのまま〔注〕"


def test_an_empty_plan_has_its_chapters_to_refer_to(plan):
    contents = read_plan(plan)

    assert [name for name, _ in groups_of(contents)] == ["章"]
    assert MeasuresText.objects.count() == 1
    assert not is_printed(
        next(iter(groups_of(contents)))[1][0].mark.__class__("図", "sdgs"), contents
    )
