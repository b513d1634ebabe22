"""Dates of a plan that is made again for another period."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def shift_day(day: date, before: date, after: date) -> date:
    """Return ``day`` of a plan that began on ``before`` for the same plan that begins on ``after``.

    If both begin on the same day of a month, the day of the month stays, or becomes the last one of a shorter month;
    else the number of days from the beginning stays.
    """
    if before.day == after.day:
        return day + relativedelta(months=(after.year - before.year) * 12 + after.month - before.month)
    return day + timedelta(days=(after - before).days)
