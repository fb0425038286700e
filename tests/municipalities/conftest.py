"""What the tests of people and divisions share."""

import re
from html import unescape

import pytest
from django.utils import timezone

from smartplan.municipalities.actions import invite
from smartplan.municipalities.models import Division, Membership, Role


def words(response) -> str:
    """What a reader sees of a page, in one line."""
    text = re.sub(r"<(script|style|title).*?</\1>", "", response.content.decode(), flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def one_time_link(response) -> str:
    """The link that a page shows this once, without the host."""
    found = re.search(
        r'id="one-time-link" value="http://testserver(/[^"]+)"', response.content.decode()
    )
    assert found, "the page shows no link"
    return found[1]


@pytest.fixture
def planning_division(town) -> Division:
    return Division.objects.create(municipality=town, name="企画部 デジタル推進課", position=1)


@pytest.fixture
def invitation_with_token(town, manager, planning_division):
    return invite(
        municipality=town,
        by=manager,
        name="新人 五郎",
        role=Role.EDITOR,
        division=planning_division,
        now=timezone.now(),
    )


@pytest.fixture
def membership_of(town):
    return lambda user: Membership.objects.get(municipality=town, user=user)
