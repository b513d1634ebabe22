"""Small counts that are hidden cannot be worked out from what is shown; no Odoo, no database."""

from fractions import Fraction
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from ...lib.rollup import hidden
from ..pure_case import PureCase

THRESHOLDS = st.integers(2, 12)


@st.composite
def trees(draw):
    """Return ``(counts, parents)`` of a tree with correct sums, in which many counts are small or zero."""
    parents, below = {}, {0: []}
    for unit in range(1, draw(st.integers(2, 16))):
        parents[unit] = draw(st.integers(max(0, unit - 6), unit - 1))
        below[parents[unit]].append(unit)
        below[unit] = []
    counts = {}
    for unit in sorted(below, reverse=True):
        known = [counts[each] for each in below[unit] if counts[each] is not None]
        leaf = st.none() | st.integers(0, 9) | st.integers(0, 60)
        counts[unit] = sum(known) if known else None if below[unit] else draw(leaf)
    return counts, parents


def ranges(counts, parents, secret):
    """``{unit: (least, most)}`` that somebody can work out who sees all counts that are not secret and knows that a
    zero would have been shown. Exact, as no unit is in more than two sums.
    """
    children = {unit: [each for each in parents if parents[each] == unit] for unit in counts}
    told = {unit: [each for each in children[unit] if counts[each] is not None] for unit in counts}

    def shown_beside(unit):
        siblings = told[parents[unit]] if unit in parents else [unit]
        return any(each not in secret for each in siblings)

    found = {unit: (value, value) for unit, value in counts.items() if value is not None and unit not in secret}
    found |= {unit: (1 if shown_beside(unit) else 0, inf) for unit in secret}
    for unit in sorted(found, reverse=True):  # up: units below have higher numbers
        if told[unit]:
            sums = [sum(found[each][side] for each in told[unit]) for side in (0, 1)]
            found[unit] = (max(found[unit][0], sums[0]), min(found[unit][1], sums[1]))
    for unit in sorted(found):  # down
        for each in told[unit]:
            others = [sum(found[other][side] for other in told[unit] if other != each) for side in (0, 1)]
            least = max(found[each][0], found[unit][0] - others[1])
            most = min(found[each][1], found[unit][1] - others[0])
            found[each] = (least, most)
    return found


def solved(counts, parents, secret):
    """Return the secret units whose count follows from the equations alone, by Gaussian elimination."""
    unknown = sorted(secret)
    rows = []
    for unit in counts:
        told = [each for each in parents if parents[each] == unit and counts[each] is not None]
        if counts[unit] is not None and told:
            rows.append([Fraction((u in told) - (u == unit)) for u in unknown])
    pivots = []
    for column in range(len(unknown)):
        pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot[:] = [value / pivot[column] for value in pivot]
        for row in [*rows, *pivots]:
            row[:] = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        pivots.append(pivot)
    return {unknown[row.index(1)] for row in pivots if sum(map(bool, row)) == 1}


class TestSuppression(PureCase):
    @given(trees(), THRESHOLDS)
    def test_every_small_count_is_hidden(self, tree, threshold):
        counts, parents = tree
        secret = hidden(counts, parents, threshold)
        self.assertFalse([u for u, count in counts.items() if count and count < threshold and u not in secret])
        self.assertFalse([u for u in secret if counts[u] is None], "no data is no secret")

    @given(trees(), THRESHOLDS)
    def test_nothing_hidden_follows_from_the_rows_and_totals_shown(self, tree, threshold):
        counts, parents = tree
        secret = hidden(counts, parents, threshold)
        small = {unit for unit in secret if 0 < counts[unit] < threshold}
        self.assertFalse(solved(counts, parents, secret) & small)

    @given(trees(), THRESHOLDS)
    def test_every_small_count_keeps_a_range_of_possible_values(self, tree, threshold):
        counts, parents = tree
        secret = hidden(counts, parents, threshold)
        found = ranges(counts, parents, secret)
        for unit in secret:
            least, most = found[unit]
            self.assertLessEqual(least, counts[unit])
            self.assertGreaterEqual(most, counts[unit])
            if 0 < counts[unit] < threshold:
                self.assertGreaterEqual(most - least, threshold)

    def test_the_audit_finds_what_is_badly_hidden(self):
        """The tests above can fail: one count hidden alone, and two that add up to 2."""
        parents = dict.fromkeys("abc", "top")
        alone = {"top": 32, "a": 2, "b": 10, "c": 20}
        self.assertEqual(solved(alone, parents, {"a"}), {"a"})
        numbered = {0: 22, 1: 1, 2: 1, 3: 20}
        self.assertEqual(ranges(numbered, {1: 0, 2: 0, 3: 0}, {1, 2})[1], (1, 1))

    def test_as_little_is_hidden_as_serves(self):
        counts = {"top": 62, "a": 2, "b": 10, "c": 20, "d": 30, "e": 0}
        self.assertEqual(hidden(counts, dict.fromkeys("abcde", "top"), 5), {"a", "b"})

    def test_nothing_is_hidden_without_a_small_count(self):
        counts = {"top": 30, "a": 0, "b": 10, "c": 20, "d": None}
        self.assertEqual(hidden(counts, dict.fromkeys("abcd", "top"), 5), set())

    def test_below_what_is_hidden_nothing_is_shown(self):
        counts = {"top": 40, "a": 3, "b": 37, "a1": 3, "a2": 0, "b1": 20, "b2": 17}
        parents = {"a": "top", "b": "top", "a1": "a", "a2": "a", "b1": "b", "b2": "b"}
        self.assertEqual(hidden(counts, parents, 5), {"a", "b", "a1", "a2", "b1", "b2"})
