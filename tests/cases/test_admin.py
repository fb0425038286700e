"""Curation in the admin: what a curator sees, may do, and is told."""

import pytest
from django.contrib.auth.models import Group, Permission

from cases.curators import ensure_curators
from cases.models import Case, PolicyField, Source
from smartplan.municipalities.models import Municipality
from smartplan.structure.models import Section, Stage

pytestmark = pytest.mark.django_db

LIST = "/admin/cases/case/"
ADD = f"{LIST}add/"


@pytest.fixture
def browser(logged_in, curator):
    return logged_in(curator)


@pytest.fixture
def answers(structure, source):
    """A complete case as the form sends it."""
    return {
        "number": "C901",
        "title": "専任の課を置く",
        "status": "published",
        "kind": "municipal",
        "actor": "会津若松市",
        "sections": [Section.objects.get(key="organization").pk],
        "stages": [Stage.objects.get(key="planning").pk],
        "summary": "若手の課を新設した。",
        "source": source.pk,
    }


def text_of(response):
    return response.content.decode()


def errors_of(response):
    return [text for texts in response.context["adminform"].errors.values() for text in texts]


def test_a_curator_adds_a_case_and_planners_see_it(browser, answers, logged_in, planner):
    town = Municipality.objects.create(
        code="072028", name="会津若松市", kana="あいづわかまつし", prefecture="福島県", kind="city"
    )
    response = browser.post(ADD, answers | {"number": "ｃ９０１", "town": "会津若松市"})
    assert response.status_code == 302
    case = Case.objects.get(number="C901")
    assert case.municipality == town
    assert case.prefecture == "福島県"
    assert "若手の課を新設した。" in text_of(logged_in(planner).get("/cases/C901/"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"number": ""}, "事例番号を入力してください。"),
        ({"number": "12"}, "事例番号は、英字のCと3～6桁の数字で入力してください（例：C001）。"),
        ({"title": "　"}, "題名を入力してください。"),
        ({"actor": ""}, "取組主体（出典の表記）を入力してください。"),
        ({"source": ""}, "出典を選んでください。"),
        ({"summary": ""}, "公開するには、概要を入力してください。"),
        ({"sections": []}, "公開するには、計画の項目を一つ以上選んでください。"),
        ({"summary": "あ" * 3001}, "概要は3,000文字までです（現在3,001文字）。"),
        (
            {"prefecture": "みどり国"},
            "「みどり国」という都道府県はありません。「福島県」のように入力してください。",
        ),
        ({"town": "どこにもない市"}, "「どこにもない市」という地方公共団体はありません。"),
    ],
)
def test_a_mistake_is_told_in_japanese_and_nothing_is_saved(browser, answers, change, told):
    response = browser.post(ADD, answers | change)
    assert any(told in error for error in errors_of(response)), errors_of(response)
    assert not Case.objects.exists()


def test_a_draft_may_be_half_written(browser, answers):
    response = browser.post(ADD, answers | {"status": "draft", "summary": "", "sections": []})
    assert response.status_code == 302
    assert Case.objects.get().status == "draft"


def test_a_published_case_needs_a_date_of_its_own_or_of_its_source(browser, answers, source):
    Source.objects.update(as_of="")
    told = errors_of(browser.post(ADD, answers))
    assert told == ["公開するには、事例か出典に出典時点を入力してください。"]
    assert browser.post(ADD, answers | {"as_of": "令和5年"}).status_code == 302


def test_a_number_that_is_taken_is_refused(browser, answers, make_case):
    make_case("C901")
    told = errors_of(browser.post(ADD, answers))
    assert told == ["この事例番号は、ほかの事例で使われています。別の番号を入力してください。"]


def test_a_name_that_two_towns_share_asks_for_the_code(browser, answers):
    for code, prefecture in (("132063", "東京都"), ("342084", "広島県")):
        Municipality.objects.create(
            code=code, name="府中市", kana="ふちゅうし", prefecture=prefecture, kind="city"
        )
    told = errors_of(browser.post(ADD, answers | {"town": "府中市"}))
    assert told == [
        "「府中市」は一つに決まりません。東京都府中市（132063）、広島県府中市（342084）のどれかを、"
        "団体コードで入力してください。"
    ]
    assert browser.post(ADD, answers | {"town": "広島県府中市"}).status_code == 302
    assert Case.objects.get().municipality.code == "342084"


def test_a_prefecture_other_than_the_town_s_is_refused(browser, answers):
    Municipality.objects.create(
        code="072028", name="会津若松市", kana="あいづわかまつし", prefecture="福島県", kind="city"
    )
    told = errors_of(browser.post(ADD, answers | {"town": "072028", "prefecture": "山形県"}))
    assert told == ["都道府県「山形県」が、会津若松市の「福島県」と違います。"]


def test_a_case_of_the_state_has_no_municipality(browser, answers, town):
    change = {"kind": "national", "town": town.code, "prefecture": ""}
    told = errors_of(browser.post(ADD, answers | change))
    assert told == ["種類が「国の制度・知見」の事例では、地方公共団体を空欄にしてください。"]


def test_control_characters_and_line_ends_of_other_systems_are_not_kept(browser, answers):
    browser.post(ADD, answers | {"summary": "一行目\r\n二行\x07目\u200b", "title": "題\x02名 "})
    case = Case.objects.get()
    assert (case.title, case.summary) == ("題名", "一行目\n二行目")


