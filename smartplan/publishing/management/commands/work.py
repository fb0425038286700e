"""Make the files that people ask for: manage.py work."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from smartplan.publishing.exports.worker import ExportWorker, bound_memory

INTERVAL = 0.5
"""Seconds between two looks at the database."""

NICENESS = 10
"""The pages come first: whoever waits for a file waits for seconds anyway."""


class Command(BaseCommand):
    help = "依頼された書き出し（PDF、Word、Excelなど）を作ります。終了はCtrl+Cです。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--exports",
            type=int,
            default=settings.EXPORT_TASKS,
            help="この件数を作ったら終わります。新しい係と交代するためです（初期値 %(default)s）",
        )
        parser.add_argument(
            "--nice",
            type=int,
            default=NICENESS,
            help="処理の優先度。大きいほど画面の表示を優先します（初期値 %(default)s）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(options["nice"])
        bound_memory()
        worker = ExportWorker(interval=INTERVAL, max_tasks=options["exports"])
        worker.configure_signals()
        worker.run()
