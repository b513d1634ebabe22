"""Figures, and the rules by which two of them become one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import NamedTuple


class Figure(NamedTuple):
    """``numerator``, or ``numerator`` over ``denominator``; a numerator of None is no data.

    ``day`` is the day that the figure speaks of: among several, the rule ``latest`` takes that of the last day.
    """

    numerator: float | None = None
    denominator: float | None = None
    day: date = date.min

    @property
    def has_data(self) -> bool:
        return self.numerator is not None

    def value(self, factor: float = 1) -> float | None:
        """The number itself, or the ratio times ``factor``; None without data or with nothing to divide by."""
        if self.numerator is None or self.denominator is None:
            return self.numerator
        return self.numerator * factor / self.denominator if self.denominator else None


NO_DATA = Figure()


def _sum(a, b):
    """The parts are added, each for itself."""
    pairs = zip(a[:2], b[:2], strict=True)
    parts = [y if x is None else x if y is None else x + y for x, y in pairs]
    return Figure(*parts, max(a.day, b.day))


def _rank(figure):
    """Orders figures by value; those of equal value by their parts, so that the greatest is one and the same."""
    value = figure.value()
    return (value is not None, value or 0, figure.numerator, figure.denominator or 0, figure.day)


def _maximum(a, b):
    return max(a, b, key=_rank)


def _latest(a, b):
    return max(a, b, key=lambda figure: (figure.day, *_rank(figure)))


OVER_UNITS = {"sum": _sum, "maximum": _maximum}
OVER_TIME = {"sum": _sum, "latest": _latest, "maximum": _maximum}


def add(rule: str, a: Figure, b: Figure) -> Figure:
    """The figure of both together by ``rule``, a key of :data:`OVER_UNITS` or :data:`OVER_TIME`.

    The rules are associative and do not depend on the order; no data changes nothing.
    """
    if not a.has_data:
        return b if b.has_data else NO_DATA
    return OVER_TIME[rule](a, b) if b.has_data else a


def fold(rule: str, figures: Iterable[Figure]) -> Figure:
    """All ``figures`` together; no data where none has any."""
    return reduce(lambda a, b: add(rule, a, b), figures, NO_DATA)
