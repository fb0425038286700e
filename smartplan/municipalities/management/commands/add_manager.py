"""Give a municipality its first manager."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from smartplan.municipalities.links import password_path
from smartplan.municipalities.models import Membership, Municipality, Role, User


class Command(BaseCommand):
    help = (
        "Makes a person manager of a municipality. A new person gets a one-time link with which "
        "they set their password (or the password is read from the standard input)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--municipality", required=True, metavar="CODE", help="団体コード")
        parser.add_argument("--username", required=True, help="log-in name")
        parser.add_argument("--name", default="", help="the person's name (氏名)")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        parser.add_argument(
            "--address",
            default="http://127.0.0.1:8000",
            help="where people reach SmartPlan; the printed link begins with it",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        municipality = _municipality(options["municipality"])
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else None
        user = User.objects.filter(username=User.normalize_username(options["username"])).first()
        is_new = user is None
        if user is None:
            user = _new_user(options["username"], options["name"], password)
        elif password is not None:
            raise CommandError(
                f"{user.username} exists already. Leave out --password-stdin: "
                "the command changes no password of an existing account."
            )
        Membership.objects.update_or_create(
            municipality=municipality, user=user, defaults={"role": Role.MANAGER}
        )
        self.stdout.write(f"{user}（{user.username}）は{municipality.full_name}の管理者です。")
        if is_new and password is None:
            days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
            self.stdout.write(f"パスワードを決めるリンク（一度だけ、{days}日間使えます）：")
            self.stdout.write(options["address"].rstrip("/") + password_path(user))


def _municipality(code: str) -> Municipality:
    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        raise CommandError(
            f"No municipality has the code {code!r}. It has six digits with the check digit "
            "(会津若松市 is 072028). Is the list loaded? (manage.py load_municipalities)"
        )
    return municipality


def _new_user(username: str, name: str, password: str | None) -> User:
    """A new account; without a password, nobody can log in before the link has been used."""
    user = User(username=User.normalize_username(username), name=name)
    user.set_password(password)
    try:
        user.full_clean()
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error
    user.save()
    return user
