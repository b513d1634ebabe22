"""What moves if a step is late.

A step keeps its planned day unless something holds it up: it was not reached in time, or what it waits for comes so
late that, with the working days needed in between, the planned day can no longer be kept. It then comes as early as it
still can, on a working day. Room between two steps takes up a delay; being early moves nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from ..status import days_late, working_day_after


class Step(NamedTuple):
    """A step that is ``planned`` for a day.

    ``reached``: the day on which it was, or None; ``waits_for``: the keys of the steps before it; ``lag``: the working
    days needed after the last of them; ``running``: the work has been given out, so that time runs against it.
    """

    planned: date
    reached: date | None = None
    waits_for: tuple[Hashable, ...] = ()
    lag: int = 0
    running: bool = True


class Expected(NamedTuple):
    """When a step was reached or can be expected, and how many working days after the planned day that is.

    ``because``: the step before it that holds it up, None where nothing or only the step itself does; ``root``: the
    step with which that delay began.
    """

    day: date
    moved: int = 0
    because: Hashable | None = None
    root: Hashable | None = None


class DependencyCycle(ValueError):
    """Steps that wait for each other; ``keys`` names them along the ring, each waiting for the next."""

    def __init__(self, keys):
        super().__init__(keys)
        self.keys = keys


def find_cycle(links: Mapping[Hashable, Iterable[Hashable]]) -> list | None:
    """The keys of a ring in ``{step: steps that it waits for}``, each waiting for the next; None if there is none."""
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        return error.args[1][:0:-1]  # told from the waited for to the waiting, with the first once more at the end
    return None


def expect(
    steps: Mapping[Hashable, Step],
    today: date,
    special: Mapping[date, bool],
    late: Mapping[Hashable, int] | None = None,
) -> dict[Hashable, Expected]:
    """``{key: Expected}`` of all ``steps``, as of ``today``.

    :param special: days of the calendar that differ from the week, see :mod:`..status.workdays`
    :param late: what if these steps came so many working days after their planned day
    :raise DependencyCycle: steps wait for each other

    Steps that are waited for and are not among ``steps`` hold nothing up. Keys must be sortable: of several that hold a
    step up equally long, the least is named.
    """
    links = {key: [other for other in step.waits_for if other in steps] for key, step in steps.items()}
    if found := find_cycle(links):
        raise DependencyCycle(found)
    expected = {}
    for key in TopologicalSorter(links).static_order():
        expected[key] = _advance(steps[key], links[key], expected, today, special, (late or {}).get(key, 0))
    return expected


def _advance(step, before, expected, today, special, late):
    if step.reached:
        return Expected(step.reached, days_late(step.planned, step.reached, special))
    own = max(step.planned, today) if step.running else step.planned
    if late:
        own = max(own, working_day_after(step.planned, late, special))
    held, because = own, None
    for key in sorted(before):
        day = expected[key].day
        day = working_day_after(day, step.lag, special) if step.lag else day
        if day > step.planned and (day > held or (day == held and because is None)):
            held, because = day, key
    if held <= step.planned:
        return Expected(step.planned)
    held = working_day_after(held, 0, special)
    root = because if because is None or expected[because].root is None else expected[because].root
    return Expected(held, days_late(step.planned, held, special), because, root)


def situation(step: Step, expected: Expected, today: date) -> str:
    """``reached`` or ``reached_late``; else ``late`` (its day has passed), ``delayed`` (it cannot be kept any more, for
    it waits for what is late), or ``open``.
    """
    if step.reached:
        return "reached_late" if step.reached > step.planned else "reached"
    if step.running and step.planned < today:
        return "late"
    return "delayed" if expected.day > step.planned else "open"
