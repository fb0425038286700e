"""Two people save the same section: nothing is overwritten unseen, and nothing typed is lost."""

from __future__ import annotations

from django.urls import reverse

from smartplan.plans.models import Indicator, Issue, Measure, SituationText
from tests.wizard.pages import form_of


def test_a_save_over_a_newer_save_shows_both_and_overwrites_nothing(
    logged_in, planner, colleague, plan, address
):
    Issue.objects.create(plan=plan, title="交通", position=1)
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation")))
    theirs = form_of(other.get(address("situation")))
    other.post(
        address("situation"), theirs | {"overview": "同僚の文章", "issues-0-title": "同僚の課題"}
    )
    answer = browser.post(
        address("situation"), sent | {"overview": "私の文章", "issues-0-title": "私の課題"}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "ほかの人が先に保存しています" in text
    assert "同僚 次郎さんが" in text
    for words in ("私の文章", "同僚の文章", "課題：私の課題", "課題：同僚の課題"):
        assert words in text
    assert form_of(answer)["overview"] == "私の文章"
    assert SituationText.objects.get().overview == "同僚の文章"

    again = browser.post(address("situation"), form_of(answer))
    assert again.status_code == 302
    assert SituationText.objects.get().overview == "私の文章"
    assert Issue.objects.get().title == "私の課題"


def test_a_save_without_changes_is_no_conflict_for_anybody(logged_in, planner, colleague, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation")))
    other.post(address("situation"), form_of(other.get(address("situation"))))
    assert browser.post(address("situation"), sent | {"overview": "私"}).status_code == 302


def test_saving_what_the_other_saved_too_is_no_conflict(logged_in, planner, colleague, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation"))) | {"overview": "同じ文章"}
    other.post(address("situation"), sent)
    assert browser.post(address("situation"), sent).status_code == 302


def test_a_new_row_takes_nothing_away_and_is_saved(logged_in, planner, colleague, plan, address):
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(address("situation"))) | {"issues-0-title": "私の課題"}
    other.post(address("situation"), sent | {"issues-0-title": "同僚の課題"})
    assert browser.post(address("situation"), sent).status_code == 302
    assert {issue.title for issue in Issue.objects.all()} == {"私の課題", "同僚の課題"}


def test_the_same_holds_for_a_measure(logged_in, planner, colleague, plan):
    measure = Measure.objects.create(plan=plan, name="交通", purpose="目的", position=1)
    row = reverse("wizard:row", args=["measures", measure.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    sent = form_of(browser.get(row)) | {"purpose": "私の目的"}
    other.post(row, form_of(other.get(row)) | {"purpose": "同僚の目的"})
    answer = browser.post(row, sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "同僚の目的" in text
    assert form_of(answer)["purpose"] == "私の目的"
    measure.refresh_from_db()
    assert measure.purpose == "同僚の目的"
    assert browser.post(row, form_of(answer)).status_code == 302
    measure.refresh_from_db()
    assert measure.purpose == "私の目的"


def test_a_row_that_changed_is_not_removed_unseen(logged_in, planner, colleague, plan):
    indicator = Indicator.objects.create(plan=plan, name="利用者数", position=1)
    remove = reverse("wizard:row_remove", args=["indicators", indicator.pk])
    row = reverse("wizard:row", args=["indicators", indicator.pk])
    other = logged_in(colleague)
    other.post(row, form_of(other.get(row)) | {"unit": "人"})
    answer = logged_in(planner).post(remove, {"version": "1"})
    assert answer.status_code == 409
    assert Indicator.objects.filter(pk=indicator.pk).exists()
    logged_in(planner).post(remove, {"version": "2"})
    assert not Indicator.objects.filter(pk=indicator.pk).exists()
