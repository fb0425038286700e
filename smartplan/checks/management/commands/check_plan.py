"""manage.py check_plan ID [--json]: what the checks notice about a plan."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from smartplan.checks.everything import findings_of
from smartplan.checks.finding import Finding
from smartplan.plans.models import Plan
from smartplan.plans.reading import read_plan


class Command(BaseCommand):
    help = "計画の確認事項を一覧にします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="ID", type=int, help="計画の番号")
        parser.add_argument("--json", action="store_true", help="JSONで書き出します")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["plan"]
        plan = Plan.objects.filter(pk=number).first() if 0 < number < 2**63 else None
        if plan is None:
            raise CommandError(f"番号{number}の計画はありません。")
        findings = findings_of(read_plan(plan))
        if options["json"]:
            listed = [_as_json(finding) for finding in findings]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        for finding in findings:
            section = f"［{finding.section.label}］" if finding.section else ""
            self.stdout.write(f"{finding.level.label}{section} {finding.message}")
            if finding.hint:
                self.stdout.write(f"    → {finding.hint}")
        if not findings:
            self.stdout.write("確認事項はありません。")


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level.value,
        "section": finding.section.value if finding.section else None,
        "message": finding.message,
        "hint": finding.hint,
        "link": finding.link._asdict() if finding.link else None,
    }
