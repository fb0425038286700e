"""One command that makes an installation ready: tables, seed data, static files."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from smartplan.web.static_files import collect_what_changed

SEEDS = ("load_structure", "load_municipalities", "load_cases")
"""The commands that insert what is absent; a curator's edit survives every run."""


class Command(BaseCommand):
    help = (
        "表を最新にし、計画の構成・地方公共団体・事例のうちまだないものを登録し、"
        "画面の部品（CSSなど）を集めます。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="見本の団体と計画も登録する")
        parser.add_argument("--no-static", action="store_true", help="画面の部品を集めない")

    def handle(self, *args: Any, **options: Any) -> None:
        self.check(databases=["default"])
        self.stdout.write("動作環境：PDFの部品とフォントを確かめました。")
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self.stdout.write("データベース：表を最新にしました。")
        for seed in SEEDS:
            call_command(seed, stdout=self.stdout)
        if options["demo"]:
            call_command("load_demo", stdout=self.stdout)
        if not options["no_static"]:
            collect_what_changed()
