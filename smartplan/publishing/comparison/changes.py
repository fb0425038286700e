"""What changed in one row (or text, or setting): cell by cell, in the words of its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.fields import Field as ModelField

from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Indicator, IndicatorValue, Picture, Row
from smartplan.publishing.comparison.cells import compared_fields, key_of, words_of_cell
from smartplan.publishing.comparison.text_diff import compared, is_same
from smartplan.publishing.comparison.tree import (
    ADDED,
    EMPTY,
    REMOVED,
    Change,
    Line,
    Piece,
    Side,
    whole,
)

Readable = Callable[[str], str]
"""A typed text as people read it: with words in place of references."""

_YEAR = IndicatorValue._meta.get_field("year")


class Changes:
    """What changed in the parts of a plan, between two of its contents."""

    def __init__(
        self, old: PlanContents, new: PlanContents, old_words: Readable, new_words: Readable
    ) -> None:
        self.old, self.new = old, new
        self.old_words, self.new_words = old_words, new_words
        self.adapted = town_words_of(new.plan.municipality).adapted

    def of_cells(self, old: Model, new: Model, place: str) -> Iterator[Change]:
        """The cells that differ; of an indicator also its yearly values."""
        for field in compared_fields(type(new)):
            if change := self._cell(field, old, new, place):
                yield change
        if isinstance(old, Indicator) and isinstance(new, Indicator):
            yield from self._values(old, new, place)
        if isinstance(old, Picture) and isinstance(new, Picture) and old.file_id != new.file_id:
            yield Change(place, "画像", *sides("（差し替え前の画像）", "（差し替え後の画像）"))

    def of_row(self, old: Row | None, new: Row | None, place: str) -> Change:
        """A row that came or went as a whole."""
        if new:
            words = self.new_words(self._whole(new, self.new))
            return Change(place, "", Side(note=ADDED), whole(words))
        assert old is not None  # noqa: S101 - one of them is there
        words = self.old_words(self._whole(old, self.old))
        return Change(place, "", whole(words), Side(note=REMOVED))

    def _whole(self, row: Row, contents: PlanContents) -> str:
        """All cells of a row, one below the other."""
        cells = (
            (self.adapted(str(field.verbose_name)), words_of_cell(field, row, contents).strip("\n"))
            for field in compared_fields(type(row))
        )
        lines = [f"{label}：{words}" for label, words in cells if words.strip()]
        if isinstance(row, Indicator):
            values = _values_of(row, contents).values()
            lines += [f"{_value_label(value, contents)}：{value.value}" for value in values]
        return "\n".join(lines) or EMPTY

    def _cell(
        self, field: ModelField[Any, Any], old: Model, new: Model, place: str
    ) -> Change | None:
        if key_of(field, old, self.old) == key_of(field, new, self.new):
            return None
        then = self.old_words(words_of_cell(field, old, self.old))
        now = self.new_words(words_of_cell(field, new, self.new))
        if is_same(then, now):
            return None
        label = self.adapted(str(field.verbose_name))
        if field.choices or field.is_relation:
            return Change(place, label, *sides(then, now))
        return Change(place, label, *compared(then, now))

    def _values(self, old: Indicator, new: Indicator, place: str) -> Iterator[Change]:
        then, now = _values_of(old, self.old), _values_of(new, self.new)
        for year in sorted({*then, *now}):
            before = then[year].value if year in then else ""
            after = now[year].value if year in now else ""
            if before != after:
                label = _value_label(now.get(year) or then[year], self.new)
                yield Change(place, label, *sides(before, after))


def sides(old: str, new: str) -> tuple[Side, Side]:
    """Two short values, each changed as a whole."""
    return _side(old), _side(new)


def _side(value: str) -> Side:
    return whole(value) if value.strip() else Side(note=EMPTY)


def renumbered(place: str, numbers: Iterable[tuple[str, str, str]]) -> Iterator[Change]:
    """One change for all that only have another number: visible, but not noise.

    Each has its number before, its number after, and what it is called.
    """
    changed = [(then, now, title) for then, now, title in numbers if then != now]
    if changed:
        old: list[Line] = [(Piece(then, True), Piece(f"　{title}")) for then, _, title in changed]
        new: list[Line] = [(Piece(now, True), Piece(f"　{title}")) for _, now, title in changed]
        yield Change(place, "", Side(tuple(old)), Side(tuple(new)))


def _values_of(indicator: Indicator, contents: PlanContents) -> dict[int, IndicatorValue]:
    return {
        value.year: value
        for value in contents.rows(IndicatorValue)
        if value.indicator_id == indicator.pk
    }


def _value_label(value: IndicatorValue, contents: PlanContents) -> str:
    return f"{words_of_cell(_YEAR, value, contents)}の値"
