"""推進体制: the organisation as a tree, partners, how it works; the members in the 資料編."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

from smartplan.document.blocks import cell, joined, prose, section, shown_as, table
from smartplan.document.figures import organization
from smartplan.document.tree import Blocks, CellKind, Column
from smartplan.document.written import written
from smartplan.municipalities.town_words import town_words_of
from smartplan.plans.choice_labels import choice_label
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Chapter,
    CommitteeMember,
    OrganizationText,
    OrganizationUnit,
    Partner,
)
from smartplan.plans.typed_cells import has_words
from smartplan.structure.keys import SectionKey

DEEPEST = 5
"""How many steps a name is moved in; deeper units stand at this step."""


def build(contents: PlanContents, chapter: Chapter) -> Blocks:
    text = cast(OrganizationText, contents.text_of(SectionKey.ORGANIZATION))
    people = town_words_of(contents.plan.municipality).people
    return joined(
        section(
            "推進組織",
            shown_as(text.figure_organization, organization.figures, contents, _units(contents)),
        ),
        section("構成団体", _partners(contents)),
        section("推進の方法", prose(text.method)),
        section(f"{people}参画", prose(text.participation)),
        section("資金計画の考え方", prose(text.funding)),
    )


def members(contents: PlanContents) -> Blocks:
    columns = (
        Column("役職", 16, CellKind.CENTER),
        Column("氏名", 24),
        Column("所属・職", 40),
        Column("備考", 20),
    )
    rows = [
        (row.post, row.name, row.affiliation, row.note) for row in contents.rows(CommitteeMember)
    ]
    return table(columns, rows, caption="委員名簿", keep=0, key="members")


def tree(units: list[OrganizationUnit]) -> Iterator[tuple[int, OrganizationUnit]]:
    """Each unit once with its depth, parents before children, even if parents form a ring."""
    children: dict[int | None, list[OrganizationUnit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in units:
        children[unit.parent_id if unit.parent_id in known else None].append(unit)
    seen: set[int] = set()
    for start in (*children[None], *units):
        waiting = [(0, start)]
        while waiting:
            depth, unit = waiting.pop()
            if unit.pk not in seen:
                seen.add(unit.pk)
                yield depth, unit
                waiting.extend((depth + 1, child) for child in reversed(children[unit.pk]))


def _units(contents: PlanContents) -> Blocks:
    columns = (
        Column("組織", 30),
        Column("庁内・\n庁外", 12, CellKind.CENTER),
        Column("設置の\n状況", 15, CellKind.CENTER),
        Column("時期", 18, CellKind.CENTER),
        Column("役割", 44, CellKind.PROSE),
        Column("構成員", 28, CellKind.PROSE),
    )
    rows = [
        (
            cell(f"└ {unit.name}" if depth else unit.name, depth=min(depth, DEEPEST)),
            choice_label(unit, "side"),
            choice_label(unit, "status"),
            choice_label(unit, "phase").replace("・", "\n"),
            unit.role,
            unit.members,
        )
        for depth, unit in tree(contents.rows(OrganizationUnit))
        if has_words(unit)
    ]
    return table(columns, rows, caption="推進組織と役割", key="units")


def _partners(contents: PlanContents) -> Blocks:
    columns = (
        Column("区分", 10, CellKind.CENTER),
        Column("団体の名称", 40),
        Column("役割", 50),
    )
    rows = [(choice_label(row, "sector"), row.name, row.role) for row in written(contents, Partner)]
    return table(
        columns,
        rows,
        caption="構成団体",
        note="区分：産＝企業など、学＝大学など、官＝行政、民＝市民・団体、金＝金融機関",
        keep=2,
        key="partners",
    )
