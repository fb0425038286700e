"""The guidance that pages show, kept in the cache for a minute: it changes rarely, pages are many.

One query fills the cache with everything; after that a page costs none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.cache import cache

from smartplan.structure import assembling
from smartplan.structure.keys import SectionKey, StageKey
from smartplan.structure.models import Tenet
from smartplan.structure.reading import read_rows
from smartplan.structure.wording import (
    Guidance,
    ModelItemWording,
    Overview,
    PlanTypeWording,
    SecurityCategoryWording,
    StageWording,
    TenetWording,
)

SECONDS = 60
_PREFIX = "structure:"
_PIECES = (
    *SectionKey.values,
    "overview",
    "stages",
    "plan_types",
    "model_items",
    "security_categories",
    *Tenet.Kind.values,
)


def guidance_of(section: SectionKey | str, *, stage: StageKey | str | None = None) -> Guidance:
    """The guidance of one section; with a stage, only that stage's activities and cautions."""
    guidance: Guidance = _piece(SectionKey(section).value)
    if not stage:
        return guidance
    cautions = [found.cautions for found in stages() if found.key == stage]
    return replace(
        guidance,
        activities=tuple(cell for cell in guidance.activities if cell.stage == stage),
        cautions=cautions[0] if cautions else (),
    )


def overview() -> Overview:
    """The grid of five stages and six tracks (全体見取り図)."""
    return _piece("overview")


def stages() -> tuple[StageWording, ...]:
    """The five stages with what is done in each and what to be careful about."""
    return _piece("stages")


def tenets(kind: Tenet.Kind | str) -> tuple[TenetWording, ...]:
    """The guidebook's 基本理念 or 基本原則."""
    return _piece(Tenet.Kind(kind).value)


def plan_types() -> tuple[PlanTypeWording, ...]:
    """The two types with their attributes."""
    return _piece("plan_types")


def model_items() -> tuple[ModelItemWording, ...]:
    """The nine items of the MLIT model project, and where each is written here."""
    return _piece("model_items")


def security_categories() -> tuple[SecurityCategoryWording, ...]:
    """The four categories of security measures, with examples."""
    return _piece("security_categories")


def clear_guidance() -> None:
    """Drop what is cached, after the wording has changed."""
    cache.delete_many([_PREFIX + piece for piece in _PIECES])


def _piece(name: str) -> Any:
    found = cache.get(_PREFIX + name)
    if found is None:
        pieces = assembling.pieces(read_rows())
        cache.set_many({_PREFIX + key: piece for key, piece in pieces.items()}, SECONDS)
        found = pieces[name]
    return found
