"""Figures, and the rules by which two of them are combined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from typing import NamedTuple


class Figure(NamedTuple):
    """``numerator``, or ``numerator`` over ``denominator``; a numerator of None means no data.

    ``day`` is the day that the figure refers to; the rule ``latest`` takes the figure of the last day.
    """

    numerator: float | None = None
    denominator: float | None = None
    day: date = date.min

    @property
    def has_data(self) -> bool:
        return self.numerator is not None

    def value(self, factor: float = 1) -> float | None:
        """Return the number, or the ratio times ``factor``; None without data or if the denominator is zero."""
        if self.numerator is None or self.denominator is None:
            return self.numerator
        return self.numerator * factor / self.denominator if self.denominator else None


NO_DATA = Figure()


def _sum(a, b):
    """Add numerators and denominators separately."""
    pairs = zip(a[:2], b[:2], strict=True)
    parts = [y if x is None else x if y is None else x + y for x, y in pairs]
    return Figure(*parts, max(a.day, b.day))


def _rank(figure):
    """Return the sort key of a figure: its value, then its parts, so that the greatest of several is unique."""
    value = figure.value()
    return (value is not None, value or 0, figure.numerator, figure.denominator or 0, figure.day)


def _maximum(a, b):
    return max(a, b, key=_rank)


def _latest(a, b):
    return max(a, b, key=lambda figure: (figure.day, *_rank(figure)))


OVER_UNITS = {"sum": _sum, "maximum": _maximum}
OVER_TIME = {"sum": _sum, "latest": _latest, "maximum": _maximum}


def add(rule: str, a: Figure, b: Figure) -> Figure:
    """Combine two figures by ``rule``, a key of :data:`OVER_UNITS` or :data:`OVER_TIME`.

    All rules are associative and commutative; a figure without data is their neutral element.
    """
    if not a.has_data:
        return b if b.has_data else NO_DATA
    return OVER_TIME[rule](a, b) if b.has_data else a


def fold(rule: str, figures: Iterable[Figure]) -> Figure:
    """Combine all ``figures``; no data if none has any."""
    return reduce(lambda a, b: add(rule, a, b), figures, NO_DATA)
