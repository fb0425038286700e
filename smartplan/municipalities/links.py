"""One-time links that are handed over by people, since a closed network has no mail server."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from smartplan.municipalities.models import Membership, Role, User


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


def join_path(token: str) -> str:
    """Where an invitation with this token is taken up."""
    return reverse("join", args=(token,))


def password_path(user: User) -> str:
    """Where the user sets a new password without logging in.

    Good for one use; it ends with the next log-in, after settings.PASSWORD_RESET_TIMEOUT, and as
    PasswordTokens says.
    """
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_link", args=(uid, password_tokens.make_token(user)))
