"""One-time links that are handed over by people, since a closed network has no mail server."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from smartplan.municipalities.models import User


def join_path(token: str) -> str:
    """Where an invitation with this token is taken up."""
    return reverse("join", args=(token,))


def password_path(user: User) -> str:
    """Where the user sets a new password without logging in.

    Good for one use; it ends with the next log-in, and after settings.PASSWORD_RESET_TIMEOUT.
    """
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("password_link", args=(uid, default_token_generator.make_token(user)))
