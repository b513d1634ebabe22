"""Turns milestones of plans and units into steps that wait for one another.

A milestone that a plan demands applies to all units of its task, and each unit has its own copy. It becomes several
steps: one for all units, reached when the last unit has reached it, and one for each unit or group of units. A unit
that waits for a milestone of which it has a copy waits for that copy, otherwise for the step of all units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from .expected import Step

ALL = 0  # the place of the step of all units
ROW = -1  # the place of a single milestone of a unit


class Milestone(NamedTuple):
    """A milestone as it is stored.

    ``demand`` is the plan's milestone of which this is a unit's copy; ``unit`` is None for a plan's milestone;
    ``reached`` and ``running`` are as in :class:`.Step`, for a unit's milestone.
    """

    id: int
    planned: date
    waits_for: tuple[int, ...] = ()
    lag: int = 0
    demand: int | None = None
    unit: int | None = None
    reached: date | None = None
    running: bool = True


class Reached(NamedTuple):
    """How many copies of a demand there are, how many are reached, and the last day on which one was reached."""

    total: int
    number: int
    last: date | None

    @property
    def day(self) -> date | None:
        """Return the day on which all of them were reached."""
        return self.last if self.total and self.number == self.total else None


def steps(
    wanted: Iterable[tuple[int, int]],
    milestones: Mapping[int, Milestone],
    reached: Mapping[tuple[int, int], Reached],
) -> dict[tuple[int, int], Step]:
    """Return the steps with the keys ``wanted``, ``(place, milestone)``, and all steps that they wait for.

    A place is :data:`ALL`, :data:`ROW`, or one that ``reached`` names: a unit, or a unit with all below it.
    :param milestones: all milestones that are waited for, too
    :param reached: what is known about the demands, by place
    """
    steps_by_key, todo = {}, list(wanted)
    while todo:
        key = todo.pop()
        if key not in steps_by_key:
            steps_by_key[key] = _step(*key, milestones, reached)
            todo += steps_by_key[key].waits_for
    return steps_by_key


def _step(place, id_, milestones, reached):
    milestone = milestones[id_]
    if place == ROW:
        demand = milestones.get(milestone.demand, milestone)
        before = _before(demand, milestone.unit, milestones, reached)
        return Step(milestone.planned, milestone.reached, before, demand.lag, milestone.running)
    count = reached.get((place, id_)) or Reached(0, 0, None)
    before = _before(milestone, place, milestones, reached)
    return Step(milestone.planned, count.day, before, milestone.lag, bool(count.total))


def _before(milestone, place, milestones, reached):
    before = []
    for id_ in milestone.waits_for:
        if id_ in milestones:
            own = milestones[id_].unit is not None
            before.append((ROW if own else place if (place, id_) in reached else ALL, id_))
    return tuple(before)
