"""The pages about a plan as a whole."""

import pytest
from django.urls import reverse
from django.utils import timezone

from smartplan.municipalities.models import Membership, Role
from smartplan.plans.actions import archive_plan, start_plan
from smartplan.plans.models import Chapter, Plan, Revision
from tests.wizard.pages import bases_on

SETTINGS = {
    "title": "あおば市スマートシティ推進計画",
    "plan_type": "government",
    "area": "市全域",
    "stage": "planning",
    "population": "82,300人",
    "start_year": "2027",
    "years": "5",
    "edition": "draft",
}
DOCUMENT = {
    "issued": "令和9年3月",
    "publisher": "あおば市 企画課",
    "contact": "電話 0000-00-0000",
    "numbering": "chapter",
    "year_style": "era_western",
}


def text_of(response) -> str:
    return response.content.decode()


# The list -----------------------------------------------------------------------------------


def test_a_planner_sees_the_plans_of_their_town_and_no_others(
    logged_in, planner, plan, outsider, other_town
):
    start_plan(municipality=other_town, by=outsider, title="となり市の秘密の計画")
    page = text_of(logged_in(planner).get("/"))
    assert "あおば市スマートシティ推進計画" in page
    assert "となり市の秘密の計画" not in page


def test_an_archived_plan_leaves_the_list_and_waits_on_its_own_page(logged_in, planner, plan):
    client, address = logged_in(planner), reverse("wizard:plan_archive", args=[plan.pk])
    assert 'name="do" value="archive"' in text_of(client.get(address))
    client.post(address, {"do": "archive"})
    client.get("/")  # shows the message that names the plan
    assert plan.title not in text_of(client.get("/"))
    assert plan.title in text_of(client.get("/?archived=1"))
    assert 'name="do" value="bring_back"' in text_of(client.get(address))
    client.post(address, {"do": "bring_back"})
    plan.refresh_from_db()
    assert plan.archived_at is None


@pytest.mark.parametrize(
    ("do", "archived", "said"),
    [
        ("archive", True, "すでに保管されています。変更はありません。"),
        ("bring_back", False, "すでに元に戻されています。変更はありません。"),
    ],
)
def test_two_people_who_press_the_same_do_not_undo_each_other(
    logged_in, planner, colleague, plan, do, archived, said
):
    if do == "bring_back":
        archive_plan(plan=plan, by=planner, at=timezone.now())
    address = reverse("wizard:plan_archive_save", args=[plan.pk])
    logged_in(colleague).post(address, {"do": do})
    revisions = Revision.objects.count()
    answer = logged_in(planner).post(address, {"do": do}, follow=True)
    assert f"「{plan.title}」は、{said}" in text_of(answer)
    plan.refresh_from_db()
    assert (plan.archived_at is not None) is archived
    assert Revision.objects.count() == revisions


def test_a_form_that_does_not_say_which_way_changes_nothing(logged_in, planner, plan):
    address = reverse("wizard:plan_archive_save", args=[plan.pk])
    answer = logged_in(planner).post(address)
    assert answer.status_code == 422
    assert "まだ何も変えていません。" in text_of(answer)
    assert 'name="do" value="archive"' in text_of(answer)
    plan.refresh_from_db()
    assert plan.archived_at is None


def test_somebody_without_a_town_is_told_whom_to_ask(logged_in, curator):
    page = text_of(logged_in(curator).get("/"))
    assert "管理者から招待リンクを受け取って" in page


@pytest.mark.parametrize("plans", [1, 3])
def test_the_list_asks_the_database_the_same_number_of_times(
    logged_in, planner, town, plans, django_assert_max_num_queries
):
    for number in range(plans):
        start_plan(municipality=town, by=planner, title=f"計画{number}")
    client = logged_in(planner)
    with django_assert_max_num_queries(6):
        assert text_of(client.get("/")).count("計画0") == 1


# Start --------------------------------------------------------------------------------------


