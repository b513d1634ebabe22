"""What makes a reported figure doubtful, and how a figure stands to its target."""

from __future__ import annotations

from collections.abc import Iterable

from .figures import NO_DATA, Figure

#: Cannot be true: the report is not sent before it is mended. Anything else has to be explained in a note.
BLOCKING = ("negative", "no_denominator", "over_denominator", "part_over_whole")

JUMP = 0.5  # of last period's value, up or down
SMALL = 10  # counts that stay below it jump for no reason


def check(figure: Figure, last: Figure = NO_DATA, parts: Iterable[Figure] = ()) -> list[str]:
    """What is wrong or doubtful about ``figure``; nothing is, where there is no data.

    ``last`` is the same figure of the period before, ``parts`` are those that it is broken down into by one property
    (girls and boys).
    """
    numerator, denominator, _day = figure
    if numerator is None:
        return []
    found = []
    if min(numerator, denominator or 0) < 0:
        found.append("negative")
    if denominator is not None and not denominator and numerator:
        found.append("no_denominator")
    elif denominator is not None and numerator > denominator:
        found.append("over_denominator")
    if any(_exceeds(part, figure) for part in parts):
        found.append("part_over_whole")
    if not found and _jumps(figure, last):
        found.append("jump")
    return found


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
    """``reached``, ``on_track``, ``behind`` or ``no_data``.

    On the way is what lies where a straight line from ``baseline`` to ``target`` is after the share ``elapsed`` (0 to
    1) of the time, or beyond. Without a baseline the line begins at zero for what has to grow; what has to stay below a
    limit and does not, is behind.
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
