"""manage.py load_cases: brings in what is absent and leaves everything else alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.curators import CURATORS
from cases.models import Case, PolicyField, Source
from smartplan.municipalities.models import Municipality

pytestmark = pytest.mark.django_db


def load():
    told = StringIO()
    call_command("load_cases", stdout=told)
    return told.getvalue().strip()


def test_all_eighty_cases_are_published_with_their_links_and_source(structure):
    assert load() == "事例：80件を登録しました。"

    case = Case.objects.published().get(number="C051")
    assert case.title == "分野別に目指す姿・データ連携・日程まで書き込むビジョン"
    assert case.sections.count() == 8
    assert [stage.key for stage in case.stages.all()] == ["planning"]
    assert [field.name for field in case.fields.all()] == ["全般", "モビリティ"]
    assert case.source.title == "計画策定セミナー資料（令和4年度・概要編）"
    assert case.as_of_text == "令和4年度（2022年度）"
    assert case.figures.splitlines() == ["計画期間5年", "8章", "7分野"]
    assert "推定" in case.note
    assert Case.objects.published().count() == 80


def test_a_second_run_adds_nothing(structure):
    load()
    assert load() == "事例：0件を登録しました。"
    assert (Case.objects.count(), Source.objects.count(), PolicyField.objects.count()) == (
        80,
        5,
        14,
    )
    assert Case.history.count() == 80


def test_the_municipality_is_linked_where_it_is_known(structure):
    town = Municipality.objects.create(
        code="072028", name="会津若松市", kana="あいづわかまつし", prefecture="福島県", kind="city"
    )
    load()
    assert town.cases.count() == 21
    assert Case.objects.get(number="C027").municipality is None


def test_what_a_curator_changed_renumbered_or_deleted_stays_so(structure):
    load()
    withdrawn = Case.objects.get(number="C001")
    withdrawn.status, withdrawn.title = Case.Status.WITHDRAWN, "直した題名"
    withdrawn.save()
    renumbered = Case.objects.get(number="C002")
    renumbered.number = "C902"
    renumbered.save()
    Case.objects.get(number="C003").delete()
    Source.objects.filter(title__startswith="スマートシティガイドブック").update(title="新しい名")

    assert load() == "事例：0件を登録しました。"
    assert Case.objects.get(number="C001").title == "直した題名"
    assert Case.objects.get(number="C001").status == "withdrawn"
    assert not Case.objects.filter(number__in=("C002", "C003")).exists()
    assert Source.objects.count() == 5


def test_without_the_structure_the_command_says_what_to_run_first():
    with pytest.raises(CommandError, match="load_structure"):
        call_command("load_cases", stdout=StringIO())
    assert not Case.objects.exists()
    assert not Source.objects.exists()


def test_the_curators_group_may_keep_library_and_structure_and_nothing_else(structure):
    load()
    from_group = PolicyField._meta.apps.get_model("auth", "Group").objects.get(name=CURATORS)
    rights = set(from_group.permissions.values_list("codename", flat=True))
    assert {"change_case", "add_source", "delete_policyfield", "view_historicalcase"} <= rights
    library = from_group.permissions.exclude(content_type__app_label="structure")
    assert all(
        right.split("_")[1] in {"case", "source", "policyfield", "historicalcase"}
        for right in library.values_list("codename", flat=True)
    )
