"""What the summary says, as the plan says it: nothing is added, long things are cut and say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from smartplan.document.build import cover_of
from smartplan.document.measures_shown import WITHOUT_FIELD
from smartplan.document.references.referables import readable
from smartplan.document.values import number_with_unit, period, shown_year
from smartplan.document.written import written
from smartplan.japanese import markup
from smartplan.japanese.years import short_fiscal_year
from smartplan.plans.contents import PlanContents, letters
from smartplan.plans.models import (
    Field,
    FigureForm,
    Indicator,
    Issue,
    Measure,
    OrganizationUnit,
    Philosophy,
    PolicyText,
    PopulationRow,
    PurposeText,
    RelatedPlan,
    RoadmapItem,
    SituationText,
)
from smartplan.structure.keys import SectionKey


@dataclass(frozen=True, slots=True)
class Density:
    """How much goes onto the page, and how small it is set (points)."""

    size: float
    characters: int
    """Of one text."""
    lines: int
    """Of one list or table."""


DENSITIES = (
    Density(9.5, 420, 30),
    Density(9.0, 340, 24),
    Density(8.5, 260, 18),
    Density(8.0, 200, 14),
    Density(7.5, 150, 11),
    Density(7.0, 110, 8),
    Density(7.0, 70, 5),
)
"""From generous to dense: the first that fits is printed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table or a list: its lines, and how many did not find room.

    A first cell that says the same as the one above it belongs to the same group.
    """

    lines: tuple[tuple[str, ...], ...]
    left_out: int = 0
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the summary with its heading; empty parts are not printed."""

    heading: str
    text: str = ""
    listing: Listing | None = None
    vision: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.vision or (self.listing and self.listing.lines))


@dataclass(frozen=True, slots=True)
class Summary:
    title: str
    edition: str
    municipality: str
    period: str
    columns: tuple[tuple[Part, ...], ...]
    """Three columns of parts, in reading order."""


def gather(contents: PlanContents, density: Density) -> Summary:
    """The summary of a plan in the given density."""
    cover = cover_of(contents.plan)
    gathering = _Gathering(contents, density)
    columns = tuple(
        tuple(part for part in parts if not part.is_empty) for parts in gathering.columns()
    )
    return Summary(cover.title, cover.edition, cover.municipality, cover.period, columns)


def excerpt(text: str, longest: int) -> str:
    """The first paragraphs of a typed text: whole sentences if they fit, else cut with 「…」."""
    paragraphs = (each for each in markup.parse(text) if isinstance(each, markup.Paragraph))
    words = "".join(each.text.replace("\n", "") for each in paragraphs).strip()
    if len(words) <= longest:
        return words
    end = words.rfind("。", 0, longest)
    return words[: end + 1] if end > longest // 3 else f"{words[: longest - 1].rstrip()}…"


