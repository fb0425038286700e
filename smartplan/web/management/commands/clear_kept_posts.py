from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from smartplan.web.models import KeptPost


class Command(BaseCommand):
    help = "Delete what was kept through an expired log-in and not sent again within 30 days."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, _ = KeptPost.objects.expired_at(timezone.now()).delete()
        self.stdout.write(f"{deleted}件の預かった送信内容を削除しました。")
