"""The pages of the chapters: each opens, shows what is stored, and saves what is typed."""

import pytest
from django.urls import reverse

from smartplan.plans.models import Chapter
from smartplan.structure.keys import SectionKey


def address(plan, section):
    return reverse("wizard:chapter", args=[plan.chapters.get(section=section).pk])


@pytest.mark.parametrize("section", SectionKey.values)
def test_each_of_the_eight_chapters_opens_with_its_form(logged_in, planner, plan, section):
    page = logged_in(planner).get(address(plan, section))
    assert page.status_code == 200
    text = page.content.decode()
    assert f"<h1><span class=\"caption\">{plan.title}</span>{SectionKey(section).label}</h1>" in text
    assert "この章の作成は完了しましたか" in text
