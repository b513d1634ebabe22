"""Rates over counted statuses. A rate always names its denominator, as three are in use in provincial reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .table import CLASSES, DONE, OPEN


class Rate(NamedTuple):
    """``numerator`` of ``denominator``; the value is None, not zero, where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


#: name of the rate: (statuses counted, statuses of the denominator)
RATES = {
    "overdue_of_due": (CLASSES["open_overdue"], (*DONE, *CLASSES["open_overdue"])),
    "done_of_due": (DONE, (*DONE, *CLASSES["open_overdue"])),
    "on_time_of_done": (CLASSES["done_on_time"], DONE),
    "overdue_of_open": (CLASSES["open_overdue"], OPEN),
    "done_of_all": (DONE, (*DONE, *OPEN)),
}


def rates(counts: Mapping[str, int]) -> dict[str, Rate]:
    """All rates over ``counts`` (status: number of assignments). Suspended and cancelled work is in none of them."""
    return {
        name: Rate(sum(counts.get(s, 0) for s in part), sum(counts.get(s, 0) for s in whole))
        for name, (part, whole) in RATES.items()
    }
