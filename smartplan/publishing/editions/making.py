"""The files of a closed edition that are not there yet: asked for, on their way, or failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from smartplan.municipalities.models import User
from smartplan.plans.models import Plan
from smartplan.publishing.exports.actions import request_export, restart_silent
from smartplan.publishing.exports.offered import OFFERED
from smartplan.publishing.frozen_files import FROZEN_FORMATS
from smartplan.publishing.models import Export, Format, Publication


@dataclass(frozen=True)
class MissingFile:
    """A file that is to be made, with the export that makes it."""

    format: Format
    export: Export | None

    @property
    def is_on_its_way(self) -> bool:
        return self.export is not None and self.export.is_unfinished


@dataclass(frozen=True)
class EditionFiles:
    """A closed edition with the files that it lacks, as its part of the page shows them."""

    publication: Publication
    missing: tuple[MissingFile, ...]

    @property
    def is_waiting(self) -> bool:
        """Is there something to wait for?"""
        return any(each.is_on_its_way for each in self.missing)

    @property
    def may_be_asked_for(self) -> bool:
        """Is there something that nobody makes?"""
        return not all(each.is_on_its_way for each in self.missing)


def files_of(publication: Publication) -> EditionFiles:
    """An edition's files and what it lacks; asks for nothing if both were fetched before."""
    return EditionFiles(publication, tuple(missing_files(publication)))


def missing_files(publication: Publication) -> Iterator[MissingFile]:
    """What an edition lacks; asks for nothing if files and exports were fetched before."""
    kept = {file.format for file in publication.files.all()}
    newest: dict[str, Export] = {}
    for export in publication.exports.all():
        newest.setdefault(export.format, export)
    for format in FROZEN_FORMATS:
        if format not in kept and format in OFFERED:
            yield MissingFile(format, newest.get(format))


def request_files(publication: Publication, *, by: User) -> None:
    """Let the files be made that are missing; what is on its way goes on."""
    for missing in missing_files(publication):
        request_export(plan=publication.plan, format=missing.format, by=by, publication=publication)


def restart_lost_exports(plan: Plan, publications: Iterable[Publication], now: datetime) -> None:
    """Start those again whose worker was lost."""
    if any(missing.is_on_its_way for each in publications for missing in missing_files(each)):
        restart_silent(Export.objects.filter(plan=plan).exclude(publication=None), now)
