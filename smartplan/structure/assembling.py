"""From the rows of the structure to the values that pages show."""

from __future__ import annotations

from typing import Any

from smartplan.structure.keys import PlanTypeKey, SectionKey, StageKey, TrackKey
from smartplan.structure.models import StageTask, Tenet
from smartplan.structure.reading import LINKS, Row
from smartplan.structure.wording import (
    ActivityWording,
    Example,
    Guidance,
    ModelItemWording,
    Overview,
    OverviewRow,
    PlanTypeWording,
    Question,
    SectionWording,
    SecurityCategoryWording,
    StageWording,
    Style,
    Task,
    TenetWording,
    TrackWording,
    cell_lines,
    lines_of,
)

Rows = dict[str, list[Row]]

# Which tracks of the overview a section answers. The sources do not say so: our own assignment.
TRACKS_OF_SECTION: dict[SectionKey, tuple[TrackKey, ...]] = {
    SectionKey.PURPOSE: (TrackKey.OVERALL,),
    SectionKey.SITUATION: (TrackKey.OVERALL, TrackKey.PARTICIPATION),
    SectionKey.POLICY: (TrackKey.OVERALL, TrackKey.EVALUATION),
    SectionKey.ORGANIZATION: (TrackKey.ORGANIZATION, TrackKey.FUNDING, TrackKey.PARTICIPATION),
    SectionKey.MEASURES: (TrackKey.OVERALL, TrackKey.CITY_OS, TrackKey.FUNDING),
    SectionKey.ROADMAP: (TrackKey.OVERALL, TrackKey.EVALUATION),
    SectionKey.SECURITY: (TrackKey.CITY_OS, TrackKey.ORGANIZATION),
    SectionKey.GLOSSARY: (TrackKey.PARTICIPATION,),
}


def pieces(rows: Rows) -> dict[str, Any]:
    """Every piece of guidance by its name: one for each section, the overview, the types …"""
    rows = {kind: list(found) for kind, found in rows.items()}
    common = {
        "stages": _stages(rows),
        "overview": _overview(rows),
        "plan_types": _plan_types(rows),
        "model_items": _model_items(rows),
        "security_categories": _security_categories(rows),
        **{kind.value: _tenets(rows, kind) for kind in Tenet.Kind},
    }
    return {**common, **{key.value: _guidance(rows, key, common) for key in SectionKey}}


def _guidance(rows: Rows, key: SectionKey, common: dict[str, Any]) -> Guidance:
    def own(kind: str) -> list[Row]:
        return [row for row in rows.get(kind, ()) if row["section"] == key]

    policy, security = key == SectionKey.POLICY, key == SectionKey.SECURITY
    return Guidance(
        section=_section(rows, key),
        questions=tuple(Question(row["text"], row["hint"]) for row in own("guidingquestion")),
        styles=tuple(
            Style(row["key"], row["name"], row["description"]) for row in own("sectionstyle")
        ),
        examples=tuple(
            Example(row["city"], row["note"], row["case_number"], row["source"], row["edition"])
            for row in own("sectionexample")
        ),
        model_items=tuple(item for item in common["model_items"] if key in item.sections),
        activities=tuple(
            cell
            for line in common["overview"].rows
            for cell in line.cells
            if cell and cell.track in TRACKS_OF_SECTION[key]
        ),
        philosophies=common[Tenet.Kind.PHILOSOPHY.value] if policy else (),
        principles=common[Tenet.Kind.PRINCIPLE.value] if policy else (),
        security_categories=common["security_categories"] if security else (),
    )


def _section(rows: Rows, key: SectionKey) -> SectionWording:
    for row in rows.get("section", ()):
        if row["key"] == key:
            points = lines_of(row["points"])
            return SectionWording(
                key, row["name"], row["summary"], points, row["source"], row["edition"]
            )
    return SectionWording(key, key.label)


def _stages(rows: Rows) -> tuple[StageWording, ...]:
    def tasks(stage: str, kind: StageTask.Kind) -> tuple[Task, ...]:
        return tuple(
            Task(row["title"], row["description"])
            for row in rows.get("stagetask", ())
            if row["stage"] == stage and row["kind"] == kind
        )

    return tuple(
        StageWording(
            StageKey(row["key"]),
            row["name"],
            row["definition"],
            row["lead"],
            tasks(row["key"], StageTask.Kind.ACTIVITY),
            tasks(row["key"], StageTask.Kind.CAUTION),
            row["source"],
            row["edition"],
            row["remark"],
        )
        for row in rows.get("stage", ())
    )


def _overview(rows: Rows) -> Overview:
    tracks = tuple(
        TrackWording(
            TrackKey(row["key"]), row["name"], row["goal"], row["description"], row["remark"]
        )
        for row in rows.get("track", ())
    )
    texts = {(row["stage"], row["track"]): row for row in rows.get("activity", ())}

    def cell(stage: StageWording, track: TrackWording) -> ActivityWording | None:
        row = texts.get((stage.key, track.key))
        if row is None:
            return None
        lines = cell_lines(row["text"])
        return ActivityWording(stage.key, stage.name, track.key, track.name, lines)

    first: Row = next(iter(rows.get("activity", ())), {"source": "", "edition": ""})
    noted = (*rows.get("track", ()), *rows.get("activity", ()))
    return Overview(
        tracks=tracks,
        rows=tuple(
            OverviewRow(stage, tuple(cell(stage, track) for track in tracks))
            for stage in _stages(rows)
        ),
        source=first["source"],
        edition=first["edition"],
        notes=tuple(row["remark"] for row in noted if row["remark"]),
    )


def _plan_types(rows: Rows) -> tuple[PlanTypeWording, ...]:
    return tuple(
        PlanTypeWording(
            PlanTypeKey(row["key"]),
            row["name"],
            row["description"],
            {
                line["label"]: lines_of(line["text"])
                for line in rows.get("plantypeattribute", ())
                if line["plan_type"] == row["key"]
            },
            row["source"],
            row["edition"],
            row["remark"],
        )
        for row in rows.get("plantype", ())
    )


def _model_items(rows: Rows) -> tuple[ModelItemWording, ...]:
    links = {(row["item"], row["section"]) for row in rows.get(LINKS, ())}
    return tuple(
        ModelItemWording(
            row["name"],
            row["content"],
            row["home"],
            tuple(key for key in SectionKey if (row["key"], key.value) in links),
            row["source"],
            row["edition"],
        )
        for row in rows.get("modelitem", ())
    )


def _tenets(rows: Rows, kind: Tenet.Kind) -> tuple[TenetWording, ...]:
    return tuple(
        TenetWording(row["name"], row["description"], row["source"], row["edition"])
        for row in rows.get("tenet", ())
        if row["kind"] == kind
    )


def _security_categories(rows: Rows) -> tuple[SecurityCategoryWording, ...]:
    return tuple(
        SecurityCategoryWording(
            row["key"],
            row["name"],
            row["description"],
            lines_of(row["examples"]),
            row["source"],
            row["edition"],
            row["remark"],
        )
        for row in rows.get("securitycategory", ())
    )
