"""How the checks call the rows of a plan, and read what was typed into their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from smartplan.japanese.numbers import has_note_mark, is_blank_mark, parse_number
from smartplan.japanese.quoting import in_quotes
from smartplan.japanese.years import date_label, excel_date, fiscal_year_label, parse_year
from smartplan.plans.contents import UNNAMED
from smartplan.plans.models import Row
from smartplan.plans.reading import PlanContents

NAME_LENGTH = 30
LISTED = 3

number = lru_cache(maxsize=4_096)(parse_number)
year = lru_cache(maxsize=4_096)(parse_year)
is_mark = lru_cache(maxsize=4_096)(is_blank_mark)


def quoted(text: str) -> str:
    """「…」 with the first line, cut where it is long; 「…」 inside of it become 『…』."""
    lines = text.strip().splitlines()
    first = lines[0] if lines else ""
    return in_quotes(f"{first[:NAME_LENGTH]}…" if len(first) > NAME_LENGTH else first)


def name_of(row: Row, contents: PlanContents) -> str:
    """What a finding calls the row: 施策A-1「予約バス」, 統計「高齢化率」, 統計の3行目."""
    number = contents.number_of(row)
    label, name = f"{row._meta.verbose_name}{number}", str(row).strip()
    if not name and not number:
        return f"{label}の{contents.place_of(row)}行目"
    return label + (quoted(name) if name else UNNAMED)


def listed(rows: Sequence[Row], contents: PlanContents) -> str:
    """The first few rows by name: 課題「…」、課題「…」ほか4件."""
    names = "、".join(name_of(row, contents) for row in rows[:LISTED])
    return f"{names}ほか{len(rows) - LISTED}件" if len(rows) > LISTED else names


def fiscal_year(number: int) -> str:
    """A fiscal year in words, whatever number stands in the database."""
    return fiscal_year_label(number, "era") if 1868 <= number <= 2200 else f"{number}年度"


def joined(words: Iterable[str]) -> str:
    return "・".join(words)


def is_unreadable_year(text: str) -> bool:
    """Something stands there, and it is no year."""
    return bool(text.strip()) and not is_mark(text) and year(text) is None


def year_hint(cell: str, example: str) -> str:
    """How to mend a year that cannot be read; a number that Excel left has a hint of its own."""
    day = excel_date(cell)
    if day is None:
        return example
    return (
        f"Excelの日付の番号のようです（{cell.strip()}は{date_label(day)}にあたります）。"
        "日付を文字で入力してください。"
    )


def is_unreadable_number(text: str) -> bool:
    """Something stands there, and it is neither a number nor a mark such as 「―」."""
    return bool(text.strip()) and not is_mark(text) and number(text) is None


def number_hint(cells: Iterable[str], example: str) -> str:
    """How to mend numbers that cannot be read; beside note marks there is a hint of its own."""
    if not any(map(has_note_mark, cells)):
        return example
    return (
        "数のほかに、注の印（①、¹⁾、※1など）や別の数があると読み取れません。"
        "値には数を1つだけ入れ、注は備考や出典に書いてください。"
    )
