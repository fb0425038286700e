"""`save`: lock, merge, write, and append the revisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from smartplan.municipalities.models import User
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Plan, Revision
from smartplan.plans.reading import read_plan
from smartplan.plans.saving.changes import Change, Refusal, Saved
from smartplan.plans.saving.marks import ids_of_marks, remember
from smartplan.plans.saving.merging import Decided, decide
from smartplan.plans.saving.returning import bring_back_rows
from smartplan.plans.saving.units import Units
from smartplan.plans.saving.writing import Writing

PUT_AWAY = "計画が保管されたため、保存していません。入力を控えてから、計画を元に戻してください。"


def save(
    changes: Iterable[Change],
    *,
    plan: Plan,
    by: User,
    at: datetime,
    contents: PlanContents | None = None,
    action: Revision.Action = Revision.Action.SAVED,
    origin: Revision.Origin = Revision.Origin.TYPED,
) -> Saved:
    """Store what differs from the plan, field by field, and say what became of each change.

    `contents` is the plan as the caller read it: while nobody saved since, it is not read again;
    afterwards it holds what was saved. Fields in conflict, and values that cannot be stored, stay
    as they are and keep back nothing else. Where nothing differs, nothing is touched. `origin` is
    kept with the revisions: the history folds, and later thins, only what was typed.
    """
    wanted = list(changes)
    contents = contents or read_plan(plan)
    marks = ids_of_marks(plan, wanted)
    first = decide(wanted, contents, marks)
    if not first.writes_something and not first.saved.refusals:
        return first.saved
    with transaction.atomic(savepoint=False):
        newest = _locked(contents, at)
        if newest is not contents:  # somebody saved since: perhaps the same form, a moment ago
            marks = ids_of_marks(plan, wanted)
            if newest.plan.archived_at and not contents.plan.archived_at:
                return _nothing_stored(wanted, newest)
        newest, returned = bring_back_rows(wanted, newest)
        decided = decide(wanted, newest, {**marks, **returned.ids})
        decided.saved.returned = returned.rows
        decided.saved.contents = newest
        if decided.writes_something or returned.rows:
            _write(decided, newest, by=by, at=at, action=action, origin=origin)
    return decided.saved


def _nothing_stored(changes: list[Change], contents: PlanContents) -> Saved:
    """Of a plan that was put away after the person opened its page."""
    refusals = [Refusal(change, PUT_AWAY) for change in changes]
    return Saved(refusals=refusals, contents=contents)


def _write(
    decided: Decided,
    contents: PlanContents,
    *,
    by: User,
    at: datetime,
    action: Revision.Action,
    origin: Revision.Origin,
) -> None:
    units = Units(contents, decided)
    starts = action is not Revision.Action.RESTORED
    writing = Writing(contents, decided, units, by=by, at=at, starts=starts, origin=origin)
    now = writing.write()
    remember(contents.plan, decided)
    made = writing.units_made(now)
    units.append_revisions(now, made, by=by, action=action, origin=origin)
    decided.saved.changed = True
    decided.saved.contents = now


def _locked(contents: PlanContents, at: datetime) -> PlanContents:
    """The plan as nobody else can change it until we are done.

    Every save counts itself in the plan's row before it writes anything: so they wait for each
    other, whoever closes an edition waits for them, and what was read is known to be the newest.
    """
    plan = contents.plan
    row = Plan.objects.filter(pk=plan.pk)
    if row.filter(saves=contents.saves).update(saves=F("saves") + 1, updated_at=at):
        contents.saves = plan.saves = contents.saves + 1
        plan.updated_at = at
        return contents
    row.update(saves=F("saves") + 1, updated_at=at)
    newest = row.select_related("municipality").get()
    newest.role = getattr(plan, "role", "")  # type: ignore[attr-defined]
    return read_plan(newest)
