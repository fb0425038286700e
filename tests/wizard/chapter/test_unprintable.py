"""Characters that the PDF prints as empty boxes are told where the work is done."""

import pytest
from django.urls import reverse

from smartplan.plans.models import SituationText

HEADING = "「現状・課題」の「現状の概要」に、PDFで印刷できない文字があります：🏯"


@pytest.fixture
def with_a_castle(plan):
    SituationText.objects.filter(chapter__plan=plan).update(overview="駅前の🏯です。")
    plan.chapters.filter(section="situation").update(state="in_progress")


@pytest.fixture
def read(logged_in, planner, plan):
    def get(name: str) -> str:
        return logged_in(planner).get(reverse(f"wizard:{name}", args=[plan.pk])).content.decode()

    return get


@pytest.mark.usefixtures("with_a_castle")
def test_an_emoji_that_will_be_an_empty_box_is_among_the_findings(read):
    assert HEADING in read("review")


def test_the_plans_page_counts_it_and_warns_beside_the_pdf(read, request):
    before = read("plan")
    assert "印刷の前に確かめてほしい" not in before

    request.getfixturevalue("with_a_castle")
    page = read("plan")

    assert "印刷前に確認が必要な箇所が1件あります。" in page
    assert "確認事項あり（" in page


@pytest.mark.usefixtures("with_a_castle")
@pytest.mark.parametrize("name", ["plan", "review"])
def test_the_pages_still_take_few_queries(
    logged_in, planner, plan, name, django_assert_max_num_queries
):
    browser = logged_in(planner)
    with django_assert_max_num_queries(12):
        browser.get(reverse(f"wizard:{name}", args=[plan.pk]))
