"""Rates over counts by status. Each names its denominator, because provincial reports use three different ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .table import CLASSES, DONE, LEFT_OPEN, OPEN


class Rate(NamedTuple):
    """``numerator`` of ``denominator``. The value is None, not zero, if the denominator is zero."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


#: Name of the rate: (statuses counted, statuses of the denominator).
RATES = {
    "overdue_of_due": (CLASSES["open_overdue"], (*DONE, *CLASSES["open_overdue"])),
    "done_of_due": (DONE, (*DONE, *CLASSES["open_overdue"])),
    "on_time_of_done": (CLASSES["done_on_time"], DONE),
    "overdue_of_open": (CLASSES["open_overdue"], OPEN),
    "done_of_all": (DONE, (*DONE, *OPEN, *LEFT_OPEN)),
}


def rates(counts: Mapping[str, int]) -> dict[str, Rate]:
    """Return all rates over ``counts`` (status: number). None includes suspended or cancelled work."""
    return {
        name: Rate(sum(counts.get(s, 0) for s in part), sum(counts.get(s, 0) for s in whole))
        for name, (part, whole) in RATES.items()
    }
