"""The day on which we are.

Deadlines are days of the Vietnamese calendar, whatever time zone a user, a caller's context or the server has: a
caller must not be able to hand work in "yesterday" by sending another time zone.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """Today in Vietnam."""
    return datetime.now(TIME_ZONE).date()
