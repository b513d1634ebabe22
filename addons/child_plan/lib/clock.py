"""The current day.

Deadlines are days of the Vietnamese calendar, whatever time zone the user, the caller's context or the server has: a
caller must not be able to submit work "yesterday" by sending another time zone.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """Return the current day in Vietnam."""
    return datetime.now(TIME_ZONE).date()
