"""Thin the history of all plans: manage.py thin_history [--days N] [--dry-run]."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from smartplan.plans.revisions.thinning import thin_history

LONGEST = 36500
"""Days; a hundred years ago there was no history to thin."""


class Command(BaseCommand):
    help = (
        "古い変更の履歴のうち、続けて保存した途中の記録を削除します。"
        "最初と最後、大きく減る前の内容、削除・復元・貼り付け・取り込み・版の確定の記録は残します。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=int,
            default=settings.HISTORY_DAYS,
            help="この日数より前の記録を間引きます（1以上、初期値 %(default)s）",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="削除せずに、削除する件数だけを示します"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days, dry_run = options["days"], options["dry_run"]
        if not 1 <= days <= LONGEST:
            message = f"--daysには1から{LONGEST}までの日数を入れてください。何も削除していません。"
            raise CommandError(message)
        number = sum(thin_history(days=days, now=timezone.now(), dry_run=dry_run))
        ending = "が削除の対象です。" if dry_run else "を削除しました。"
        self.stdout.write(f"変更の履歴の記録{number}件{ending}")
