"""Sums the figures of each unit with those of all units below it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from .figures import NO_DATA, Figure, add


class Tally(NamedTuple):
    """A figure with the reports ``expected`` for it, those ``reported`` (received with this figure), and those
    ``in_time``.
    """

    figure: Figure = NO_DATA
    expected: int = 0
    reported: int = 0
    in_time: int = 0

    @property
    def completeness(self) -> float | None:
        return self.reported / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        return self.in_time / self.expected if self.expected else None


EMPTY = Tally()


def combine(rule: str, a: Tally, b: Tally) -> Tally:
    """Combine two tallies; ``rule`` as in :func:`.figures.add`."""
    counts = (x + y for x, y in zip(a[1:], b[1:], strict=True))
    return Tally(add(rule, a.figure, b.figure), *counts)


def add_up(rule: str, parents: Mapping[Hashable, Hashable], own: Mapping[Hashable, Tally]) -> dict[Hashable, Tally]:
    """Return ``{unit: the combined tally of the unit and all units below it}``.

    ``parents`` maps each unit to the unit above it, except the topmost. Each unit is added to its parent once.
    """
    totals = dict(own)
    for unit in sorted({*parents, *own}, key=lambda unit: -_depth(unit, parents)):
        above = parents.get(unit)
        if above is not None and unit in totals:
            totals[above] = combine(rule, totals.get(above, EMPTY), totals[unit])
    return totals


def _depth(unit, parents):
    depth = 0
    while (unit := parents.get(unit)) is not None:
        depth += 1
    return depth
