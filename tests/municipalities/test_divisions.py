"""The divisions of a municipality."""

import pytest

from smartplan.municipalities.models import Division
from smartplan.plans.models import Chapter
from tests.municipalities.conftest import words


@pytest.fixture
def path(town) -> str:
    return f"/municipalities/{town.code}/divisions/"


@pytest.fixture
def three(town) -> list[Division]:
    names = ("企画課", "防災課", "福祉課")
    return [
        Division.objects.create(municipality=town, name=name, position=place)
        for place, name in enumerate(names, start=1)
    ]


def names(town) -> list[str]:
    return list(town.divisions.values_list("name", flat=True))


def test_a_manager_adds_divisions_in_order(manager, town, logged_in, path):
    client = logged_in(manager)
    assert "課がまだありません。" in words(client.get(path))
    assert client.post(path, {"name": "企画課"})["Location"] == path
    client.post(path, {"name": "　防災課　"})
    assert names(town) == ["企画課", "防災課"]
    assert "「防災課」を加えました。" in words(client.get(path))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "課の名称を入力してください。"),
        ("企画課", "同じ名称の課がすでにあります。"),
        ("課" * 61, "課の名称は60文字以内で入力してください（入力されたのは61文字です）。"),
    ],
)
def test_a_name_that_will_not_do_is_explained(manager, town, three, logged_in, path, name, message):
    assert message in words(logged_in(manager).post(path, {"name": name}))
    assert names(town) == ["企画課", "防災課", "福祉課"]
    renamed = logged_in(manager).post(f"/divisions/{three[1].pk}/", {"name": name})
    assert message in words(renamed)
    assert "「防災課」の名称を変える" in words(renamed)
    assert names(town) == ["企画課", "防災課", "福祉課"]


def test_two_towns_may_have_divisions_of_the_same_name(manager, other_town, town, logged_in, path):
    Division.objects.create(municipality=other_town, name="企画課")
    logged_in(manager).post(path, {"name": "企画課"})
    assert names(town) == ["企画課"]


def test_a_manager_renames_a_division(manager, town, three, logged_in, path):
    client = logged_in(manager)
    assert client.post(f"/divisions/{three[0].pk}/", {"name": "政策課"})["Location"] == path
    assert names(town) == ["政策課", "防災課", "福祉課"]


def test_divisions_move_up_and_down(manager, town, three, logged_in):
    client = logged_in(manager)
    client.post(f"/divisions/{three[2].pk}/move/", {"direction": "up"})
    assert names(town) == ["企画課", "福祉課", "防災課"]
    client.post(f"/divisions/{three[0].pk}/move/", {"direction": "down"})
    assert names(town) == ["福祉課", "企画課", "防災課"]
    client.post(f"/divisions/{three[2].pk}/move/", {"direction": "up"})
    assert names(town) == ["福祉課", "企画課", "防災課"]
    client.post(f"/divisions/{three[1].pk}/move/", {"direction": "down"})
    assert names(town) == ["福祉課", "企画課", "防災課"]


def test_a_removed_division_leaves_its_people_and_its_name_in_the_plan(
    manager, planner, plan, town, three, logged_in, path
):
    division = three[0]
    town.memberships.filter(user=planner).update(division=division)
    Chapter.objects.filter(plan=plan, section="purpose").update(
        division=division, division_name="企画課"
    )
    client = logged_in(manager)
    page = words(client.get(f"/divisions/{division.pk}/remove/"))
    assert "この課の利用者1人は、課のない利用者になります。" in page
    assert client.post(f"/divisions/{division.pk}/remove/")["Location"] == path
    assert names(town) == ["防災課", "福祉課"]
    assert town.memberships.get(user=planner).division is None
    chapter = Chapter.objects.get(plan=plan, section="purpose")
    assert (chapter.division, chapter.division_name) == (None, "企画課")


def test_others_read_the_list_but_change_nothing(viewer, outsider, town, three, logged_in, path):
    page = logged_in(viewer).get(path)
    assert "企画課" in words(page)
    assert "課を加える" not in words(page)
    assert logged_in(viewer).post(path, {"name": "新しい課"}).status_code == 403
    assert logged_in(outsider).get(path).status_code == 404
    for action in ("", "move/", "remove/"):
        address = f"/divisions/{three[0].pk}/{action}"
        assert logged_in(viewer).post(address, {"name": "新しい課"}).status_code == 403
        assert logged_in(outsider).post(address, {"name": "新しい課"}).status_code == 404
    assert names(town) == ["企画課", "防災課", "福祉課"]


def test_the_list_takes_the_same_queries_for_one_division_and_three(
    manager, town, logged_in, path, django_assert_num_queries
):
    Division.objects.create(municipality=town, name="総務課")
    client = logged_in(manager)
    client.get(path)
    with django_assert_num_queries(5):
        client.get(path)
    for name in ("企画課", "防災課"):
        Division.objects.create(municipality=town, name=name)
    with django_assert_num_queries(5):
        client.get(path)
