"""A small case library for the tests of suggestions."""

from __future__ import annotations

from typing import Any

from cases.models import Case, PolicyField, Source
from smartplan.structure.keys import SectionKey, StageKey
from smartplan.structure.models import Section, Stage


def add_case(
    number: str,
    title: str,
    *,
    actor: str = "みどり市",
    sections: tuple[str, ...] = ("measures",),
    stages: tuple[str, ...] = ("planning",),
    fields: tuple[str, ...] = (),
    **values: Any,
) -> Case:
    """A published case of the library with its links."""
    source, _ = Source.objects.get_or_create(title="試験の資料集", as_of="令和4年3月")
    values = {"status": Case.Status.PUBLISHED, "plan_type": "government", "page": "P3"} | values
    case = Case.objects.create(number=number, title=title, actor=actor, source=source, **values)
    for key in sections:
        name = SectionKey(key).label
        case.sections.add(Section.objects.get_or_create(key=key, defaults={"name": name})[0])
    for key in stages:
        name = StageKey(key).label
        case.stages.add(Stage.objects.get_or_create(key=key, defaults={"name": name})[0])
    for name in fields:
        case.fields.add(PolicyField.objects.get_or_create(name=name)[0])
    return case
