"""From the milestones of plans and of units to steps that wait for one another.

A plan demands a milestone of all units to which it gives the task; each unit has its own copy of it. So a demand is
several steps: that of all units, reached when the last of them has reached it, and that of every unit, or group of
units, by itself. A unit that waits for a milestone that it has itself waits for its own; for that of others it waits
for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from .expected import Step

ALL = 0  # the place of the step of all units
ROW = -1  # the place of a unit's milestone by itself, whatever else that unit has


class Milestone(NamedTuple):
    """A milestone as it is stored.

    ``demand``: the plan's milestone that it is a unit's copy of; ``unit``: the unit that has it, None for a plan's
    milestone; ``reached``, ``running`` as in :class:`.Step`, of a unit's milestone.
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
    """How many copies of a demand count, how many of them are reached, and the last day on which one was."""

    total: int
    number: int
    last: date | None

    @property
    def day(self) -> date | None:
        """The day on which all of them were reached."""
        return self.last if self.total and self.number == self.total else None


def steps(
    wanted: Iterable[tuple[int, int]],
    milestones: Mapping[int, Milestone],
    reached: Mapping[tuple[int, int], Reached],
) -> dict[tuple[int, int], Step]:
    """The steps ``(place, milestone)`` that are wanted, and all that they wait for.

    A place is :data:`ALL`, :data:`ROW`, or whatever ``reached`` names: a unit, or a unit with all below it.
    ``milestones`` must hold all that is waited for; ``reached`` what is known of the demands, by place.
    """
    found, todo = {}, list(wanted)
    while todo:
        key = todo.pop()
        if key not in found:
            found[key] = _step(*key, milestones, reached)
            todo += found[key].waits_for
    return found


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
