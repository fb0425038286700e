"""Bring the cases, sources and policy fields that come with the product into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.curators import ensure_curators
from cases.loading import StructureMissingError, load_library


class Command(BaseCommand):
    help = (
        "事例・出典・分野のうち、まだないものだけを登録します。"
        "事例の管理者が変えたものや取り下げたものは、そのままです。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_library()
        except StructureMissingError as error:
            raise CommandError(
                f"計画の構成が登録されていません（{error}）。"
                "先に manage.py load_structure を実行してください。"
            ) from error
        ensure_curators()
        self.stdout.write(f"事例：{added}件を登録しました。")
