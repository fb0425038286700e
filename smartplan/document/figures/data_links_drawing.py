"""Drawing of services, links and data in three columns, with lines between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from smartplan.document.drawing import (
    PORTRAIT_WIDTH,
    SOFT,
    WHITE,
    Area,
    Box,
    Drawing,
    Hatch,
    Shape,
    Stroke,
)
from smartplan.document.figures.lettering import Words, height_needed, lettered

BOX, DATA_BOX = 108.0, 128.0
LANE = (PORTRAIT_WIDTH - 2 * BOX - DATA_BOX) / 2
HEAD, BELOW_HEAD, BETWEEN, PAD = 18.0, 8.0, 7.0, 4.0
STRIP = 8.0
"""The width of the hatched strip at personal data."""


NOWHERE = Area(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Link:
    """A service that uses data by way of something; any of them may be empty."""

    service: str
    via: str
    data: str
    provider: str = ""
    personal: str = ""
    """What is said of personal data in it; empty where it has none."""
    is_personal: bool = False
    measure: str = ""

    @property
    def has_source(self) -> bool:
        return bool(self.data or self.provider)

    @property
    def source(self) -> tuple[str, str, str]:
        """What makes data the same box: its name, its provider, and whether it is personal."""
        return (self.data, self.provider, self.personal)


@dataclass(slots=True)
class Node:
    """A box with its words; `beside` are the places of its neighbours in the column before."""

    words: tuple[Words, ...]
    is_personal: bool = False
    is_unsure: bool = False
    fill: str = WHITE
    beside: list[int] = field(default_factory=list)
    area: Area = NOWHERE


Nodes = dict[object, Node]


def chart(links: Sequence[Link]) -> Drawing:
    """The links in three columns, equal names in one box; it is as high as its longest column."""
    services = _services(links)
    vias = _vias(links, services)
    sources = _sources(links, vias)
    columns = ((services, BOX), (vias, BOX), (sources, DATA_BOX))
    heights = [_height(nodes, width) for nodes, width in columns]
    top, room = HEAD + BELOW_HEAD, max(heights)
    x = 0.0
    for (nodes, width), height in zip(columns, heights, strict=True):
        _place(nodes, x, top, width, room - height)
        x += width + LANE
    shapes = (
        *_heads(),
        *_lines(links, services, vias, sources),
        *(shape for nodes, _ in columns for node in nodes.values() for shape in _box(node)),
    )
    return Drawing(PORTRAIT_WIDTH, top + room, shapes)


@dataclass
class Heights:
    """How high the columns of a chart are; told link by link, without drawing it."""

    services: dict[str, float] = field(default_factory=dict)
    vias: dict[str, float] = field(default_factory=dict)
    sources: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def with_links(self, links: Iterable[Link]) -> Heights:
        """The same with more links."""
        found = Heights(dict(self.services), dict(self.vias), dict(self.sources))
        for link in links:
            found._add(link)
        return found

    def _add(self, link: Link) -> None:
        if link.service:
            # One line more where a measure is named, however many are.
            height = _node_height(_service(link.service, link.measure), BOX)
            self.services[link.service] = max(height, self.services.get(link.service, 0.0))
        if link.via not in self.vias:
            self.vias[link.via] = _node_height(_via(link.via), BOX)
        if link.has_source and link.source not in self.sources:
            self.sources[link.source] = _node_height(_source(link), DATA_BOX)

    @property
    def whole(self) -> float:
        """The height of the whole chart."""
        columns = (self.services, self.vias, self.sources)
        return (
            HEAD
            + BELOW_HEAD
            + max(sum(height + BETWEEN for height in column.values()) for column in columns)
        )


# Boxes -----------------------------------------------------------------------------------------


def _services(links: Sequence[Link]) -> Nodes:
    names = dict.fromkeys(link.service for link in links if link.service)
    return {name: _service(name, _measures(links, name)) for name in names}


def _service(name: str, measures: str) -> Node:
    return Node((Words(name, 8.0, bold=True), *_small(measures)))


def _measures(links: Sequence[Link], service: str) -> str:
    codes = (link.measure for link in links if link.service == service and link.measure)
    return "、".join(dict.fromkeys(codes))


def _vias(links: Sequence[Link], services: Nodes) -> Nodes:
    nodes: Nodes = {}
    places = {name: place for place, name in enumerate(services)}
    for link in links:
        if link.via not in nodes:
            nodes[link.via] = _via(link.via)
        nodes[link.via].beside += [places[link.service]] if link.service else []
    return _sorted(nodes)


def _via(name: str) -> Node:
    return Node((Words(name, 7.5),), fill=SOFT[2])


def _sources(links: Sequence[Link], vias: Nodes) -> Nodes:
    nodes: Nodes = {}
    places = {name: place for place, name in enumerate(vias)}
    for link in links:
        if link.has_source:
            if link.source not in nodes:
                nodes[link.source] = _source(link)
            nodes[link.source].beside.append(places[link.via])
    return _sorted(nodes)


def _source(link: Link) -> Node:
    words = (
        Words(link.data or "（データは未定）", 7.5, bold=True),
        *_small(f"提供：{link.provider}" if link.provider else "", most=2),
        *_small(link.personal),
    )
    return Node(words, link.is_personal, bool(link.personal) and not link.is_personal)


def _small(text: str, most: int = 1) -> tuple[Words, ...]:
    return (Words(text, 6.5, most=most),) if text else ()


def _sorted(nodes: Nodes) -> Nodes:
    """Each box near its neighbours, so that few lines cross."""

    def middle(entry: tuple[object, Node]) -> float:
        beside = entry[1].beside
        return sum(beside) / len(beside) if beside else float("inf")

    return dict(sorted(nodes.items(), key=middle))


# Places ----------------------------------------------------------------------------------------


def _room(node: Node, area_width: float) -> float:
    """The width that a box leaves to its words."""
    return area_width - 2 * PAD - (STRIP if node.is_personal else 0.0)


def _node_height(node: Node, width: float) -> float:
    return height_needed(node.words, _room(node, width)) + 2 * PAD


def _height(nodes: Nodes, width: float) -> float:
    return sum(_node_height(node, width) + BETWEEN for node in nodes.values())


def _place(nodes: Nodes, x: float, y: float, width: float, spare: float) -> None:
    """Spread the boxes of a column over the height of the longest one."""
    more = spare / max(len(nodes), 1)
    y += more / 2
    for node in nodes.values():
        height = _node_height(node, width)
        node.area = Area(x, y, width, height)
        y += height + BETWEEN + more


# Shapes ----------------------------------------------------------------------------------------


def _heads() -> Iterator[Shape]:
    heads = (("サービス", BOX), ("連携基盤・連携の方法", BOX), ("データ（提供者）", DATA_BOX))
    x = 0.0
    for text, width in heads:
        area = Area(x, 0, width, HEAD)
        yield Box(area, fill=SOFT[2])
        yield from lettered(area, (Words(text, 8.5, bold=True, most=1),))
        x += width + LANE


def _lines(links: Sequence[Link], services: Nodes, vias: Nodes, sources: Nodes) -> Iterator[Shape]:
    """From the data to what links it, and on to the service that uses it."""
    drawn: set[tuple[float, ...]] = set()
    for link in links:
        via = vias[link.via].area
        ends = [(services[link.service].area, via)] if link.service else []
        ends += [(via, sources[link.source].area)] if link.source in sources else []
        for left, right in ends:
            start = (right.x, right.y + right.height / 2)
            end = (left.right, left.y + left.height / 2)
            if (*start, *end) not in drawn:
                drawn.add((*start, *end))
                yield Stroke((start, end), weight=0.9, arrow_end=True)


def _box(node: Node) -> Iterator[Shape]:
    area = node.area
    yield Box(
        area, fill=node.fill, dashed=node.is_unsure, weight=1.0, radius=0 if node.is_personal else 2
    )
    left = area.x + PAD
    if node.is_personal:
        yield Box(Area(area.x, area.y, STRIP, area.height), hatch=Hatch.DIAGONAL, weight=1.0)
        left += STRIP
    yield from lettered(Area(left, area.y, _room(node, area.width), area.height), node.words)
