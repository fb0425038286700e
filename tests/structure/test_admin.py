"""Curators read and edit the structure in the admin."""

import pytest
from django.urls import reverse

from cases.curators import ensure_curators
from smartplan.structure.guidance import guidance_of
from smartplan.structure.models import (
    GuidingQuestion,
    ModelItem,
    PlanType,
    Section,
    SecurityCategory,
    Stage,
    Tenet,
    Track,
)

KINDS = (Section, Stage, Track, PlanType, ModelItem, Tenet, SecurityCategory)

pytestmark = pytest.mark.usefixtures("structure")


def address(kind, page, *args):
    return reverse(f"admin:structure_{kind._meta.model_name}_{page}", args=args)


def form_of(response) -> dict[str, str]:
    """What the browser would send if the page were saved as it stands."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {
        field.html_name: field.value()
        for form in forms
        for field in form
        if field.value() is not None
    }
    return {name: value for name, value in sent.items() if value is not False}


@pytest.fixture
def librarian(colleague):
    """A curator by the group alone, without being a superuser."""
    colleague.is_staff = True
    colleague.save()
    colleague.groups.add(ensure_curators())
    return colleague


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_pages_open_and_find(logged_in, curator, kind):
    browser, row = logged_in(curator), kind.objects.first()
    assert str(row) in browser.get(address(kind, "changelist")).content.decode()
    found = browser.get(address(kind, "changelist"), {"q": row.name}).content.decode()
    assert address(kind, "change", row.pk) in found
    page = browser.get(address(kind, "change", row.pk)).content.decode()
    assert row.name in page
    assert row.source in page


def test_a_section_is_edited_with_its_questions_and_pages_show_it_at_once(
    logged_in, curator, django_capture_on_commit_callbacks
):
    browser, section = logged_in(curator), Section.objects.get(key="purpose")
    assert guidance_of("purpose").questions[0].text == "なぜ今、この計画をつくるのですか。"
    url = address(Section, "change", section.pk)
    sent = form_of(browser.get(url))
    sent["summary"] = "書き直した概要"
    # The first two questions change places.
    sent["questions-0-position"], sent["questions-1-position"] = "2", "1"
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(url, sent)
    assert response.status_code == 302, response.context["errors"]
    guidance = guidance_of("purpose")
    assert guidance.section.summary == "書き直した概要"
    assert guidance.questions[1].text == "なぜ今、この計画をつくるのですか。"


def test_a_question_can_be_added(logged_in, curator, django_capture_on_commit_callbacks):
    browser, section = logged_in(curator), Section.objects.get(key="roadmap")
    url = address(Section, "change", section.pk)
    sent = form_of(browser.get(url))
    count = int(sent["questions-TOTAL_FORMS"])
    sent["questions-TOTAL_FORMS"] = str(count + 1)
    sent |= {
        f"questions-{count}-section": str(section.pk),
        f"questions-{count}-position": "9",
        f"questions-{count}-text": "議会へはいつ報告しますか。",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(url, sent).status_code == 302
    assert GuidingQuestion.objects.get(text="議会へはいつ報告しますか。").key
    assert guidance_of("roadmap").questions[-1].text == "議会へはいつ報告しますか。"


def test_a_tenet_that_is_deleted_is_no_longer_offered(
    logged_in, curator, django_capture_on_commit_callbacks
):
    tenet = Tenet.objects.filter(kind="principle").last()
    assert tenet.name in [one.name for one in guidance_of("policy").principles]
    with django_capture_on_commit_callbacks(execute=True):
        logged_in(curator).post(address(Tenet, "delete", tenet.pk), {"post": "yes"})
    assert tenet.name not in [one.name for one in guidance_of("policy").principles]


@pytest.mark.parametrize("kind", [Section, Stage, Track, PlanType, ModelItem, SecurityCategory])
def test_what_the_program_knows_by_code_is_neither_added_nor_deleted(logged_in, curator, kind):
    browser, row = logged_in(curator), kind.objects.first()
    assert browser.get(address(kind, "add")).status_code == 403
    assert browser.post(address(kind, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert kind.objects.filter(pk=row.pk).exists()


def test_the_group_of_curators_may_edit_the_structure(logged_in, librarian):
    row = Section.objects.get(key="glossary")
    page = logged_in(librarian).get(address(Section, "change", row.pk))
    assert 'name="_save"' in page.content.decode()
    assert "五十音順" in page.content.decode()


def test_a_section_that_has_no_styles_shows_none(logged_in, curator):
    row = Section.objects.get(key="purpose")
    page = logged_in(curator).get(address(Section, "change", row.pk)).content.decode()
    assert "計画の例" in page
    assert "書き方の型" not in page


def test_a_planner_does_not_get_in(logged_in, planner):
    response = logged_in(planner).get(address(Section, "changelist"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
