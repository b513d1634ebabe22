"""Sums figures over a tree of units, correctly in the presence of missing data. Imports no Odoo.

A figure is a number, or a numerator over a denominator; :data:`NO_DATA` is what nobody reported, and is not zero.
Numerators and denominators of ratios are summed separately and divided last, so that a sum is never a mean of ratios. A
:class:`Tally` is a figure with the number of reports expected, received, and received in time. A :class:`Matrix` holds
tallies by row and column for the screen and for Excel. :func:`hidden` says which small counts must not be shown.
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
