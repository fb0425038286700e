"""The key of an export: the fingerprint of everything that decides what the file looks like."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders

from smartplan import document, japanese, printing, publishing
from smartplan.japanese.glyphs import document_fonts
from smartplan.plans.content import digest
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan
from smartplan.printing.stylesheets import STYLESHEETS
from smartplan.publishing.models import Format, Publication

PACKAGES = tuple(
    Path(package.__file__ or "").parent for package in (document, printing, publishing, japanese)
)
"""Whose code decides what a document looks like."""


class Fingerprint:
    """The fingerprint of a plan's content, from which the key of each format follows."""

    def __init__(self, content: str, *, plan: Plan, edition: str) -> None:
        facts = (content, plan.municipality.name, printing_fingerprint(), edition)
        self._facts = "\n".join(facts)

    @classmethod
    def of_plan(cls, plan: Plan, contents: PlanContents | None = None) -> Fingerprint:
        """Of the plan as it stands now."""
        return cls(digest(plan, contents), plan=plan, edition=plan.edition)

    @classmethod
    def of_publication(cls, publication: Publication) -> Fingerprint:
        """Of a closed edition: two editions of the same content have files of their own."""
        content = f"{publication.sha256}:{publication.pk}"
        return cls(content, plan=publication.plan, edition=publication.edition)

    def key(self, kind: Format) -> str:
        return sha256(f"{self._facts}\n{kind.value}".encode()).hexdigest()


@cache
def printing_fingerprint() -> str:
    """The fingerprint of what draws a document here: our code, the style sheet and the fonts.

    Taken once in a process: a new version of SmartPlan starts new processes.
    """
    found = sha256()
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            found.update(path.read_bytes())
    for name in STYLESHEETS:
        if stylesheet := finders.find(name):
            found.update(Path(stylesheet).read_bytes())
    for font in document_fonts():
        # Packages keep the date of a font's file: it is the same on every host with that package.
        facts = font.stat()
        found.update(f"{font.name}:{facts.st_size}:{int(facts.st_mtime)}".encode())
    return found.hexdigest()
