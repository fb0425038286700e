"""A form that is sent twice is answered once.

Two quick clicks on one button send one form twice. Every form into which people write carries a
mark of its own (`{% written_by %}` writes it); a view that saves runs through `once`, which notes
where the answer led. The same mark with the same content gets that answer again; other content
under the same mark (a person went back and typed something else) is a post of its own.
docs/adr/0008-once.md says why it is done so.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from smartplan.web.kept_posts.keeping import posted_values
from smartplan.web.models import AnsweredPost
from smartplan.web.pages import page_address

MARK_FIELD = "once"
MARK = re.compile(r"[\w-]{16,64}", re.ASCII)

REFUSALS = {403, 404, 409, 422}
"""How a post may be refused for the very reason that the same post has just been carried out."""

REPEATED = "同じ内容が続けて送信されました。保存したのは1回だけです。"


def new_mark() -> str:
    """The mark of one form: random, so that no two forms have the same."""
    return secrets.token_urlsafe(16)


def once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Run `answer` and note where it redirects; the same post again is redirected to that address.

    Of two at the same moment the database lets one finish: the other finds the note, and what it
    wrote itself is rolled back. An answer without a redirect (a form with mistakes) is not noted.
    """
    post = _identity_of(request)
    if post is None:
        return answer()
    try:
        with transaction.atomic():
            response = answer()
            if 300 <= response.status_code < 400:
                AnsweredPost.objects.create(
                    **post, address=response["Location"], answered_at=timezone.now()
                )
    except Exception:
        # Any error may come from the first post: a name is taken, a row is gone.
        if (first := first_answer(request)) is not None:
            return first
        raise
    return response


def first_answer(request: HttpRequest) -> HttpResponse | None:
    """Where the same post led when it came before; None when it did not."""
    post = _identity_of(request)
    answered = AnsweredPost.objects.filter(**post).first() if post else None
    if answered is None:
        return None
    list(messages.get_messages(request))  # drops what this post said of what it did not do
    messages.info(request, REPEATED)
    return redirect(answered.address)


def _identity_of(request: HttpRequest) -> dict[str, Any] | None:
    """What makes two posts the same: person, mark, address and content; None without a mark."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    if not MARK.fullmatch(request.POST.get(MARK_FIELD, "")):
        return None
    # Sorted and with one kind of line break: a post that was kept comes in another order.
    content = sorted(
        (name, [value.replace("\r\n", "\n") for value in values])
        for name, values in posted_values(request.POST)
    )
    files = [
        (name, file.name, _digest(file))
        for name, files in request.FILES.lists()
        for file in files
        if isinstance(file, UploadedFile)
    ]
    whole = json.dumps([page_address(request.get_full_path()), content, files])
    return {"user_id": request.user.pk, "key": sha256(whole.encode()).hexdigest()}


def _digest(file: UploadedFile) -> str:
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
