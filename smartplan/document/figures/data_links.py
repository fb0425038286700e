"""サービス・データ連携図: services, what links them, and the data with its provider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smartplan.document.drawing import PORTRAIT_HEIGHT
from smartplan.document.figures.data_links_drawing import Heights, Link, chart
from smartplan.document.figures.fitting import enumerated, in_parts
from smartplan.document.tree import Figure
from smartplan.document.written import written
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import DataLink

KEY = "data_links"
CAPTION = "サービスとデータの連携"
NO_VIA = "（連携の方法は未定）"

Personal = DataLink.PersonalData
PERSONAL = {
    Personal.INCLUDED: "個人情報を含む",
    Personal.UNKNOWN: "個人情報の有無は検討中",
}


def figures(contents: PlanContents) -> tuple[Figure, ...]:
    """The links in three columns; in parts where they do not fit on one page."""
    links = [_link(contents, row) for row in _rows(contents)]
    parts = tuple(
        Figure(
            drawing=chart(part),
            caption=CAPTION,
            alternative=_alternative(part),
            key=KEY,
            note=_note(part),
        )
        for part in _parts(_by_service(links))
    )
    return in_parts(parts)


def is_drawn(contents: PlanContents) -> bool:
    """Is there a service or data to draw?"""
    return bool(_rows(contents))


def _rows(contents: PlanContents) -> list[DataLink]:
    return [row for row in written(contents, DataLink) if row.service or row.data]


def _link(contents: PlanContents, row: DataLink) -> Link:
    return Link(
        service=_clean(row.service),
        via=_clean(row.via) or NO_VIA,
        data=_clean(row.data),
        provider=_clean(row.provider),
        personal=PERSONAL.get(Personal(row.personal_data), "") if row.personal_data else "",
        is_personal=row.personal_data == Personal.INCLUDED,
        measure=f"施策{contents.measure_code(row.measure)}" if row.measure else "",
    )


def _clean(typed: str) -> str:
    return " ".join(typed.split())


# Parts ---------------------------------------------------------------------------------------


def _by_service(links: Sequence[Link]) -> list[list[Link]]:
    """The links of each service together, in the order in which the services first appear."""
    services: dict[str, list[Link]] = {}
    for link in links:
        services.setdefault(link.service, []).append(link)
    return list(services.values())


def _parts(services: Sequence[Sequence[Link]]) -> Iterator[list[Link]]:
    """As many services on a page as fit on it; a service that is too long goes on overleaf."""
    page: list[Link] = []
    heights = Heights()
    for service in services:
        if page and not _fit(heights.with_links(service)):
            yield page
            page, heights = [], Heights()
        for link in service:
            if page and not _fit(heights.with_links([link])):
                yield page
                page, heights = [], Heights()
            page.append(link)
            heights = heights.with_links([link])
    if page:
        yield page


def _fit(heights: Heights) -> bool:
    return heights.whole <= PORTRAIT_HEIGHT


# In words --------------------------------------------------------------------------------------


def _alternative(links: Sequence[Link]) -> str:
    told = enumerated([_told(link) for link in links])
    return f"サービスが、どの連携の方法で、どのデータを使うかを線で結んだ図。{told}。"


def _told(link: Link) -> str:
    provider = f"{link.provider}の" if link.provider else ""
    data = f"「{link.data}」" if link.data else "データ（未定）"
    personal = f"（{link.personal}）" if link.personal else ""
    return f"{link.service or 'サービス（未定）'}は{provider}{data}{personal}"


def _note(links: Sequence[Link]) -> str:
    found = {link.personal for link in links}
    told = []
    if PERSONAL[Personal.INCLUDED] in found:
        told.append("左端の斜線は、個人情報を含むデータです。")
    if PERSONAL[Personal.UNKNOWN] in found:
        told.append("破線の枠は、個人情報の有無を検討中のデータです。")
    return "".join(told)
