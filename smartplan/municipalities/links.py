"""One-time links that are handed over by people, since a closed network has no mail server."""

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode

from smartplan.municipalities.models import Invitation, Membership, Role, User


class PasswordTokens(PasswordResetTokenGenerator):
    """Tokens that end when their person's rights change, or who manages the person's town does.

    Whoever holds the link becomes the person. A manager who leaves does not come back through a
    link that they made, and gains nothing that the person was given since.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        rights = (
            Membership.objects.filter(municipality__memberships__user=user.pk)
            .filter(Q(user=user.pk) | Q(role=Role.MANAGER))
            .order_by("pk")
            .values_list("user_id", "municipality_id", "role")
        )
        staff = f"{user.is_staff}{user.is_superuser}"
        return f"{super()._make_hash_value(user, timestamp)}{staff}{list(rights)}"


password_tokens = PasswordTokens()


LINK_SHOWN_FOR = timedelta(minutes=10)
"""How long the link of a new invitation can be looked at, by whoever made it."""


def invitation_token(seed: str) -> str:
    """The token that belongs to a seed: nobody finds it without settings.SECRET_KEY.

    The address of the page that shows a new link holds the seed. So the page can be asked for
    again (by a second click), and no token lies in the database or in a log.
    """
    return salted_hmac("smartplan.invitation", seed, algorithm="sha256").hexdigest()


def shown_path(invitation: Invitation, seed: str) -> str:
    """The address of the page that shows the link of a new invitation."""
    query = urlencode({"seed": seed})
    return f"{reverse('invitation_link', args=(invitation.pk,))}?{query}"


def join_path(token: str) -> str:
    """The address at which an invitation with this token is accepted."""
    return reverse("join", args=(token,))


def password_path(user: User) -> str:
    """Where the user sets a new password without logging in.

    Good for one use; it ends with the next log-in, after settings.PASSWORD_RESET_TIMEOUT, and as
    PasswordTokens says.
    """
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_link", args=(uid, password_tokens.make_token(user)))
