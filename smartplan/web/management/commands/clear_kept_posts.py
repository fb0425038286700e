from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from smartplan.web.models import AnsweredPost, KeptPost


class Command(BaseCommand):
    help = (
        "ログインの期限切れのときに預かり、30日のあいだ送り直されなかった内容と、"
        "同じ送信を二度保存しないための1日より古い控えを削除します。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, _ = KeptPost.objects.expired_at(timezone.now()).delete()
        AnsweredPost.objects.expired_at(timezone.now()).delete()
        self.stdout.write(f"{deleted}件の預かった送信内容を削除しました。")
