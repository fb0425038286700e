"""Bring in a newer edition of the structure, after showing what would change."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from smartplan.structure.seeding import (
    Difference,
    FixtureError,
    differences,
    read_fixture,
    write,
)


class Command(BaseCommand):
    help = (
        "計画の構成を新しい版に改めます。--preview で違いを見てから、--apply で取り込みます。"
        "管理画面で直した文も新しい版の文に変わるので、残したい行は --keep で指定します。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "structure.json",
            help="取り込むファイル（省くと、このプログラムに付いている版）",
        )
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--preview", action="store_true", help="違いを表示するだけ")
        mode.add_argument("--apply", action="store_true", help="違いを取り込む")
        parser.add_argument(
            "--keep",
            action="append",
            default=[],
            metavar="NAME",
            help="今の文のまま残す行（--preview に表示される名前）。何度でも指定できます。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = list(differences(read_fixture(options["file"])))
        except FixtureError as error:
            raise CommandError(str(error)) from error
        names = {difference.name for difference in found}
        if unknown := sorted(set(options["keep"]) - names):
            raise CommandError(f"--keep の「{'、'.join(unknown)}」は、違いのある行ではありません。")
        wanted = [difference for difference in found if difference.name not in options["keep"]]
        for difference in wanted:
            self._show(difference)
        if options["apply"]:
            self._write(wanted)
        done = "取り込みました" if options["apply"] else "取り込めます（まだ書き込んでいません）"
        new = sum(difference.is_new for difference in wanted)
        self.stdout.write(f"新しい行{new}件、文の違う行{len(wanted) - new}件を{done}。")

    def _write(self, wanted: list[Difference]) -> None:
        try:
            write(wanted)
        except FixtureError as error:
            raise CommandError(str(error)) from error

    def _show(self, difference: Difference) -> None:
        mark = "追加" if difference.is_new else "変更"
        self.stdout.write(f"{mark} {difference.title}  [{difference.name}]")
        for change in difference.changes:
            self.stdout.write(f"  {change.label}")
            self.stdout.write(f"    今：{change.before}")
            self.stdout.write(f"    新：{change.after}")
