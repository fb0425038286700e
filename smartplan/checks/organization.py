"""Checks of section 4, 推進体制."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smartplan.checks.chapters import missing_texts
from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import listed, name_of
from smartplan.plans.models import CommitteeMember, OrganizationUnit, Partner, Row
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import PlanTypeKey, SectionKey

SECTION = SectionKey.ORGANIZATION
HINTS = {"method": "誰がいつ進み具合を確かめ、どう見直すか（PDCAなど）を書いてください。"}
GOOD_TO_HAVE = {
    "participation": "市民の声を聞く場（意見交換会、アンケートなど）を書いてください。",
    "funding": "初期費用と運用費を誰が担うか、想定できる範囲で書いてください。",
}


def check(contents: PlanContents) -> Iterator[Finding]:
    yield from missing_texts(contents, SECTION, HINTS)
    yield from missing_texts(contents, SECTION, GOOD_TO_HAVE, Level.NOTICE)
    yield from _units(contents)
    yield from _partners(contents)
    members = [row for row in contents.rows(CommitteeMember) if not row.affiliation.strip()]
    yield from _together(Level.NOTICE, "所属・職のない委員がいます", members, contents)


def _units(contents: PlanContents) -> Iterator[Finding]:
    units = contents.rows(OrganizationUnit)
    if not units:
        yield Finding(
            Level.WARNING,
            SECTION,
            "推進組織が1つもありません。",
            "推進本部、協議会、事務局など、計画を進める組織と役割を加えてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    for unit in units:
        if not unit.name.strip():
            message = f"推進組織の{contents.place_of(unit)}行目に名称がありません。"
            yield Finding(Level.WARNING, SECTION, message, "名称を入れてください。", to_row(unit))
        if unit.parent is None and unit.parent_id is not None:
            yield Finding(
                Level.ERROR,
                SECTION,
                f"{name_of(unit, contents)}の上位の組織をたどると、自分に戻ります。",
                "上位の組織を選び直してください。体制図では最上位に置きます。",
                to_row(unit),
            )
    silent = [unit for unit in units if unit.name.strip() and not unit.role.strip()]
    yield from _together(Level.WARNING, "役割が書かれていない推進組織があります", silent, contents)
    undated = [unit for unit in units if not unit.status]
    if undated and len(undated) < len(units):
        text = "設置済か検討中かが選ばれていない推進組織があります"
        yield from _together(Level.NOTICE, text, undated, contents)


def _partners(contents: PlanContents) -> Iterator[Finding]:
    partners = contents.rows(Partner)
    silent = [row for row in partners if not row.role.strip()]
    yield from _together(Level.NOTICE, "役割が書かれていない構成団体があります", silent, contents)
    unsorted = [row for row in partners if not row.sector]
    text = "区分（産・学・官・民・金）が選ばれていない構成団体があります"
    yield from _together(Level.NOTICE, text, unsorted, contents)
    outside = any(
        unit.side == OrganizationUnit.Side.OUTSIDE for unit in contents.rows(OrganizationUnit)
    )
    if contents.plan.plan_type == PlanTypeKey.AREA and not partners and not outside:
        yield Finding(
            Level.WARNING,
            SECTION,
            "エリアマネジメント型ですが、庁外の組織も構成団体もありません。",
            "地区のまちづくり団体など、推進の中心になる団体を加えてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )


def _together(
    level: Level, text: str, rows: Sequence[Row], contents: PlanContents
) -> Iterator[Finding]:
    """One finding for all the rows, with a link to the first."""
    if rows:
        message = f"{text}（{listed(rows, contents)}）。"
        yield Finding(level, SECTION, message, "分かる範囲で入れてください。", to_row(rows[0]))
