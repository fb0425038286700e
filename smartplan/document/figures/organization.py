"""推進体制図: the organisation inside and outside the town hall, by phase, and its partners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from smartplan.document.drawing import (
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    PORTRAIT_HEIGHT,
    PORTRAIT_WIDTH,
    Drawing,
)
from smartplan.document.figures.fitting import enumerated, in_parts
from smartplan.document.figures.organization_drawing import Sector, chart
from smartplan.document.figures.organization_units import Line, lines_in, lines_of, ranked, side_of
from smartplan.document.tree import Figure
from smartplan.document.written import written
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import OrganizationUnit, Partner

KEY = "organization"
CAPTION = "推進体制"
NO_SIDE = "庁内・庁外の別を定めていない組織"
NO_SECTOR = "その他"

Side, Status, Phase = OrganizationUnit.Side, OrganizationUnit.Status, OrganizationUnit.Phase
SIDES = ((Side.INSIDE, Side.INSIDE.label), (Side.OUTSIDE, Side.OUTSIDE.label), ("", NO_SIDE))
PHASES = (Phase.LAUNCH, Phase.EXPANSION)

SECTORS = {
    Partner.Sector.INDUSTRY: "産（企業など）",
    Partner.Sector.ACADEMIA: "学（大学など）",
    Partner.Sector.GOVERNMENT: "官（行政）",
    Partner.Sector.CITIZENS: "民（市民・団体）",
    Partner.Sector.FINANCE: "金（金融機関）",
    "": NO_SECTOR,
}


@dataclass(frozen=True, slots=True)
class Organization:
    """What one chart shows: the units of a phase, and the partners as (sector, name)."""

    lines: tuple[Line, ...]
    partners: tuple[tuple[str, str], ...] = ()
    phase: str = ""
    phased: bool = False

    @property
    def caption(self) -> str:
        return f"{CAPTION}（{Phase(self.phase).label}）" if self.phase else CAPTION


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """One chart, or one for each phase where the units differ by phase."""
    if not is_drawn(contents):
        return ()
    lines, partners = tuple(lines_of(written(contents, OrganizationUnit))), _partners(contents)
    return tuple(
        figure for each in _by_phase(lines, partners) for figure in in_parts(_figures(each))
    )


def is_drawn(contents: PlanContents) -> bool:
    """Is there a unit of which something was written, or a partner with a name?"""
    return bool(written(contents, OrganizationUnit) or _partners(contents))


def _partners(contents: PlanContents) -> tuple[tuple[str, str], ...]:
    partners = written(contents, Partner)
    return tuple((row.sector, row.name.strip()) for row in partners if row.name.strip())


def _by_phase(
    lines: tuple[Line, ...], partners: tuple[tuple[str, str], ...]
) -> Iterator[Organization]:
    phases = {line.phase or Phase.BOTH for line in lines}
    if len(phases) > 1:
        for phase in PHASES:
            there = tuple(lines_in(lines, phase))
            yield Organization(there, partners, phase, phased=True)
    else:
        yield Organization(lines, partners, "".join(phases - {Phase.BOTH}))


def _figures(organization: Organization) -> list[Figure]:
    figure = Figure(
        drawing=Drawing(0, 0, ()),
        caption=organization.caption,
        alternative=_alternative(organization),
        key=KEY,
        note=_note(organization),
    )
    return [
        replace(figure, drawing=drawing, landscape=drawing.width > PORTRAIT_WIDTH)
        for drawing in _drawings(organization)
    ]


# Pages -----------------------------------------------------------------------------------------


def _drawings(organization: Organization) -> list[Drawing]:
    """One page upright, else one turned sideways, else a page or more for each area."""
    shown = {
        side: [place for place, line in enumerate(organization.lines) if line.side == side]
        for side, _ in SIDES
    }
    upright = _chart(organization, shown, organization.partners, PORTRAIT_WIDTH)
    if upright.height <= PORTRAIT_HEIGHT:
        return [upright]
    sideways = _chart(organization, shown, organization.partners, LANDSCAPE_WIDTH)
    if sideways.height <= LANDSCAPE_HEIGHT:
        return [sideways]
    drawings = [
        drawing
        for side, places in shown.items()
        for drawing in _pages_of_side(organization, side, places)
    ]
    partners = organization.partners
    return drawings + _fitting(
        len(partners), lambda part: _chart(organization, {}, partners[part], PORTRAIT_WIDTH)
    )


def _pages_of_side(organization: Organization, side: str, places: list[int]) -> list[Drawing]:
    order = list(ranked(organization.lines, places))
    return _fitting(
        len(order),
        lambda part: _chart(organization, {side: order[part]}, (), PORTRAIT_WIDTH),
    )


def _fitting(count: int, draw: Callable[[slice], Drawing]) -> list[Drawing]:
    """So many rows on as few pages as they fit on."""
    drawings: list[Drawing] = []
    for pages in range(1, count + 1):
        long = -(-count // pages)
        drawings = [draw(slice(start, start + long)) for start in range(0, count, long)]
        if all(drawing.height <= PORTRAIT_HEIGHT for drawing in drawings):
            break
    return drawings


def _chart(
    organization: Organization,
    shown: Mapping[str, Sequence[int]],
    partners: Sequence[tuple[str, str]],
    width: float,
) -> Drawing:
    phased = organization.phased
    sides = [
        side_of(label, organization.lines, shown[side], phased=phased)
        for side, label in SIDES
        if shown.get(side)
    ]
    return chart(sides, _sectors(partners), width)


def _sectors(partners: Sequence[tuple[str, str]]) -> list[Sector]:
    """The partners by sector, in the order 産学官民金."""
    sectors = (
        Sector(label, tuple(name for each, name in partners if each == sector))
        for sector, label in SECTORS.items()
    )
    return [sector for sector in sectors if sector.partners]


# In words --------------------------------------------------------------------------------------


def _alternative(organization: Organization) -> str:
    when = f"{Phase(organization.phase).label}の" if organization.phase else ""
    told = []
    for side, label in SIDES:
        names = [_told(line) for line in organization.lines if line.side == side]
        if names:
            told.append(f"{label}は{enumerated(names)}")
    for sector in _sectors(organization.partners):
        told.append(f"構成団体の{sector.name}は{enumerated(sector.partners)}")
    return f"{when}推進体制を組織の上下の線で示した図。{'。'.join(told)}。"


def _told(line: Line) -> str:
    return f"{line.name}（検討中）" if line.status == Status.PLANNED else line.name


def _note(organization: Organization) -> str:
    states = {line.status for line in organization.lines}
    if Status.PLANNED not in states:
        return ""
    return (
        "破線の枠は検討中の組織、実線の枠は設置済の組織です。"
        if "" not in states
        else ("破線の枠は検討中の組織です。")
    )
