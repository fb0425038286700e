"""Nothing typed is lost when a log-in expires in the middle of a save.

A form says with `{% written_by %}` who opened it. When its POST arrives without a log-in, it is
kept in the database, and after the log-in the same person sees it and sends it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from smartplan.web.models import KEPT_FOR, KeptPost

AUTHOR_FIELD = "written_by"
KEPT_FIELD = "kept_post"
SALT = "smartplan.written_by"
NOT_CONTENT = {settings.CSRF_COOKIE_NAME, "csrfmiddlewaretoken", AUTHOR_FIELD, KEPT_FIELD}

MOST_KEPT = 50
"""How many posts wait for one person at most; each goes as soon as its page has saved it."""

PostedValues = list[tuple[str, list[str]]]


def author_mark(user_pk: int) -> str:
    """The value of the hidden field: who opened the form, signed."""
    return signing.dumps(user_pk, salt=SALT)


def author_of(post: QueryDict) -> int | None:
    """Who opened the form that was posted; None if the field is missing, forged or too old."""
    try:
        pk = signing.loads(post.get(AUTHOR_FIELD, ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return pk if isinstance(pk, int) else None


def posted_values(post: QueryDict) -> PostedValues:
    """What was written, without our own technical fields and without passwords."""
    return [
        (_storable(name), [_storable(str(value)) for value in values])
        for name, values in post.lists()
        if name not in NOT_CONTENT and "password" not in name
    ]


def keep_post(request: HttpRequest, *, at: datetime) -> str | None:
    """Keep an anonymous POST for the person who opened its form; the token of its page, or None."""
    author = author_of(request.POST)
    if author is None or not _has_room(author):
        return None
    KeptPost.objects.expired_at(at).delete()
    token = secrets.token_urlsafe(32)
    KeptPost.objects.create(
        user_id=author,
        path=request.get_full_path(),
        content=posted_values(request.POST),
        file_names=file_names(request),
        token_hash=KeptPost.hash_of(token),
        created_at=at,
    )
    return token


def _has_room(author: int) -> bool:
    """May something be kept for this person? Nobody fills the database without a log-in.

    A kept post is never deleted to make room for a newer one.
    """
    person = get_user_model()._default_manager.filter(pk=author, is_active=True)
    return person.exists() and KeptPost.objects.filter(user_id=author).count() < MOST_KEPT


def leads_to_kept_post(path: str) -> bool:
    """Is this the address of a kept post? Says nothing of whether there is one."""
    try:
        return resolve(path).url_name == "kept_post"
    except Resolver404:
        return False


def drop_post(user_pk: int, token: str) -> None:
    """Delete a kept post: its page has saved it."""
    KeptPost.objects.with_token(token).filter(user_id=user_pk).delete()


def came_from_our_own_page(request: HttpRequest) -> bool:
    """Does the browser say that one of our own pages sent this request?"""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def file_names(request: HttpRequest) -> list[str]:
    """The files that were sent along; they are named, not kept."""
    uploads: Iterable[object] = (file for _, files in request.FILES.lists() for file in files)
    return [_storable(str(getattr(file, "name", ""))) for file in uploads]


def _storable(text: str) -> str:
    """Without NUL: PostgreSQL takes none, and would refuse the whole post for its sake."""
    return text.replace("\0", "")
