"""The files of a closed edition: made from what was frozen, kept once, checked at every look."""

from __future__ import annotations

import json
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from smartplan.plans.content.unfolding import contents_from
from smartplan.plans.contents import PlanContents
from smartplan.publishing import storing
from smartplan.publishing.downloads import safe_name
from smartplan.publishing.models import Format, Publication, PublicationFile

FROZEN_FORMATS = (Format.PDF, Format.DOCX)
"""The files that every closed edition has beside its JSON."""


def contents_of(publication: Publication) -> PlanContents:
    """What the plan held when the edition was closed, with the ids that its rows had.

    Raises storing.BrokenFileError when the stored text is not the frozen one.
    """
    content = json.loads(frozen_json(publication))
    return contents_from(content, publication.plan.municipality, publication.row_ids)


def frozen_json(publication: Publication) -> bytes:
    """The content as it was frozen. Raises storing.BrokenFileError when it is something else."""
    content = publication.content.encode()
    if sha256(content).hexdigest() != publication.sha256:
        raise storing.BrokenFileError(f"{publication.pk}: JSON")
    return content


def freeze_file(publication: Publication, format: str, content: bytes) -> PublicationFile:
    """Keep a finished file of the edition; if there is one in this format already, that one stays.

    Raises OSError when the file cannot be written.
    """
    files = PublicationFile.objects.filter(publication=publication, format=format)
    if found := files.first():
        return found
    extension = Format(format).extension
    stored = storing.write_file(content, folder="editions", extension=extension)
    try:
        with transaction.atomic():
            return PublicationFile.objects.create(
                publication=publication,
                format=format,
                path=stored.path,
                sha256=stored.sha256,
                size=stored.size,
                made_at=timezone.now(),
            )
    except IntegrityError:  # another worker was faster
        storing.remove(stored.path)
        return files.get()


def frozen_file(file: PublicationFile) -> bytes:
    """The file as it was frozen. Raises storing.BrokenFileError when it is missing or different."""
    return storing.read(file.path, file.sha256)


def file_name(publication: Publication, extension: str) -> str:
    """「○○市スマートシティ推進計画（素案）第2号.pdf」."""
    edition = publication.get_edition_display()
    return safe_name(f"{publication.title}（{edition}）第{publication.number}号", extension)
