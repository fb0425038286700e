"""Are the pictures whole? The layout would leave a broken one out without a word."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from PIL import Image

from smartplan.document.tree import Document, PictureBlock
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Picture, PictureFile
from smartplan.plans.pictures.images import UNREADABLE
from smartplan.publishing.exports.failures import BrokenPictureError


def require_pictures(document: Document) -> None:
    """Raise BrokenPictureError, which names the place, unless every picture can be drawn."""
    shown = list(_pictures(document))
    if not shown:
        return
    files = PictureFile.objects.in_bulk([picture.sha256 for _, picture in shown])
    for place, picture in shown:
        file = files.get(picture.sha256)
        if file is None or not _is_whole(bytes(file.content), picture.sha256):
            raise BrokenPictureError(
                f"{place}の画像が壊れているか、失われています。"
                "画像を登録し直すか、外してから、もう一度作成してください。"
            )


def bring_pictures_back(contents: PlanContents) -> None:
    """Store the pictures of a closed edition again that no plan shows any more."""
    files = {picture.file.pk: picture.file for picture in contents.rows(Picture)}
    there = PictureFile.objects.in_bulk(files)
    missing = [file for pk, file in files.items() if pk not in there]
    PictureFile.objects.bulk_create(missing, ignore_conflicts=True)


def _pictures(document: Document) -> Iterator[tuple[str, PictureBlock]]:
    """Each picture with the place where it stands."""
    if document.cover.logo:
        yield "表紙", document.cover.logo
    for part in document.front:
        if part.portrait:
            yield f"「{part.title}」", part.portrait
        yield from ((f"「{part.title}」", each) for each in _in(part.blocks))
    for chapter in document.chapters:
        yield from ((f"「{chapter.heading}」", each) for each in _in(chapter.blocks))


def _in(blocks: tuple[object, ...]) -> Iterator[PictureBlock]:
    return (block for block in blocks if isinstance(block, PictureBlock))


def _is_whole(content: bytes, expected: str) -> bool:
    if sha256(content).hexdigest() != expected:
        return False
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            picture.load()
    except UNREADABLE:
        return False
    return True
