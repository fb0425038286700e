"""Cases that help with what a planner is writing, each with the reasons why it is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from cases.models import Case, PopulationBand
from smartplan.japanese.numbers import parse_number
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Field
from smartplan.relevance.library import current_index
from smartplan.relevance.ranking import Question, rank, shortened
from smartplan.relevance.reasons import Explainer
from smartplan.relevance.synonyms import known_words
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case with its source loaded, its points, and why it is shown (never empty)."""

    case: Case
    score: float
    reasons: list[str]


def suggest(
    *,
    section: str | None,
    stage: str | None = None,
    plan_type: str | None = None,
    population: int | None = None,
    fields: Iterable[str] = (),
    text: str = "",
    limit: int = 5,
    exclude: Collection[int] = (),
    not_of: int | None = None,
) -> list[Suggestion]:
    """The published cases that fit best, at most two of one city; two queries.

    `fields` are names of the library's policy fields, `exclude` ids of cases, `not_of` the id of a
    municipality whose own cases are left out. Raises ValueError for an unknown code.
    """
    text = shortened(text)
    question = Question(
        section=SectionKey(section) if section else None,
        stage=StageKey(stage) if stage else None,
        plan_type=PlanTypeKey(plan_type) if plan_type else None,
        band=PopulationBand.of(population) if population and population > 0 else None,
        fields=frozenset(fields),
        text=text,
        known=known_words(text),
    )
    index = current_index()
    hits = rank(index, question, limit=2 * limit, exclude=exclude, not_of=not_of)
    if not hits:
        return []
    cases = Case.objects.published().select_related("source").in_bulk([hit.pk for hit in hits])
    explainer = Explainer(question, index)
    explained = (
        Suggestion(case, round(hit.score, 2), reasons)
        for hit in hits
        if (case := cases.get(hit.pk)) and (reasons := explainer.reasons(case, hit))
    )
    return list(islice(explained, limit))


def suggest_for(
    contents: PlanContents, section: str | None, text: str = "", limit: int = 5
) -> list[Suggestion]:
    """Cases of other cities for one section of a plan and the text written there so far.

    Cases that the chapter quotes already are left out.
    """
    plan = contents.plan
    population = parse_number(plan.population)
    fields = {name for field in contents.rows(Field) for name in contents.policy_fields_of(field)}
    quoted: set[int] = set()
    if section:
        chapter = contents.chapter_of(SectionKey(section))
        quoted = {each.case_id for each in contents.citations_of(chapter) if each.case_id}
    return suggest(
        section=section,
        stage=plan.stage,
        plan_type=plan.plan_type,
        population=int(population) if population else None,
        fields=fields,
        text=text,
        limit=limit,
        exclude=quoted,
        not_of=plan.municipality_id,
    )
