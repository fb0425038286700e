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
from smartplan.municipalities.lookup import NoneOrManyError, municipality_of
from smartplan.municipalities.models import Membership, Municipality, Role, User

_YES = {"y", "yes", "はい", "ｙ"}


class Command(BaseCommand):
    help = (
        "団体の管理者を登録します。新しい利用者には、パスワードを決めるための一度だけのリンクを表示"
        "します（パスワードを標準入力から渡すこともできます）。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Not `required`: argparse would complain in English.
        parser.add_argument(
            "--municipality",
            default="",
            metavar="NAME_OR_CODE",
            help="団体（必須）。名前（磐梯町、福島県磐梯町）か、団体コード（074071）",
        )
        parser.add_argument("--username", default="", help="ログイン名（必須）")
        parser.add_argument("--name", default="", help="氏名（新しい利用者のとき）")
        parser.add_argument("--yes", action="store_true", help="団体を確かめる質問をしない")
        parser.add_argument(
            "--password-stdin", action="store_true", help="パスワードを標準入力から読む"
        )
        parser.add_argument(
            "--address",
            default=f"http://127.0.0.1:{settings.PORT}",
            help="利用者がSmartPlanを開くアドレス。表示するリンクのはじめの部分です"
            "（省くと %(default)s）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            municipality = municipality_of(options["municipality"])
        except NoneOrManyError as error:
            raise CommandError(f"--municipality：{error}") from error
        if not options["username"].strip():
            raise CommandError("--username にログイン名を指定してください。例：--username tanaka")
        self._confirm(municipality, options)
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else None
        with transaction.atomic():
            user, is_new = _user(options["username"], options["name"], password)
            Membership.objects.update_or_create(
                municipality=municipality, user=user, defaults={"role": Role.MANAGER}
            )
        self._report(user, municipality, is_new=is_new, typed_name=options["name"])
        if is_new and password is None:
            days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
            self.stdout.write(f"パスワードを決めるリンク（一度だけ、{days}日間使えます）：")
            self.stdout.write(options["address"].rstrip("/") + password_path(user))

    def _confirm(self, municipality: Municipality, options: dict[str, Any]) -> None:
        """Say which municipality it is; somebody at a terminal is asked."""
        self.stdout.write(f"団体：{municipality.full_name}（団体コード {municipality.code}）")
        if options["yes"] or options["password_stdin"] or not sys.stdin.isatty():
            return
        self.stdout.write(f"「{options['username']}」をこの団体の管理者にします。", ending="")
        if input("よろしいですか？ [y/N] ").strip().casefold() not in _YES:
            raise CommandError("やめました。何も変更していません。")

    def _report(
        self, user: User, municipality: Municipality, *, is_new: bool, typed_name: str
    ) -> None:
        person = str(user) if is_new else f"登録済みの利用者「{user}」"
        self.stdout.write(
            f"{person}（{user.username}）を{municipality.full_name}の管理者にしました。"
        )
        if is_new:
            return
        managed = "、".join(town.full_name for town in user.managed_municipalities)
        self.stdout.write(f"いま管理している団体：{managed}")
        if typed_name and typed_name != user.name:
            self.stdout.write(
                f"氏名は「{user.name}」のままです。"
                "直すときは、本人のアカウントの画面か、管理者の「利用者」の画面を使ってください。"
            )


def _user(username: str, name: str, password: str | None) -> tuple[User, bool]:
    """The person with this log-in name, and whether the account is new."""
    user = User.objects.filter(username=User.normalize_username(username)).first()
    if user is None:
        return _new_user(username, name, password), True
    if password is not None:
        raise CommandError(
            f"ログイン名「{user.username}」の利用者は登録済みです。"
            "登録済みの利用者のパスワードは変えません。--password-stdin を外してください。"
        )
    return user, False


def _new_user(username: str, name: str, password: str | None) -> User:
    """A new account; without a password, nobody can log in before the link has been used."""
    user = User(username=User.normalize_username(username), name=name)
    user.set_password(password)
    try:
        user.full_clean()
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise CommandError(_in_words(error)) from error
    user.save()
    return user


def _in_words(error: ValidationError) -> str:
    """What is wrong, each after the name of the option."""
    if not hasattr(error, "error_dict"):
        return f"パスワード：{''.join(error.messages)}"
    options = {"username": "ログイン名（--username）", "name": "氏名（--name）"}
    return "\n".join(
        f"{options.get(field, field)}：{''.join(messages)}"
        for field, messages in error.message_dict.items()
    )