class _Gathering:
    def __init__(self, contents: PlanContents, density: Density) -> None:
        self.contents = contents
        self.density = density
        self.style = contents.plan.year_style

    def columns(self) -> tuple[tuple[Part, ...], ...]:
        return (
            (self._aim(), self._related(), self._population(), self._issues()),
            (self._vision(), self._ideas(), self._measures()),
            (self._indicators(), self._roadmap(), self._organization()),
        )

    def _is_printed(self, section: SectionKey) -> bool:
        return self.contents.chapter_of(section).included

    def _text(self, section: SectionKey) -> Any:
        return self.contents.text_of(section)

    def _excerpt(self, text: str) -> str:
        return excerpt(readable(text, self.contents), self.density.characters)

    def _listing(self, lines: Iterable[tuple[str, ...]], headings: tuple[str, ...] = ()) -> Listing:
        found = [line for line in lines if any(line)]
        most = self.density.lines
        return Listing(tuple(found[:most]), max(0, len(found) - most), headings)

    # The parts ----------------------------------------------------------------------------------

    def _aim(self) -> Part:
        text = cast(PurposeText, self._text(SectionKey.PURPOSE))
        printed = self._is_printed(SectionKey.PURPOSE)
        return Part("策定の趣旨", self._excerpt(text.aim or text.background) if printed else "")

    def _related(self) -> Part:
        rows = written(self.contents, RelatedPlan) if self._is_printed(SectionKey.PURPOSE) else []
        lines = ((row.name, row.get_relation_display()) for row in rows)
        return Part("上位・関連計画", listing=self._listing(lines))

    def _population(self) -> Part:
        if not self._is_printed(SectionKey.SITUATION):
            return Part("現状")
        text = cast(SituationText, self._text(SectionKey.SITUATION))
        return Part("現状", self._excerpt(text.overview), self._listing([(self._change(text),)]))

    def _change(self, text: SituationText) -> str:
        """「人口：2020年 82,300人 → 2045年 61,000人」; nothing where the plan leaves it out."""
        if text.figure_population == FigureForm.NONE:
            return ""
        rows = [row for row in self.contents.rows(PopulationRow) if row.year and row.total]
        if len(rows) < 2:
            return ""
        first, last = (
            f"{shown_year(row.year, self.style, 'calendar')} {number_with_unit(row.total, '人')}"
            for row in (rows[0], rows[-1])
        )
        guess = rows[-1].kind == PopulationRow.Kind.PROJECTION
        return f"人口：{first} → {last}{'〔推計〕' if guess else ''}"

    def _issues(self) -> Part:
        printed = self._is_printed(SectionKey.SITUATION)
        rows = written(self.contents, Issue) if printed else []
        return Part("課題", listing=self._listing((row.title,) for row in rows))

    def _vision(self) -> Part:
        text = cast(PolicyText, self._text(SectionKey.POLICY))
        if not self._is_printed(SectionKey.POLICY):
            return Part("将来像")
        return Part("将来像", vision=self._excerpt(text.vision), text=self._excerpt(text.concept))

    def _ideas(self) -> Part:
        printed = self._is_printed(SectionKey.POLICY)
        rows = written(self.contents, Philosophy) if printed else []
        return Part("基本理念", listing=self._listing((row.name,) for row in rows))

    def _measures(self) -> Part:
        if not self._is_printed(SectionKey.MEASURES):
            return Part("施策の体系")
        contents = self.contents
        lines: list[tuple[str, ...]] = []
        grouped = bool(contents.rows(Field))
        for measure in contents.measures_in_order():
            field, words = measure.field, f"{contents.measure_code(measure)}　{measure.name}"
            name = f"{letters(contents.place_of(field))}　{field.name}" if field else WITHOUT_FIELD
            lines.append((name, words) if grouped else (words,))
        heads = ("分野", "施策") if grouped else ()
        return Part("施策の体系", listing=self._listing(lines, heads))

    def _indicators(self) -> Part:
        if not self._is_printed(SectionKey.POLICY):
            return Part("主な指標")
        rows = written(self.contents, Indicator)
        rows.sort(key=lambda row: row.kind != Indicator.Kind.KGI)
        lines = (
            (
                row.name,
                self._value(row, row.baseline_value, row.baseline_year),
                self._value(row, row.target_value, row.target_year),
            )
            for row in rows
        )
        return Part("主な指標", listing=self._listing(lines, ("指標", "基準値", "目標値")))

    def _value(self, row: Indicator, value: str, year: str) -> str:
        shown = number_with_unit(value, row.unit)
        when = shown_year(year, self.style, row.year_kind).partition("（")[0]
        return shown + (f"\n（{when}）" if shown and when else "")

    def _roadmap(self) -> Part:
        if not self._is_printed(SectionKey.ROADMAP):
            return Part("ロードマップ")
        phases = list(RoadmapItem.Phase)
        items = self.contents.rows(RoadmapItem)
        lines = []
        for measure in self.contents.rows(Measure):
            own = [item for item in items if item.measure == measure]
            cells = [self._years(item for item in own if item.phase == phase) for phase in phases]
            if any(cells):
                lines.append((f"{self.contents.measure_code(measure)}　{measure.name}", *cells))
        headings = ("施策", *(str(phase.label) for phase in phases))
        return Part("ロードマップ（年度）", listing=self._listing(lines, headings))

    def _years(self, items: Iterable[RoadmapItem]) -> str:
        spans = [
            (item.start_year or item.end_year, item.end_year or item.start_year) for item in items
        ]
        known = sorted((first, last) for first, last in spans if first and last)
        return "、".join(
            period(short_fiscal_year(first), short_fiscal_year(last)) for first, last in known
        )

    def _organization(self) -> Part:
        printed = self._is_printed(SectionKey.ORGANIZATION)
        rows = written(self.contents, OrganizationUnit) if printed else []
        lines = (
            (row.name, "・".join(filter(None, (row.get_side_display(), row.get_status_display()))))
            for row in rows
        )
        return Part("推進体制", listing=self._listing(lines))
