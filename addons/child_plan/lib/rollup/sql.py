"""The sums of :mod:`.tree` as SQL for PostgreSQL, for large numbers of rows. A test compares the two.

Arguments are SQL expressions for a column of the rows that are summed.
"""

from __future__ import annotations

#: Rule over units: the SQL aggregate of a part of a figure, over rows that have data. Without rows it is NULL, which
#: means no data. The rule "maximum" is for numbers only; ratios are summed.
AGGREGATES = {"sum": "sum", "maximum": "max"}


def aggregate_sql(rule: str, part: str) -> str:
    """Return the SQL of the numerator or denominator of a whole group, whose rows all have data."""
    return f"{AGGREGATES[rule]}({part})"


def by_rule_sql(rule: str, part: str) -> str:
    """Return the same where ``rule`` is itself SQL, for groups with different rules."""
    cases = " ".join(f"WHEN '{name}' THEN {aggregate_sql(name, part)}" for name in AGGREGATES)
    return f"CASE {rule} {cases} END"


def value_sql(numerator: str, denominator: str, kind: str, factor: str) -> str:
    """Return the SQL of the number, or of the ratio times its factor. The division comes last, after all sums."""
    return f"CASE WHEN {kind} = 'ratio' THEN {numerator} * {factor} / NULLIF({denominator}, 0) ELSE {numerator} END"