def test_a_plan_is_started_with_the_eight_sections(logged_in, planner, town):
    client = logged_in(planner)
    form = text_of(client.get(reverse("wizard:plan_new")))
    assert 'value="あおば市スマートシティ推進計画"' in form
    response = client.post(reverse("wizard:plan_new"), {**SETTINGS, "municipality": town.pk})
    plan = Plan.objects.get()
    assert response.url == reverse("wizard:plan", args=[plan.pk])
    assert (plan.population, plan.start_year, plan.years) == ("82,300人", 2027, 5)
    assert plan.chapters.count() == 8
    assert "個別施策" in text_of(client.get(response.url))


@pytest.mark.parametrize(("title", "told"), [(None, True), ("別の計画", False)])
def test_a_name_that_another_plan_has_is_pointed_out(logged_in, planner, town, plan, title, told):
    answers = {**SETTINGS, "title": title or plan.title, "municipality": town.pk}
    page = logged_in(planner).post(reverse("wizard:plan_new"), answers, follow=True)
    assert ("同じ名称の計画がほかにもあります。" in text_of(page)) is told


def test_a_name_in_another_town_is_no_matter(logged_in, planner, town, other_town):
    Membership.objects.create(user=planner, municipality=other_town, role=Role.EDITOR)
    start_plan(municipality=other_town, by=planner, title=SETTINGS["title"])
    answers = {**SETTINGS, "municipality": town.pk}
    page = logged_in(planner).post(reverse("wizard:plan_new"), answers, follow=True)
    assert "同じ名称の計画がほかにもあります。" not in text_of(page)


def test_nothing_but_the_title_is_needed_to_start(logged_in, planner, town):
    answers = {**SETTINGS, "area": "", "population": "", "start_year": ""}
    logged_in(planner).post(reverse("wizard:plan_new"), {**answers, "municipality": town.pk})
    assert Plan.objects.get().start_year is None


def test_a_missing_title_is_named_and_the_rest_stays_typed(logged_in, planner, town):
    response = logged_in(planner).post(
        reverse("wizard:plan_new"), {**SETTINGS, "title": " ", "municipality": town.pk}
    )
    page = text_of(response)
    assert response.status_code == 422
    assert page.count("計画の名称を入力してください。") == 2
    assert 'value="82,300人"' in page
    assert not Plan.objects.exists()


def test_no_plan_is_started_for_a_town_of_others(logged_in, planner, other_town):
    response = logged_in(planner).post(
        reverse("wizard:plan_new"), {**SETTINGS, "municipality": other_town.pk}
    )
    assert response.status_code == 422
    assert not Plan.objects.exists()


def test_a_viewer_cannot_start_a_plan(logged_in, viewer):
    response = logged_in(viewer).get(reverse("wizard:plan_new"))
    assert response.status_code == 403
    assert "編集者としての招待" in text_of(response)


# The task list ------------------------------------------------------------------------------


def test_the_task_list_says_who_wrote_last_and_what_is_next(
    logged_in, planner, colleague, plan, django_assert_max_num_queries
):
    for chapter in plan.chapters.all():
        chapter.saved_by, chapter.saved_at = colleague, timezone.now()
        chapter.state = Chapter.State.DONE
        chapter.save()
    client = logged_in(planner)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(reverse("wizard:plan", args=[plan.pk])))
    assert page.count("同僚 次郎さんが保存") == 8
    assert "完了" in page


def test_a_chapter_with_findings_says_so_with_a_link(logged_in, planner, plan):
    chapter = plan.chapters.get(section="policy")
    chapter.state = Chapter.State.DONE
    chapter.save()
    page = text_of(logged_in(planner).get(reverse("wizard:plan", args=[plan.pk])))
    assert "確認事項あり" in page
    assert f"{reverse('wizard:review', args=[plan.pk])}#chapter-{chapter.pk}" in page


