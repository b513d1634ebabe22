"""Periods of recurring work and the day on which each is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


class Period(NamedTuple):
    """First and last day of a period (whole calendar months), and the last day in time for its work."""

    start: date
    end: date
    due_on: date


def periods(recurrence: str, first: date, last: date, due_day: int = 0, due_month: int = 0) -> Iterator[Period]:
    """Yield the periods that overlap ``first`` … ``last``, in order.

    :param recurrence: a key of :data:`MONTHS`; quarters and half-years are those of the calendar year
    :param due_day: the due day of the month; 0 for the last day of the period. A day that the month does not have means
        its last day.
    :param due_month: 1 to 12, where that month lies in the period; else the due day is in the period's last month
    """
    length = MONTHS[recurrence]
    year, month = first.year, (first.month - 1) // length * length + 1
    while (start := date(year, month, 1)) <= last:
        end_month = month + length - 1
        end = date(year, end_month, monthrange(year, end_month)[1])
        yield Period(start, end, _due(start, end, due_day, due_month))
        year, month = (year + 1, 1) if end_month == 12 else (year, end_month + 1)


def _due(start: date, end: date, due_day: int, due_month: int) -> date:
    month = due_month if start.month <= due_month <= end.month else end.month
    if not due_day and month == end.month:
        return end
    last = monthrange(end.year, month)[1]
    return date(end.year, month, min(due_day or last, last))
