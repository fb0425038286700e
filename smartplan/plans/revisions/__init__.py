"""Revisions: what each unit held after each save, and what a removed row needs to come back.

A unit is what one page saves: the plan's settings, a chapter (its texts and its inline rows), or a
row with a page of its own. A removed row of any kind leaves a revision too.
"""

from smartplan.plans.revisions.differences import Difference, differences
from smartplan.plans.revisions.recording import record, record_everything, remove_row
from smartplan.plans.revisions.snapshots import Unit, content_of

__all__ = [
    "Difference",
    "Unit",
    "content_of",
    "differences",
    "record",
    "record_everything",
    "remove_row",
]
