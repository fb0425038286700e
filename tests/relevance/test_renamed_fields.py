"""A curator renames a 分野 in the administration site: pages say the new name at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import PolicyField
from cases.stamp import library_stamp
from smartplan.relevance.library import current_index
from smartplan.structure.models import Track

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def mobility():
    return PolicyField.objects.get(name="モビリティ")


@pytest.fixture
def rename(logged_in, curator):
    """`rename(row, "移動")` on its page of the administration site."""

    def send(row, name):
        kind = f"{row._meta.app_label}/{row._meta.model_name}"
        answers = {"name": name, "position": row.position}
        answer = logged_in(curator).post(f"/admin/{kind}/{row.pk}/change/", answers)
        assert answer.status_code == 302
        row.refresh_from_db()
        assert row.name == name

    return send


@pytest.fixture
def beside(logged_in, planner, plan, mobility):
    """The cases beside the measures of a plan whose own field is linked with the library's."""
    row = plan.fields.create(name="人の移動", position=1)
    row.policy_fields.add(mobility)
    chapter = plan.chapters.get(section="measures")
    address = reverse("wizard:suggestions", args=[chapter.pk])
    browser = logged_in(planner)
    return lambda: browser.get(address).content.decode()


def test_the_reasons_beside_a_chapter_say_the_new_name(beside, rename, mobility):
    assert "分野（モビリティ）が同じ" in beside()
    rename(mobility, "移動と交通")
    assert "分野（移動と交通）が同じ" in beside()


def test_the_filter_of_the_library_keeps_its_cases(logged_in, planner, rename, mobility):
    browser = logged_in(planner)
    before = browser.get("/cases/?field=モビリティ").content.decode()
    assert "モビリティ（1）</option>" in before
    rename(mobility, "移動と交通")
    page = browser.get("/cases/?field=移動と交通").content.decode()
    assert '<option value="移動と交通" selected>移動と交通（1）</option>' in page
    assert "LRTを軸に公共交通網を整える" in page
    assert "モビリティ（" not in page


def test_the_words_of_a_new_name_are_in_the_index(rename, mobility):
    track = Track.objects.create(key="overall", name="全体", position=1)
    mobility.cases.get().tracks.add(track)
    assert current_index().frequency("円盤") == 0
    rename(mobility, "空飛ぶ円盤")
    assert current_index().frequency("円盤") == 1
    Track.objects.filter(pk=track.pk).update(name="空飛ぶ絨毯")
    assert current_index().frequency("絨毯") == 1


def test_a_field_that_is_added_or_deleted_moves_the_stamp(logged_in, curator):
    browser = logged_in(curator)
    stamps = [library_stamp()]
    browser.post("/admin/cases/policyfield/add/", {"name": "宇宙", "position": 9})
    stamps.append(library_stamp())
    added = PolicyField.objects.get(name="宇宙")
    browser.post(f"/admin/cases/policyfield/{added.pk}/delete/", {"post": "yes"})
    stamps.append(library_stamp())
    assert stamps[0] != stamps[1] != stamps[2]


def test_the_stamp_stays_while_nothing_changes_and_costs_one_query(django_assert_num_queries):
    before = library_stamp()
    with django_assert_num_queries(1):
        assert library_stamp() == before
