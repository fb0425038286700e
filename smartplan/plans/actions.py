"""What happens to several rows of a plan at once: start, copy, archive, arrange the chapters."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from smartplan.municipalities.models import Municipality, User
from smartplan.plans.models import TEXTS, Chapter, Plan
from smartplan.structure.keys import SectionKey


@transaction.atomic
def start_plan(*, municipality: Municipality, by: User, title: str, **settings: Any) -> Plan:
    """Make a plan with its eight chapters, all empty; `settings` are further fields of Plan."""
    plan = Plan.objects.create(municipality=municipality, title=title, created_by=by, **settings)
    for position, section in enumerate(SectionKey, start=1):
        chapter = Chapter.objects.create(
            plan=plan, section=section, title=section.label, position=position
        )
        TEXTS[section]._default_manager.create(chapter=chapter)
    return plan
