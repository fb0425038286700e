"""From a plan's contents to its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from smartplan.document.chapters import (
    free,
    glossary,
    measures,
    organization,
    policy,
    public_comments,
    purpose,
    roadmap,
    security,
    situation,
    sources,
)
from smartplan.document.marks import mark_terms
from smartplan.document.numbering import number_chapters, number_front
from smartplan.document.references import resolving
from smartplan.document.tree import (
    Blocks,
    Chapter,
    Colophon,
    Cover,
    Document,
    FrontMatter,
    Glossary,
    GlossaryEntry,
    PictureBlock,
)
from smartplan.document.values import period, shown_fiscal_year, shown_month
from smartplan.document.watermark import watermark_of
from smartplan.plans import models
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Edition, GlossaryText, Picture, Plan
from smartplan.structure.keys import SectionKey

CHAPTERS: dict[SectionKey, Callable[[PlanContents, models.Chapter], Blocks]] = {
    SectionKey.PURPOSE: purpose.build,
    SectionKey.SITUATION: situation.build,
    SectionKey.POLICY: policy.build,
    SectionKey.ORGANIZATION: organization.build,
    SectionKey.MEASURES: measures.build,
    SectionKey.ROADMAP: roadmap.build,
    SectionKey.SECURITY: security.build,
    SectionKey.GLOSSARY: glossary.build,
}
"""What prints the chapter of each section."""

APPENDICES: tuple[tuple[str, SectionKey | None, Callable[[PlanContents], Blocks]], ...] = (
    ("策定の経過", SectionKey.PURPOSE, purpose.drafting_steps),
    ("委員名簿", SectionKey.ORGANIZATION, organization.members),
    ("パブリックコメントの結果", SectionKey.PURPOSE, public_comments.build),
    ("引用した事例の出典", None, sources.build),
)
"""What follows in the 資料編 after the chapters that the plan has put there."""

GREETING = "はじめに"


def build_document(contents: PlanContents) -> Document:
    """The whole document: what is left out of the plan or empty is not in it."""
    chapters = [*_chapters(contents), *_appendices(contents)]
    chapters = mark_terms(chapters, _entries(contents, chapters), _glossary_style(contents))
    cover = replace(cover_of(contents.plan), logo=_picture(contents, Picture.Place.LOGO))
    document = Document(
        cover=cover,
        front=_front(contents),
        chapters=number_chapters(chapters, contents.plan.numbering),
        colophon=_colophon(contents.plan, cover),
    )
    return resolving.resolved(document, contents)


def _chapters(contents: PlanContents) -> Iterator[Chapter]:
    for chapter in contents.chapters:
        if not chapter.included:
            continue
        section = SectionKey(chapter.section) if chapter.section else None
        build = CHAPTERS[section] if section else free.build
        if blocks := build(contents, chapter):
            yield Chapter(
                label="",
                title=chapter.title,
                anchor="",
                blocks=blocks,
                section=section,
                appendix=chapter.part == models.Chapter.Part.APPENDIX,
                source_id=chapter.pk,
            )


def _appendices(contents: PlanContents) -> Iterator[Chapter]:
    for title, section, build in APPENDICES:
        source = contents.chapter_of(section) if section else None
        if source and not source.included:
            continue
        if blocks := build(contents):
            yield Chapter(
                label="",
                title=title,
                anchor="",
                blocks=blocks,
                section=section,
                appendix=True,
                source_id=source.pk if source else None,
            )


def _front(contents: PlanContents) -> tuple[FrontMatter, ...]:
    if not contents.chapter_of(SectionKey.PURPOSE).included:
        return ()
    words = number_front(purpose.greeting(contents), "greeting")
    portrait = _picture(contents, Picture.Place.PORTRAIT)
    return (FrontMatter(GREETING, "greeting", words, portrait),) if words else ()


def _picture(contents: PlanContents, place: str) -> PictureBlock | None:
    """The picture at one place of the document, if the plan has it."""
    for row in contents.rows(Picture):
        if row.place == place:
            return PictureBlock(
                sha256=row.file_id,
                media_type=row.file.media_type,
                width=row.file.width,
                height=row.file.height,
                alternative=row.alternative.strip(),
            )
    return None


def _entries(contents: PlanContents, chapters: list[Chapter]) -> list[GlossaryEntry]:
    """The entries of the glossary, whether the plan prints it or not."""
    printed = (each.blocks for each in chapters if each.section is SectionKey.GLOSSARY)
    chapter = contents.chapter_of(SectionKey.GLOSSARY)
    return [
        entry
        for block in next(printed, None) or glossary.build(contents, chapter)
        if isinstance(block, Glossary)
        for group in block.groups
        for entry in group.entries
    ]


def _glossary_style(contents: PlanContents) -> GlossaryText:
    return cast(GlossaryText, contents.text_of(SectionKey.GLOSSARY))


def cover_of(plan: Plan) -> Cover:
    """What the cover says; a final edition (確定) has no edition to print."""
    edition = "" if plan.edition == Edition.FINAL else plan.get_edition_display()
    years = period(
        shown_fiscal_year(plan.start_year, plan.year_style),
        shown_fiscal_year(plan.last_year, plan.year_style),
    )
    return Cover(
        title=plan.title,
        edition=edition,
        municipality=plan.municipality.name,
        issued=shown_month(plan.issued, plan.year_style),
        period=years,
        watermark=watermark_of(plan.edition),
    )


def _colophon(plan: Plan, cover: Cover) -> Colophon:
    facts = (
        ("計画の名称", cover.full_title),
        ("策定（公表）年月", cover.issued),
        ("発行", plan.publisher.strip() or plan.municipality.name),
        ("連絡先", plan.contact.strip()),
    )
    return Colophon(tuple((name, value) for name, value in facts if value))
