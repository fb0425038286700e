"""What happens to the people and divisions of a municipality."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from smartplan.municipalities.models import (
    Division,
    Invitation,
    Membership,
    Municipality,
    Role,
    User,
)

INVITATION_LIFETIME = timedelta(days=14)


class LastManagerError(Exception):
    """The municipality would be left without a manager."""


class AlreadyMemberError(Exception):
    """The user is a member of the municipality already; the invitation stays unused."""


class InvitationGoneError(Exception):
    """The link has been used, withdrawn or has expired in the meantime."""


def new_token() -> str:
    """A random token that cannot be guessed."""
    return secrets.token_urlsafe(32)


def invite(
    *,
    municipality: Municipality,
    by: User | None,
    name: str,
    role: Role,
    division: Division | None,
    now: datetime,
    token: str = "",
) -> tuple[Invitation, str]:
    """Make an invitation; the token of its link is returned this once and only its hash is kept.

    `token` is for a caller who must be able to make the same one again (links.py).
    """
    token = token or new_token()
    invitation = Invitation.objects.create(
        municipality=municipality,
        invited_by=by,
        name=name,
        role=role,
        division=division,
        token_hash=Invitation.hash_of(token),
        expires_at=now + INVITATION_LIFETIME,
    )
    return invitation, token


def withdraw(*, invitation: Invitation, now: datetime) -> bool:
    """Make the link of an invitation useless; False when it was not open any more."""
    still_open = Invitation.objects.filter(pk=invitation.pk).open_at(now)
    return bool(still_open.update(withdrawn_at=now))


@transaction.atomic
def join(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """Make the user a member as the invitation says. Of two uses at once, one wins.

    A user who is not saved yet is saved. Raises InvitationGoneError or AlreadyMemberError, and then
    nothing has changed.
    """
    if user.pk and invitation.municipality.memberships.filter(user=user).exists():
        raise AlreadyMemberError
    claimed = Invitation.objects.filter(pk=invitation.pk).open_at(now).update(used_at=now)
    if not claimed:
        raise InvitationGoneError
    if user.pk is None:
        user.save()
    Invitation.objects.filter(pk=invitation.pk).update(used_by=user)
    return Membership.objects.create(
        municipality=invitation.municipality,
        user=user,
        role=invitation.role,
        division=invitation.division,
    )


@transaction.atomic
def change_membership(
    *,
    membership: Membership,
    role: Role,
    division: Division | None,
    now: datetime,
    name: str | None = None,
) -> None:
    """Give a member another role, division or (unless None) name. Raises LastManagerError."""
    if role != Role.MANAGER:
        _keep_a_manager(membership)
        _withdraw_invitations_of(membership, now)
    # Not save(): somebody may have removed the member a moment ago, and then nothing happens.
    Membership.objects.filter(pk=membership.pk).update(role=role, division=division)
    if name is not None:
        User.objects.filter(pk=membership.user_id).update(name=name)


@transaction.atomic
def remove_membership(*, membership: Membership, now: datetime) -> None:
    """Remove a person from the municipality; what they wrote stays. Raises LastManagerError."""
    _keep_a_manager(membership)
    _withdraw_invitations_of(membership, now)
    membership.delete()


def _keep_a_manager(membership: Membership) -> None:
    """Raise LastManagerError unless another manager remains."""
    # The lock makes two managers who remove each other at the same time wait in line.
    managers = (
        Membership.objects.select_for_update()
        .filter(municipality=membership.municipality, role=Role.MANAGER)
        .values_list("pk", flat=True)
    )
    if list(managers) == [membership.pk]:
        raise LastManagerError


def _withdraw_invitations_of(membership: Membership, now: datetime) -> None:
    """Nobody comes back through a link that they made for themselves while they were a manager."""
    Invitation.objects.filter(
        municipality=membership.municipality, invited_by=membership.user
    ).open_at(now).update(withdrawn_at=now)


def put_division_last(division: Division) -> Division:
    """Give a division that is not saved yet the place after the last one."""
    last = division.municipality.divisions.aggregate(last=Max("position"))["last"]
    division.position = (last or 0) + 1
    return division


@transaction.atomic
def move_division(*, division: Division, steps: int) -> None:
    """Move a division down by so many places (up, when negative) among its municipality's."""
    divisions = list(division.municipality.divisions.all())
    place = divisions.index(division)
    moved = divisions.pop(place)
    divisions.insert(max(place + steps, 0), moved)
    for position, one in enumerate(divisions, start=1):
        one.position = position
    Division.objects.bulk_update(divisions, ["position"])