def test_the_review_page_lists_the_findings_by_chapter(logged_in, viewer, plan):
    page = text_of(logged_in(viewer).get(reverse("wizard:review", args=[plan.pk])))
    for chapter in plan.chapters.all():
        assert chapter.title in page


def test_a_viewer_reads_the_task_list_without_a_way_to_change_it(logged_in, viewer, plan):
    page = text_of(logged_in(viewer).get(reverse("wizard:plan", args=[plan.pk])))
    assert plan.title in page
    assert "章の構成を変える" not in page
    assert "計画の設定を変える" not in page


# Settings -----------------------------------------------------------------------------------


def settings_of(client, plan, **changes):
    """The form of the settings as the client has it open now, with changes."""
    page = client.get(reverse("wizard:plan_settings", args=[plan.pk]))
    return {**SETTINGS, **DOCUMENT, "bases": bases_on(page), **changes}


def test_the_settings_are_saved_and_leave_a_record(logged_in, planner, plan):
    client = logged_in(planner)
    address = reverse("wizard:plan_settings", args=[plan.pk])
    client.post(address, settings_of(client, plan, edition="proposal"))
    plan.refresh_from_db()
    assert plan.get_edition_display() == "案"
    history = text_of(client.get(reverse("wizard:plan_history", args=[plan.pk])))
    assert "企画 花子" in history


