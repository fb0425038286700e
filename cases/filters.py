"""What a reader asks of the library: the words and filters of the address, and what they offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import CharField, F, Model, QuerySet, TextChoices, Value

from cases.counts import Counts, counts_of_published
from cases.models import CaseQuerySet, PolicyField, PopulationBand
from cases.prefectures import from_north_to_south
from smartplan.structure.keys import PlanTypeKey
from smartplan.structure.models import Section, Stage, Track

LONGEST_SEARCH = 100
_LABELS = {
    "section": "計画の項目",
    "stage": "段階",
    "track": "論点",
    "field": "分野",
    "type": "類型",
    "population": "人口規模",
    "prefecture": "都道府県",
}
_LOOKUPS = {
    "section": "sections__key",
    "stage": "stages__key",
    "track": "tracks__key",
    "field": "fields__name",
    "type": "plan_type",
    "population": "population_band",
    "prefecture": "prefecture",
}


@dataclass(frozen=True)
class Option:
    """One value of a filter, with the number of published cases that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Filter:
    """One question of the search form, its answers, and the chosen one."""

    name: str
    options: tuple[Option, ...]
    chosen: Option | None = None

    @property
    def label(self) -> str:
        return _LABELS[self.name]


@dataclass(frozen=True)
class Condition:
    """One part of the question as shown, with the address that asks everything but this."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Search:
    """The whole question: words, filters, and what of the address could not be used."""

    words: str
    filters: tuple[Filter, ...]
    problems: tuple[str, ...] = ()

    @property
    def conditions(self) -> list[Condition]:
        """Every part of the question, each removable."""
        asked = {"q": ("言葉", self.words, self.words)} if self.words else {}
        for one in self.filters:
            if one.chosen:
                asked[one.name] = (one.label, one.chosen.label, one.chosen.value)
        return [
            Condition(
                label,
                shown,
                "?" + urlencode({key: part[2] for key, part in asked.items() if key != name}),
            )
            for name, (label, shown, _value) in asked.items()
        ]

    def apply(self, cases: CaseQuerySet) -> CaseQuerySet:
        """The cases that answer every part of the question."""
        for one in self.filters:
            if one.chosen:
                cases = cases.filter(**{_LOOKUPS[one.name]: one.chosen.value})
        return cases.matching(self.words)


def read_search(answers: Mapping[str, str]) -> Search:
    """The question in an address; what is not offered is left out and named in `problems`."""
    problems = []
    words = " ".join(answers.get("q", "").replace("\0", " ").split())
    if len(words) > LONGEST_SEARCH:
        words = words[:LONGEST_SEARCH].rstrip()
        problems.append(f"検索する言葉は{LONGEST_SEARCH}文字までです。はじめの部分で探しました。")
    filters = []
    for name, options in _offered().items():
        asked = answers.get(name, "").strip()
        chosen = next((option for option in options if option.value == asked), None)
        if asked and not chosen:
            shown = asked.replace("\0", "")[:30]
            problems.append(f"{_LABELS[name]}に「{shown}」はないため、この条件を外しました。")
        filters.append(Filter(name, options, chosen))
    return Search(words, tuple(filters), tuple(problems))


def _offered() -> dict[str, tuple[Option, ...]]:
    """Every option of every filter with its name of today, counted over the published cases."""
    counts = counts_of_published()
    linked: dict[str, list[Option]] = {"section": [], "stage": [], "track": [], "field": []}
    parts = [
        _named(Section, "section", "key"),
        _named(Stage, "stage", "key"),
        _named(Track, "track", "key"),
        _named(PolicyField, "field", "name"),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("kind", "place", "value")
    for kind, _place, value, label in rows:
        linked[kind].append(Option(value, label, counts[kind, value]))
    types = _listed("type", PlanTypeKey, counts)
    names = {value for kind, value in counts if kind == "prefecture" and value}
    prefectures = (
        Option(name, name, counts["prefecture", name])
        for name in sorted(names, key=from_north_to_south)
    )
    return {name: tuple(options) for name, options in linked.items()} | {
        "type": types,
        "population": _listed("population", PopulationBand, counts),
        "prefecture": tuple(prefectures),
    }


def _listed(kind: str, keys: type[TextChoices], counts: Counts) -> tuple[Option, ...]:
    return tuple(Option(key.value, key.label, counts[kind, key.value]) for key in keys)


def _named(model: type[Model], kind: str, code: str) -> QuerySet:
    return (
        model._default_manager.order_by()
        .annotate(
            kind=Value(kind, output_field=CharField()),
            place=F("position"),
            value=F(code),
            label=F("name"),
        )
        .values_list("kind", "place", "value", "label")
    )
