"""A small library: the structure's rows, one source, and cases made as a test needs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases.history import one_entry
from cases.models import Case, PolicyField, Source
from smartplan.structure.keys import SectionKey, StageKey, TrackKey
from smartplan.structure.models import Section, Stage, Track

MakeCase = Callable[..., Case]


@pytest.fixture
def structure(db) -> None:
    """The sections, stages and tracks as rows, named as their codes are labelled."""
    for model, keys in ((Section, SectionKey), (Stage, StageKey), (Track, TrackKey)):
        model.objects.bulk_create(
            model(key=key.value, name=key.label, position=place)
            for place, key in enumerate(keys, 1)
        )


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(
        title="みどり県スマートシティ事例集",
        publisher="みどり県",
        edition="初版",
        as_of="令和5年3月",
        url="https://example.jp/jirei",
        note="県内の事例を集めたもの。",
    )


@pytest.fixture
def mobility(db) -> PolicyField:
    return PolicyField.objects.create(name="モビリティ", position=1)


@pytest.fixture
def make_case(structure, source) -> MakeCase:
    """`make_case("C901", title=…, sections=["roadmap"], fields=["防災"])`."""

    def make(
        number: str,
        *,
        sections: tuple[str, ...] | list[str] = ("organization",),
        stages: tuple[str, ...] | list[str] = ("planning",),
        tracks: tuple[str, ...] | list[str] = ("overall",),
        fields: tuple[str, ...] | list[str] = (),
        **values: object,
    ) -> Case:
        case = Case(
            **{
                "number": number,
                "title": f"{number}の取組",
                "actor": "会津若松市",
                "prefecture": "福島県",
                "summary": f"{number}の概要です。",
                "status": "published",
                "source": source,
                **values,
            }
        )
        with one_entry(case):
            case.save()
            case.sections.set(Section.objects.filter(key__in=sections))
            case.stages.set(Stage.objects.filter(key__in=stages))
            case.tracks.set(Track.objects.filter(key__in=tracks))
            case.fields.set(PolicyField.objects.get_or_create(name=name)[0] for name in fields)
        return case

    return make
