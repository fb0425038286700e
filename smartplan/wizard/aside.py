"""What stands beside a chapter's form: guidance, findings, cases that fit, cases quoted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.models import Case
from smartplan.checks.everything import findings_in, findings_of
from smartplan.checks.finding import Finding
from smartplan.document.findings import findings_of_plan
from smartplan.document.references.referables import readable
from smartplan.plans.models import Chapter, ChapterText, Citation, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.typed_cells import typed_into
from smartplan.relevance.suggestions import Suggestion, suggest_for
from smartplan.structure.guidance import guidance_of
from smartplan.structure.keys import SectionKey, StageKey
from smartplan.structure.wording import Guidance
from smartplan.wizard.links import address_of
from smartplan.wizard.tasks import belongs_to, is_concern

SUGGESTIONS = 5


@dataclass(frozen=True)
class ShownFinding:
    finding: Finding
    address: str


@dataclass(frozen=True)
class Findings:
    """確認事項, which are counted, and mere notices (お知らせ) apart from them."""

    concerns: tuple[ShownFinding, ...]
    notices: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ShownCitation:
    """A citation, and what became of its case since it was quoted."""

    citation: Citation
    notice: str
    case_number: str
    """Where the case can be read; empty when it is not public any more."""


def guidance_for(contents: PlanContents, chapter: Chapter) -> Guidance | None:
    """The guidance of the chapter's section with what the plan's stage asks for."""
    if chapter.section is None:
        return None
    return guidance_of(SectionKey(chapter.section), stage=StageKey(contents.plan.stage))


def with_addresses(findings: Iterable[Finding], contents: PlanContents) -> Findings:
    """The findings, each with the address where it is mended."""
    return _apart(
        ShownFinding(
            _readable(finding, contents),
            address_of(finding.link, contents) if finding.link else "",
        )
        for finding in findings
    )


def findings_for(contents: PlanContents, chapter: Chapter) -> Findings:
    """What the checks and the document noticed about a chapter: as the plan's page counts it."""
    printed = (each for each in findings_of_plan(contents) if belongs_to(each, chapter))
    return with_addresses([*findings_in(chapter, contents), *printed], contents)


def findings_for_row(contents: PlanContents, row: Row) -> Findings:
    """What the checks noticed about one row, on whose page they are mended."""
    return _apart(
        ShownFinding(_readable(finding, contents), "")
        for finding in findings_of(contents)
        if finding.link and (finding.link.rows, finding.link.pk) == (row.rows_name(), row.pk)
    )


def _readable(finding: Finding, contents: PlanContents) -> Finding:
    """The finding with names in place of the references that it quotes."""
    return replace(finding, message=readable(finding.message, contents))


def _apart(shown: Iterable[ShownFinding]) -> Findings:
    found = tuple(shown)
    return Findings(
        tuple(each for each in found if is_concern(each.finding)),
        tuple(each for each in found if not is_concern(each.finding)),
    )


def suggestions_for(
    contents: PlanContents, chapter: Chapter, text: str, limit: int = SUGGESTIONS
) -> list[Suggestion]:
    """Cases that fit the section, the plan and the text; those quoted here already are left out."""
    return suggest_for(contents, chapter.section, text, limit=limit)


def stored_text(contents: PlanContents, chapter: Chapter) -> str:
    """What the chapter's texts say, for finding cases."""
    if chapter.section is None:
        return f"{chapter.title}\n{chapter.body}"
    return text_of(contents.text_of(SectionKey(chapter.section)))


def text_of(instance: ChapterText | Row) -> str:
    """All the long texts of an instance, one after another."""
    return "\n".join(filter(None, typed_into(instance)))


def citations_for(contents: PlanContents, chapter: Chapter) -> list[ShownCitation]:
    return [shown(citation) for citation in contents.citations_of(chapter)]


def shown(citation: Citation) -> ShownCitation:
    """The citation with a word on its case; a withdrawn case shows nothing new."""
    case = citation.case
    if case is None or case.status != Case.Status.PUBLISHED:
        return ShownCitation(
            citation, "事例は公開を終了しました。引用した時の内容を表示しています。", ""
        )
    if citation.case_updated_at and case.updated_at > citation.case_updated_at:
        return ShownCitation(
            citation, "引用後に事例が更新されています。内容を確かめてください。", case.number
        )
    return ShownCitation(citation, "", case.number)
