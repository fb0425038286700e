"""The address of the page where what a finding points at can be corrected."""

from __future__ import annotations

from django.urls import reverse

from smartplan.checks.finding import Link
from smartplan.plans.models import OWN_PAGE, ROWS, Citation, IndicatorValue, Picture, Row
from smartplan.plans.reading import PlanContents
from smartplan.plans.sections.tables import ROWS_A_PAGE

KINDS: dict[str, type[Row]] = {kind.rows_name(): kind for kind in ROWS}
OWN_PAGES: dict[str, type[Row]] = {kind.rows_name(): kind for kind in OWN_PAGE}


def address_of(link: Link, contents: PlanContents) -> str:
    """The page of a row, or the place on the chapter's page where it is edited."""
    if link.rows == "plan":
        return reverse("wizard:plan_settings", args=[contents.plan.pk])
    if link.rows == "chapters":
        return reverse("wizard:chapter", args=[link.pk])
    if link.rows == Picture.rows_name():
        return reverse("wizard:pictures", args=[contents.plan.pk])
    if link.rows in OWN_PAGES:
        return reverse("wizard:row", args=[link.rows, link.pk])
    if citation := contents.row(Citation, link.pk) if link.rows == "citations" else None:
        return f"{reverse('wizard:chapter', args=[citation.chapter_id])}#citations"
    if value := contents.row(IndicatorValue, link.pk) if link.rows == "indicator_values" else None:
        return reverse("wizard:row", args=["indicators", value.indicator_id])
    return address_in_chapter(KINDS[link.rows], link.pk, contents)


def address_in_chapter(kind: type[Row], pk: int, contents: PlanContents) -> str:
    """The row's table on its chapter's page, opened at the page of the table that holds it."""
    rows = [row.pk for row in contents.rows(kind)]
    number = rows.index(pk) // ROWS_A_PAGE + 1 if pk in rows else 1
    chapter = reverse("wizard:chapter", args=[contents.chapter_of(kind.section).pk])
    name = kind.rows_name()
    return f"{chapter}?{name}_page={number}#{name}" if number > 1 else f"{chapter}#{name}"
