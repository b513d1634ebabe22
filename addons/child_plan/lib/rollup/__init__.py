"""Adding figures up a tree of units without lying. Imports no Odoo.

A figure is a number, or a numerator over a denominator; what nobody reported is :data:`NO_DATA`, which is not zero. A
ratio is added up by its parts and divided last, so it is never a mean of ratios. :class:`Tally` says beside a figure on
how many of the reports that were expected it rests, and how many of them came in time. :class:`Matrix` holds tallies
by row and column for the screen and for Excel alike; :func:`hidden` says which small counts must not be shown.
:class:`Counts` holds the numbers of the leader's page.
"""

from .checks import BLOCKING, achievement, check
from .counts import COUNTED, MEASURED, Counts
from .figures import NO_DATA, OVER_TIME, OVER_UNITS, Figure, add, fold
from .matrix import Cell, Matrix
from .sql import aggregate_sql, by_rule_sql, value_sql
from .suppression import hidden
from .tree import EMPTY, Tally, add_up, combine

__all__ = [
    "BLOCKING",
    "COUNTED",
    "EMPTY",
    "MEASURED",
    "NO_DATA",
    "OVER_TIME",
    "OVER_UNITS",
    "Cell",
    "Counts",
    "Figure",
    "Matrix",
    "Tally",
    "add",
    "add_up",
    "aggregate_sql",
    "by_rule_sql",
    "check",
    "combine",
    "fold",
    "hidden",
    "achievement",
    "value_sql",
]
