"""What every form of a plan sends beside its fields: the button that was pressed, its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smartplan.web.once import MARK, MARK_FIELD, new_mark

MOVES = frozenset({"up", "down"})


@dataclass(frozen=True)
class Do:
    """What a submit button asks for beside saving: "up:issues:3"."""

    verb: str
    rows_name: str = ""
    argument: str = ""

    @classmethod
    def read(cls, value: str) -> Do:
        verb, _, rest = value.partition(":")
        rows_name, _, argument = rest.partition(":")
        return cls(verb, rows_name, argument)

    @property
    def number(self) -> int | None:
        """The number that the button names; one that no database has as an id is none."""
        text = self.argument
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def mark_of_form(posted: Mapping[str, str]) -> str:
    """The mark that was made with the form: its new rows are known by it, sent once or twice."""
    sent = posted.get(MARK_FIELD, "")
    return sent if MARK.fullmatch(sent) else new_mark()


def page_number(query: Mapping[str, str], rows_name: str, pages: int) -> int:
    """The page of a table that the address asks for (?issues_page=2), within what there is."""
    asked = query.get(f"{rows_name}_page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return min(max(number, 1), max(pages, 1))
