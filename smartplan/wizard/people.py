"""Who writes, and who can be put in charge: the members and divisions of a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest

from cases.models import PolicyField
from smartplan.municipalities.models import Division, Membership, Municipality, User
from smartplan.web.prepared import PreparedQuery

Named = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class People:
    members: Named = ()
    divisions: Named = ()
    policy_fields: tuple[str, ...] = ()
    """The names of the library's policy fields, which stand in lists as well."""


def user_of(request: HttpRequest) -> User:
    """The person who is logged in (the middleware lets nobody else through)."""
    return cast(User, request.user)


def people_of(municipality: Municipality) -> People:
    """Everything that the lists of a chapter's page offer besides the plan's rows: one query."""
    found = sorted(PEOPLE.fetch(municipality.pk))
    return People(
        members=tuple((pk, name) for kind, _, pk, name in found if kind == 0),
        divisions=tuple((pk, name) for kind, _, pk, name in found if kind == 1),
        policy_fields=tuple(name for kind, _, _, name in found if kind == 2),
    )


def _people_query(municipality_id: int) -> QuerySet[Any, Any]:
    name = Coalesce(NullIf(F("user__name"), Value("")), F("user__username"))
    members = (
        Membership.objects.filter(municipality_id=municipality_id)
        .order_by()
        .values_list(Value(0, output_field=IntegerField()), F("pk"), F("user_id"), name)
    )
    divisions = (
        Division.objects.filter(municipality_id=municipality_id)
        .order_by()
        .values_list(Value(1, output_field=IntegerField()), F("position"), F("pk"), F("name"))
    )
    policy_fields = PolicyField.objects.order_by().values_list(
        Value(2, output_field=IntegerField()), F("position"), F("pk"), F("name")
    )
    return members.union(divisions, policy_fields, all=True)


PEOPLE = PreparedQuery(_people_query)
