"""Pages and saves ask the database as often for three rows of each kind as for one.

And no page draws a figure that it does not show.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from smartplan.document.drawing import Drawing
from smartplan.document.references.referables import groups_of
from smartplan.municipalities.models import Division, Membership, Role, User
from smartplan.plans import revisions
from smartplan.plans.models import PurposeText, Revision
from smartplan.plans.reading import read_plan
from smartplan.publishing.editions.closing import close_edition
from smartplan.publishing.editions.making import request_files
from smartplan.publishing.exports.actions import request_export
from smartplan.publishing.frozen_files import freeze_file
from smartplan.publishing.models import Format
from smartplan.structure.keys import SectionKey
from smartplan.wizard.links import OWN_PAGES
from tests.document.sample import write
from tests.plans.writing import fill
from tests.wizard.pages import form_of

PAGES_OF_A_PLAN = (
    "wizard:plan",
    "wizard:plan_settings",
    "wizard:chapters",
    "wizard:review",
    "wizard:plan_history",
    "wizard:pictures",
    "wizard:references",
    "publishing:preview",
    "publishing:exports",
    "publishing:editions",
    "publishing:comparison",
)


@pytest.fixture(autouse=True)
def _files_of_the_test_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def add_rows(plan, number: int) -> None:
    """So many rows of every kind, people, divisions, revisions, editions and files more."""
    fill(plan, rows=number)
    for _ in range(number):
        place = User.objects.count()
        Division.objects.create(municipality=plan.municipality, name=f"課{place}", position=place)
        person = User.objects.create(username=f"person{place}", name=f"職員{place}")
        Membership.objects.create(user=person, municipality=plan.municipality, role=Role.EDITOR)
        revisions.record(plan.chapters.first(), by=person, action=Revision.Action.CREATED)
        edition = close_edition(plan=plan, by=person, edition="draft", note="", at=timezone.now())
        freeze_file(edition, "docx", b"a file")
        request_files(edition, by=person)
        request_export(plan=plan, format=list(Format)[edition.number], by=person)


def queries_of(act, django_assert_max_num_queries, *, most: int) -> int:
    act()  # fills the caches
    with django_assert_max_num_queries(most) as queries:
        answer = act()
    assert answer.status_code in {200, 302}
    return len(queries)


def addresses(plan) -> list[str]:
    chapters = [plan.chapters.get(section=section).pk for section in SectionKey]
    measures = plan.chapters.get(section="measures").pk
    return [
        reverse("wizard:plan_list"),
        *(reverse(name, args=[plan.pk]) for name in PAGES_OF_A_PLAN),
        *(reverse("wizard:chapter", args=[pk]) for pk in chapters),
        reverse("wizard:chapter_history", args=[measures]),
        reverse("wizard:suggestions", args=[measures]),
        reverse("wizard:paste", args=[measures, "measures"]),
        *(
            reverse("wizard:row", args=[rows, kind.of_plan(plan).first().pk])
            for rows, kind in OWN_PAGES.items()
        ),
        reverse("members", args=[plan.municipality.code]),
        reverse("divisions", args=[plan.municipality.code]),
        reverse("account"),
    ]


def test_a_page_with_three_rows_costs_as_many_queries_as_with_one(
    logged_in, manager, plan, django_assert_max_num_queries
):
    browser = logged_in(manager)
    counts = []
    for number in (1, 2):
        add_rows(plan, number)
        counts.append(
            {
                address: queries_of(
                    lambda address=address: browser.get(address),
                    django_assert_max_num_queries,
                    most=13,
                )
                for address in addresses(plan)
            }
        )
    assert counts[0] == counts[1]


DRAWING_PAGES = ("publishing:preview", "publishing:comparison", "wizard:references")
"""Pages that build the whole document: they show it, or the numbers that things have in it."""


@pytest.fixture
def drawings(monkeypatch) -> list[Drawing]:
    """Every figure that is drawn from now on."""
    made: list[Drawing] = []

    def counted(drawing: Drawing, *values: object) -> None:
        make(drawing, *values)
        made.append(drawing)

    make = Drawing.__init__
    monkeypatch.setattr(Drawing, "__init__", counted)
    return made


def test_a_page_that_only_asks_where_references_lead_draws_no_figure(
    logged_in, manager, full_plan, drawings
):
    browser = logged_in(manager)
    marks = [each.mark for _, found in groups_of(read_plan(full_plan)) for each in found]
    figures = [mark for mark in marks if mark.kind == "図"]
    assert len(figures) == 9
    write(full_plan, PurposeText, background="".join(map(str, marks)))
    shown = {reverse(name, args=[full_plan.pk]) for name in DRAWING_PAGES}

    for address in addresses(full_plan):
        drawings.clear()
        assert browser.get(address).status_code == 200
        if address not in shown:
            assert drawings == [], address

    browser.get(reverse("publishing:preview", args=[full_plan.pk]))
    assert len(drawings) >= len(figures)


@pytest.mark.parametrize("rows", OWN_PAGES)
def test_saving_a_row_costs_the_same_among_three_as_alone(
    logged_in, planner, plan, django_assert_max_num_queries, rows
):
    browser = logged_in(planner)
    counts = []
    for number in (1, 2):
        fill(plan, rows=number)
        row = OWN_PAGES[rows].of_plan(plan).first()
        address = reverse("wizard:row", args=[rows, row.pk])
        sent = form_of(browser.get(address)) | {"name": f"名称{number}"}
        with django_assert_max_num_queries(16) as queries:
            assert browser.post(address, sent).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]
