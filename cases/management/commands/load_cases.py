"""Bring the cases, sources and policy fields that come with the product into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.curators import ensure_curators
from cases.loading import StructureMissingError, load_library


class Command(BaseCommand):
    help = (
        "Loads the case library. Only what is absent is added; a case, source or policy field "
        "that a curator changed or withdrew stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_library()
        except StructureMissingError as error:
            raise CommandError(
                f"The wording of the structure is missing ({error}). "
                "Run manage.py load_structure first."
            ) from error
        ensure_curators()
        self.stdout.write(f"事例：{added}件を登録しました。")
