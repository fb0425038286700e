"""A pasted table meets the rows that are there: nothing goes that was not named before."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.utils import timezone

from cases.models import PolicyField
from smartplan.intake.pasted_table import read_pasted
from smartplan.plans.models import (
    Field,
    Issue,
    Measure,
    OrganizationUnit,
    Plan,
    Revision,
    RoadmapItem,
    Statistic,
    Term,
)
from smartplan.plans.reading import read_plan
from smartplan.plans.saving import Write, save
from smartplan.web.once import once
from smartplan.wizard.paste import views
from smartplan.wizard.paste.saving import take_over
from smartplan.wizard.people import people_of
from smartplan.wizard.steps import STEPS
from tests.plans.writing import fill_every_kind
from tests.wizard.pages import form_of

TABLES = [
    (section, name)
    for section, step in STEPS.items()
    for name in (
        *(table.rows_name for table in step.tables),
        *(table.rows_name for table in step.listed),
    )
]
"""Every table into which something can be pasted."""

DEMAND = "予約して乗るデマンド交通の運行"


@pytest.fixture
def over(paste):
    """Look at a table as it would change the rows that are there: `over(…).words`, then confirm."""

    def look(section, rows, text):
        return Look(paste, section, rows, text)

    return look


class Look:
    """The preview, and what can be done from it."""

    def __init__(self, paste, section, rows, text):
        self.paste, self.sent = paste, (section, rows, text)
        self.page = paste(*self.sent, mode="update").content.decode()
        self.words = re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", self.page))
        found = re.search(r'name="seen" value="([0-9a-f]+)"', self.page)
        self.seen = found[1] if found else ""

    def confirm(self, **more):
        sent = {"mode": "update", "do": "confirm", "seen": self.seen, **more}
        return self.paste(*self.sent, **sent)


@pytest.fixture
def twelve(plan):
    """Twelve measures with every cell filled, the fourth of them the demand bus."""
    field = Field.objects.create(plan=plan, name="移動", position=1)
    names = [DEMAND if place == 4 else f"施策その{place}" for place in range(1, 13)]
    texts = {"purpose": "足を守る", "actions": "予約で走る", "effects": "外出が増える"}
    texts |= {"actor": "市", "division": "交通政策課", "cost": "30,000千円", "funding": "交付金"}
    return [
        Measure.objects.create(plan=plan, name=name, field=field, position=place, **texts)
        for place, name in enumerate(names, start=1)
    ]


def cells(row):
    """What is stored of a row, without what the system keeps."""
    row.refresh_from_db()
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in {"version", "updated_at", "position"}
    }


def test_two_columns_empty_no_other_column_and_remove_no_other_measure(over, plan, twelve):
    before = [cells(row) for row in twelve]
    look = over("measures", "measures", f"施策の名称\t事業費\n{DEMAND}\t41,000千円")
    assert "新しい行：0行、変わる行：1行、変わらない行：0行" in look.words
    assert "表にない行：11行" in look.words
    assert "表にない11行A-1施策その1A-2施策その2A-3施策その3A-5施策その5" in look.words
    assert "A-11施策その11ほか1行選ばなければ、そのまま残します。" in look.words
    assert "空欄になる入力：ありません" in look.words
    assert "足を守る（そのまま）" in look.words
    assert "30,000千円41,000千円" in look.words
    assert [cells(row) for row in twelve] == before

    done = look.confirm().content.decode()

    assert "施策に取り込みました：追加0行、変更1行、削除0行。" in done
    before[3]["cost"] = "41,000千円"
    assert [cells(row) for row in twelve] == before
    assert [row.name for row in plan.measures.all()] == [row.name for row in twelve]
    assert Revision.objects.filter(unit="measures").count() == 1


def test_rows_go_only_when_that_was_chosen_and_can_come_back(over, plan, twelve):
    RoadmapItem.objects.create(plan=plan, measure=twelve[0], label="実証")
    look = over("measures", "measures", f"施策の名称\t事業費\n{DEMAND}\t41,000千円")
    assert "A-1施策その1（つながり：工程1件）" in look.words
    assert re.search(r'<input type="checkbox" name="remove"(?![^>]*checked)', look.page)

    done = look.confirm(remove="on").content.decode()

    assert "追加0行、変更1行、削除11行。削除した行は、変更の履歴から元に戻せます。" in done
    assert list(plan.measures.values_list("name", "purpose")) == [(DEMAND, "足を守る")]
    removed = Revision.objects.get(action="removed", label="施策その1")
    assert removed.content["incoming"] == {"roadmap_items.measure": [RoadmapItem.objects.get().pk]}


def test_a_tick_is_not_carried_from_one_look_to_the_next(paste, twelve):
    text = f"施策の名称\t事業費\n{DEMAND}\t1千円"
    page = paste("measures", "measures", text, mode="update", do="preview", remove="on")
    assert re.search(r'name="remove"(?![^>]*checked)', page.content.decode())


def test_a_row_is_found_by_its_name_in_another_width(over, plan):
    row = Term.objects.create(
        plan=plan, term="ＭａａＳ", reading="まーす", definition="移動をつなぐ"
    )
    over("glossary", "terms", "用語\t原語\nMaas\tMobility as a Service").confirm()
    row.refresh_from_db()
    assert (row.term, row.reading, row.origin, row.definition) == (
        "Maas",
        "まーす",
        "Mobility as a Service",
        "移動をつなぐ",
    )


@pytest.mark.parametrize(("section", "rows"), TABLES)
def test_a_table_of_two_columns_leaves_all_other_columns_alone(over, plan, section, rows):
    kind = next(kind for kind in fill_every_kind(plan) if kind.rows_name() == rows)
    row = kind.objects.get(plan=plan)
    PolicyField.objects.update(position=2)
    PolicyField.objects.create(name="防災", position=1)
    main = table_of(plan, section, rows).table.identifying[0]
    kind.objects.update(**{main: "2025"})
    table = table_of(plan, section, rows)
    for column in table.table.columns:
        # A unit cannot stand under itself, and there is no other.
        if column.name in {*table.table.identifying, "parent"}:
            continue
        before, shown = cells(row), table_of(plan, section, rows).cells_of(row)
        choices = [label for value, label in table.choices[column.name] if value]
        taken = {table.words_of(*cell) for cell in shown.items()}
        new = next((label for label in choices if label not in taken), [*choices, "12"][0])
        text = sheet([table.labels[main], table.labels[column.name]], [shown[main], new])

        assert over(section, rows, text).confirm().status_code == 200

        after = cells(row)
        assert {name for name in after if after[name] != before[name]} <= {*column.fields}
        now = table_of(plan, section, rows).cells_of(row)
        assert table.words_of(column.name, now.pop(column.name)) == new
        assert now.items() <= shown.items()
    assert kind.objects.filter(plan=plan).count() == 1


def table_of(plan, section, rows):
    people = people_of(plan.municipality)
    return STEPS[section].pasted(rows).in_plan(read_plan(plan), people.policy_fields)


def sheet(*lines):
    """Lines as Excel copies them, with quotes where a cell needs them."""
    written = io.StringIO()
    csv.writer(written, "excel-tab").writerows(lines)
    return written.getvalue()


def test_a_shorter_line_keeps_and_an_empty_cell_empties_only_after_it_was_named(over, plan):
    for name in ("一", "二"):
        Issue.objects.create(plan=plan, title=name, description="もとの説明")
    look = over("situation", "issues", "課題\t説明\n一\n二\t\n")
    assert "空欄になる入力：1か所" in look.words
    assert "「二」の「説明」" in look.words
    assert "もとの説明（空欄にします）" in look.words
    look.confirm()
    assert list(Issue.objects.values_list("title", "description")) == [
        ("一", "もとの説明"),
        ("二", ""),
    ]


def test_a_word_that_cannot_be_taken_over_keeps_what_is_there(over, plan):
    field = Field.objects.create(plan=plan, name="移動", position=1)
    Issue.objects.create(plan=plan, title="足がない", field=field)
    look = over("situation", "issues", "課題\t分野\n足がない\t農業\n畑が荒れる\t農業")
    assert "1行目「分野」：「農業」は取り込めません。今の内容を残します。" in look.words
    assert "2行目「分野」：「農業」は取り込めません。空欄にします。" in look.words
    look.confirm()
    assert list(Issue.objects.values_list("title", "field")) == [
        ("足がない", field.pk),
        ("畑が荒れる", None),
    ]


def test_an_empty_cell_does_not_set_back_a_choice_that_is_never_empty(over, plan):
    Statistic.objects.create(plan=plan, name="高齢化率", year="2025", year_kind="calendar")
    over("situation", "statistics", "名称\t年次\t年・年度\t値\n高齢化率\t2025\t\t31").confirm()
    row = Statistic.objects.get()
    assert (row.year_kind, row.value) == ("calendar", "31")


def test_rows_that_are_replaced_keep_what_refers_to_them(over, plan):
    kept = Issue.objects.create(plan=plan, title="足がない", position=1)
    Issue.objects.create(plan=plan, title="なくなる課題", position=2)
    measure = Measure.objects.create(plan=plan, name="交通", position=1)
    measure.issues.add(kept)
    over("situation", "issues", "新しい課題\t\n足がない\t説明つき").confirm(remove="on")
    assert list(plan.issues.values_list("title", "description")) == [
        ("新しい課題", ""),
        ("足がない", "説明つき"),
    ]
    assert measure.issues.get() == kept
    assert Revision.objects.filter(action="removed", label="なくなる課題").exists()


def test_a_new_bar_of_a_measure_does_not_take_the_place_of_another(over, plan):
    measure = Measure.objects.create(plan=plan, name="予約バス", position=1)
    for place, label in enumerate(("検討", "実証"), start=1):
        RoadmapItem.objects.create(plan=plan, measure=measure, label=label, position=place)
    text = "施策\t工程の内容\t区分\n予約バス\t実証\t実証\n予約バス\t実装\t実装"
    over("roadmap", "roadmap_items", text).confirm()
    assert list(plan.roadmap_items.values_list("label", "phase")) == [
        ("検討", ""),
        ("実証", "trial"),
        ("実装", "implementation"),
    ]


def test_of_rows_with_one_name_the_one_most_alike_is_changed(over, plan):
    for reading in ("いち", "に"):
        Term.objects.create(plan=plan, term="OS", reading=reading, definition=f"{reading}の意味")
    over("glossary", "terms", "用語\tよみ\t原語\nOS\tに\tTwo\nOS\tいち\tOne").confirm()
    assert set(Term.objects.values_list("reading", "origin", "definition")) == {
        ("いち", "One", "いちの意味"),
        ("に", "Two", "にの意味"),
    }


def test_a_unit_stays_though_the_one_above_it_goes(over, plan):
    above = OrganizationUnit.objects.create(plan=plan, name="本部", position=1)
    OrganizationUnit.objects.create(plan=plan, name="部会", parent=above, position=2)
    text = "組織の名称\t役割\n部会\t検討する"
    over("organization", "organization_units", text).confirm(remove="on")
    unit = OrganizationUnit.objects.get()
    assert (unit.name, unit.role, unit.parent) == ("部会", "検討する", None)


def test_without_the_column_of_names_no_row_is_guessed(over, plan, twelve):
    look = over("measures", "measures", "目的\t事業費\nちがう目的\t1千円")
    assert "表に「施策の名称」の列がないため、どの行を書き換えるか決められません。" in look.words
    assert look.confirm().status_code == 422
    assert plan.measures.filter(purpose="足を守る").count() == 12


def test_a_measure_added_after_the_preview_is_not_removed(over, plan, twelve):
    look = over("measures", "measures", f"施策の名称\t事業費\n{DEMAND}\t1千円")
    Measure.objects.create(plan=plan, name="同僚の施策", position=13)
    answer = look.confirm(remove="on")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "ほかの人が保存したか" in page
    assert f"{DEMAND}\t1千円" in page
    assert re.search(r'name="remove"(?![^>]*checked)', page)
    assert plan.measures.count() == 13


def test_what_a_colleague_wrote_after_the_preview_is_not_overwritten(over, plan, twelve):
    look = over("measures", "measures", f"施策の名称\t事業費\n{DEMAND}\t1千円")
    Measure.objects.filter(name=DEMAND).update(cost="同僚の額")
    assert look.confirm().status_code == 409
    assert Measure.objects.get(name=DEMAND).cost == "同僚の額"


def test_a_table_changed_after_the_preview_is_looked_at_again(over, plan, twelve):
    look = over("measures", "measures", f"施策の名称\t事業費\n{DEMAND}\t1千円")
    look.sent = ("measures", "measures", f"施策の名称\t目的\n{DEMAND}\t")
    answer = look.confirm()
    assert answer.status_code == 409
    assert "空欄になる入力：1か所" in answer.content.decode()
    assert Measure.objects.get(name=DEMAND).purpose == "足を守る"


def test_a_save_in_the_same_moment_is_not_gone_over(plan, planner, colleague, twelve):
    table = table_of(plan, "measures", "measures")
    pasted = read_pasted(f"{DEMAND}\t移動\t別の目的", table, update=True)
    measure = Measure.objects.get(name=DEMAND)
    theirs = Write(Measure, measure.pk, "purpose", "同僚の目的", base="足を守る")
    now = timezone.now()
    save([theirs], plan=Plan.objects.get(), by=colleague, at=now)
    taken = take_over(table, pasted, mark="paste", remove=False, by=planner, at=now)
    assert not taken.saved.is_whole
    assert (taken.added, taken.changed) == (0, 0)
    assert Measure.objects.get(name=DEMAND).purpose == "同僚の目的"


def test_what_a_colleague_saves_in_the_same_moment_is_named_and_the_table_stays(
    over, plan, colleague, twelve, monkeypatch
):
    """Between the reading of the plan and the save somebody else saves."""
    look = over("measures", "measures", f"施策の名称\t目的\n{DEMAND}\t別の目的\n新しい施策\t目的")
    measure, now = Measure.objects.get(name=DEMAND), timezone.now()
    theirs = Write(Measure, measure.pk, "purpose", "同僚の目的", base="足を守る")

    def colleague_first(request, answer):
        save([theirs], plan=Plan.objects.get(), by=colleague, at=now)
        return once(request, answer)

    monkeypatch.setattr(views, "once", colleague_first)
    answer = look.confirm()
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{DEMAND}」の「目的」。まだ取り込んでいません。" in page
    assert "別の目的" in form_of(answer, "Excelの表を貼り付ける</h1>")["pasted"]
    assert Measure.objects.get(name=DEMAND).purpose == "同僚の目的"
    assert not Measure.objects.filter(name="新しい施策").exists()


def test_a_table_that_says_the_same_saves_nothing(over, plan, twelve):
    look = over("measures", "measures", f"施策の名称\t担当課\n{DEMAND}\t交通政策課")
    assert "変わらない行：1行" in look.words
    assert "施策に変わる行はありませんでした。" in look.confirm().content.decode()
    assert not Revision.objects.filter(unit="measures").exists()


def test_the_order_changes_only_after_it_was_said(over, plan):
    for place, name in enumerate(("一", "二"), start=1):
        Issue.objects.create(plan=plan, title=name, position=place)
    look = over("situation", "issues", "課題\n二\n一")
    assert "並び順は、貼り付けた表のとおりに変わります" in look.words
    look.confirm()
    assert list(plan.issues.values_list("title", flat=True)) == ["二", "一"]


def test_rows_that_would_stand_twice_are_pointed_out_when_adding(paste, plan, twelve):
    page = paste("measures", "measures", f"施策の名称\n{DEMAND}\n新しい施策").content.decode()
    assert "いまある行と同じ名前の行が1行あります。" in page


def test_a_preview_of_many_rows_costs_no_more_queries(paste, twelve, django_assert_max_num_queries):
    lines = [f"{row.name}\t{row.cost}" for row in twelve]
    for text in ("施策の名称\t事業費\n" + lines[0], "施策の名称\t事業費\n" + "\n".join(lines)):
        with django_assert_max_num_queries(12):
            paste("measures", "measures", text, mode="update")
