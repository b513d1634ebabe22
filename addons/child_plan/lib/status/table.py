"""The table of statuses, and its two readings: a Python function and an SQL expression.

A row of :data:`TABLE` is a status and the condition under which it holds; the first row that holds wins. A
condition is a small expression tree, written once. ``holds`` evaluates it on :class:`Facts`, ``sql`` prints it for
PostgreSQL; a test compares the two over every combination of states and dates.

The four classes are those by which the Government Office counts (624/TB-VPCP, 2025): done on time, done late,
open in time, open overdue. What is done without a deadline cannot be late and is done on time; what is open without
a deadline is counted apart. Work that was handed in is judged by the day on which it was handed in, however long the
confirmation takes: a unit is not late because its superior is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta

TO_DO = ("in_time", "due_soon")  # open and not yet late
OPEN = (*TO_DO, "overdue", "no_deadline")
DONE = ("done_on_time", "done_late")
STATUSES = (*DONE, *OPEN, "suspended", "cancelled")

#: The four classes, and the statuses that each is made of.
CLASSES = {
    "done_on_time": ("done_on_time",),
    "done_late": ("done_late",),
    "open_in_time": ("in_time", "due_soon"),
    "open_overdue": ("overdue",),
}


@dataclass(frozen=True)
class Facts:
    """What the status depends on.

    ``state`` is a key of :data:`..transitions.STATES`; ``due_on`` the deadline in force (the last day in time), or
    None; ``submitted_on`` the day on which the work was handed in, which only counts in the states that
    :func:`handed_in` names; ``soon_days`` how many days before the deadline it is called due soon; ``day`` the
    day that is spoken of.
    """

    state: str
    due_on: date | None
    submitted_on: date | None
    soon_days: int
    day: date


def handed_in(state: str) -> bool:
    """Whether the clock of an assignment in this state stands still at the day of its handing in."""
    return state in _HANDED_IN


_HANDED_IN = ("submitted", "done")


class Condition(ABC):
    """A condition on :class:`Facts`; ``&`` joins two."""

    @abstractmethod
    def holds(self, facts: Facts) -> bool:
        """Whether it is so."""

    @abstractmethod
    def sql(self, columns: dict[str, str]) -> str:
        """The SQL that says the same; ``columns`` as in :func:`status_sql`."""

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
    """The day of handing in, or else the day spoken of, lies after the deadline."""

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


class _Always(Condition):
    def holds(self, facts):
        return True

    def sql(self, columns):
        return "TRUE"


_done = _StateIn(("done",))
_running = _StateIn(("not_started", "in_progress", "returned"))

TABLE: tuple[tuple[str, Condition], ...] = (
    ("cancelled", _StateIn(("cancelled",))),
    ("suspended", _StateIn(("suspended",))),
    ("done_late", _done & _Late()),
    ("done_on_time", _done),
    ("overdue", _Late()),
    ("no_deadline", _NoDeadline()),
    ("due_soon", _running & _Soon()),
    ("in_time", _Always()),
)


def status_of(facts: Facts) -> str:
    """The status (one of :data:`STATUSES`) of an assignment with these facts."""
    return next(status for status, condition in TABLE if condition.holds(facts))


def status_sql(columns: dict[str, str]) -> str:
    """The SQL expression of :func:`status_of`.

    ``columns`` maps every field name of :class:`Facts` to the SQL that stands for it: columns already quoted, or
    placeholders. Dates must be of type date and ``soon_days`` an integer.
    """
    cases = " ".join(f"WHEN {condition.sql(columns)} THEN '{status}'" for status, condition in TABLE)
    return f"CASE {cases} END"
