"""What is wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 100
"""How many problems are listed; a file with more is wrong as a whole."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, at a path such as `rows.measures[3].field` (counted from 0)."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ContentError(Exception):
    """The content cannot be loaded; nothing of it was."""

    def __init__(self, problems: list[Problem]) -> None:
        if len(problems) > SHOWN:
            rest = Problem("", f"ほかに{len(problems) - SHOWN:,}件の問題があります。")
            problems = [*problems[:SHOWN], rest]
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
