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
    """The periods that touch ``first`` … ``last``, in order.

    ``recurrence`` is a key of :data:`MONTHS`; half years and quarters are those of the calendar year. Work is due on
    ``due_day`` of the period's last month, or of ``due_month`` (1-12) where that lies in the period; on the period's
    last day where no day is given. A day that the month does not have is its last day.
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
