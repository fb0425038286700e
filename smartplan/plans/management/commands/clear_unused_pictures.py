"""Delete the files of pictures that no plan shows and no revision could bring back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from smartplan.plans.pictures.files import clear_unused_files


class Command(BaseCommand):
    help = "どの計画でも使われず、変更の履歴からも戻せない画像のファイルを削除します。"

    def handle(self, *args: Any, **options: Any) -> None:
        number = clear_unused_files()
        self.stdout.write(f"使われていない画像のファイルを{number}件削除しました。")
