"""The money of a budget line: what each stage does to it, and what it may not do. Imports no Odoo.

An entry is a day, a stage and an amount in whole đồng. What a line has on a day follows from its entries up to that
day by :data:`MEASURES` alone, read as Python (:func:`state`) and as SQL (:func:`measure_sql`), in whatever order they
were made. A correction is an entry of the same stage with the opposite amount.

Money that is passed on to a lower authority leaves one line (``pass_on``) and arrives at another (``allotment``) in
one step, so that ``allotted``, which is what a line keeps for itself, can be added up over all lines of a tree and
gives what came in from outside: nothing is counted at two levels.

An advance (tạm ứng) leaves the balance when it is paid out, and counts as spent when it is cleared (hoàn ứng) by
vouchers; what is not used is given back. ``advanced`` is what is neither cleared nor given back yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

#: Stage -> whether its entries may also be negative without being a correction: a cut, or money carried to next year.
STAGES = {
    "estimate": False,
    "allotment": False,
    "adjustment": True,
    "pass_on": False,
    "commitment": False,
    "advance": False,
    "clearance": False,
    "advance_return": False,
    "disbursement": False,
    "settlement": False,
    "carry_over": True,
    "return": False,
}

_RECEIVED = {"allotment": 1, "adjustment": 1, "carry_over": 1}
_ALLOTTED = {**_RECEIVED, "pass_on": -1, "return": -1}

#: Measure -> stage -> sign.
MEASURES = {
    "estimated": {"estimate": 1},
    "received": _RECEIVED,
    "passed_on": {"pass_on": 1},
    "returned": {"return": 1},
    "allotted": _ALLOTTED,
    "committed": {"commitment": 1},
    "advanced": {"advance": 1, "clearance": -1, "advance_return": -1},
    "spent": {"disbursement": 1, "clearance": 1},
    "settled": {"settlement": 1},
    "balance": {**_ALLOTTED, "disbursement": -1, "advance": -1, "advance_return": 1},
}

#: On a line that has its money from a line above: what an entry of this stage is, and with which sign, up there.
ABOVE = {"allotment": ("pass_on", 1), "adjustment": ("pass_on", 1), "return": ("pass_on", -1)}

#: What no policy allows: measures that are never below zero. ``allotted`` below zero would be passing on, giving back
#: or carrying over more than was received.
NEVER_NEGATIVE = ("estimated", "allotted", "passed_on", "returned", "committed", "advanced", "spent", "settled")
#: What is refused or only warned of, as the policy says.
POLICIES = ("overspending", "unallotted", "negative")


class Movement(NamedTuple):
    """An entry as far as sums are concerned."""

    day: date
    stage: str
    amount: int


class Breach(NamedTuple):
    """What an entry would do wrong: ``kind`` is one of :data:`POLICIES`, or a measure that would fall below zero; on
    ``day`` for the first time, by ``amount``."""

    kind: str
    day: date
    amount: int


def measures(sums: dict[str, int]) -> dict[str, int]:
    """``{measure: amount}`` of ``{stage: sum}``."""
    return {
        measure: sum(sign * sums.get(stage, 0) for stage, sign in signs.items()) for measure, signs in MEASURES.items()
    }


def state(movements: Iterable[Movement], day: date | None = None) -> dict[str, int]:
    """``{measure: amount}`` at the end of ``day``, or of all movements."""
    sums = Counter()
    for movement in movements:
        if day is None or movement.day <= day:
            sums[movement.stage] += movement.amount
    return measures(sums)


def measure_sql(measure: str, stage_sql: Callable[[str], str]) -> str:
    """The SQL of a measure, from that of the sum of each stage."""
    terms = (f"{'+' if sign > 0 else '-'} {stage_sql(stage)}" for stage, sign in MEASURES[measure].items())
    return f"({' '.join(terms)})"


def timeline(movements: Iterable[Movement]) -> list[tuple[date, dict[str, int]]]:
    """The state at the end of each day that has movements, in the order of days."""
    sums, days = Counter(), {}
    for movement in sorted(movements):
        sums[movement.stage] += movement.amount
        days[movement.day] = measures(sums)
    return list(days.items())


def breaches(before: Iterable[Movement], new: Iterable[Movement]) -> list[Breach]:
    """What ``new`` would make worse than it is on a line with the movements ``before``, on the day of an entry or on
    any later day: one breach a kind.

    Only what gets worse counts, so that a line that is overspent already can still be put right step by step.
    """
    before, new = list(before), list(new)
    if not new:
        return []
    first = min(movement.day for movement in new)
    was, first_breaches = dict(timeline(before)), {}
    earlier = measures({})
    earlier = next((s for day, s in reversed(was.items()) if day < first), earlier)
    for day, after in timeline([*before, *new]):
        if day < first:
            continue
        earlier = was.get(day, earlier)
        for kind, amount in _worse(earlier, after):
            first_breaches.setdefault(kind, Breach(kind, day, amount))
    return list(first_breaches.values())


def _worse(before, after):
    for measure in NEVER_NEGATIVE:
        if after[measure] < min(before[measure], 0):
            yield measure, -after[measure]
    over = _over(after)
    if over > _over(before):
        if _used(after) <= _used(before):
            yield "negative", over
        else:
            yield "overspending" if after["allotted"] > 0 else "unallotted", over


def _used(of_day):
    """What is spent, advanced or promised: commitments count from the first day, whether they were paid or not."""
    return max(of_day["committed"], of_day["spent"] + of_day["advanced"])


def _over(of_day):
    return max(_used(of_day) - max(of_day["allotted"], 0), 0)


def expected_rate(year: int, day: date) -> float:
    """The percentage of ``year`` that has gone by at the end of ``day``: how far an even spending would be."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    gone = (min(max(day, start.replace(year=year - 1)), end) - start).days + 1
    return 100 * max(gone, 0) / ((end - start).days + 1)
