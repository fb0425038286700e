"""Write a plan to a file: manage.py export_plan ID --format pdf|docx|xlsx|…|json -o FILE."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smartplan.japanese.glyphs import FontMissingError
from smartplan.plans.models import Plan
from smartplan.publishing.exports.material import material_of
from smartplan.publishing.exports.writers import WRITERS
from smartplan.publishing.files import json_of
from smartplan.publishing.models import Format

JSON = "json"


class Command(BaseCommand):
    help = "計画をPDF、Word、Excel、JSONなどのファイルに書き出します。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="計画の番号（計画の画面のURLにある数字）")
        parser.add_argument(
            "--format",
            choices=(*(kind.value for kind in WRITERS), JSON),
            required=True,
            help="ファイルの形式",
        )
        parser.add_argument("-o", "--output", type=Path, required=True, help="書き出すファイル")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan.objects.select_related("municipality").filter(pk=options["id"]).first()
        if plan is None:
            raise CommandError(f"番号 {options['id']} の計画はありません。")
        target: Path = options["output"]
        if not target.parent.is_dir():
            raise CommandError(f"フォルダー {target.parent} がありません。")
        if target.is_dir():
            raise CommandError(f"{target} はフォルダーです。ファイルの名前まで指定してください。")
        try:
            _write(target, _file(plan, options["format"]))
        except FontMissingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{target} に書き込めません：{error.strerror}") from error
        self.stdout.write(f"「{plan.title}」を {target} に書き出しました。")


def _file(plan: Plan, kind: str) -> bytes:
    """The file at once, without a worker."""
    return json_of(plan) if kind == JSON else WRITERS[Format(kind)](material_of(plan))


def _write(target: Path, file: bytes) -> None:
    """Write beside the target and rename, so that the target is whole or as it was."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(descriptor, "wb") as beside:
            beside.write(file)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
