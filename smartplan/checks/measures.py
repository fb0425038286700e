"""Checks of section 5, 個別施策."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import joined, listed, name_of, quoted
from smartplan.plans.models import DataLink, Field, Indicator, Issue, Measure
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.MEASURES


def check(contents: PlanContents) -> Iterator[Finding]:
    measures = contents.rows(Measure)
    if not measures:
        yield Finding(
            Level.WARNING,
            SECTION,
            "施策が1つもありません。",
            "課題ごとに、計画期間中に何をするかを施策として加えてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )
    yield from _fields(contents)
    for measure in measures:
        yield from _measure(measure, contents)
    yield from _named_twice(contents)
    yield from _data_links(contents)


def _fields(contents: PlanContents) -> Iterator[Finding]:
    filled = {measure.field.pk for measure in contents.rows(Measure) if measure.field}
    for field in contents.rows(Field):
        if field.pk not in filled:
            message = f"{name_of(field, contents)}に施策がありません。"
            hint = "施策を加えるか、使わない分野なら消してください。"
            yield Finding(Level.WARNING, SECTION, message, hint, to_row(field))
    silent = [field for field in contents.rows(Field) if not field.vision.strip()]
    if silent:
        message = f"目指す姿が書かれていない分野があります（{listed(silent, contents)}）。"
        hint = "この分野で、市民の暮らしがどう変わるかを書いてください。"
        yield Finding(Level.NOTICE, SECTION, message, hint, to_row(silent[0]))


def _measure(measure: Measure, contents: PlanContents) -> Iterator[Finding]:
    name, link = partial(name_of, measure, contents), to_row(measure)
    missing = [
        label
        for label, there in (
            ("名称", measure.name.strip()),
            ("取組内容", measure.actions.strip()),
            ("対応する課題", contents.issues_of(measure) or not contents.rows(Issue)),
            ("KPI", contents.indicators_of(measure) or not contents.rows(Indicator)),
            ("担当課", measure.division.strip()),
        )
        if not there
    ]
    if missing:
        message = f"{name()}に{joined(missing)}がありません。"
        hint = "誰が、どの課題のために、何をし、何で測るかをそろえてください。"
        yield Finding(Level.WARNING, SECTION, message, hint, link)
    if measure.field is None and contents.rows(Field):
        message = f"{name()}の分野が選ばれていません。"
        hint = "体系図と施策の番号（A-1など）は分野から作ります。"
        yield Finding(Level.WARNING, SECTION, message, hint, link)
    unsaid = [
        label
        for label, there in (("目的", measure.purpose), ("効果", measure.effects))
        if not there.strip()
    ]
    if unsaid and measure.actions.strip():
        message = f"{name()}の{joined(unsaid)}が書かれていません。"
        hint = "取組が市民にもたらす効用を書くと、必要性が伝わります。"
        yield Finding(Level.NOTICE, SECTION, message, hint, link)


def _named_twice(contents: PlanContents) -> Iterator[Finding]:
    measures = contents.rows(Measure)
    counted = Counter(measure.name.strip() for measure in measures)
    for measure in measures:
        name = measure.name.strip()
        if name and counted[name] > 1:
            counted[name] = 0
            message = f"施策の名称{quoted(name)}が2つ以上の施策に付いています。"
            hint = "区別できる名称にするか、1つにまとめてください。"
            yield Finding(Level.NOTICE, SECTION, message, hint, to_row(measure))


def _data_links(contents: PlanContents) -> Iterator[Finding]:
    links = contents.rows(DataLink)
    for row in links:
        measure = row.measure
        personal = row.personal_data == DataLink.PersonalData.INCLUDED
        if personal and measure is not None and not measure.personal_data.strip():
            yield Finding(
                Level.WARNING,
                SECTION,
                f"{name_of(measure, contents)}は個人情報を含むデータ{quoted(row.data)}を"
                "使いますが、個人情報の扱いが書かれていません。",
                "利用目的、同意の取り方、提供先を施策の「個人情報の扱い」に書いてください。",
                to_row(measure),
            )
    unsaid = [row for row in links if not row.personal_data]
    if unsaid:
        message = (
            f"個人情報を含むかどうかが選ばれていない連携があります（{listed(unsaid, contents)}）。"
        )
        hint = "決まっていなければ「検討中」を選んでください。"
        yield Finding(Level.NOTICE, SECTION, message, hint, to_row(unsaid[0]))
    nobody = [row for row in links if not row.provider.strip()]
    if nobody:
        message = f"データの提供者のない連携があります（{listed(nobody, contents)}）。"
        hint = "どのデータを誰から得るかを入れてください。"
        yield Finding(Level.NOTICE, SECTION, message, hint, to_row(nobody[0]))
