"""What the web server does before its workers are forked, so that no planner waits for it.

Each step loads or fills something that stays in the process. Workers share its memory, and one that
takes the place of another has all of it from its first request on. A connection to the database
never crosses the fork: two processes would speak on it at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template
from django.urls import reverse

from cases.counts import counts_of_published
from smartplan.document.build import build_document
from smartplan.japanese.glyphs import read_fonts
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_body
from smartplan.publishing.exports.keys import printing_fingerprint
from smartplan.relevance.library import current_index
from smartplan.structure.guidance import stages
from smartplan.wizard.people import people_of

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Load what pages need."""
    _load_addresses()
    _compile_templates()
    read_fonts()
    printing_fingerprint()
    _read(_one_plan)


def read_what_changed() -> None:
    """Take in the cases and the guidance of today; else each new worker would have to."""
    _read(_the_library, _the_guidance)


def _load_addresses() -> None:
    """With the first address come all of them, and with them every view, form and table."""
    reverse("wizard:plan_list")


def _compile_templates() -> None:
    get_default_renderer()
    folder = Path(settings.BASE_DIR, "templates")
    for template in sorted(folder.rglob("*.html")):
        get_template(str(template.relative_to(folder)))


def _the_library() -> None:
    current_index()
    counts_of_published()


def _the_guidance() -> None:
    stages()


def _one_plan() -> None:
    """Write the long queries, and draw every kind of block once as the preview does."""
    plan = Plan.objects.select_related("municipality").first()
    if plan is not None:
        people_of(plan.municipality)
        render_body(build_document(read_plan(plan)), screen=True)


def _read(*steps: Callable[[], None]) -> None:
    """Read from the database and leave it; the server starts whatever comes of that."""
    try:
        for step in steps:
            step()
    except Exception:
        # The database may not answer yet. The pages say so, and read it when it does.
        logger.warning("起動の準備を途中でやめました。画面の表示には影響しません。", exc_info=True)
    finally:
        connections.close_all()
