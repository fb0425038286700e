"""Rows with a page of their own: measures, indicators, units of the organisation."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from smartplan.municipalities.models import Division
from smartplan.plans.actions import start_plan
from smartplan.plans.models import (
    DataLink,
    Field,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Plan,
    Revision,
    RoadmapItem,
    RowMark,
)
from smartplan.plans.saving import Removal, Write, save
from tests.wizard.pages import form_of

NEW = {
    "measures": {"name": "デマンド交通", "purpose": "移動を支える"},
    "indicators": {"name": "利用者数", "baseline_value": "―"},
    "organization_units": {"name": "推進本部", "role": "決める"},
}
KINDS = {"measures": Measure, "indicators": Indicator, "organization_units": OrganizationUnit}


def page_of(row) -> str:
    return reverse("wizard:row", args=[row.rows_name(), row.pk])


@pytest.mark.parametrize("rows", NEW)
def test_a_row_is_added_changed_removed_and_brought_back(logged_in, planner, plan, rows):
    browser = logged_in(planner)
    new = reverse("wizard:row_new", args=[plan.pk, rows])
    sent = form_of(browser.get(new)) | NEW[rows] | {"do": "list"}
    text = browser.post(new, sent, follow=True).content.decode()
    assert f"「{NEW[rows]['name']}」を追加しました。" in text
    row = KINDS[rows].objects.get()
    browser.post(page_of(row), form_of(browser.get(page_of(row))) | {"name": "変えた名称"})
    row.refresh_from_db()
    assert (row.name, row.version) == ("変えた名称", 2)
    remove = reverse("wizard:row_remove", args=[rows, row.pk])
    assert "変えた名称" in browser.get(remove).content.decode()
    browser.post(remove, {"version": "2"})
    assert KINDS[rows].objects.count() == 0
    actions = list(Revision.objects.filter(unit=rows).values_list("action", flat=True))
    assert actions == ["removed", "saved", "created"]
    removed = Revision.objects.get(unit=rows, action="removed")
    assert (
        "変えた名称" in browser.get(reverse("wizard:revision", args=[removed.pk])).content.decode()
    )
    browser.post(reverse("wizard:revision", args=[removed.pk]))
    assert KINDS[rows].objects.get().name == "変えた名称"


def test_a_measure_has_issues_kpis_and_sdgs(logged_in, planner, plan):
    field = Field.objects.create(plan=plan, name="移動", position=1)
    issue = Issue.objects.create(plan=plan, title="足がない", position=1)
    indicator = Indicator.objects.create(plan=plan, name="利用者数", position=1)
    measure = Measure.objects.create(plan=plan, name="デマンド交通", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(page_of(measure)))
    sent |= {"field": str(field.pk), "issues": [str(issue.pk)], "sdgs": ["3", "11"]}
    browser.post(page_of(measure), sent | {"indicators": [str(indicator.pk)]})
    measure.refresh_from_db()
    assert (measure.field, measure.sdgs) == (field, [3, 11])
    assert (measure.issues.get(), measure.indicators.get()) == (issue, indicator)
    text = browser.get(page_of(measure)).content.decode()
    assert "A-1　デマンド交通" in text
    assert "11　住み続けられるまちづくりを" in text
    # A browser sends nothing for a group in which every tick was taken away.
    sent = form_of(browser.get(page_of(measure)))
    browser.post(page_of(measure), {name: sent[name] for name in ("bases", "whole")})
    measure.refresh_from_db()
    assert (measure.sdgs, measure.issues.count(), measure.indicators.count()) == ([], 0, 0)
    assert measure.field == field


def test_a_measure_shows_its_bars_and_data_with_a_link_to_their_chapter(
    logged_in, planner, plan, address
):
    measure = Measure.objects.create(plan=plan, name="デマンド交通", position=1)
    RoadmapItem.objects.create(plan=plan, measure=measure, label="実証運行", position=1)
    DataLink.objects.create(plan=plan, measure=measure, service="予約", data="位置", position=1)
    text = logged_in(planner).get(page_of(measure)).content.decode()
    assert f'<a href="{address("roadmap")}#roadmap_items">実証運行</a>' in text
    assert f'<a href="{address("measures")}#data_links">予約：位置</a>' in text


def test_an_indicator_has_a_value_for_each_fiscal_year_of_the_plan(logged_in, planner, plan):
    indicator = Indicator.objects.create(plan=plan, name="利用者数", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(page_of(indicator)))
    assert [name for name in sent if name.startswith("year_2")] == [
        f"year_{year}" for year in range(2027, 2032)
    ]
    browser.post(page_of(indicator), sent | {"year_2027": "1,200", "year_2028": "新規"})
    assert dict(indicator.values.values_list("year", "value")) == {2027: "1,200", 2028: "新規"}
    sent = form_of(browser.get(page_of(indicator)))
    browser.post(page_of(indicator), sent | {"year_2027": "", "year_2028": "1,500"})
    assert dict(indicator.values.values_list("year", "value")) == {2028: "1,500"}


def test_a_value_of_a_year_that_the_plan_lost_meanwhile_is_stored(
    logged_in, planner, colleague, plan
):
    indicator = Indicator.objects.create(plan=plan, name="利用者", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(page_of(indicator)))
    shorter = Write(Plan, plan.pk, "years", 3, base=5)
    save([shorter], plan=plan, by=colleague, at=timezone.now())
    browser.post(page_of(indicator), sent | {"year_2031": "500人", "name": "利用者数"})
    indicator.refresh_from_db()
    assert indicator.name == "利用者数"
    assert dict(indicator.values.values_list("year", "value")) == {2031: "500人"}
    shown = form_of(browser.get(page_of(indicator)))
    assert [name for name in shown if name.startswith("year_2")] == [
        "year_2027",
        "year_2028",
        "year_2029",
        "year_2031",
    ]


@pytest.mark.parametrize("name", ["year_0", "year_99999", "year_２０３１", "year_kind_2031"])
def test_what_is_no_year_makes_no_value(logged_in, planner, plan, name):
    indicator = Indicator.objects.create(plan=plan, name="利用者", position=1)
    browser = logged_in(planner)
    browser.post(page_of(indicator), form_of(browser.get(page_of(indicator))) | {name: "9"})
    assert not indicator.values.exists()


def test_a_unit_cannot_stand_below_itself(logged_in, planner, plan):
    top = OrganizationUnit.objects.create(plan=plan, name="本部", position=1)
    middle = OrganizationUnit.objects.create(plan=plan, name="幹事会", parent=top, position=2)
    leaf = OrganizationUnit.objects.create(plan=plan, name="部会", parent=middle, position=3)
    browser = logged_in(planner)
    page = browser.get(page_of(top)).content.decode()
    select = page[page.index('<select name="parent"') :]
    assert "幹事会" not in select[: select.index("</select>")]
    sent = form_of(browser.get(page_of(top))) | {"parent": str(leaf.pk)}
    answer = browser.post(page_of(top), sent)
    assert answer.status_code == 422
    assert "上位の組織は、一覧にあるものから選び直してください。" in answer.content.decode()
    top.refresh_from_db()
    assert top.parent is None


def test_rows_of_another_plan_cannot_be_chosen(logged_in, planner, outsider, other_town, plan):
    theirs = start_plan(municipality=other_town, by=outsider, title="隣の計画")
    foreign = Issue.objects.create(plan=theirs, title="隣の課題", position=1)
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(page_of(measure))) | {"issues": [str(foreign.pk)]}
    assert browser.post(page_of(measure), sent).status_code == 422
    assert measure.issues.count() == 0
    assert browser.get(reverse("wizard:row", args=["issues", foreign.pk])).status_code == 404


def test_the_list_moves_rows_within_their_field(logged_in, planner, plan, address):
    first, second = (
        Field.objects.create(plan=plan, name=name, position=place)
        for place, name in enumerate(("移動", "防災"), start=1)
    )
    rows = [
        Measure.objects.create(plan=plan, name=name, field=field, position=place)
        for place, (name, field) in enumerate(
            (("甲", first), ("乙", second), ("丙", first)), start=1
        )
    ]
    browser = logged_in(planner)
    sent = form_of(browser.get(address("measures"))) | {"overview": "残る"}
    answer = browser.post(address("measures"), sent | {"do": f"up:measures:{rows[2].pk}"})
    assert answer.url == f"{address('measures')}#measures"
    assert list(plan.measures.values_list("name", flat=True)) == ["丙", "乙", "甲"]
    assert form_of(browser.get(address("measures")))["overview"] == "残る"


def test_a_page_of_a_row_costs_the_same_with_one_row_and_with_three(
    logged_in, planner, plan, django_assert_max_num_queries
):
    browser = logged_in(planner)
    counts = []
    for _ in range(2):
        for kind, name in ((Issue, "title"), (Indicator, "name"), (Measure, "name")):
            for place in range(2):
                kind.objects.create(plan=plan, position=place, **{name: "名"})
        row = Measure.objects.first()
        browser.get(page_of(row))
        with django_assert_max_num_queries(12) as queries:
            browser.get(page_of(row))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("rows", ["measures", "indicators", "organization_units"])
def test_a_blank_form_makes_no_nameless_row(logged_in, planner, plan, rows):
    browser = logged_in(planner)
    new = reverse("wizard:row_new", args=[plan.pk, rows])
    sent = form_of(browser.get(new))
    page = browser.post(new, sent | {"do": "list"}, follow=True).content.decode()
    assert "何も入力されていないため、" in page
    assert "は追加していません。" in page
    assert "（名称なし）" not in page
    assert browser.post(new, sent | {"do": "add"}).url == new
    assert getattr(plan, rows).count() == 0


@pytest.mark.parametrize("rows", ["measures", "indicators"])
def test_the_towns_divisions_are_offered_and_another_name_is_taken(
    logged_in, planner, plan, town, rows
):
    Division.objects.create(municipality=town, name="交通政策課", position=1)
    browser = logged_in(planner)
    new = reverse("wizard:row_new", args=[plan.pk, rows])
    text = browser.get(new).content.decode()
    assert '<datalist id="divisions"><option value="交通政策課">' in text
    assert re.search(r'<input[^>]*name="division"[^>]*list="divisions"', text)
    browser.post(new, form_of(browser.get(new)) | {"name": "名称", "division": "広域事務組合"})
    assert getattr(plan, rows).get().division == "広域事務組合"


@pytest.mark.parametrize("rest", ["\0abc", "a b", "長い印", "x" * 200])
def test_a_mark_that_we_did_not_make_is_not_taken(logged_in, planner, plan, rest):
    browser = logged_in(planner)
    new = reverse("wizard:row_new", args=[plan.pk, "measures"])
    sent = form_of(browser.get(new)) | {"name": "予約バス", "mark": f"row-{planner.pk}-{rest}"}
    assert browser.post(new, sent).status_code == 302
    mark = RowMark.objects.get().mark
    assert re.fullmatch(rf"row-{planner.pk}-[\w-]+-[0-9a-f]{{16}}", mark, re.ASCII)


@pytest.fixture
def removed(plan, planner, colleague, logged_in):
    """What a planner's form holds of a measure that a colleague then removed."""
    measure = Measure.objects.create(plan=plan, name="予約バス", cost="5百万円", position=1)
    sent = form_of(logged_in(planner).get(page_of(measure)))
    save([Removal(Measure, measure.pk)], plan=plan, by=colleague, at=timezone.now())
    return measure, sent


