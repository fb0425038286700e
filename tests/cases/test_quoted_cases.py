"""A plan that quotes a case is neither broken nor revealed by what becomes of the case."""

import pytest

from cases.models import Case
from smartplan.plans.models import Chapter, Citation

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(logged_in, curator):
    return logged_in(curator)


@pytest.fixture
def case(make_case):
    return make_case("C901", title="引用される取組")


@pytest.fixture
def citation(plan, planner, case):
    return Citation.objects.create(
        plan=plan,
        chapter=Chapter.objects.filter(plan=plan).first(),
        case=case,
        case_number=case.number,
        actor=case.actor,
        title=case.title,
        source=case.source.title,
        note="ひそかな引用のメモ",
        quoted_by=planner,
        position=1,
    )


def test_the_page_that_asks_before_deleting_names_no_plan(browser, case, citation, plan):
    text = browser.get(f"/admin/cases/case/{case.pk}/delete/").content.decode()
    assert "引用される取組" in text
    for secret in (plan.title, plan.municipality.name, citation.note, "引用した事例", "Citation"):
        assert secret not in text
    many = {"action": "delete_selected", "_selected_action": [case.pk]}
    text = browser.post("/admin/cases/case/", many).content.decode()
    assert "引用される取組" in text
    for secret in (plan.title, plan.municipality.name, citation.note, "引用した事例"):
        assert secret not in text


def test_a_deleted_case_leaves_the_quotation_as_it_was(browser, case, citation):
    browser.post(f"/admin/cases/case/{case.pk}/delete/", {"post": "yes"})
    assert not Case.objects.exists()
    citation.refresh_from_db()
    assert citation.case is None
    assert (citation.title, citation.actor) == ("引用される取組", "会津若松市")


def test_a_withdrawn_case_leaves_the_quotation_as_it_was(browser, case, citation):
    browser.post("/admin/cases/case/", {"action": "withdraw", "_selected_action": [case.pk]})
    citation.refresh_from_db()
    assert citation.case.status == "withdrawn"
    assert citation.title == "引用される取組"
