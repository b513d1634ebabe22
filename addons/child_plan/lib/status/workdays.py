"""Working days: lateness is counted in them (Decree 09/2019/NĐ-CP); weekends, holidays and Tết do not count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, special: Mapping[date, bool]) -> bool:
    """Whether ``day`` is worked. ``special`` says it for holidays (False) and worked swap days (True)."""
    return special.get(day, day.weekday() < SATURDAY)


def working_day_after(day: date, count: int, special: Mapping[date, bool]) -> date:
    """The ``count``-th working day after ``day``; with 0 ``day`` itself, or the next working day if it is a day off."""
    if not count:
        day -= timedelta(days=1)
    for _ in range(max(count, 1)):
        day += timedelta(days=1)
        while not is_working_day(day, special):
            day += timedelta(days=1)
    return day


def days_late(due_on: date, day: date, special: Mapping[date, bool]) -> int:
    """Working days after ``due_on`` up to and with ``day``; 0 where ``day`` is not after the deadline.

    0 is also the answer as long as only days off have passed.
    """
    span = (day - due_on).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    worked = weeks * SATURDAY + sum((due_on + timedelta(days=n)).weekday() < SATURDAY for n in range(1, rest + 1))
    return worked + sum(works - (when.weekday() < SATURDAY) for when, works in special.items() if due_on < when <= day)
