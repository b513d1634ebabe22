"""The table of tallies that both the screen and Excel show."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from .tree import EMPTY, Tally


@dataclass(frozen=True)
class Cell:
    """A tally as it may be shown. ``factor`` turns its ratio into %, ‰ …; a ``hidden`` cell reveals nothing."""

    tally: Tally = EMPTY
    factor: float = 1
    hidden: bool = False

    @property
    def value(self) -> float | None:
        return None if self.hidden else self.tally.figure.value(self.factor)

    def as_dict(self) -> dict:
        """Return the cell for the screen; hidden values are left out."""
        figure = None if self.hidden else self.tally.figure
        return {
            "value": self.value,
            "numerator": figure and figure.numerator,
            "denominator": figure and figure.denominator,
            "hidden": self.hidden,
            "expected": self.tally.expected,
            "reported": self.tally.reported,
            "in_time": self.tally.in_time,
        }


@dataclass
class Matrix:
    """Cells by row and column, both in the order in which they are shown; missing cells have no data."""

    rows: list[Hashable]
    columns: list[Hashable]
    cells: dict[tuple[Hashable, Hashable], Cell] = field(default_factory=dict)

    def put(self, row, column, tally: Tally, factor: float = 1, hidden: bool = False):
        self.cells[row, column] = Cell(tally, factor, hidden)

    def cell(self, row, column) -> Cell:
        return self.cells.get((row, column), Cell())

    def lines(self):
        """Yield ``(row, [cell of each column])``."""
        for row in self.rows:
            yield row, [self.cell(row, column) for column in self.columns]
