"""What the log says: one line for what we refuse on purpose, and never a one-time link.

Every text passes a formatter last, so that is where links lose their tokens: those of Django, of
libraries, of tracebacks, and of the web server beside us.
"""

from __future__ import annotations

import copy
import logging
import re

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

REFUSALS = (
    SuspiciousOperation,
    BadRequest,
    PermissionDenied,
    MultiPartParserError,
    UnreadablePostError,
)
"""Django's names for what a request asks in vain: a file too large, a host unknown, no right, a
body that is broken or ends too early."""

_SLASH = r"(?:/|%(?:25)*2F)"
_ADDRESS = re.compile(
    rf"({_SLASH}(?:join|password|kept){_SLASH})[^\s\"'<>?&]+"
    # Whatever else looks like a token, also in an address that leads nowhere.
    r"|(?<=[/=%])[\w-]{32,}(?![\w.-])",
    re.IGNORECASE | re.ASCII,
)


def without_tokens(text: str) -> str:
    """The text without the tokens of one-time links: who reads the log could use them."""
    return _ADDRESS.sub(lambda found: f"{found[1] or ''}***", text)


class WithoutTokens(logging.Formatter):
    """The usual log lines, without the tokens of one-time links."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))


class OneLineForRefusals(WithoutTokens):
    """The line of a refused request without the traceback, which would tell nothing more."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of a refusal also by which name it goes."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, REFUSALS):
            return super().format(record)
        bare = copy.copy(record)
        bare.exc_info = bare.exc_text = None
        return f"{super().format(bare)} ({type(error).__name__})"