def test_a_row_that_somebody_removed_comes_back_with_what_was_typed(logged_in, planner, removed):
    measure, sent = removed
    browser = logged_in(planner)
    sent |= {"purpose": "長く考えて書いた目的", "do": "list"}
    page = browser.post(page_of(measure), sent, follow=True).content.decode()
    assert "施策「予約バス」は、ほかの人が削除していました。あなたの入力を入れて、" in page
    back = Measure.objects.get(pk=measure.pk)
    assert (back.name, back.purpose, back.cost) == ("予約バス", "長く考えて書いた目的", "5百万円")
    browser.post(page_of(measure), sent)
    assert Measure.objects.count() == 1


def test_a_row_that_somebody_removed_stays_away_where_nothing_was_typed(
    logged_in, planner, removed
):
    measure, sent = removed
    page = logged_in(planner).post(page_of(measure), sent, follow=True).content.decode()
    assert "この施策は、ほかの人が削除していました。" in page
    assert logged_in(planner).post(page_of(measure), {"do": "next"}).status_code == 302
    assert not Measure.objects.exists()


def test_what_is_too_long_stays_typed_on_the_page_of_a_row_that_comes_back(
    logged_in, planner, removed
):
    measure, sent = removed
    sent |= {"purpose": "長" * 20_001, "cost": "6百万円"}
    answer = logged_in(planner).post(page_of(measure), sent)
    assert answer.status_code == 422
    assert "施策「予約バス」は、ほかの人が削除していました。" in answer.content.decode()
    assert form_of(answer)["purpose"] == "長" * 20_001
    assert Measure.objects.get().cost == "6百万円"


