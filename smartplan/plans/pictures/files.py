"""The stored files of pictures: each content once, whoever shows it."""

from __future__ import annotations

from hashlib import sha256

from smartplan.plans.models import Picture, PictureFile, Revision
from smartplan.plans.pictures.images import Prepared, prepared_once


def stored_file(picture: Prepared) -> PictureFile:
    """The stored file with this content: made once, shared by every picture that shows it."""
    file, _ = PictureFile.objects.get_or_create(
        sha256=picture.sha256,
        defaults={
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
            "content": picture.content,
        },
    )
    return file


def file_of(data: bytes) -> PictureFile:
    """The stored file for the picture of a plan's JSON; of a copy it is there already."""
    known = PictureFile.objects.filter(sha256=sha256(data).hexdigest()).first()
    return known or stored_file(prepared_once(data))


def clear_unused_files() -> int:
    """Delete the files that no picture shows and no revision could bring back; how many."""
    shown = set(Picture.objects.values_list("file_id", flat=True))
    for rows in Revision.objects.filter(content__rows__pictures__0__isnull=False).values_list(
        "content__rows__pictures", flat=True
    ):
        shown |= {row.get("file_id") for row in rows}
    removed = Revision.objects.filter(unit=Picture.rows_name())
    shown |= set(removed.values_list("content__fields__file_id", flat=True))
    unused = PictureFile.objects.exclude(sha256__in=shown)
    return unused.delete()[1].get(PictureFile._meta.label, 0)
