"""Bring a backup into an empty installation: manage.py restore FILE."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smartplan.web.backups import BackupError, restore_backup
from smartplan.web.templatetags.japanese import era_datetime


class Command(BaseCommand):
    help = "backupで作ったファイルを、空の環境に戻します。すべて確かめてから書き込みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="バックアップのファイル")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        for path in manifest.missing:
            self.stderr.write(f"注意：ファイル {path} は、控えたときからないか、壊れています。")
        rows, files = sum(manifest.counts.values()), len(manifest.members) - 1
        self.stdout.write(
            f"{era_datetime(datetime.fromisoformat(manifest.made_at))}のバックアップを戻しました（{rows:,}行、ファイル{files:,}個）。"
            "続けて manage.py prepare を実行し、SmartPlanを起動してください。"
        )