def test_of_a_removed_row_even_one_text_that_is_too_long_stays_typed(logged_in, planner, removed):
    measure, sent = removed
    browser = logged_in(planner)
    answer = browser.post(page_of(measure), sent | {"purpose": "長" * 20_001})
    assert answer.status_code == 422
    assert "入力を直して保存すると、元に戻ります。" in answer.content.decode()
    browser.post(page_of(measure), form_of(answer) | {"purpose": "短い目的"})
    back = Measure.objects.get(pk=measure.pk)
    assert (back.purpose, back.cost) == ("短い目的", "5百万円")


def test_a_removed_row_comes_back_for_those_alone_who_may_write(
    logged_in, planner, outsider, viewer, removed
):
    measure, sent = removed
    assert logged_in(outsider).post(page_of(measure), sent | {"cost": "1"}).status_code == 404
    assert logged_in(viewer).post(page_of(measure), sent | {"cost": "1"}).status_code == 403
    never = reverse("wizard:row", args=["measures", measure.pk + 1])
    assert logged_in(outsider).post(never, sent).status_code == 404
    Plan.objects.update(archived_at=timezone.now())
    assert logged_in(planner).post(page_of(measure), sent | {"cost": "1"}).status_code == 403
    assert not Measure.objects.exists()


def test_what_both_changed_before_the_row_was_removed_is_shown_side_by_side(
    logged_in, planner, colleague, plan
):
    measure = Measure.objects.create(plan=plan, name="予約バス", purpose="元の目的", position=1)
    browser = logged_in(planner)
    sent = form_of(browser.get(page_of(measure)))
    for change in (
        Write(Measure, measure.pk, "purpose", "同僚の目的", base="元の目的"),
        Removal(Measure, measure.pk),
    ):
        save([change], plan=Plan.objects.get(), by=colleague, at=timezone.now())
    answer = browser.post(page_of(measure), sent | {"purpose": "私の目的"})
    assert answer.status_code == 409
    assert "同僚の目的" in answer.content.decode()
    assert form_of(answer)["purpose"] == "私の目的"
    browser.post(page_of(measure), form_of(answer))
    assert Measure.objects.get().purpose == "私の目的"
