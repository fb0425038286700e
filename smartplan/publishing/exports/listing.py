"""What the page of the exports shows: every format that is offered, and how far its file is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan
from smartplan.publishing.exports.keys import Fingerprint
from smartplan.publishing.exports.offered import OFFERED
from smartplan.publishing.models import Export, Format
from smartplan.publishing.models.export import last_sign_of_life


@dataclass(frozen=True)
class Offer:
    """One format, with its export if somebody has asked for one."""

    format: Format
    export: Export | None = None
    is_current: bool = True
    """Was the file asked for since the last change of the plan?"""
    nobody_works: bool = False
    """Does it wait although no worker is to be seen?"""

    @property
    def purpose(self) -> str:
        return OFFERED[self.format].purpose

    @property
    def is_unfinished(self) -> bool:
        return self.export is not None and self.export.is_unfinished

    @property
    def is_done(self) -> bool:
        return self.export is not None and self.export.state == Export.State.DONE

    @property
    def has_failed(self) -> bool:
        return self.export is not None and self.export.state == Export.State.FAILED


def offers_of(plan: Plan, contents: PlanContents, now: datetime) -> list[Offer]:
    """All formats that are offered, each with the export of today's content or else with the
    newest one."""
    fingerprint = Fingerprint.of_plan(plan, contents)
    keys = {kind: fingerprint.key(kind) for kind in OFFERED}
    exports = Export.objects.filter(plan=plan, publication=None)
    newest = exports.order_by().values("format").annotate(newest=Max("pk")).values("newest")
    shown: dict[str, Export] = {}
    for export in exports.filter(Q(pk__in=newest) | Q(key__in=keys.values())):
        if export.format not in shown or export.key == keys.get(Format(export.format)):
            shown[export.format] = export
    nobody = any(waits_in_vain(export, now) for export in shown.values()) and nobody_works(now)
    return [_offer(kind, keys[kind], shown.get(kind), nobody, now) for kind in OFFERED]


def _offer(kind: Format, key: str, export: Export | None, nobody: bool, now: datetime) -> Offer:
    if export is None:
        return Offer(kind)
    in_vain = nobody and waits_in_vain(export, now)
    return Offer(kind, export, is_current=export.key == key, nobody_works=in_vain)


def offer_of(export: Export, now: datetime) -> Offer:
    """The offer of an export whose progress is being watched."""
    in_vain = waits_in_vain(export, now) and nobody_works(now)
    return Offer(Format(export.format), export, nobody_works=in_vain)


def waits_in_vain(export: Export, now: datetime) -> bool:
    """Has it waited longer than a worker takes to begin?"""
    last = export.heartbeat_at
    waiting = export.state == Export.State.WAITING
    return waiting and (last is None or last < last_sign_of_life(now))


def nobody_works(now: datetime) -> bool:
    """A worker that has nothing else to do would have taken what waits."""
    return not Export.objects.alive_at(now).exists()
