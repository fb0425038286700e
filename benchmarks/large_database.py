"""A database as large as all of Japan would make it, for the benchmarks."""

from __future__ import annotations

import random

from django.db import connection

from cases.models import Case
from smartplan.municipalities.models import Municipality
from smartplan.plans.models import (
    TEXTS,
    Chapter,
    Indicator,
    Issue,
    Measure,
    Plan,
    PopulationRow,
    Term,
)
from smartplan.structure.keys import SectionKey, StageKey

PLANS, CASES = 5_000, 10_000


def fill(pattern: Plan) -> None:
    """Add plans (each with chapters, texts and 40 rows) and cases like those that are there."""
    chance = random.Random(1)  # noqa: S311 - repeatable, not secret
    _add_cases(chance)
    _add_plans(pattern, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _add_cases(chance: random.Random) -> None:
    """Cases made by mixing the sentences of the library."""
    known = list(Case.objects.prefetch_related("sections", "stages", "tracks", "fields"))
    links = ("sections", "stages", "tracks", "fields")
    own = {case.pk: {name: list(getattr(case, name).all()) for name in links} for case in known}
    made, parents = [], []
    for number in range(1, CASES - len(known) + 1):
        one, other = chance.sample(known, 2)
        made.append(
            Case(
                number=f"X{number:05}",
                title=one.title,
                status=Case.Status.PUBLISHED,
                actor=f"{chance.choice(known).actor}{number % 700}",
                prefecture=other.prefecture,
                population_band=other.population_band,
                plan_type=one.plan_type,
                theme=one.theme,
                summary=one.summary,
                lessons=other.lessons,
                source=one.source,
                page=one.page,
            )
        )
        parents.append(one.pk)
    Case.objects.bulk_create(made, batch_size=500)
    for name in links:
        through = getattr(Case, name).through
        target = getattr(Case, name).field.m2m_reverse_name()
        through.objects.bulk_create(
            [
                through(**{"case_id": case.pk, target: row.pk})
                for case, parent in zip(made, parents, strict=True)
                for row in own[parent][name]
            ],
            batch_size=1000,
        )


def _add_plans(pattern: Plan, chance: random.Random) -> None:
    towns = list(Municipality.objects.exclude(pk=pattern.municipality_id))
    plans = Plan.objects.bulk_create(
        [
            Plan(
                municipality=chance.choice(towns),
                title=f"スマートシティ推進計画 {number}",
                start_year=2024 + number % 5,
                stage=chance.choice(list(StageKey)),
            )
            for number in range(PLANS)
        ],
        batch_size=500,
    )
    chapters = Chapter.objects.bulk_create(
        [
            Chapter(plan=plan, section=section, title=section.label, position=place)
            for plan in plans
            for place, section in enumerate(SectionKey, start=1)
        ],
        batch_size=1000,
    )
    for section, kind in TEXTS.items():
        kind._default_manager.bulk_create(
            [kind(chapter=chapter) for chapter in chapters if chapter.section == section],
            batch_size=1000,
        )
    for kind, name, count in (
        (Issue, "title", 8),
        (PopulationRow, "year", 10),
        (Indicator, "name", 6),
        (Measure, "name", 6),
        (Term, "term", 10),
    ):
        kind._default_manager.bulk_create(
            [
                kind(plan=plan, position=place, **{name: f"{kind._meta.verbose_name}{place}"})
                for plan in plans
                for place in range(1, count + 1)
            ],
            batch_size=2000,
        )
