"""The one door through which anything of a plan is changed.

Whoever wants something changed says so in `Write`, `Removal` and `Order`, each with the value that
the person had before them; `save` locks the plan, merges field by field, writes, and appends a
revision of every unit that changed. It knows no request and no form.
"""

from smartplan.plans.saving.bases import UNKNOWN, WHATEVER, Digest, digest_of, is_same
from smartplan.plans.saving.changes import (
    Change,
    Conflict,
    Order,
    Refusal,
    Removal,
    Saved,
    Write,
)
from smartplan.plans.saving.door import save
from smartplan.plans.saving.restoring import restore

__all__ = [
    "UNKNOWN",
    "WHATEVER",
    "Change",
    "Conflict",
    "Digest",
    "Order",
    "Refusal",
    "Removal",
    "Saved",
    "Write",
    "digest_of",
    "is_same",
    "restore",
    "save",
]
