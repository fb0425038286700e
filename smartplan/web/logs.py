"""What the log says: one line for what we refuse on purpose, a traceback for what went wrong."""

from __future__ import annotations

import copy
import logging

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation

REFUSALS = (SuspiciousOperation, BadRequest, PermissionDenied)
"""Django's names for what a request asks in vain: a file too large, a host unknown, no right."""


class OneLineForRefusals(logging.Formatter):
    """The line of a refused request without the traceback, which would tell nothing more."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of a refusal also by which name it goes."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, REFUSALS):
            return super().format(record)
        bare = copy.copy(record)
        bare.exc_info = bare.exc_text = None
        return f"{super().format(bare)} ({type(error).__name__})"
