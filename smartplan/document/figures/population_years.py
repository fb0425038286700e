"""The population of one year, as the chart draws and tells it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class People:
    """The population of one year; numbers that cannot be read are None."""

    label: str
    spoken: str
    kind: str
    projected: bool
    total: Decimal | None
    groups: tuple[Decimal, Decimal, Decimal] | None
    elderly: Decimal | None

    @property
    def height(self) -> Decimal | None:
        """How high the bar is: the total, or the three groups where they are more."""
        known = [number for number in (self.total, self._sum) if number is not None]
        return max(known) if known else None

    @property
    def _sum(self) -> Decimal | None:
        return sum(self.groups, Decimal(0)) if self.groups else None

    @property
    def exceeds(self) -> bool:
        return self.total is not None and self._sum is not None and self._sum > self.total

    @property
    def rest(self) -> Decimal:
        """The persons of the total who are in none of the three groups."""
        if self.total is None or self._sum is None or self.exceeds:
            return Decimal(0)
        return self.total - self._sum

    @property
    def share(self) -> Decimal | None:
        """The elderly in per cent of all; None when that cannot be told."""
        if not self.total or self.elderly is None or self.elderly > self.total:
            return None
        return self.elderly / self.total * 100

    @property
    def share_words(self) -> str:
        return str((self.share or Decimal(0)).quantize(Decimal("0.1")))
