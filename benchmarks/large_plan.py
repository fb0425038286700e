"""A plan of about 120 pages, made from the demo plan by copying its rows; always the same one."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

MEASURES = 40
INDICATORS = 100
TIMES = {
    **{"terms": 4, "issues": 8, "statistics": 8, "related_plans": 3, "goal_links": 3},
    **{"partners": 3, "committee_members": 3, "drafting_steps": 4, "principles": 2},
    **{"security_measures": 4, "guidelines": 4},
}
"""How many times as many of the other rows there are."""

TWICE = ("purpose", "actions", "effects")
"""Texts of a measure that are twice as long."""

Content = dict[str, Any]
Ids = dict[str, str]


def enlarged(content: Content) -> Content:
    """The plan's content with 40 measures and 100 indicators, and what hangs on them."""
    content = deepcopy(content)
    content["plan"]["title"] += "（大きな計画）"
    rows = content["rows"]
    for measure in rows["measures"]:
        for text in TWICE:
            measure[text] = f"{measure[text]}\n\n{measure[text]}"
    for kind, times in TIMES.items():
        first = list(rows[kind])
        for place in range(2, times + 1):
            rows[kind] += [_copy(row, place, kind) for row in first]
    _grow(rows, "indicators", INDICATORS)
    new_measures = _grow(rows, "measures", MEASURES)
    for kind in ("data_links", "roadmap_items"):
        first = list(rows[kind])
        for place, ids in new_measures.items():
            rows[kind] += [
                _copy(row, place, kind) | {"measure": ids[row["measure"]]}
                for row in first
                if row["measure"] in ids
            ]
    return content


def _grow(rows: Content, kind: str, count: int) -> dict[int, Ids]:
    """Copies until there are so many rows; the new id of each row by the number of the copy."""
    first = list(rows[kind])
    made: dict[int, Ids] = {}
    for number in range(len(first), count):
        place, source = number // len(first) + 1, first[number % len(first)]
        row = _copy(source, place, kind)
        made.setdefault(place, {})[source["id"]] = row["id"]
        rows[kind].append(row)
    return made


def _copy(row: Content, place: int, kind: str) -> Content:
    copied = deepcopy(row)
    copied["id"] = f"{row['id']}-{place}"
    for name in ("name", "title", "term"):
        if name in copied:
            copied[name] = f"{copied[name]}（{place}）"
    return copied
