"""Days as people type them: day, month, year."""

import re
from datetime import date, datetime

_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def looks_like_day(value):
    """Return whether ``value`` is written as a day is, whether or not the calendar has it (31/02/2026)."""
    text = str(value).strip()
    return bool(_DAY.fullmatch(text) or _ISO.fullmatch(text))


def parse_day(value):
    """Return the date of ``value``: a date, "31/12/2026", "31-12-2026", "31.12.2026" or "2026-12-31".

    A year of two digits is refused: it can be taken for the day.

    :raise ValueError: it is no day of the calendar
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if match := _DAY.fullmatch(text):
        return date(int(match[4]), int(match[3]), int(match[1]))
    if _ISO.fullmatch(text):
        return date.fromisoformat(text)
    raise ValueError(text)
