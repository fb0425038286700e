from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.uploads import remove_old_uploads


class Command(BaseCommand):
    help = (
        "取込みの確認のまま1日をすぎた事例のCSVを削除します"
        "（取込みの画面を開いたときにも行います）。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_old_uploads(now=timezone.now())
        self.stdout.write(f"取り込まなかったCSV{removed}件を削除しました。")
