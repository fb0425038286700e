"""Every kind of page of ours passes axe (WCAG 2.2 AA and best practice) and reflows at 320 pixels.

The log-in page, 404, 使い方 and the page of a kept post are looked at in test_frame.py, the page of
a conflict in test_together.py. What the Django admin still has is listed in docs/accessibility.md.
"""

from __future__ import annotations

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from smartplan.municipalities.models import Division, User
from smartplan.plans.models import Citation, Plan, Revision
from smartplan.structure.keys import SectionKey
from smartplan.structure.models import Section
from tests.journeys.axe import problems, violations
from tests.journeys.browsing import press
from tests.plans.writing import fill
from tests.relevance.library import add_case

pytestmark = pytest.mark.django_db(transaction=True)

WRONG = """
<html lang="ja"><head><title>だめなページ</title></head><body><main><h1>だめなページ</h1>
<p id="wide">とても広い表</p><input type="text"></main></body></html>
"""


def test_what_looks_at_the_pages_sees_what_is_wrong(page):
    page.set_content(WRONG)
    page.evaluate("document.getElementById('wide').style.width = '2000px'")
    found = "\n".join(problems(page))
    assert "label (critical)" in found
    assert "px wider than 320 px" in found


DEMO = "load_structure", "load_municipalities", "load_cases", "load_demo"


