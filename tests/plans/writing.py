"""Hands that fill a plan for the tests of plans and checks."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.db import models
from django.utils import timezone
from PIL import Image

from cases.models import Case, PolicyField, Source
from smartplan.municipalities.models import User
from smartplan.plans.actions import quote_case
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    Citation,
    Field,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    OrganizationUnit,
    Picture,
    PictureFile,
    Plan,
    Revision,
    Row,
    Term,
)
from smartplan.plans.pictures.files import stored_file
from smartplan.plans.pictures.images import prepared
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import Removal, Write, save

ODD = "㈱①㎡髙𠮷葛󠄀〜―\n・か\u3099\tﾊﾝｶｸ"
"""Characters that must come through everything unchanged."""


def put_last(row: Row) -> Any:
    """Give the row the place after the last row of its kind in the plan (not saved yet)."""
    last = type(row).of_plan(row.plan).aggregate(last=models.Max("position"))["last"]
    row.position = (last or 0) + 1
    return row


def quoted(chapter: Chapter, by: User, case: Case | None = None, **more: Any) -> Citation:
    """A case that somebody quoted in the chapter."""
    contents, now = read_plan(chapter.plan), timezone.now()
    case = case or a_case()
    saved = quote_case(contents=contents, chapter=chapter, case=case, by=by, at=now, **more)
    return Citation.objects.get(pk=next(iter(saved.ids.values())))


def a_free_chapter(plan: Plan, by: User, title: str) -> Chapter:
    """A chapter that the municipality added."""
    write = Write(Chapter, f"chapter-{title}", "title", title)
    saved = save([write], plan=plan, by=by, at=timezone.now())
    return Chapter.objects.get(pk=next(iter(saved.ids.values())))


def removed(row: Row, by: User) -> Revision:
    """Remove a row; the revision that keeps it."""
    save([Removal(type(row), row.pk)], plan=row.plan, by=by, at=timezone.now())
    return Revision.objects.filter(action=Revision.Action.REMOVED, unit_id=row.pk).latest("pk")


def a_case(number: str = "C901") -> Case:
    source, _ = Source.objects.get_or_create(title="試験の資料", as_of="令和4年3月")
    case, _ = Case.objects.get_or_create(
        number=number,
        defaults={"title": "事例", "actor": "会津若松市", "source": source, "page": "P3"},
    )
    return case


def png(color: str = "navy", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """The bytes of a picture in one colour."""
    stream = BytesIO()
    Image.new("RGB", size, color).save(stream, "PNG", **options)
    return stream.getvalue()


def a_picture_file(color: str = "navy") -> PictureFile:
    return stored_file(prepared(png(color)))


def value_for(field: models.Field[Any, Any]) -> Any:
    """Something typed into a field: odd characters, the last choice, a number."""
    if field.choices:
        return list(field.flatchoices)[-1][0]
    if isinstance(field, models.BooleanField):
        return not field.default
    if isinstance(field, models.IntegerField):
        return 2031
    if isinstance(field, models.JSONField):
        return [3, 11]
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.CharField):
        return f"{field.verbose_name}{ODD}"[: field.max_length].replace("\n", "")
    return f"{field.verbose_name}\n{ODD}"


def typed_fields(kind: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [
        field
        for field in kind._meta.concrete_fields
        if not field.is_relation
        and not field.primary_key
        and field.name not in {"position", "version", "updated_at", "quoted_at"}
    ]


def fill_every_kind(plan: Plan) -> dict[type[Row], Row]:
    """Write every text, and one row of every kind with every cell filled and every link set."""
    for section, text in TEXTS.items():
        text._default_manager.filter(chapter__plan=plan, chapter__section=section).update(
            **{field.name: value_for(field) for field in typed_fields(text)}
        )
    rows: dict[type[Row], Row] = {}
    for kind in ROWS:
        values: dict[str, Any] = {field.name: value_for(field) for field in typed_fields(kind)}
        for field in kind._meta.concrete_fields:
            if field.is_relation and field.related_model in rows:
                values[field.name] = rows[field.related_model]  # type: ignore[index]
        if kind is Picture:
            values["file"] = a_picture_file()
        if kind is Citation:
            values |= {"chapter": plan.chapters.all()[3], "case": a_case(), "case_number": "C901"}
        rows[kind] = kind._default_manager.create(plan=plan, position=1, **values)
    rows[Measure].issues.set([rows[Issue]])  # type: ignore[attr-defined]
    rows[Measure].indicators.set([rows[Indicator]])  # type: ignore[attr-defined]
    policy_field, _ = PolicyField.objects.get_or_create(name="モビリティ")
    rows[Field].policy_fields.set([policy_field])  # type: ignore[attr-defined]
    return rows


def fill(plan: Plan, rows: int) -> None:
    """Write a believable plan with so many measures, indicators, terms and citations more."""
    field, _ = Field.objects.get_or_create(plan=plan, name="移動", position=1)
    chapter = plan.chapters.all()[4]
    for place in range(rows):
        issue = Issue.objects.create(plan=plan, title="バスの本数が少ない", field=field)
        indicator = Indicator.objects.create(plan=plan, name="利用者数", position=place)
        IndicatorValue.objects.create(plan=plan, indicator=indicator, year=2027, value="100")
        measure = Measure.objects.create(plan=plan, name="予約バス", field=field, position=place)
        measure.issues.add(issue)
        measure.indicators.add(indicator)
        parent = OrganizationUnit.objects.filter(plan=plan).first()
        OrganizationUnit.objects.create(plan=plan, name="本部", parent=parent)
        Term.objects.create(plan=plan, term=f"都市OS{place}", reading="としおーえす")
        Citation.objects.create(plan=plan, chapter=chapter, case=a_case(), measure=measure)
