"""Making the file of one export: claim it, read, lay out, store, and say how it ended."""

from __future__ import annotations

import logging
import time
from hashlib import sha256

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from smartplan.document.build import build_document
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.publishing import storing
from smartplan.publishing.exports import failures
from smartplan.publishing.exports.keys import Fingerprint
from smartplan.publishing.exports.limits import OutOfTimeError, time_limit, watched
from smartplan.publishing.exports.material import Material
from smartplan.publishing.exports.pictures import bring_pictures_back, require_pictures
from smartplan.publishing.exports.writers import WRITERS
from smartplan.publishing.frozen_files import contents_of, freeze_file
from smartplan.publishing.models import Export, Format
from smartplan.publishing.storing import StoredFile

READING = "計画を読んでいます"
LAYING_OUT = "ページを組んでいます"
STORING = "ファイルを保存しています"

MACHINE = (DatabaseError, SystemExit, KeyboardInterrupt)
"""What is not the document's fault: the export is tried again."""

logger = logging.getLogger(__name__)


def make_export(export_id: int) -> None:
    """Make the file if the export waits for it; how it ended stands in its row.

    A worker that has to leave gives the export back. When the database fails, the export stays as
    it is, and is found without a sign of life.
    """
    export = Export.objects.claim(export_id, timezone.now())
    if export is None:
        return
    try:
        with watched(export, message=failures.too_long()):
            _Attempt(export).run()
    except (SystemExit, KeyboardInterrupt):
        export.give_back(timezone.now())
        raise


class _Attempt:
    """One attempt at one export, and how far it has come."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.kind = Format(export.format)
        self.begun = time.monotonic()
        self.contents: PlanContents | None = None
        self.material: Material | None = None

    def run(self) -> None:
        try:
            with time_limit(settings.EXPORT_SECONDS):
                stored = self._make()
        except MACHINE:
            raise
        except (Exception, OutOfTimeError) as error:
            self._fail(error)
        else:
            self._finish(stored)

    def _make(self) -> StoredFile:
        self.export.show(READING)
        self.contents = self._read()
        self.material = Material(self.contents, build_document(self.contents))
        require_pictures(self.material.document)
        self.export.show(LAYING_OUT)
        file = WRITERS[self.kind](self.material)
        self.export.show(STORING)
        return self._store(file)

    def _read(self) -> PlanContents:
        """What the file is made from; the row says of which content it really is."""
        if self.export.publication:
            contents = contents_of(self.export.publication)
            bring_pictures_back(contents)
            return contents
        plan = Plan.objects.select_related("municipality").get(pk=self.export.plan_id)
        contents = read_plan(plan)
        self._take_key(Fingerprint.of_plan(plan, contents).key(self.kind))
        return contents

    def _take_key(self, key: str) -> None:
        """The plan may have changed since the file was asked for."""
        if key == self.export.key:
            return
        row = Export.objects.filter(pk=self.export.pk)
        try:
            with transaction.atomic():
                row.update(key=key)
        except IntegrityError:
            # This very content was asked for as well: two rows, of which one is found by its key.
            row.update(key=sha256(f"{key}:{self.export.pk}".encode()).hexdigest())

    def _store(self, file: bytes) -> StoredFile:
        try:
            if self.export.publication:
                frozen = freeze_file(self.export.publication, self.kind, file)
                return StoredFile(frozen.path, frozen.sha256, frozen.size)
            return storing.write_file(file, folder="exports", extension=self.kind.extension)
        except OSError as error:
            raise failures.NotStoredError from error

    def _finish(self, stored: StoredFile) -> None:
        if not self.export.finish(stored, timezone.now()):
            # It was taken for lost, and another worker has it.
            if not self.export.publication_id:
                storing.remove(stored.path)
            return
        logger.info(
            "書き出し %s：%s（計画%s）を%.1f秒で作りました。%s KB",
            self.export.pk,
            self.kind.label,
            self.export.plan_id,
            time.monotonic() - self.begun,
            stored.size // 1024,
        )

    def _fail(self, error: BaseException) -> None:
        """The reason stands in the row; where it says what to mend, the log has one line of it."""
        reason = self._reason_of(error)
        if isinstance(error, failures.EXPECTED):
            logger.warning("書き出し %s：作成できませんでした。%s", self.export.pk, reason)
        else:
            logger.error("書き出し %s：作成できませんでした。", self.export.pk, exc_info=error)
        self.export.fail(reason, timezone.now())

    def _reason_of(self, error: BaseException) -> str:
        """Look for the place where the error does not tell it, within the time that is left."""
        document = self.material.document if self.material else None
        place = ""
        if not failures.explains_itself(error):
            left = settings.EXPORT_SECONDS - (time.monotonic() - self.begun)
            try:
                with time_limit(left):
                    place = self._place_of_failure()
            except (Exception, OutOfTimeError):
                logger.exception("書き出し %s：原因の章を探せませんでした。", self.export.pk)
        return place or failures.reason_of(error, self.export.pk, document)

    def _place_of_failure(self) -> str:
        if self.material:
            return failures.where_it_cannot_be_written(self.material, WRITERS[self.kind])
        return failures.where_it_cannot_be_built(self.contents) if self.contents else ""
