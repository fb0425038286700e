"""Checks of the plan's own settings."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.checks.far_years import AROUND, HINT, is_far
from smartplan.checks.finding import Finding, Level, Link
from smartplan.checks.naming import is_unreadable_number, is_unreadable_year, quoted
from smartplan.plans.models import Chapter, Edition
from smartplan.plans.reading import PlanContents


def check(contents: PlanContents) -> Iterator[Finding]:
    plan = contents.plan
    link = Link("plan", plan.pk)
    if plan.start_year is None:
        yield Finding(
            Level.WARNING,
            None,
            "計画の初年度が決まっていません。",
            "計画の設定で初年度を選んでください。ロードマップの年度の列に使います。",
            link,
        )
    if is_unreadable_year(plan.issued):
        yield Finding(
            Level.WARNING,
            None,
            f"策定（公表）年月{quoted(plan.issued)}を年月として読めません。",
            "例：令和9年3月。入力したとおりに表紙に印刷します。",
            link,
        )
    if is_far(plan.issued, plan, AROUND):
        message = f"策定（公表）年月{quoted(plan.issued)}が、計画期間から大きく離れています。"
        yield Finding(Level.WARNING, None, message, HINT, link)
    if is_unreadable_number(plan.population):
        yield Finding(
            Level.NOTICE,
            None,
            f"人口{quoted(plan.population)}を数として読めません。",
            "例：82,300人。近い規模の事例を探すときに使います。",
            link,
        )
    yield from _editions(contents, link)


def _editions(contents: PlanContents, link: Link) -> Iterator[Finding]:
    if contents.plan.edition != Edition.FINAL:
        return
    unfinished = [
        chapter
        for chapter in contents.chapters
        if chapter.included and chapter.state != Chapter.State.DONE
    ]
    if unfinished:
        names = "、".join(quoted(chapter.title) for chapter in unfinished[:3])
        yield Finding(
            Level.WARNING,
            None,
            f"版が「確定」ですが、完了していない章が{len(unfinished)}件あります（{names}など）。",
            "章を完了にするか、版を「素案」や「案」に戻してください。",
            link,
        )
