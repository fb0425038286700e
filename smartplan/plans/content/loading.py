"""From canonical JSON to a new plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

from cases.models import Case, PolicyField
from smartplan.municipalities.models import Municipality, User
from smartplan.plans import references
from smartplan.plans.content import pictures
from smartplan.plans.content.checking import Checker
from smartplan.plans.content.columns import columns_of
from smartplan.plans.content.problems import ContentError, Problem
from smartplan.plans.models import (
    ROWS,
    TEXTS,
    Chapter,
    Citation,
    Field,
    Measure,
    OrganizationUnit,
    Picture,
    Plan,
    Revision,
    Row,
)
from smartplan.plans.revisions import record_everything
from smartplan.structure.keys import SectionKey

BATCH = 200
MISSING = object()


def load_plan(content: Any, *, municipality: Municipality, by: User) -> Plan:
    """Make a plan of the municipality from its JSON.

    Raises ContentError with everything that is wrong; then nothing is made.
    """
    problems = Checker().check(content) or _unknown_policy_fields(content)
    if problems:
        raise ContentError(problems)
    return make_plan(content, municipality=municipality, by=by)


@transaction.atomic
def make_plan(content: dict[str, Any], *, municipality: Municipality, by: User) -> Plan:
    """Make a plan from content that is known to be right: checked, or just written by us."""
    plan = Plan.objects.create(
        municipality=municipality, created_by=by, **_values(Plan, content["plan"])
    )
    loading = Loading(plan, by)
    loading.chapters(content["chapters"])
    rows = content.get("rows", {})
    for kind in ROWS:
        loading.rows(kind, rows.get(kind.rows_name(), []))
    loading.links(rows)
    loading.references(content)
    record_everything(plan, by=by, action=Revision.Action.CREATED)
    return plan


def _unknown_policy_fields(content: dict[str, Any]) -> list[Problem]:
    known = set(PolicyField.objects.values_list("name", flat=True))
    return [
        Problem(
            f"rows.fields[{place}].policy_fields[{index}]",
            f"事例集に「{name}」という分野はありません。事例集の分野の名称にするか、消してください。",
        )
        for place, row in enumerate(content.get("rows", {}).get("fields", []))
        for index, name in enumerate(row.get("policy_fields", []))
        if name not in known
    ]


def _values(kind: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """The plain columns, without references."""
    return {
        field.name: references.without_ids(value) if isinstance(value, str) else value
        for field in columns_of(kind)
        if not field.is_relation and (value := values.get(field.name, MISSING)) is not MISSING
    }


class Loading:
    """One plan being made from checked content."""

    def __init__(self, plan: Plan, by: User) -> None:
        self.plan = plan
        self.by = by
        self.made: dict[str, dict[str, Any]] = {}
        """What was made, by kind and local id."""

    def chapters(self, chapters: list[dict[str, Any]]) -> None:
        people = _only_named(
            (str(member.user), member.user)
            for member in self.plan.municipality.memberships.select_related("user")
        )
        divisions = {row.name: row for row in self.plan.municipality.divisions.all()}
        made = Chapter.objects.bulk_create(
            Chapter(
                plan=self.plan,
                position=position,
                person=people.get(values.get("person_name", "")),
                division=divisions.get(values.get("division_name", "")),
                **_values(Chapter, values),
            )
            for position, values in enumerate(chapters, start=1)
        )
        self.made["chapters"] = {}
        for chapter, values in zip(made, chapters, strict=True):
            self.made["chapters"][values["id"]] = chapter
            if chapter.section:
                text = TEXTS[SectionKey(chapter.section)]
                texts = _values(text, values.get("texts", {}))
                text._default_manager.create(chapter=chapter, **texts)

    def rows(self, kind: type[Row], listed: list[dict[str, Any]]) -> None:
        made = [
            kind(position=position, **self._references(kind, values), **_values(kind, values))
            for position, values in enumerate(listed, start=1)
        ]
        if kind is Citation:
            self._link_cases(made, listed)
        if kind is Picture:
            pictures.give_files(made, listed)
        kind._default_manager.bulk_create(made, batch_size=BATCH)
        by_id = dict(zip((values["id"] for values in listed), made, strict=True))
        self.made[kind.rows_name()] = by_id
        if kind is OrganizationUnit:
            below = [values for values in listed if values.get("parent")]
            for values in below:
                by_id[values["id"]].parent = by_id[values["parent"]]
            children = [by_id[values["id"]] for values in below]
            kind._default_manager.bulk_update(children, ["parent"], batch_size=BATCH)

    def links(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        """The many-to-many links, one insert for each table."""
        for kind, name in ((Measure, "issues"), (Measure, "indicators")):
            link = kind._meta.get_field(name)
            through: Any = getattr(kind, name).through
            source, target = link.m2m_field_name(), link.m2m_reverse_field_name()  # type: ignore[union-attr]
            through._default_manager.bulk_create(
                through(
                    **{
                        source: self.made["measures"][values["id"]],
                        target: self.made[name][local],
                    }
                )
                for values in rows.get("measures", [])
                for local in values.get(name, [])
            )
        policy_fields = {name: pk for pk, name in PolicyField.objects.values_list("pk", "name")}
        linked = Field.policy_fields.through
        linked._default_manager.bulk_create(
            linked(field=self.made["fields"][values["id"]], policyfield_id=policy_fields[name])
            for values in rows.get("fields", [])
            for name in values.get("policy_fields", [])
        )

    def references(self, content: dict[str, Any]) -> None:
        """Let the marks in the texts name the rows and chapters that were made."""
        for made, values in self._written(content):
            changed = [
                field.name
                for field in columns_of(type(made))
                if isinstance(value := values.get(field.name), str) and references.marks_in(value)
            ]
            for name in changed:
                limit = made._meta.get_field(name).max_length  # type: ignore[union-attr]
                setattr(made, name, references.with_own_ids(values[name], self.made, limit))
            if changed:
                made.save(update_fields=changed)

    def _written(self, content: dict[str, Any]) -> Iterator[tuple[models.Model, dict[str, Any]]]:
        for values in content["chapters"]:
            chapter = self.made["chapters"][values["id"]]
            yield chapter, values
            if chapter.section:
                text = TEXTS[SectionKey(chapter.section)]
                yield getattr(chapter, text.__name__.lower()), values.get("texts", {})
        for name, listed in content.get("rows", {}).items():
            for values in listed:
                yield self.made[name][values["id"]], values

    def _references(self, kind: type[Row], values: dict[str, Any]) -> dict[str, Any]:
        references: dict[str, Any] = {"plan": self.plan}
        for field in columns_of(kind):
            target: Any = field.related_model
            local = values.get(field.name)
            if field.many_to_many or target in (None, Case, kind, Plan) or local is None:
                continue
            name = "chapters" if target is Chapter else target.rows_name()
            references[field.name] = self.made[name][local]
        return references

    def _link_cases(self, citations: list[Any], listed: list[dict[str, Any]]) -> None:
        """Link the cases that this library has; what was quoted stays as it stands."""
        numbers = {values.get("case") for values in listed} - {None}
        cases = {
            case.number: case
            for case in Case.objects.filter(number__in=numbers).select_related("source")
        }
        for citation, values in zip(citations, listed, strict=True):
            citation.quoted_by = self.by
            citation.case = cases.get(values.get("case", ""))
            if citation.case and citation.agrees_with(citation.case):
                citation.case_updated_at = citation.case.updated_at


def _only_named(pairs: Any) -> dict[str, User]:
    """People by name, without those who share one."""
    found: dict[str, list[User]] = {}
    for name, user in pairs:
        found.setdefault(name, []).append(user)
    return {name: users[0] for name, users in found.items() if len(users) == 1}