def test_a_save_over_newer_settings_shows_both_and_overwrites_nothing(
    logged_in, planner, colleague, plan
):
    address = reverse("wizard:plan_settings", args=[plan.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    mine = settings_of(browser, plan, area="市の全域")
    other.post(address, settings_of(other, plan, area="駅の周辺"))
    response = browser.post(address, mine)
    page = text_of(response)
    assert response.status_code == 409
    assert "ほかの人が先に保存しています" in page
    assert "駅の周辺" in page
    assert 'value="市の全域"' in page
    plan.refresh_from_db()
    assert plan.area == "駅の周辺"
    # Having seen both, the planner may decide.
    browser.post(address, mine | {"bases": bases_on(response)})
    plan.refresh_from_db()
    assert plan.area == "市の全域"


def test_a_first_year_outside_the_usual_list_is_kept(logged_in, planner, plan):
    plan.start_year = 1999
    plan.save()
    page = text_of(logged_in(planner).get(reverse("wizard:plan_settings", args=[plan.pk])))
    assert 'value="1999" selected' in page


# Copy ---------------------------------------------------------------------------------------


def test_a_copy_holds_the_texts_and_leaves_the_original_alone(logged_in, planner, plan):
    text = plan.chapters.get(section="policy").policytext
    text.vision = "人がつながるまち"
    text.save()
    response = logged_in(planner).post(
        reverse("wizard:plan_copy", args=[plan.pk]), {"title": "次の計画"}
    )
    copy = Plan.objects.get(title="次の計画")
    assert response.url == reverse("wizard:plan", args=[copy.pk])
    assert copy.chapters.get(section="policy").policytext.vision == "人がつながるまち"
    assert Plan.objects.count() == 2


# The arrangement of the chapters ------------------------------------------------------------


def frames_of(client, plan, **changes):
    """The form of the arrangement as the client has it open now, with changes."""
    page = client.get(reverse("wizard:chapters", args=[plan.pk]))
    answers = {"bases": bases_on(page), "do": "save"}
    for place, chapter in enumerate(plan.chapters.all(), start=1):
        prefix = f"chapter-{chapter.pk}"
        answers |= {
            f"{prefix}-title": chapter.title,
            f"{prefix}-part": chapter.part,
            f"{prefix}-place": place,
            f"{prefix}-omit_reason": chapter.omit_reason,
        }
        if chapter.included:
            answers[f"{prefix}-included"] = "on"
    return answers | changes


def titles(plan) -> list[str]:
    return [chapter.title for chapter in plan.chapters.all()]


def test_a_chapter_is_renamed_and_left_out_with_the_reason(logged_in, planner, plan):
    chapter = plan.chapters.get(section="roadmap")
    client = logged_in(planner)
    answers = frames_of(client, plan)
    answers[f"chapter-{chapter.pk}-title"] = "工程表"
    answers[f"chapter-{chapter.pk}-omit_reason"] = "個別施策の中に書くため"
    del answers[f"chapter-{chapter.pk}-included"]
    client.post(reverse("wizard:chapters", args=[plan.pk]), answers)
    chapter.refresh_from_db()
    assert (chapter.title, chapter.included) == ("工程表", False)
    home = text_of(client.get(reverse("wizard:plan", args=[plan.pk])))
    assert "計画に載せません：個別施策の中に書くため" in home


def test_chapters_change_places_by_button_and_by_number(logged_in, planner, plan):
    client, address = logged_in(planner), reverse("wizard:chapters", args=[plan.pk])
    second = plan.chapters.all()[1]
    client.post(address, frames_of(client, plan, do=f"up:{second.pk}"))
    assert titles(plan)[:2] == ["現状・課題", "策定の趣旨・位置づけ"]
    plan.refresh_from_db()
    last = plan.chapters.get(section="security")
    client.post(address, frames_of(client, plan, **{f"chapter-{last.pk}-place": "1"}))
    assert titles(plan)[0] == "情報セキュリティ・個人情報保護の考え方"


def test_a_chapter_goes_to_the_appendix_after_all_others(logged_in, planner, plan):
    first = plan.chapters.all()[0]
    client = logged_in(planner)
    answers = frames_of(client, plan, **{f"chapter-{first.pk}-part": "appendix"})
    client.post(reverse("wizard:chapters", args=[plan.pk]), answers)
    assert titles(plan)[-1] == first.title


def test_a_free_chapter_is_added_and_what_was_changed_beside_it_is_kept(logged_in, planner, plan):
    chapter = plan.chapters.get(section="roadmap")
    client = logged_in(planner)
    answers = frames_of(client, plan, do="add", title="財政負担の考え方")
    answers[f"chapter-{chapter.pk}-title"] = "工程表"
    client.post(reverse("wizard:chapters", args=[plan.pk]), answers)
    assert "財政負担の考え方" in titles(plan)
    assert "工程表" in titles(plan)


def test_an_old_arrangement_does_not_overwrite_a_newer_one(logged_in, planner, colleague, plan):
    address = reverse("wizard:chapters", args=[plan.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    first, second, third = list(plan.chapters.all())[:3]
    stale = frames_of(browser, plan, do=f"up:{second.pk}")
    stale[f"chapter-{first.pk}-title"] = "計画の策定に当たって"
    stale[f"chapter-{third.pk}-title"] = "方針"
    other.post(address, frames_of(other, plan, **{f"chapter-{first.pk}-title": "はじめに"}))
    response = browser.post(address, stale)
    assert response.status_code == 409
    page = text_of(response)
    assert "ほかの人が先に保存しています" in page
    assert "はじめに" in page
    assert 'value="計画の策定に当たって"' in page
    assert titles(plan)[:3] == ["現状・課題", "はじめに", "方針"]


def test_two_orders_of_the_chapters_are_not_mixed(logged_in, planner, colleague, plan):
    address = reverse("wizard:chapters", args=[plan.pk])
    browser, other = logged_in(planner), logged_in(colleague)
    chapters = list(plan.chapters.all())
    stale = frames_of(browser, plan, do=f"up:{chapters[1].pk}")
    other.post(address, frames_of(other, plan, do=f"up:{chapters[4].pk}"))
    theirs = titles(plan)
    assert browser.post(address, stale).status_code == 409
    assert titles(plan) == theirs


def test_a_manager_of_two_towns_chooses_one(logged_in, manager, other_town):
    Membership.objects.create(user=manager, municipality=other_town, role=Role.EDITOR)
    page = text_of(logged_in(manager).get(reverse("wizard:plan_new")))
    assert "あおば市" in page
    assert "となり市" in page
