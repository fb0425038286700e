"""The cases that come with the product: only what is absent is brought in.

Cases are known by number, the sources and policy fields they need by title and name. A number that
was ever in the library is never brought in again, so that whatever a curator changed, renumbered,
withdrew or deleted stays as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from cases.history import one_entry
from cases.models import Case, PolicyField, Source
from smartplan.municipalities.models import Municipality
from smartplan.structure.models import Section, Stage, Track

FIXTURES: Path = settings.BASE_DIR / "fixtures"

FileRow = dict[str, str]


class StructureMissingError(Exception):
    """The cases point to sections, stages or tracks that are not in the database."""


@transaction.atomic
def load_library() -> int:
    """Insert the absent cases with the sources and policy fields they need; how many cases."""
    known = set(Case.objects.values_list("number", flat=True))
    known.update(Case.history.values_list("number", flat=True))
    absent = [row for row in _rows("cases.csv") if row["number"] not in known]
    if absent:
        links = {
            "sections": _by_code(Section.objects.all(), "key"),
            "stages": _by_code(Stage.objects.all(), "key"),
            "tracks": _by_code(Track.objects.all(), "key"),
            "fields": _policy_fields(),
        }
        sources = _sources({row["source"] for row in absent})
        codes = {row["municipality_code"] for row in absent}
        towns = {town.code: town for town in Municipality.objects.filter(code__in=codes)}
        for row in absent:
            _insert(row, links, sources[row["source"]], towns.get(row["municipality_code"]))
    return len(absent)


def _rows(name: str) -> list[FileRow]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _by_code(rows: Sequence[models.Model] | models.QuerySet, code: str) -> dict[str, models.Model]:
    return {getattr(row, code): row for row in rows}


def _policy_fields() -> dict[str, models.Model]:
    names = [row["name"] for row in _rows("policy_fields.csv")]
    there = set(PolicyField.objects.values_list("name", flat=True))
    PolicyField.objects.bulk_create(
        PolicyField(name=name, position=place)
        for place, name in enumerate(names, 1)
        if name not in there
    )
    return _by_code(PolicyField.objects.all(), "name")


def _sources(titles: set[str]) -> dict[str, Source]:
    there = set(Source.objects.values_list("title", flat=True))
    Source.objects.bulk_create(
        Source(**row) for row in _rows("sources.csv") if row["title"] in titles - there
    )
    return {source.title: source for source in Source.objects.filter(title__in=titles)}


def _insert(
    row: FileRow,
    links: dict[str, dict[str, models.Model]],
    source: Source,
    town: Municipality | None,
) -> None:
    plain = {name: text for name, text in row.items() if name not in links}
    del plain["municipality_code"]
    plain["source"] = source  # type: ignore[assignment]
    case = Case(**plain, municipality=town, status=Case.Status.PUBLISHED)
    with one_entry(case, reason="初期データの登録"):
        case.save(force_insert=True)
        for name, known in links.items():
            codes = [code for code in row[name].split(";") if code]
            if missing := [code for code in codes if code not in known]:
                raise StructureMissingError(f"{case.number}: {name}: {', '.join(missing)}")
            getattr(case, name).set([known[code] for code in codes])
