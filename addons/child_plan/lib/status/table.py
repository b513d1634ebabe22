"""The table of statuses, used as a Python function and as an SQL expression.

A row of :data:`TABLE` is a status with its condition; the first row whose condition holds wins. A condition is a small
expression tree: ``holds`` evaluates it on :class:`Facts`, ``sql`` generates it for PostgreSQL. A test compares the two
over every combination of states and dates.

The four classes are those by which the Government Office counts (624/TB-VPCP, 2025): done on time, done late, open in
time, open overdue. Work that is done without a deadline counts as done on time; open work without a deadline is counted
separately, and so is what a closed plan left open: nobody can work on it, so it is overdue for nobody. Submitted work
is judged by the day on which it was submitted, however long the confirmation takes: a unit is not late because its
superior is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta

from .transitions import RUNNING_STATES

TO_DO = ("in_time", "due_soon")  # open and not yet late
OPEN = (*TO_DO, "overdue", "no_deadline")
DONE = ("done_on_time", "done_late")
LEFT_OPEN = ("left_open",)  # not finished when the plan was closed: nobody works on it any more
STATUSES = (*DONE, *OPEN, *LEFT_OPEN, "suspended", "cancelled")

#: The four classes with their statuses.
CLASSES = {
    "done_on_time": ("done_on_time",),
    "done_late": ("done_late",),
    "open_in_time": ("in_time", "due_soon"),
    "open_overdue": ("overdue",),
}


@dataclass(frozen=True)
class Facts:
    """The facts that determine the status.

    ``state`` is a key of :data:`..transitions.STATES`; ``due_on`` is the last day in time of the current deadline (see
    :func:`..workdays.last_day_in_time`), or None; ``submitted_on`` is the day of submission, which only counts in the
    states for which :func:`handed_in` is true; ``soon_days`` is how many days before the deadline work is due soon;
    ``day`` is the day on which the status is asked for; ``closed_on`` is the day on which the plan was closed, or None.
    """

    state: str
    due_on: date | None
    submitted_on: date | None
    soon_days: int
    day: date
    closed_on: date | None = None


def handed_in(state: str) -> bool:
    """Return whether an assignment in this state is judged by its day of submission rather than by the current day."""
    return state in _HANDED_IN


_HANDED_IN = ("submitted", "done")


class Condition(ABC):
    """A condition on :class:`Facts`. Two can be combined with ``&``."""

    @abstractmethod
    def holds(self, facts: Facts) -> bool:
        """Return whether the condition holds."""

    @abstractmethod
    def sql(self, columns: dict[str, str]) -> str:
        """Return the condition as SQL; ``columns`` as in :func:`status_sql`."""

    def __and__(self, other: Condition) -> Condition:
        return _Both(self, other)


@dataclass(frozen=True)
class _Both(Condition):
    left: Condition
    right: Condition

    def holds(self, facts):
        return self.left.holds(facts) and self.right.holds(facts)

    def sql(self, columns):
        return f"({self.left.sql(columns)} AND {self.right.sql(columns)})"


@dataclass(frozen=True)
class _StateIn(Condition):
    states: tuple[str, ...]

    def holds(self, facts):
        return facts.state in self.states

    def sql(self, columns):
        names = ", ".join(f"'{state}'" for state in self.states)
        return f"{columns['state']} IN ({names})"


class _NoDeadline(Condition):
    def holds(self, facts):
        return facts.due_on is None

    def sql(self, columns):
        return f"{columns['due_on']} IS NULL"


class _Late(Condition):
    """The day of submission, or else the current day, lies after the deadline."""

    def holds(self, facts):
        stopped = handed_in(facts.state) and facts.submitted_on
        return facts.due_on is not None and (stopped or facts.day) > facts.due_on

    def sql(self, columns):
        stopped = f"CASE WHEN {_StateIn(_HANDED_IN).sql(columns)} THEN {columns['submitted_on']} END"
        return f"(COALESCE({stopped}, {columns['day']}) > {columns['due_on']}) IS TRUE"


class _Soon(Condition):
    """The deadline is at most ``soon_days`` days away."""

    def holds(self, facts):
        return facts.due_on is not None and facts.day >= facts.due_on - timedelta(days=facts.soon_days)

    def sql(self, columns):
        return f"({columns['day']} >= {columns['due_on']} - {columns['soon_days']}) IS TRUE"


class _Closed(Condition):
    """The plan had been closed by the day on which the status is asked for."""

    def holds(self, facts):
        return facts.closed_on is not None and facts.closed_on <= facts.day

    def sql(self, columns):
        return f"({columns['closed_on']} <= {columns['day']}) IS TRUE"


class _Always(Condition):
    def holds(self, facts):
        return True

    def sql(self, columns):
        return "TRUE"


_done = _StateIn(("done",))
_running = _StateIn(RUNNING_STATES)

TABLE: tuple[tuple[str, Condition], ...] = (
    ("cancelled", _StateIn(("cancelled",))),
    ("suspended", _StateIn(("suspended",))),
    ("done_late", _done & _Late()),
    ("done_on_time", _done),
    ("left_open", _Closed()),
    ("overdue", _Late()),
    ("no_deadline", _NoDeadline()),
    ("due_soon", _running & _Soon()),
    ("in_time", _Always()),
)


def status_of(facts: Facts) -> str:
    """Return the status (one of :data:`STATUSES`) of an assignment with these facts."""
    return next(status for status, condition in TABLE if condition.holds(facts))


def status_sql(columns: dict[str, str]) -> str:
    """Return :func:`status_of` as an SQL expression.

    ``columns`` maps each field name of :class:`Facts` to its SQL: a quoted column or a placeholder. Dates must have the
    type date, and ``soon_days`` must be an integer.
    """
    cases = " ".join(f"WHEN {condition.sql(columns)} THEN '{status}'" for status, condition in TABLE)
    return f"CASE {cases} END"
