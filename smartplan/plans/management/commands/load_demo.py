"""Bring the fictitious demo city with its people and its plan into the database."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cases.curators import ensure_curators
from smartplan.municipalities.models import Division, Membership, Municipality, Role, User
from smartplan.plans.content import load_plan

CODE = "992011"
"""A 団体コード with a right check digit under a prefecture number that does not exist."""
PASSWORD = "minatozawa-2026"  # noqa: S105 - for trying out on one's own machine; printed at the start
DIVISIONS = (
    "企画政策課",
    "情報政策課",
    "都市交通課",
    "健康づくり課",
    "高齢福祉課",
    "危機管理課",
    "市民課",
)


class Person(NamedTuple):
    username: str
    name: str
    role: Role
    division: str


PEOPLE = (
    Person("planner", "早川 みどり", Role.EDITOR, "企画政策課"),
    Person("colleague", "桐谷 健", Role.EDITOR, "企画政策課"),
    Person("staff", "土屋 誠", Role.EDITOR, "情報政策課"),
    Person("manager", "大庭 和子", Role.MANAGER, "企画政策課"),
    Person("viewer", "長沢 進", Role.VIEWER, "市民課"),
)
CURATOR = ("curator", "司書 理恵")


class Command(BaseCommand):
    help = "見本の架空の団体と、その利用者・計画を登録します。登録済みのときは何も変えません。"

    def handle(self, *args: Any, **options: Any) -> None:
        if Municipality.objects.filter(code=CODE).exists():
            self.stdout.write("見本の団体：登録済みです。")
        else:
            with transaction.atomic():
                town = make_town()
                people = make_people(town)
                make_curator()
                make_plan(town, people[0])
            self.stdout.write("見本の団体：湊沢市とその計画を登録しました。")
        self.stdout.write(f"\n見本の利用者（パスワードはすべて {PASSWORD}）")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<10} {person.role.label}　{person.name}")
        self.stdout.write(f"  {CURATOR[0]:<10} 事例の管理者　{CURATOR[1]}（/admin/）")


def make_town() -> Municipality:
    town = Municipality.objects.create(
        code=CODE,
        name="湊沢市",
        kana="みなとざわし",
        prefecture="潮路県",
        kind=Municipality.Kind.CITY,
        fictitious=True,
    )
    Division.objects.bulk_create(
        Division(municipality=town, name=name, position=position)
        for position, name in enumerate(DIVISIONS, start=1)
    )
    return town


def make_people(town: Municipality) -> list[User]:
    """The members of the town; a user name that is taken already is left alone and not a member."""
    divisions = {division.name: division for division in town.divisions.all()}
    users = []
    for person in PEOPLE:
        user, is_new = User.objects.get_or_create(
            username=person.username, defaults={"name": person.name}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            Membership.objects.create(
                municipality=town,
                user=user,
                role=person.role,
                division=divisions[person.division],
            )
        users.append(user)
    return users


def make_curator() -> None:
    user, is_new = User.objects.get_or_create(
        username=CURATOR[0], defaults={"name": CURATOR[1], "is_staff": True}
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(ensure_curators())


def make_plan(town: Municipality, planner: User) -> None:
    path = settings.BASE_DIR / "fixtures" / "demo_city.json"
    plan = load_plan(json.loads(path.read_text(encoding="utf-8")), municipality=town, by=planner)
    # JSON tells who is in charge, not who saved: in the demo they are the same people.
    for chapter in plan.chapters.all():
        chapter.saved_by, chapter.saved_at = chapter.person or planner, timezone.now()
        chapter.save(update_fields=["saved_by", "saved_at"])
