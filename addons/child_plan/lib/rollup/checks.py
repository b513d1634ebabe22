"""Finds doubtful figures, and compares a figure with its target."""

from __future__ import annotations

from collections.abc import Iterable

from .figures import NO_DATA, Figure

#: These figures cannot be true, so the report cannot be submitted. Other doubts have to be explained in a note.
BLOCKING = ("negative", "no_denominator", "over_denominator", "part_over_whole")

JUMP = 0.5  # relative to last period's value, up or down
SMALL = 10  # counts below this are not checked for jumps


def check(figure: Figure, last: Figure = NO_DATA, parts: Iterable[Figure] = ()) -> list[str]:
    """Return the codes of what is wrong or doubtful about ``figure``; none if it has no data.

    :param last: the same figure of the previous period
    :param parts: its breakdown by one property (girls and boys)
    """
    numerator, denominator, _day = figure
    if numerator is None:
        return []
    doubts = []
    if min(numerator, denominator or 0) < 0:
        doubts.append("negative")
    if denominator is not None and not denominator and numerator:
        doubts.append("no_denominator")
    elif denominator is not None and numerator > denominator:
        doubts.append("over_denominator")
    if any(_exceeds(part, figure) for part in parts):
        doubts.append("part_over_whole")
    if not doubts and _jumps(figure, last):
        doubts.append("jump")
    return doubts


def _exceeds(part, whole):
    return any(p is not None and w is not None and p > w for p, w in zip(part[:2], whole[:2], strict=True))


def _jumps(figure, last):
    now, before = figure.value(), last.value()
    if now is None or before is None or max(abs(figure.numerator), abs(last.numerator)) < SMALL:
        return False
    return abs(now - before) > JUMP * abs(before)


COMPARE = {
    "ge": lambda value, target: value >= target,
    "gt": lambda value, target: value > target,
    "le": lambda value, target: value <= target,
    "lt": lambda value, target: value < target,
    "eq": lambda value, target: abs(value - target) < 1e-9,
}


def achievement(value: float | None, comparator: str, target: float, baseline: float | None, elapsed: float) -> str:
    """Return ``reached``, ``on_track``, ``behind`` or ``no_data``.

    A value is on track if it lies on or beyond the straight line from ``baseline`` to ``target`` after the share
    ``elapsed`` (0 to 1) of the time. Without a baseline, the line of a value that has to grow begins at zero; a value
    that has to stay below a limit, and does not, is behind.
    """
    if value is None:
        return "no_data"
    if COMPARE[comparator](value, target):
        return "reached"
    if baseline is None:
        if comparator in ("le", "lt"):
            return "behind"
        baseline = 0.0
    expected = baseline + (target - baseline) * min(max(elapsed, 0.0), 1.0)
    ahead = value >= expected if target >= baseline else value <= expected
    return "on_track" if ahead and elapsed < 1 else "behind"
