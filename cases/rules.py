"""When a case is in order: one set of rules for the admin form, publishing, and the CSV import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import models

from cases.models import Case
from cases.prefectures import PREFECTURES

NUMBER = re.compile(r"C[0-9]{3,6}")
LONGEST_TEXT = 3000
"""Characters of one long text (概要, 学べること …); the longest of the first eighty has 116."""

_REQUIRED = ("number", "title", "actor")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def has_control_characters(text: str) -> bool:
    """Does the text hold characters that nobody sees and nothing can print?"""
    return bool(_CONTROL.search(text))


def problems_of(case: Case, *, has_sections: bool) -> Iterator[tuple[str, str]]:
    """What must be corrected before the case can be saved: (name of the field, what to do)."""
    yield from _wrong_texts(case)
    if case.number and not NUMBER.fullmatch(case.number):
        yield "number", "事例番号は、英字のCと3～6桁の数字で入力してください（例：C001）。"
    yield from _wrong_place(case)
    if case.status == Case.Status.PUBLISHED:
        yield from missing_for_publishing(case, has_sections=has_sections)


def missing_for_publishing(case: Case, *, has_sections: bool) -> Iterator[tuple[str, str]]:
    """What a case needs before planners may see it; a draft may do without."""
    if not case.summary.strip():
        yield "summary", "公開するには、概要を入力してください。"
    if not (case.as_of or (case.source.as_of if case.source_id else "")):
        yield "as_of", "公開するには、事例か出典に出典時点を入力してください。"
    if not has_sections:
        yield "sections", "公開するには、計画の項目を一つ以上選んでください。"


def _wrong_texts(case: Case) -> Iterator[tuple[str, str]]:
    for field in Case._meta.concrete_fields:
        if not (isinstance(field, models.CharField | models.TextField) and field.editable):
            continue
        text = getattr(case, field.attname)
        length = len(text)
        longest = field.max_length or LONGEST_TEXT
        if field.name in _REQUIRED and not text.strip():
            yield field.name, f"{field.verbose_name}を入力してください。"
        elif length > longest:
            yield (
                field.name,
                f"{field.verbose_name}は{longest:,}文字までです（現在{length:,}文字）。",
            )
        elif has_control_characters(text):
            yield (
                field.name,
                f"{field.verbose_name}に目に見えない制御文字があります。入力し直してください。",
            )
        elif field.max_length and "\n" in text:
            yield field.name, f"{field.verbose_name}は1行で入力してください。"


def _wrong_place(case: Case) -> Iterator[tuple[str, str]]:
    town = case.municipality
    if town and case.kind == Case.Kind.NATIONAL:
        yield (
            "municipality",
            f"種類が「{Case.Kind.NATIONAL.label}」の事例では、地方公共団体を空欄にしてください。",
        )
    if town and case.prefecture and case.prefecture != town.prefecture:
        yield (
            "prefecture",
            f"都道府県「{case.prefecture[:20]}」が、{town.name}の「{town.prefecture}」と違います。",
        )
    elif not town and case.prefecture and case.prefecture not in PREFECTURES:
        yield (
            "prefecture",
            f"「{case.prefecture[:20]}」という都道府県はありません。"
            "「福島県」のように入力してください。",
        )
