"""The same folding as :mod:`.tree`, printed for PostgreSQL: for as many rows as a nation has. A test compares the two.

Columns are SQL that stands for a column of the rows that are folded.
"""

from __future__ import annotations

#: Rule over units -> the aggregate of a part of a figure over rows that have data. Where there is no row, it is NULL,
#: which is no data again. The greatest is that of numbers: a ratio is summed.
AGGREGATES = {"sum": "sum", "maximum": "max"}


def aggregate_sql(rule: str, part: str) -> str:
    """The numerator or the denominator of all rows of a group together; all of them have data."""
    return f"{AGGREGATES[rule]}({part})"


def by_rule_sql(rule: str, part: str) -> str:
    """The same where ``rule`` is the SQL of the rule of each group."""
    cases = " ".join(f"WHEN '{name}' THEN {aggregate_sql(name, part)}" for name in AGGREGATES)
    return f"CASE {rule} {cases} END"


def value_sql(numerator: str, denominator: str, kind: str, factor: str) -> str:
    """The number itself, or the ratio times its factor: divided last, after everything was added up."""
    return f"CASE WHEN {kind} = 'ratio' THEN {numerator} * {factor} / NULLIF({denominator}, 0) ELSE {numerator} END"
