"""A town's pages speak of 町民 and 町長, not of 市民 and 市長."""

import pytest
from django.urls import reverse


@pytest.fixture
def in_a_town(town):
    town.kind, town.name = "town", "あおば町"
    town.save()


@pytest.mark.usefixtures("in_a_town")
@pytest.mark.parametrize(
    ("section", "said", "unsaid"),
    [
        (
            "purpose",
            ("町長あいさつ", "○○町長　山田 太郎", "町の考え方", "町民説明会"),
            ("市長", "市の考え方"),
        ),
        ("situation", ("町民の意識",), ("市民の意識",)),
        ("organization", ("町民参画", "町民が知る、話し合う"), ("市民が知る",)),
        ("security", ("町民に伝わる", "町の規程"), ("市民に伝わる", "市の規程")),
    ],
)
def test_a_town_is_not_asked_for_its_citys_mayor(
    logged_in, planner, address, section, said, unsaid
):
    form = logged_in(planner).get(address(section)).content.decode()
    form = form[form.index('id="page-form"') : form.index("</form>", form.index('id="page-form"'))]
    assert [words for words in said if words not in form] == []
    assert [words for words in unsaid if words in form] == []


@pytest.mark.usefixtures("in_a_town")
def test_a_town_is_offered_a_town_for_its_first_plan(logged_in, planner):
    page = logged_in(planner).get(reverse("wizard:plan_new")).content.decode()
    assert 'value="あおば町スマートシティ推進計画"' in page
    assert "例：町全域、○○駅周辺地区" in page


@pytest.mark.usefixtures("in_a_town")
def test_a_town_is_shown_how_to_describe_its_own_mark_and_mayor(logged_in, planner, plan):
    page = logged_in(planner).get(reverse("wizard:pictures", args=[plan.pk])).content.decode()
    assert "例：○○町の町章。" in page
    assert "例：○○町長の写真" in page
    assert "○○市" not in page


@pytest.mark.usefixtures("in_a_town")
def test_the_findings_of_a_town_speak_of_its_people(logged_in, planner, plan, address):
    plan.public_comments.create(opinion="バスを増やしてほしい。", position=1)
    review = logged_in(planner).get(reverse("wizard:review", args=[plan.pk])).content.decode()
    assert "町の考え方が書かれていない意見が1件あります" in review
    assert "市の考え方" not in review
