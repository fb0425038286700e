"""Load the structure of a plan: only rows that are absent, so that an edit survives every run."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smartplan.structure.seeding import FixtureError, differences, read_fixture, write


class Command(BaseCommand):
    help = "計画の構成（項目・問い・段階・見取り図など）のうち、まだない行だけを登録します。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entries = read_fixture(settings.BASE_DIR / "fixtures" / "structure.json")
            absent = [found for found in differences(entries) if found.is_new]
            write(absent)
        except FixtureError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"計画の構成：{len(absent)}件を登録しました"
                f"（登録済み{len(entries) - len(absent)}件）。"
            )
