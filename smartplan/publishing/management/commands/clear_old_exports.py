"""Clear old exports away: manage.py clear_old_exports [--days N] [--dry-run]."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from smartplan.publishing.exports.clearing import clear_old_exports


class Command(BaseCommand):
    help = "書き出した古いファイルを削除します。確定した版のファイルは削除しません。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=settings.EXPORT_DAYS,
            help="この日数より前に作られたものを削除します（初期値 %(default)s）",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="削除せずに、削除する件数だけを示します"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = clear_old_exports(
            days=options["days"], now=timezone.now(), dry_run=options["dry_run"]
        )
        ending = "が削除の対象です。" if options["dry_run"] else "を削除しました。"
        self.stdout.write(f"{cleared}{ending}")
