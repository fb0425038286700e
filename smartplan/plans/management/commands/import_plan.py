"""manage.py import_plan FILE --municipality CODE --user NAME"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smartplan.municipalities.lookup import NoneOrManyError, municipality_of
from smartplan.municipalities.models import User
from smartplan.plans.content import MAX_BYTES, ContentError, load_plan, parse_content


class Command(BaseCommand):
    help = "書き出した計画（JSON）を、新しい計画として取り込みます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="計画のJSONファイル")
        parser.add_argument(
            "--municipality", metavar="CODE", required=True, help="取り込み先の団体コードか名前"
        )
        parser.add_argument(
            "--user", metavar="NAME", required=True, help="作成者とする利用者のログイン名"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        code, name = options["municipality"], options["user"]
        try:
            municipality = municipality_of(code)
        except NoneOrManyError as error:
            raise CommandError(str(error)) from error
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"ログイン名「{name}」の利用者はいません。")
        try:
            content = parse_content(_read(Path(options["file"])))
            plan = load_plan(content, municipality=municipality, by=user)
        except ContentError as error:
            listed = "\n".join(f"- {problem}" for problem in error.problems)
            raise CommandError(f"取り込めませんでした。何も変更していません。\n{listed}") from error
        self.stdout.write(
            f"{municipality.full_name}の計画「{plan.title}」として"
            f"取り込みました（番号 {plan.pk}）。"
        )


def _read(path: Path) -> bytes:
    """The file's bytes; of a file that is too large only so many that it is refused."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise CommandError(
            f"ファイル「{path}」を読めません。場所と読み取りの権限を確かめてください。"
        ) from error
