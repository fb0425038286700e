"""Write the whole installation into one file: manage.py backup FILE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from smartplan.web.backups import BackupError, make_backup


class Command(BaseCommand):
    help = (
        "データベースと、確定した版などのファイルを、一つのファイルに控えます。"
        "使っている間に実行できます。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="新しく作るファイル（.zip）")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        try:
            manifest = make_backup(target, at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        for path in manifest.missing:
            self.stderr.write(f"注意：ファイル {path} は、元の環境にないか、壊れています。")
        rows, files = sum(manifest.counts.values()), len(manifest.members) - 1
        self.stdout.write(
            f"{target} に控え、読み直して確かめました（{rows:,}行、ファイル{files:,}個）。"
        )
