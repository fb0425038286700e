"""Show the cases that the screen would suggest, from the command line."""

from __future__ import annotations

import json
import unicodedata
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import TextChoices

from cases.models import PolicyField
from smartplan.japanese.numbers import parse_number
from smartplan.relevance.suggestions import Suggestion, suggest
from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey

_MOST = 100


class Command(BaseCommand):
    help = "計画の項目、段階、類型、人口、分野、書いた文章に合う事例を、画面と同じ順に表示します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Plain texts: argparse would complain about wrong ones in English.
        parser.add_argument("--section", default="", help=_offer("計画の項目（必須）", SectionKey))
        parser.add_argument("--stage", default="", help=_offer("段階", StageKey))
        parser.add_argument("--type", default="", help=_offer("類型", PlanTypeKey))
        parser.add_argument("--population", default="", help="人口（例：80000、8万人）")
        parser.add_argument("--field", action="append", default=[], help="分野の名称（繰返し可）")
        parser.add_argument("--text", default="", help="書いた文章")
        parser.add_argument("--limit", default="5", help=f"件数（1～{_MOST}、省略すると5）")
        parser.add_argument("--json", action="store_true", help="JSONで出力")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["section"]:
            raise CommandError(f"--section を指定してください。{_offer('コード', SectionKey)}")
        suggestions = suggest(
            section=_code(options["section"], "--section", SectionKey),
            stage=_code(options["stage"], "--stage", StageKey),
            plan_type=_code(options["type"], "--type", PlanTypeKey),
            population=_population(options["population"]),
            fields=_fields(options["field"]),
            text=options["text"],
            limit=_limit(options["limit"]),
        )
        if options["json"]:
            rows = [_row(suggestion) for suggestion in suggestions]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(_table(suggestions))


def _offer(name: str, codes: type[TextChoices]) -> str:
    listed = "、".join(f"{code.value}（{code.label}）" for code in codes)
    return f"{name}：{listed}"


def _code(typed: str, option: str, codes: type[TextChoices]) -> str | None:
    if typed and typed not in codes.values:
        raise CommandError(
            f"{option} の「{typed}」は使えません。次から選んでください。{_offer('コード', codes)}"
        )
    return typed or None


def _population(typed: str) -> int | None:
    if not typed.strip():
        return None
    number = parse_number(typed)
    if number is None or not 0 < number < 10**9:
        raise CommandError(
            f"--population の「{typed}」は人口として読めません。80000 のように入れてください。"
        )
    return int(number)


def _fields(typed: list[str]) -> list[str]:
    known = list(PolicyField.objects.values_list("name", flat=True)) if typed else []
    for name in typed:
        if name not in known:
            raise CommandError(
                f"--field の「{name}」という分野はありません。"
                f"次から選んでください。{'、'.join(known) or '（登録された分野がありません）'}"
            )
    return typed


def _limit(typed: str) -> int:
    number = parse_number(typed)
    if number is None or number != int(number) or not 1 <= number <= _MOST:
        raise CommandError(
            f"--limit の「{typed}」は使えません。1から{_MOST}までの整数を入れてください。"
        )
    return int(number)


def _row(suggestion: Suggestion) -> dict[str, Any]:
    case = suggestion.case
    return {
        "number": case.number,
        "municipality": case.actor,
        "prefecture": case.prefecture,
        "title": case.title,
        "score": suggestion.score,
        "reasons": suggestion.reasons,
        "source": case.source.title,
        "page": case.page,
        "as_of": case.as_of_text,
    }


def _table(suggestions: list[Suggestion]) -> str:
    if not suggestions:
        return "合う事例がありません。条件や文章を変えてお試しください。"
    lines = [_line("順位", "得点", "番号", "団体", "題名")]
    for place, suggestion in enumerate(suggestions, start=1):
        case = suggestion.case
        lines.append(
            _line(str(place), f"{suggestion.score:.2f}", case.number, case.actor, case.title)
        )
        lines.append(f"      理由：{'／'.join(suggestion.reasons)}")
        where = f" {case.page}" if case.page else ""
        when = f"（{case.as_of_text}）" if case.as_of_text else ""
        lines.append(f"      出典：{case.source.title}{where}{when}")
    return "\n".join(lines)


def _line(*cells: str) -> str:
    widths = (6, 7, 7, 18)
    padded = [
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)
    ]
    return "".join(padded) + cells[-1]


def _width(text: str) -> int:
    """The columns a terminal needs: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
