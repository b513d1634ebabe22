"""When reports are due: from the last day at the top backwards, so that each level has its working days.

The defaults are those of Decree 09/2019/NĐ-CP: figures are counted from the 15th of the month before a period to the
14th of its last month (Điều 12), the province reports by the 25th (Điều 13), and between the cut-off and the day on
which a report is due lies at least one working day (Điều 8.5).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .recurrence import MONTHS
from .workdays import is_working_day


class Counting(NamedTuple):
    """First and last day that the figures of a period are counted for; the last is the cut-off."""

    start: date
    cut_off: date


def counting_periods(kind: str, first: date, last: date, cut_off_day: int) -> Iterator[Counting]:
    """The periods of ``kind`` (a key of :data:`.recurrence.MONTHS`) whose cut-off lies from ``first`` to ``last``.

    Each is counted up to ``cut_off_day`` of the last month of the calendar period (its last day where the month is
    shorter) and from the day after the cut-off before it.
    """
    length = MONTHS[kind]
    months = first.year * 12 + (first.month - 1) // length * length + length - 1
    while (cut_off := _day_in(months, cut_off_day)) <= last:
        if cut_off >= first:
            yield Counting(_day_in(months - length, cut_off_day) + timedelta(days=1), cut_off)
        months += length


def _day_in(months, day):
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def working_day_before(day: date, count: int, special: Mapping[date, bool]) -> date:
    """The last working day up to ``day``, and ``count`` working days before that."""
    while True:
        if is_working_day(day, special):
            if not count:
                return day
            count -= 1
        day -= timedelta(days=1)


def cascade(due_on: date, levels: Sequence[str], days: Mapping[str, int], special: Mapping[date, bool]) -> dict:
    """``{level: last day for reports to that level}``; ``levels`` from the top down, where reports are due on
    ``due_on``.

    A level has ``days[level]`` working days, one at least, from what it receives to what it hands on.
    """
    due = {levels[0]: working_day_before(due_on, 0, special)}
    for above, level in zip(levels, levels[1:], strict=False):
        due[level] = working_day_before(due[above], max(days.get(level, 1), 1), special)
    return due


def last_cut_off(cut_off: date, due_on: date, special: Mapping[date, bool]) -> date:
    """``cut_off``, or an earlier day that leaves at least one working day up to ``due_on``."""
    day = working_day_before(due_on, 0, special) - timedelta(days=1)
    return min(cut_off, day)
