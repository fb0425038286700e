"""The scales of charts: round steps, and where a number stands between two ends."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to places: `low` stands at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, most: int = MOST_STEPS) -> tuple[float, ...]:
    """Round numbers in equal steps (1, 2 or 5 times a power of ten) that enclose both ends."""
    step = _step((high - low) or abs(high) or 1.0, most)
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        last += 1
    return tuple(place * step for place in range(first, last + 1))


def _step(span: float, most: int) -> float:
    power = 10.0 ** floor(log10(span / most))
    return next(
        power * factor for factor in (1, 2, 5, 10, 20) if span / (power * factor) <= most + 1e-9
    )
