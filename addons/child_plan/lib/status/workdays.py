"""Working days, in which lateness is counted (Decree 09/2019/NĐ-CP): no weekends, holidays or Tết."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, days_off: Mapping[date, bool]) -> bool:
    """Return whether ``day`` is worked. ``days_off`` has False for holidays and True for swapped working days."""
    return days_off.get(day, day.weekday() < SATURDAY)


def working_day_after(day: date, count: int, days_off: Mapping[date, bool]) -> date:
    """Return the ``count``-th working day after ``day``; with 0, ``day`` itself or the next working day."""
    if not count:
        day -= timedelta(days=1)
    for _ in range(max(count, 1)):
        day += timedelta(days=1)
        while not is_working_day(day, days_off):
            day += timedelta(days=1)
    return day


def last_day_in_time(due_on: date | None, moves: bool, days_off: Mapping[date, bool]) -> date | None:
    """Return the last day on which work that is due on ``due_on`` is in time.

    If ``moves``, a deadline on a day off ends with the next working day (Civil Code 2015, Điều 148.5).
    """
    return working_day_after(due_on, 0, days_off) if due_on and moves else due_on


def days_late(due_on: date, day: date, days_off: Mapping[date, bool]) -> int:
    """Return the working days after ``due_on`` up to and including ``day``; 0 if only days off have passed.

    It is also 0 if ``day`` is not after the deadline.
    """
    span = (day - due_on).days
    if span <= 0:
        return 0
    weeks, odd_days = divmod(span, 7)
    worked = weeks * SATURDAY + sum((due_on + timedelta(days=n)).weekday() < SATURDAY for n in range(1, odd_days + 1))
    return worked + sum(works - (when.weekday() < SATURDAY) for when, works in days_off.items() if due_on < when <= day)
