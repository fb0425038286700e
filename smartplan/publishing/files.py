"""The files that a plan is downloaded as: their names, and PDFs kept while nothing changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from smartplan.plans.content import digest, plan_json
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.publishing.build import build_document, cover_of
from smartplan.publishing.downloads import safe_name
from smartplan.publishing.pdf import render_pdf

DOCUMENT_VERSION = "2"
"""Raise it when the same content is to look different."""

KEPT = 8
"""How many finished PDFs a process keeps; one is about half a megabyte."""


class _Shelf:
    """The PDFs used last, by what they hold."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def find(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def keep(self, key: str, file: bytes) -> None:
        with self._lock:
            self._files[key] = file
            self._files.move_to_end(key)
            while len(self._files) > self._size:
                self._files.popitem(last=False)


_shelf = _Shelf(KEPT)


def pdf_of(plan: Plan) -> bytes:
    """The plan as PDF; an unchanged plan is not laid out again.

    Raises FontMissingError when the document's fonts are not installed.
    """
    contents = read_plan(plan)
    key = f"{DOCUMENT_VERSION}:{plan.municipality.name}:{digest(plan, contents)}"
    found = _shelf.find(key)
    if found is None:
        found = render_pdf(build_document(contents))
        _shelf.keep(key, found)
    return found


def json_of(plan: Plan) -> bytes:
    """The plan's whole content, as `import_plan` takes it."""
    return plan_json(plan).encode()


def file_name(plan: Plan, extension: str) -> str:
    """「○○市スマートシティ推進計画（素案）.pdf」, without what a file name cannot hold."""
    return safe_name(cover_of(plan).full_title, extension)