def look_at(page: Page, *addresses: str) -> list[str]:
    """Open each page; what is wrong with it."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found += problems(page)
    return found


def first(rows) -> int:
    return rows.order_by("pk").values_list("pk", flat=True)[0]


def addresses_of(plan: Plan) -> list[str]:
    """Every page of a full plan that its editors open."""
    home = f"/plans/{plan.pk}/"
    chapters = {key: plan.chapters.get(section=key.value).pk for key in SectionKey}
    situation = chapters[SectionKey.SITUATION]
    measure, indicator, unit = (
        f"/{kind}/{first(getattr(plan, kind))}/"
        for kind in ("measures", "indicators", "organization_units")
    )
    parts = "chapters", "review", "settings", "copy", "archive", "history", "preview", "exports"
    parts = *parts, "pictures", "pictures/logo/remove", "references"
    return [
        home,
        *(f"{home}{part}/" for part in (*parts, "measures/new", "indicators/new")),
        *(f"/chapters/{pk}/" for pk in chapters.values()),
        f"/chapters/{situation}/history/",
        f"/chapters/{situation}/suggestions/",
        f"/chapters/{situation}/figures/",
        f"/chapters/{situation}/paste/population_rows/",
        measure,
        f"{measure}remove/",
        indicator,
        unit,
        f"/citations/{first(Citation.objects.filter(plan=plan))}/",
    ]


def test_every_page_of_the_demo_plan(open_browser, transactional_db):
    for command in DEMO:
        call_command(command, verbosity=0)
    plan = Plan.objects.get()
    page = open_browser(User.objects.get(username="planner"))
    found = look_at(page, "/", "/plans/new/", *addresses_of(plan), "/account/", "/overview/")
    found += look_at(page, "/cases/", "/cases/?q=交通", "/cases/C001/", "/manual/curators/")

    roadmap = plan.chapters.get(section="roadmap")
    page.goto(f"/chapters/{roadmap.pk}/")
    page.get_by_text("工程表を見る").click()
    page.get_by_text("参照を入れる").first.click()
    expect(page.locator("[data-figure='timeline'] svg")).to_be_visible()
    expect(page.get_by_role("button", name="カーソルの位置に入れる").first).to_be_enabled()
    found += problems(page)

    glossary = first(plan.chapters.filter(section="glossary"))
    page.goto(f"/chapters/{glossary}/")
    page.locator("[name='terms-0-definition']").fill("書き直した説明")
    press(page, "保存")
    found += look_at(page, f"/revisions/{first(Revision.objects.filter(unit_id=glossary))}/")
    expect(page.get_by_role("button", name="この記録の内容に戻す")).to_be_visible()

    reader = open_browser(User.objects.get(username="viewer"))
    chapter = first(plan.chapters.filter(section="measures"))
    found += look_at(reader, f"/chapters/{chapter}/", f"/measures/{first(plan.measures)}/")
    reader.goto(f"/plans/{plan.pk}/settings/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("この操作はできません")
    found += problems(reader)
    assert found == []


def test_pages_with_mistakes_and_pages_with_nothing_yet(open_browser, planner, viewer, plan):
    page = open_browser(planner)
    found = look_at(page, f"/plans/{plan.pk}/", f"/plans/{plan.pk}/review/", "/cases/?q=なし")
    found += look_at(open_browser(viewer), f"/plans/{plan.pk}/preview/")
    for address, box, button in MISTAKES:
        page.goto(address.format(plan=plan.pk, chapter=first(plan.chapters)))
        page.locator(box).fill("長" * 101 if box.startswith("[name='related") else "")
        press(page, button)
        expect(page.locator("#error-summary")).to_be_focused()
        found += problems(page)
    assert found == []


MISTAKES = (
    ("/plans/new/", "#id_title", "計画を始める"),
    ("/plans/{plan}/settings/", "#id_title", "保存して計画に戻る"),
    ("/plans/{plan}/copy/", "#id_title", "複製する"),
    ("/plans/{plan}/chapters/", "[name$='-title'] >> nth=0", "章を追加する"),
    ("/chapters/{chapter}/", "[name='related_plans-0-first_year']", "保存"),
    ("/chapters/{chapter}/paste/related_plans/", "textarea", "読み取って確認する"),
    ("/account/password/", "#id_old_password", "パスワードを変更する"),
)


def test_the_pages_of_a_manager_and_of_who_is_invited(open_browser, manager, planner, town):
    division = Division.objects.create(municipality=town, name="交通政策課", position=1)
    Division.objects.create(municipality=town, name="健康課", position=2)
    home = f"/municipalities/{town.code}"
    member = first(planner.memberships)
    page = open_browser(manager)
    found = look_at(
        page,
        f"{home}/members/",
        f"{home}/divisions/",
        f"{home}/invite/",
        f"/divisions/{division.pk}/",
        f"/divisions/{division.pk}/remove/",
        f"/memberships/{member}/",
        f"/memberships/{member}/remove/",
        f"/memberships/{member}/password/",
    )
    page.goto(f"{home}/invite/")
    press(page, "招待のリンクを作る")
    found += problems(page)
    page.get_by_label("氏名").fill("新人 五郎")
    press(page, "招待のリンクを作る")
    found += problems(page)
    link = page.locator("#one-time-link").input_value()
    found += look_at(page, link)
    guest = open_browser()
    found += look_at(guest, link)
    press(guest, "登録してログインする")
    found += problems(guest)
    assert found == []


def test_the_pages_of_the_editions(open_browser, manager, plan):
    fill(plan, rows=1)
    editions = f"/plans/{plan.pk}/editions/"
    page = open_browser(manager)
    found = look_at(page, editions, f"{editions}compare/")
    page.goto(editions)
    page.get_by_label("備考").fill("協議会に提出")
    press(page, "第1号を確定する")
    expect(page.locator("#error-summary")).to_be_focused()
    found += problems(page)
    page.get_by_label("確認事項が残っていることを承知で、版を確定する").check()
    press(page, "第1号を確定する")
    expect(page.get_by_role("heading", name="第1号")).to_be_visible()
    found += problems(page)
    fill(plan, rows=1)
    found += look_at(page, f"{editions}compare/", f"{editions}1/open/")
    page.goto(f"{editions}compare/")
    expect(page.get_by_role("link", name="Wordを取り出す")).to_be_visible()
    assert found == []


def test_the_admin_has_nothing_critical_and_nothing_but_what_is_listed(
    open_browser, curator, manager, town
):
    call_command("load_structure", verbosity=0)
    case = add_case("C901", "協議会")
    Division.objects.create(municipality=town, name="交通政策課", position=1)
    page = open_browser(curator)
    found = {}
    for address in (
        "",
        "cases/case/",
        "cases/case/add/",
        f"cases/case/{case.pk}/change/",
        f"cases/case/{case.pk}/history/",
        f"cases/case/{case.pk}/delete/",
        "cases/case/import/",
        "cases/case/export/",
        "cases/source/",
        f"structure/section/{first(Section.objects)}/change/",
        "municipalities/user/",
        f"municipalities/user/{manager.pk}/change/",
        f"municipalities/municipality/{town.pk}/change/",
        "municipalities/invitation/add/",
    ):
        page.goto(f"/admin/{address}")
        expect(page.locator("#content")).to_be_visible()
        found |= {one["id"]: one for one in violations(page, preload=False)}
    assert sorted(found) == sorted(LEFT_IN_ADMIN)
    assert "critical" not in {one["impact"] for one in found.values()}


LEFT_IN_ADMIN = {
    "label-title-only",  # the search box is labelled by a picture
    "aria-input-field-name",  # select2, by which a municipality is looked up
    "aria-prohibited-attr",  # the help of the two lists with which groups are chosen
}
"""What docs/accessibility.md lists and explains."""
