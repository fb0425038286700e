"""Questions whose answer is held by several fields: a half of a year, a person and their name.

The door (plans/saving) merges field by field. Two answers that were merged so would make a third
one that nobody gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartplan.plans.saving import UNKNOWN, Digest, is_same

NEWER = Digest("")
"""A base that no value has: what is stored counts as changed by somebody else."""


def bases_of_answer(
    values: Mapping[str, Any], stored: Mapping[str, Any], seen: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The base of each field of one question, so that two different answers conflict as a whole.

    `values` is the answer that was sent, `stored` what the plan holds, `seen` what the page showed;
    each by the names of the fields. An answer that leaves a field open does not name it.

    What somebody saves after the page's plan was read, in the same moment, still merges by field.
    """
    if len(seen) < 2 or UNKNOWN in seen.values():
        return seen
    mine = any(not is_same(value, seen[name]) for name, value in values.items())
    theirs = any(not is_same(value, seen[name]) for name, value in stored.items())
    return dict.fromkeys(seen, NEWER) if mine and theirs else seen
