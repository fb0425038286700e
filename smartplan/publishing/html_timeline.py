"""The roadmap's grid of fiscal years as an HTML table."""

from __future__ import annotations

from collections.abc import Iterator

from smartplan.publishing.document import FROM_BEFORE, GOES_ON, Bar, Lane, Timeline
from smartplan.publishing.html_tables import caption_of, columns_html, ident_of, percentages
from smartplan.publishing.html_words import lines, text

NAME_WIDTH = 22
"""The share of the grid's width that the names take, in per cent."""


def timeline_html(timeline: Timeline) -> str:
    """The grid of fiscal years; each measure is a body of its own, which stays whole."""
    widths = percentages([NAME_WIDTH, *[(100 - NAME_WIDTH) / timeline.slots] * timeline.slots])
    caption, label = caption_of(timeline)
    note = f'<p class="paragraph--note">{text(timeline.note)}</p>' if timeline.note else ""
    lanes = "".join(_lane(lane, timeline.slots) for lane in timeline.lanes)
    return (
        f'<div class="wide"{ident_of(timeline)} role="region" tabindex="0" aria-label="{label}">'
        f'<table class="timeline">{caption}{columns_html(widths)}'
        f"<thead>{_years(timeline)}</thead>{lanes}</table></div>{note}"
    )


def _years(timeline: Timeline) -> str:
    split = any(year.halves for year in timeline.years)
    rows = ' rowspan="2"' if split else ""
    first = [f'<th scope="col"{rows}>施策</th>']
    second = []
    for year in timeline.years:
        label = lines(year.label)
        if year.halves:
            first.append(f'<th scope="colgroup" colspan="{year.slots}">{label}</th>')
            second += [f'<th scope="col">{text(half)}</th>' for half in year.halves]
        else:
            first.append(f'<th scope="col"{rows}>{label}</th>')
    halves = f"<tr>{''.join(second)}</tr>" if second else ""
    return f"<tr>{''.join(first)}</tr>{halves}"


def _lane(lane: Lane, slots: int) -> str:
    span = f' rowspan="{len(lane.lines)}"' if len(lane.lines) > 1 else ""
    name = text(f"{lane.code}　{lane.name}".strip("　"))
    head = f'<th scope="rowgroup"{span}>{name}</th>'
    rows = []
    for place, line in enumerate(lane.lines):
        rows.append(f"<tr>{head if not place else ''}{''.join(_bars(line, slots))}</tr>")
    return f'<tbody class="lane">{"".join(rows)}</tbody>'


def _bars(line: tuple[Bar, ...], slots: int) -> Iterator[str]:
    place = 0
    for bar in line:
        yield "<td></td>" * (bar.first - place)
        width = bar.last - bar.first + 1
        span = f' colspan="{width}"' if width > 1 else ""
        phase = f'<span class="bar__phase">{text(bar.phase_name)}</span>' if bar.phase else ""
        gap = "<br>" if bar.phase and bar.label else ""
        kind = f"bar bar--{bar.phase}" if bar.phase else "bar"
        before = f'<span class="bar__before">{FROM_BEFORE}</span>' if bar.from_before else ""
        after = f'<span class="bar__after">{GOES_ON}</span>' if bar.goes_on else ""
        words = f"{phase}{gap}{lines(bar.label)}"
        yield f'<td class="{kind}"{span}>{before}{after}{words}</td>'
        place = bar.last + 1
    yield "<td></td>" * (slots - place)
