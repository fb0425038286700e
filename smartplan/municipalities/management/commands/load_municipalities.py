"""Bring the prefectures and municipalities of Japan into the database."""

import csv
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from smartplan.municipalities.models import Municipality

SOURCE = settings.BASE_DIR / "fixtures" / "municipalities.csv"


class Command(BaseCommand):
    help = "47都道府県と1,741市区町村のうち、まだないものを登録します。登録済みのものは変えません。"

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Municipality.objects.values_list("code", flat=True))
        absent = [municipality for municipality in listed() if municipality.code not in there]
        # Two starts at once may both find a code absent: the second insert is then ignored.
        Municipality.objects.bulk_create(absent, ignore_conflicts=True)
        self.stdout.write(
            f"地方公共団体：{len(absent)}件を登録しました（登録済み{len(there)}件）。"
        )


def listed() -> list[Municipality]:
    """The municipalities of the file, not saved."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return [
            Municipality(**{**row, "designated": row["designated"] == "1"})
            for row in csv.DictReader(file)
        ]