def test_the_list_is_searched_like_the_library(browser, make_case):
    make_case("C901", title="ドローン配送", status="draft")
    make_case("C902", title="バス予約")
    text = text_of(browser.get(LIST, {"q": "ﾄﾞﾛｰﾝ"}))
    assert "ドローン配送" in text
    assert "バス予約" not in text
    assert browser.get(LIST, {"q": "あ" * 60_000}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["status__exact=draft", "sections__id__exact={section}", "prefecture=長野県"],
)
def test_the_list_is_filtered(browser, make_case, query):
    make_case("C901", title="ほかの取組")
    make_case(
        "C902", title="工程表の取組", status="draft", sections=["roadmap"], prefecture="長野県"
    )
    section = Section.objects.get(key="roadmap").pk
    text = text_of(browser.get(f"{LIST}?{query.format(section=section)}"))
    assert "工程表の取組" in text
    assert "ほかの取組" not in text


def act(browser, action, *cases):
    chosen = {"action": action, "_selected_action": [case.pk for case in cases]}
    return text_of(browser.post(LIST, chosen, follow=True))


def test_drafts_are_published_together_and_unfinished_ones_are_named(browser, make_case):
    ready = make_case("C901", status="draft")
    unfinished = make_case("C902", status="draft", summary="", sections=[])
    text = act(browser, "publish", ready, unfinished)
    assert "事例1件を「公開」にしました。" in text
    assert (
        "C902 C902の取組は公開しませんでした。公開するには、概要を入力してください。"
        "公開するには、計画の項目を一つ以上選んでください。" in text
    )
    assert [case.status for case in Case.objects.all()] == ["published", "draft"]
    latest = ready.history.first()
    assert (latest.history_user.name, latest.history_change_reason) == (
        "司書 秋子",
        "一覧で「公開」にした",
    )


def test_a_case_is_withdrawn_and_brought_back_as_a_draft(browser, make_case):
    case = make_case("C901")
    assert "事例1件を「取下げ」にしました。" in act(browser, "withdraw", case)
    assert not Case.objects.published().exists()
    assert "事例1件を「下書き」にしました。" in act(browser, "make_draft", case)
    assert Case.objects.get().status == "draft"


def test_a_source_in_use_is_not_deleted_and_says_what_to_do(browser, make_case, source):
    make_case("C901")
    response = browser.post(
        f"/admin/cases/source/{source.pk}/delete/", {"post": "yes"}, follow=True
    )
    assert (
        "出典「みどり県スマートシティ事例集」は、事例1件で使われているため削除できません。"
        "先に、その事例の出典を変えてください。" in text_of(response)
    )
    assert Source.objects.exists()


def test_an_unused_source_is_deleted(browser, source):
    browser.post(f"/admin/cases/source/{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.exists()


def test_the_name_of_a_source_is_asked_for_in_japanese(browser):
    response = browser.post("/admin/cases/source/add/", {"title": ""})
    assert errors_of(response) == ["資料名を入力してください。"]


def test_a_policy_field_of_a_plan_is_kept_and_the_plan_is_not_named(browser, mobility, plan):
    row = plan.fields.create(name="交通の未来", position=1)
    row.policy_fields.add(mobility)
    address = f"/admin/cases/policyfield/{mobility.pk}/delete/"
    text = text_of(browser.post(address, {"post": "yes"}, follow=True))
    assert "分野「モビリティ」は、計画などで使われているため削除できません。" in text
    assert "交通の未来" not in text
    assert PolicyField.objects.exists()


def test_planners_have_no_way_into_the_admin(logged_in, planner, make_case):
    make_case("C901", title="秘密の下書き", status="draft")
    for address in (LIST, ADD, f"{LIST}import/", f"{LIST}export/"):
        assert logged_in(planner).get(address).status_code == 302


def test_the_curators_group_is_enough_to_keep_the_library(logged_in, planner, answers):
    planner.is_staff = True
    planner.save()
    planner.groups.add(ensure_curators())
    browser = logged_in(planner)
    assert browser.post(ADD, answers).status_code == 302
    case = Case.objects.get()
    for address in (LIST, f"{LIST}import/", f"{LIST}export/", f"{LIST}{case.pk}/history/"):
        assert browser.get(address).status_code == 200


def test_who_may_only_look_may_not_import(logged_in, planner, make_case):
    make_case("C901")
    planner.is_staff = True
    planner.save()
    readers = Group.objects.create(name="閲覧")
    readers.permissions.add(Permission.objects.get(codename="view_case"))
    planner.groups.add(readers)
    browser = logged_in(planner)
    assert browser.get(LIST).status_code == 200
    assert browser.get(f"{LIST}export/").status_code == 200
    assert browser.get(f"{LIST}import/").status_code == 403
    assert browser.post(f"{LIST}process_import/", {}).status_code == 403
    assert browser.get("/cases/C901/").status_code == 200


@pytest.mark.parametrize("address", ["{}a/history/", "{}99/history/", "{}{pk}/history/a/"])
def test_a_history_that_does_not_exist_is_not_found(curator, logged_in, make_case, address):
    answer = logged_in(curator).get(address.format(LIST, pk=make_case("C901").pk))
    assert answer.status_code == 404


def test_a_new_case_is_offered_the_next_number(browser, make_case):
    make_case("C009")
    make_case("C0901")
    assert 'name="number" value="C902"' in browser.get(ADD).content.decode()
