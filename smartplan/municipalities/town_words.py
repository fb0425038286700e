"""What a municipality calls itself: 市, 町, 村, 区, 県 and their people.

Our own texts (labels, hints, headings) are written for a city (市); here they get the words of the
municipality whose page it is. What somebody typed is never changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from smartplan.municipalities.models import Municipality

_WRITTEN = re.compile(
    # A tenet's own name stays; 都市の…, 市町村 and 市場 hold no word of ours.
    r"市民中心主義|○○市長|○○市|市民|市長|市章|市全域|(?<!都)市(?=の|、)|国・県"
)


@dataclass(frozen=True, slots=True)
class TownWords:
    """The words of one kind of municipality."""

    body: str
    people: str
    head: str
    whole: str
    region: str
    """What the prefecture around it is called (県, 都, 道, 府)."""

    def adapted(self, text: str) -> str:
        """A text of ours, written for a city, in the words of this municipality."""
        return text if self.body == "市" and self.region == "県" else _WRITTEN.sub(self._word, text)

    def _word(self, found: re.Match[str]) -> str:
        head = self.head if self.head.startswith(self.body) else f"{self.body}{self.head}"
        return {
            "市民中心主義": "市民中心主義",
            "○○市長": f"○○{head}",
            "○○市": f"○○{self.body}",
            "市民": self.people,
            "市長": self.head,
            "市章": f"{self.body}章",
            "市全域": self.whole,
            "国・県": f"国・{self.region}",
        }.get(found.group(), self.body)


def town_words_of(municipality: Municipality) -> TownWords:
    """「町・町民・町長」 for a town, 「県・県民・知事」 for a prefecture."""
    return _words(municipality.kind, municipality.prefecture[-1:])


@lru_cache
def _words(kind: str, region: str) -> TownWords:
    region = region if region in ("都", "道", "府") else "県"
    if kind == Municipality.Kind.PREFECTURE:
        return TownWords(region, f"{region}民", "知事", f"{region}全域", region)
    body = (
        {
            Municipality.Kind.WARD: "区",
            Municipality.Kind.TOWN: "町",
            Municipality.Kind.VILLAGE: "村",
        }.get(Municipality.Kind(kind), "市")
        if kind in Municipality.Kind.values
        else "市"
    )
    return TownWords(body, f"{body}民", f"{body}長", f"{body}全域", region)
