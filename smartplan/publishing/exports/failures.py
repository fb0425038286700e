"""Why an export failed: sentences that say where and what to do, never a traceback."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.conf import settings

from smartplan.document.build import CHAPTERS
from smartplan.document.chapters import free
from smartplan.document.tree import Blocks, Chapter, Document, Heading, words_of
from smartplan.japanese.glyphs import FontMissingError
from smartplan.plans.contents import PlanContents
from smartplan.publishing.exports.limits import OutOfTimeError
from smartplan.publishing.exports.material import Material
from smartplan.structure.keys import SectionKey

NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SAFE = "入力した内容は保存されています。"

DISK_FULL = (
    "サーバーのディスクに空きがないため、ファイルを保存できませんでした。"
    f"{SAFE}空きを作るようシステムの管理者に依頼し、そのあとでもう一度作成してください。"
)
GIVEN_UP = (
    "作成する処理が途中で{attempts}回止まったため、中止しました（「{stage}」のところで止まりました）。"
    f"{SAFE}最近加えた大きな表や画像、長い文章を減らして、もう一度作成してください。"
    "続くときは、書き出しの番号{number}をシステムの管理者に伝えてください。"
)
UNKNOWN = (
    "文書を作る途中で問題が起きました。どの章が原因かは分かりませんでした。"
    f"{SAFE}もう一度作成しても同じときは、書き出しの番号{{number}}をシステムの管理者に伝えてください。"
)

logger = logging.getLogger(__name__)


class BrokenPictureError(Exception):
    """A picture of the document cannot be read; the message says which."""


class NotStoredError(Exception):
    """The finished file could not be written; the cause is an OSError."""


EXPECTED = (BrokenPictureError, FontMissingError)
"""What the message tells all about, with what to do."""


def too_long(document: Document | None = None) -> str:
    """What is said of an export that was stopped."""
    return (
        f"{settings.EXPORT_SECONDS}秒たっても終わらないため、中止しました。"
        f"{_largest(document)}{SAFE}表の行や長い文章を減らすか、章を分けてから、"
        "もう一度作成してください。"
    )


def reason_of(error: BaseException, number: int, document: Document | None = None) -> str:
    """The reason in words, where the error itself tells it; else that it is not known."""
    match error:
        case FontMissingError() | BrokenPictureError():
            return str(error)
        case OutOfTimeError():
            return too_long(document)
        case MemoryError():
            return (
                "文書が大きすぎて、サーバーのメモリーが足りませんでした。"
                f"{_largest(document)}{SAFE}表の行や画像を減らしてから、もう一度作成してください。"
            )
        case OSError(errno=number_of_error) if number_of_error in NO_SPACE:
            return DISK_FULL
        case NotStoredError():
            return _not_stored(error)
    return UNKNOWN.format(number=number)


def explains_itself(error: BaseException) -> bool:
    """Is there nothing to look for in the chapters?"""
    known = (FontMissingError, BrokenPictureError, OutOfTimeError, MemoryError, NotStoredError)
    return isinstance(error, known) or getattr(error, "errno", None) in NO_SPACE


def _not_stored(error: BaseException) -> str:
    cause = error.__cause__
    if isinstance(cause, OSError) and cause.errno in NO_SPACE:
        return DISK_FULL
    told = cause.strerror if isinstance(cause, OSError) and cause.strerror else "原因不明"
    return (
        f"サーバーにファイルを保存できませんでした（{told}）。{SAFE}"
        "書き込めるようにするようシステムの管理者に依頼し、そのあとでもう一度作成してください。"
    )


def _largest(document: Document | None) -> str:
    """The chapter with most words: where there is something to shorten."""
    if document is None or not document.chapters:
        return ""
    chapter = max(document.chapters, key=_size)
    return f"最も大きい章は「{chapter.heading}」（約{_size(chapter):,}字）です。"


def _size(chapter: Chapter) -> int:
    return sum(len(words) for block in chapter.blocks for words in words_of(block))


# Where -----------------------------------------------------------------------------------------


def where_it_cannot_be_built(contents: PlanContents) -> str:
    """The chapter whose rows cannot be made into a document, in a sentence; or nothing."""
    for chapter in contents.chapters:
        build = CHAPTERS[SectionKey(chapter.section)] if chapter.section else free.build
        try:
            build(contents, chapter)
        except Exception:
            logger.exception("Chapter %s cannot be built.", chapter.pk)
            return _cannot_hold(f"「{chapter.title}」")
    return ""


def where_it_cannot_be_written(material: Material, write: Callable[[Material], bytes]) -> str:
    """The chapter, and the heading in it, that cannot be written alone; or nothing."""

    def fails(*chapters: Chapter) -> bool:
        document = replace(material.document, front=(), chapters=chapters)
        try:
            write(replace(material, document=document))
        except Exception:
            return True
        return False

    for chapter in material.document.chapters:
        if fails(chapter):
            for heading, blocks in _stretches(chapter.blocks):
                if heading and fails(replace(chapter, blocks=blocks)):
                    return _cannot_hold(f"「{chapter.heading}」の「{heading}」")
            return _cannot_hold(f"「{chapter.heading}」")
    return ""


def _stretches(blocks: Blocks) -> Iterator[tuple[str, Blocks]]:
    """The blocks from each heading to the next."""
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        heading = blocks[start]
        if isinstance(heading, Heading):
            yield heading.label, blocks[start:end]


def _cannot_hold(place: str) -> str:
    return (
        f"{place}を文書にできませんでした。{SAFE}"
        "ここにある長い文章や表、特殊な文字を見直して、もう一度作成してください。"
    )
