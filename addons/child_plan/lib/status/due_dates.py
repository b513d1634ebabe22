"""Due dates of reports: from the last day at the top backwards, so that each level has its working days.

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

GAP = 5  # working days between cut-off and due date if the plan's due date is too early for the usual cut-off


class Counting(NamedTuple):
    """First and last day for which the figures of a period are counted; the last is the cut-off."""

    start: date
    cut_off: date


def counting_periods(kind: str, first: date, last: date, cut_off_day: int) -> Iterator[Counting]:
    """Yield the periods of ``kind`` (a key of :data:`.recurrence.MONTHS`) whose cut-off lies from ``first`` to
    ``last``.

    Each is counted from the day after the previous cut-off to ``cut_off_day`` of the last month of the calendar period,
    or to that month's last day if it is shorter.
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


class Demand(NamedTuple):
    """A recurring report as a plan demands it. ``day`` is 1 to 31 as printed, or 0 if the plan names none."""

    kind: str  # a key of :data:`.recurrence.MONTHS`
    day: int
    month: int = 0  # 1 to 12 as printed, any month in which it is due; 0 if the plan names none
    before: bool = False  # "trước ngày": the last day in time is the day before the printed one
    only_month: bool = False  # due in that month only: the plan's other months are demands of their own

    @property
    def step(self) -> int:
        """Return the number of months from one due date to the next."""
        return 12 if self.only_month else MONTHS[self.kind]


def due_day(year: int, month: int, day: int, before: bool = False) -> date:
    """Return the last day in time of "on the ``day``" of a month, or "before" it.

    In shorter months it is earlier: "before the 31st" is the 28th or 29th in February. "Before the 1st" is the last day
    of the previous month.
    """
    first = date(year, month, 1)
    return first + timedelta(days=min(day - before, monthrange(year, month)[1]) - 1)


def demanded_periods(
    demand: Demand, first: date, last: date, cut_off_day: int, days_off: Mapping[date, bool]
) -> Iterator[tuple[Counting, date | None]]:
    """Yield the periods whose cut-off lies from ``first`` to ``last``, in order, each with its due date.

    If the plan names no day, these are the usual periods, with due date None. If it names a day but no month, they are
    due on the next such day after the cut-off. If it names the month as well, they are due on those days: a report that
    is due soon after the usual cut-off of a period covers that period; any other is cut off ``GAP`` working days before
    it is due, because what is counted later cannot be in it.
    """
    usual = counting_periods(demand.kind, first, last, cut_off_day)
    if not demand.month or not demand.day:
        for counting in usual:
            yield counting, _next_due(demand, counting.cut_off) if demand.day else None
        return
    previous = None
    for due in _due_days(demand, first, last):
        counting = _counting_for(demand, due, cut_off_day, days_off)
        if previous and previous < counting.cut_off:
            counting = counting._replace(start=previous + timedelta(days=1))
        previous = counting.cut_off
        if first <= counting.cut_off <= last:
            yield counting, due


def _next_due(demand, cut_off):
    months = cut_off.year * 12 + cut_off.month - 1
    while (due := due_day(months // 12, months % 12 + 1, demand.day, demand.before)) <= cut_off:
        months += 1
    return due


def _due_days(demand, first, last):
    """Yield the due days of a demand that names its month, from a year before ``first`` to a year after ``last``."""
    months = (first.year - 1) * 12 + demand.month - 1
    while months < (last.year + 2) * 12:
        yield due_day(months // 12, months % 12 + 1, demand.day, demand.before)
        months += demand.step


def _counting_for(demand, due, cut_off_day, days_off):
    """Return the period covered by a report that is due on that day, see :func:`demanded_periods`."""
    length = MONTHS[demand.kind]
    months = due.year * 12 + due.month - 1
    end = months // length * length + length - 1  # the last month of the period in which the report is due
    # A report covers a period up to a quarter of its length after its end: a yearly one up to 31 March.
    late = due.day + 30 * (months % length) <= 30 * length / 4 + 1
    if late or due > _day_in(end, cut_off_day):
        end -= length if late else 0
        return Counting(_day_in(end - length, cut_off_day) + timedelta(days=1), _day_in(end, cut_off_day))
    cut_off = working_day_before(due, GAP, days_off)
    return Counting(_add_months(cut_off, -demand.step) + timedelta(days=1), cut_off)


def _add_months(day, number):
    return _day_in(day.year * 12 + day.month - 1 + number, day.day)


def working_day_before(day: date, count: int, days_off: Mapping[date, bool]) -> date:
    """Return the last working day up to ``day``, minus ``count`` working days."""
    while True:
        if is_working_day(day, days_off):
            if not count:
                return day
            count -= 1
        day -= timedelta(days=1)


def cascade(due_on: date, levels: Sequence[str], days: Mapping[str, int], days_off: Mapping[date, bool]) -> dict:
    """Return ``{level: last day for reports to that level}``.

    ``levels`` run from the top downwards; reports are due at the first on ``due_on``. Each level has ``days[level]``
    working days, at least one, between receiving reports and sending its own.
    """
    due = {levels[0]: working_day_before(due_on, 0, days_off)}
    for above, level in zip(levels, levels[1:], strict=False):
        due[level] = working_day_before(due[above], max(days.get(level, 1), 1), days_off)
    return due


def last_cut_off(cut_off: date, due_on: date, days_off: Mapping[date, bool]) -> date:
    """Return ``cut_off``, or an earlier day that leaves at least one working day up to ``due_on``."""
    day = working_day_before(due_on, 0, days_off) - timedelta(days=1)
    return min(cut_off, day)
