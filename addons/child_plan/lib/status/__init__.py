"""The status of an assignment on a given day. Imports no Odoo.

Everything that shows "overdue", "done late" or "due soon" (lists, filters, colours, counts, reminders, reports) uses
the one table in :mod:`.table`, as Python (:func:`status_of`) or as SQL generated from the same rows
(:func:`status_sql`).
"""

from .rates import RATES, Rate, rates
from .recurrence import MONTHS, Period, periods
from .due_dates import (
    GAP,
    Counting,
    Demand,
    cascade,
    counting_periods,
    demanded_periods,
    due_day,
    last_cut_off,
    working_day_before,
)
from .table import CLASSES, DONE, LEFT_OPEN, OPEN, STATUSES, TO_DO, Facts, handed_in, status_of, status_sql
from .transitions import OPEN_STATES, RUNNING_STATES, STATES, TRANSITIONS, Transition
from .workdays import days_late, is_working_day, last_day_in_time, working_day_after

__all__ = [
    "CLASSES",
    "DONE",
    "GAP",
    "LEFT_OPEN",
    "MONTHS",
    "OPEN",
    "OPEN_STATES",
    "RUNNING_STATES",
    "RATES",
    "STATES",
    "STATUSES",
    "TO_DO",
    "TRANSITIONS",
    "Counting",
    "Demand",
    "Facts",
    "Period",
    "Rate",
    "Transition",
    "cascade",
    "counting_periods",
    "demanded_periods",
    "due_day",
    "days_late",
    "handed_in",
    "is_working_day",
    "last_cut_off",
    "last_day_in_time",
    "periods",
    "rates",
    "status_of",
    "status_sql",
    "working_day_after",
    "working_day_before",
]
