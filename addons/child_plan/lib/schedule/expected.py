"""Computes what is delayed if a step is late.

A step keeps its planned day unless it was not reached in time, or what it waits for comes so late that, with the
working days needed in between, the planned day cannot be kept. It then comes on the earliest possible working day.
Slack between two steps absorbs delays; being early moves nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from ..status import days_late, working_day_after


class Step(NamedTuple):
    """A step that is ``planned`` for a day.

    ``reached`` is the day on which it was reached, or None; ``waits_for`` holds the keys of the steps before it;
    ``lag`` is the number of working days needed after the last of them; ``running`` says that its work has been given
    out, so that it can be late.
    """

    planned: date
    reached: date | None = None
    waits_for: tuple[Hashable, ...] = ()
    lag: int = 0
    running: bool = True


class Expected(NamedTuple):
    """When a step was or can be reached, and how many working days after the planned day that is.

    ``because`` is the step before it that delays it, or None; ``root`` is the step where that delay began.
    """

    day: date
    moved: int = 0
    because: Hashable | None = None
    root: Hashable | None = None


class DependencyCycle(ValueError):
    """Steps wait for each other. ``keys`` lists them in order, each waiting for the next."""

    def __init__(self, cycle):
        super().__init__(cycle)
        self.keys = cycle


def find_cycle(links: Mapping[Hashable, Iterable[Hashable]]) -> list | None:
    """Return the keys of a cycle in ``{step: steps that it waits for}``, each waiting for the next, or None."""
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        return error.args[1][:0:-1]  # graphlib lists it the other way round, and repeats the first key at the end
    return None


def expect(
    steps: Mapping[Hashable, Step],
    today: date,
    days_off: Mapping[date, bool],
    late: Mapping[Hashable, int] | None = None,
) -> dict[Hashable, Expected]:
    """Return ``{key: Expected}`` of all ``steps``, as of ``today``.

    :param days_off: exceptions from the working week, see :mod:`..status.workdays`
    :param late: what-if: ``{step: working days after its planned day}``
    :raise DependencyCycle: steps wait for each other

    Steps that are waited for but not among ``steps`` are ignored. Keys must be sortable: of several steps that cause
    the same delay, the least key is named.
    """
    links = {key: [other for other in step.waits_for if other in steps] for key, step in steps.items()}
    if cycle := find_cycle(links):
        raise DependencyCycle(cycle)
    expected = {}
    for key in TopologicalSorter(links).static_order():
        expected[key] = _advance(steps[key], links[key], expected, today, days_off, (late or {}).get(key, 0))
    return expected


def _advance(step, before, expected, today, days_off, late):
    if step.reached:
        return Expected(step.reached, days_late(step.planned, step.reached, days_off))
    own = max(step.planned, today) if step.running else step.planned
    if late:
        own = max(own, working_day_after(step.planned, late, days_off))
    held, because = own, None
    for key in sorted(before):
        day = expected[key].day
        day = working_day_after(day, step.lag, days_off) if step.lag else day
        if day > step.planned and (day > held or (day == held and because is None)):
            held, because = day, key
    if held <= step.planned:
        return Expected(step.planned)
    held = working_day_after(held, 0, days_off)
    root = because if because is None or expected[because].root is None else expected[because].root
    return Expected(held, days_late(step.planned, held, days_off), because, root)


def situation(step: Step, expected: Expected, today: date) -> str:
    """Return ``reached``, ``reached_late``, ``late``, ``delayed`` or ``open``.

    A late step's planned day has passed; a delayed step cannot keep its day because it waits for a late one.
    """
    if step.reached:
        return "reached_late" if step.reached > step.planned else "reached"
    if step.running and step.planned < today:
        return "late"
    return "delayed" if expected.day > step.planned else "open"
