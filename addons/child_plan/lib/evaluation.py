"""The figures by which a unit or an official is evaluated. Imports no Odoo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evaluated:
    """Numbers of assignments.

    ``late`` were done after their last day in time, ``overdue`` are not done though it has passed; ``excused`` of both
    were late for an objective reason that was confirmed.
    """

    assigned: int
    on_time: int
    late: int
    overdue: int
    excused: int

    @property
    def done(self):
        return self.on_time + self.late

    @property
    def delays(self):
        return self.late + self.overdue

    @property
    def counted(self):
        """Return the delays that are held against who is evaluated."""
        return self.delays - self.excused
