"""Checks of any chapter: left out without a reason, nothing in it, cases quoted."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Case
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import quoted
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.models import ROWS, TEXTS, Chapter, ChapterText, Citation
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey


def omitted(chapter: Chapter) -> Iterator[Finding]:
    """A chapter that the plan leaves out should say why."""
    if not chapter.omit_reason.strip():
        yield Finding(
            Level.WARNING,
            _section(chapter),
            f"{quoted(chapter.title)}を載せない理由がありません。",
            "なぜ載せないか（別冊にする、他の計画で定めているなど）を章の構成に書いてください。",
            to_chapter(chapter),
        )


def blank(chapter: Chapter) -> Finding:
    """A chapter in which nothing is written; a warning only once it counts as begun."""
    begun = chapter.state != Chapter.State.NOT_STARTED
    return Finding(
        Level.WARNING if begun else Level.NOTICE,
        _section(chapter),
        f"{quoted(chapter.title)}には、まだ何も書かれていません。",
        "分かっていることから書き始めてください。載せない章は、章の構成で外せます。",
        to_chapter(chapter),
    )


def is_blank(chapter: Chapter, contents: PlanContents) -> bool:
    if chapter.section is None:
        return not chapter.body.strip()
    section = SectionKey(chapter.section)
    if any(
        contents.rows(kind) for kind in ROWS if kind is not Citation and kind.section == section
    ):
        return False
    return not any(value.strip() for value in written_texts(contents.text_of(section)))


def written_texts(text: ChapterText) -> list[str]:
    """What was written into a chapter's texts; choices and ready-made headings do not count."""
    return [
        getattr(text, field.name)
        for field in text._meta.concrete_fields
        if not field.is_relation and not field.choices and not field.has_default()
    ]


def missing_texts(
    contents: PlanContents, section: SectionKey, hints: dict[str, str], level: Level = Level.WARNING
) -> Iterator[Finding]:
    """A finding for each of the texts (field name and hint) that is empty."""
    chapter, text = contents.chapter_of(section), contents.text_of(section)
    adapted = town_words_of(contents.plan.municipality).adapted
    for name, hint in hints.items():
        if not getattr(text, name).strip():
            label = TEXTS[section]._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            message = f"「{adapted(str(label))}」が書かれていません。"
            yield Finding(level, section, message, hint, to_chapter(chapter))


def citations(chapter: Chapter, contents: PlanContents) -> Iterator[Finding]:
    """Cases that were withdrawn or changed after they were quoted."""
    for citation in contents.citations_of(chapter):
        case = citation.case
        if case is None:
            continue
        if case.status != Case.Status.PUBLISHED:
            message = f"引用した事例{quoted(citation.title)}は事例集での公開を終えています。"
        elif not citation.agrees_with(case):
            message = f"引用した事例{quoted(citation.title)}は、引用した後に内容が変わっています。"
        else:
            continue
        hint = "計画には引用した時の内容を載せます。引用を続けるか確かめてください。"
        yield Finding(Level.NOTICE, _section(chapter), message, hint, to_row(citation))


def _section(chapter: Chapter) -> SectionKey | None:
    return SectionKey(chapter.section) if chapter.section else None
