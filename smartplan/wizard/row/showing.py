"""What the page of one row shows beside its form: its neighbours, what refers to it, cases."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from smartplan.document.references.referables import readable
from smartplan.plans.contents import UNNAMED, PlanContents
from smartplan.plans.models import DataLink, Indicator, Measure, RoadmapItem
from smartplan.wizard import aside
from smartplan.wizard.figure_panels import panels_of_kind
from smartplan.wizard.links import address_in_chapter
from smartplan.wizard.listing import listed, listed_row
from smartplan.wizard.people import people_of
from smartplan.wizard.reading_only import reading_reason
from smartplan.wizard.row.page import OwnPageRow, RowPage


def row_context(page: RowPage, *, editable: bool = True) -> dict[str, Any]:
    """What the template of a row's page shows."""
    row, chapter, contents = page.row, page.chapter, page.contents
    rows = listed(type(row), contents)
    place = rows.index(row) if row.pk else len(rows)
    text = "" if page.is_new else aside.text_of(row)
    return {
        "plan": contents.plan,
        "chapter": chapter,
        "row": row,
        "rows": row.rows_name(),
        "kind": row._meta.verbose_name,
        "code": "" if page.is_new else listed_row(row, contents).code,
        "form": page.form,
        "bases": page.bases() if editable else "",
        "mark": page.mark,
        "divisions": _divisions(page) if editable else (),
        "editable": editable,
        "reading_reason": reading_reason(contents.plan),
        "previous": rows[place - 1] if place > 0 else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "linked": [] if page.is_new else linked_rows(contents, row),
        "findings": None if page.is_new else aside.findings_for_row(contents, row),
        "suggestions": aside.suggestions_for(contents, chapter, text),
        "citations": _citations(contents, page),
        "measure_query": _measure_query(row),
        "figures": () if page.is_new else panels_of_kind(type(row)),
        "texts": [] if editable else _texts(page),
    }


def _divisions(page: RowPage) -> tuple[str, ...]:
    """The names of the municipality's divisions, offered where a division is typed."""
    if "division" not in page.form.fields:
        return ()
    return tuple(name for _, name in people_of(page.chapter.plan.municipality).divisions)


def _texts(page: RowPage) -> list[tuple[str, str]]:
    """The fields for reading."""
    form, contents = page.form, page.form.contents
    return [
        (str(field.label), readable(form.words_of(name, form.initial.get(name) or ""), contents))
        for name, field in form.fields.items()
    ]


def _measure_query(row: OwnPageRow) -> str:
    return f"?measure={row.pk}" if isinstance(row, Measure) and row.pk else ""


def _citations(contents: PlanContents, page: RowPage) -> list[aside.ShownCitation]:
    """The cases quoted for this measure."""
    return [
        each
        for each in aside.citations_for(contents, page.chapter)
        if isinstance(page.row, Measure) and each.citation.measure_id == page.row.pk
    ]


def linked_rows(contents: PlanContents, row: OwnPageRow) -> list[tuple[str, str, str]]:
    """Rows of other chapters that refer to this one: kind, name, address."""
    found: list[tuple[str, str, str]] = []
    if isinstance(row, Measure):
        for kind in (RoadmapItem, DataLink):
            for each in contents.rows(kind):
                if each.measure_id == row.pk:  # type: ignore[attr-defined]
                    address = address_in_chapter(kind, each.pk, contents)
                    found.append((str(kind._meta.verbose_name), str(each), address))
    for measure in contents.measures_of(row) if isinstance(row, Indicator) else []:
        address = reverse("wizard:row", args=["measures", measure.pk])
        found.append(("施策", f"{contents.measure_code(measure)} {measure}", address))
    return found


def name_of_row(row: OwnPageRow) -> str:
    """How a message calls the row."""
    return str(row) or UNNAMED
