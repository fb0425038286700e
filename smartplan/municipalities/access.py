"""Who may open the pages of a municipality: its members, invitations and divisions.

A stranger gets 404 (the municipality has no such page for them); a member who is not a manager gets
403 where only a manager may go. The municipality that is returned has the user's role as `role`.
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model
from django.http import Http404, HttpRequest

from smartplan.municipalities.models import (
    Division,
    Invitation,
    Membership,
    Municipality,
    Role,
    User,
)

PartOfMunicipality = TypeVar("PartOfMunicipality", bound=Model)

ONLY_MANAGERS = (
    "この操作は、管理者だけができます。必要なときは、あなたの団体の管理者に頼んでください。"
)


def readable_municipality(request: HttpRequest, code: str) -> Municipality:
    """The municipality with this 団体コード, for any of its members."""
    municipality = (
        Municipality.objects.of(request.user)
        .filter(code=code)
        .annotate(role=F("memberships__role"))
        .first()
    )
    if municipality is None:
        raise Http404
    return municipality


def managed_municipality(request: HttpRequest, code: str) -> Municipality:
    """The municipality with this 団体コード, for its managers."""
    municipality = readable_municipality(request, code)
    if not is_manager(municipality):
        raise PermissionDenied(ONLY_MANAGERS)
    return municipality


def is_manager(municipality: Municipality) -> bool:
    """Does the user for whom access.py fetched this municipality manage it?"""
    return municipality.role == Role.MANAGER  # type: ignore[attr-defined]


def managed_membership(request: HttpRequest, membership_id: int) -> Membership:
    """A membership, with its user and division, for managers of its municipality."""
    return _part(request, Membership, membership_id, "user", "division")


def managed_invitation(request: HttpRequest, invitation_id: int) -> Invitation:
    """An invitation, for managers of its municipality."""
    return _part(request, Invitation, invitation_id)


def managed_division(request: HttpRequest, division_id: int) -> Division:
    """A division, for managers of its municipality."""
    return _part(request, Division, division_id)


def why_no_password_link(by: User, membership: Membership) -> str:
    """Why this manager may not issue a password link for this member; empty when they may.

    Whoever holds the link becomes that person. So the person must not have any right which the
    manager could not give: no administration site, no municipality beyond the manager's own.
    """
    person = membership.user
    if person.pk == by.pk:
        return "自分のパスワードは、アカウントの画面で変更してください。"
    if person.is_staff or person.is_superuser:
        return (
            f"{person}さんは管理サイトを使う利用者です。"
            "パスワードの再設定は、システムの管理者に頼んでください。"
        )
    if not person.is_active:
        return (
            f"{person}さんのアカウントは停止されています。"
            "使えるようにするには、システムの管理者に頼んでください。"
        )
    if _belongs_elsewhere(by, person):
        return (
            f"{person}さんは、あなたが管理していない団体にも所属しています。"
            "パスワードの再設定は、システムの管理者に頼んでください。"
        )
    return ""


def may_correct_name(by: User, person: User) -> bool:
    """May this manager correct the 氏名 of a member of theirs?

    It stands on pages of every municipality of that person, and in the administration site.
    """
    if person.pk == by.pk:
        return True
    return not (person.is_staff or person.is_superuser or _belongs_elsewhere(by, person))


def _belongs_elsewhere(by: User, person: User) -> bool:
    managed = {municipality.pk for municipality in by.managed_municipalities}
    return bool(set(person.memberships.values_list("municipality_id", flat=True)) - managed)


def _part(
    request: HttpRequest, kind: type[PartOfMunicipality], part_id: int, *related: str
) -> PartOfMunicipality:
    part = (
        kind._default_manager.select_related("municipality", *related)
        .filter(pk=part_id, municipality__memberships__user_id=request.user.pk or 0)
        .annotate(reader_role=F("municipality__memberships__role"))
        .first()
    )
    if part is None:
        raise Http404
    if part.reader_role != Role.MANAGER:  # type: ignore[attr-defined]
        raise PermissionDenied(ONLY_MANAGERS)
    return part
