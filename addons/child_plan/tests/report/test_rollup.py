"""Adding up figures; no Odoo, no database."""

from datetime import date, timedelta
from fractions import Fraction
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from ...lib.rollup import (
    EMPTY,
    NO_DATA,
    OVER_TIME,
    OVER_UNITS,
    Figure,
    Matrix,
    Tally,
    achievement,
    add,
    add_up,
    check,
    combine,
    fold,
)
from ..pure_case import PureCase

DAYS = st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
COUNTS = st.integers(0, 1000)
NUMBERS = st.builds(Figure, COUNTS, st.none(), DAYS)
RATIOS = st.builds(Figure, COUNTS, COUNTS, DAYS)
FIGURES = st.one_of(st.lists(NUMBERS | st.just(NO_DATA)), st.lists(RATIOS | st.just(NO_DATA)))
RULES = st.sampled_from(sorted(OVER_TIME))
TREE = st.lists(st.integers(0, 20), min_size=1, max_size=20)  # the unit above unit n+1, modulo n+1


class TestFigures(PureCase):
    @given(FIGURES, RULES, st.data())
    def test_adding_does_not_depend_on_the_order(self, figures, rule, data):
        self.assertEqual(fold(rule, figures), fold(rule, data.draw(st.permutations(figures))))

    @given(FIGURES, RULES, st.data())
    def test_adding_is_associative(self, figures, rule, data):
        """Summing level by level equals summing directly, however the units are grouped."""
        cut = data.draw(st.integers(0, len(figures)))
        parts = fold(rule, figures[:cut]), fold(rule, figures[cut:])
        self.assertEqual(add(rule, *parts), fold(rule, figures))

    @given(st.lists(st.builds(Figure, COUNTS, st.integers(1, 1000)), min_size=1))
    def test_a_ratio_is_the_ratio_of_the_sums(self, figures):
        total = fold("sum", figures)
        numerators, denominators = (sum(part) for part in list(zip(*figures, strict=True))[:2])
        self.assertEqual(Fraction(total.numerator, total.denominator), Fraction(numerators, denominators))
        values = [figure.value(100) for figure in figures]
        self.assertLessEqual(min(values), total.value(100) + 1e-9)
        self.assertGreaterEqual(max(values), total.value(100) - 1e-9)

    def test_a_ratio_is_never_a_mean_of_ratios(self):
        total = fold("sum", [Figure(1, 1), Figure(0, 99)])
        self.assertEqual(total.value(100), 1)

    def test_no_data_is_not_zero(self):
        self.assertFalse(fold("sum", [NO_DATA, NO_DATA]).has_data)
        self.assertIsNone(fold("sum", []).value())
        self.assertEqual(fold("sum", [NO_DATA, Figure(0)]).value(), 0)
        self.assertIsNone(Figure(0, 0).value(100), "nothing to divide by")

    def test_over_time_the_latest_counts_or_the_greatest(self):
        early, late = Figure(9, 10, date(2026, 1, 1)), Figure(8, 10, date(2026, 2, 1))
        self.assertEqual(add("latest", late, early), late)
        self.assertEqual(add("maximum", late, early), early)
        self.assertEqual(add("latest", late, NO_DATA), late, "who did not report does not undo what is known")
        self.assertEqual(OVER_UNITS.keys(), {"sum", "maximum"})


class TestTree(PureCase):
    @given(TREE, st.data())
    def test_the_top_is_all_units_together(self, above, data):
        parents = {n + 1: parent % (n + 1) for n, parent in enumerate(above)}
        tallies = st.builds(Tally, RATIOS | st.just(NO_DATA), st.just(1), st.integers(0, 1), st.just(0))
        own = {unit: data.draw(tallies) for unit in range(len(above) + 1)}
        totals = add_up("sum", parents, own)
        self.assertEqual(totals[0], reduce(lambda a, b: combine("sum", a, b), own.values(), EMPTY))
        for unit in own:
            below = [totals[each] for each, parent in parents.items() if parent == unit]
            self.assertEqual(totals[unit], reduce(lambda a, b: combine("sum", a, b), below, own[unit]))

    def test_a_figure_says_on_what_it_rests(self):
        own = {
            "a": Tally(Figure(3, 4), 1, 1, 1),
            "b": Tally(NO_DATA, 1, 0, 0),
            "c": Tally(Figure(1, 4), 1, 1, 0),
        }
        total = add_up("sum", dict.fromkeys("abc", "top"), own)["top"]
        self.assertEqual((total.figure.value(100), total.expected, total.reported, total.in_time), (50, 3, 2, 1))
        self.assertEqual((total.completeness, total.timeliness), (2 / 3, 1 / 3))
        self.assertIsNone(EMPTY.completeness)

    def test_a_matrix_feeds_screen_and_paper(self):
        matrix = Matrix(["row"], ["shown", "hidden", "empty"])
        matrix.put("row", "shown", Tally(Figure(1, 4), 2, 1, 1), 100)
        matrix.put("row", "hidden", Tally(Figure(2, 4), 2, 2, 2), 100, hidden=True)
        [(_row, cells)] = matrix.lines()
        self.assertEqual([cell.value for cell in cells], [25, None, None])
        told = cells[1].as_dict()
        self.assertEqual((told["hidden"], told["numerator"], told["denominator"]), (True, None, None))
        self.assertNotIn(2.0, (told["value"], told["numerator"]))
        self.assertEqual(cells[2].tally, EMPTY)


class TestChecks(PureCase):
    def test_what_cannot_be_true(self):
        for figure, parts, found in (
            (Figure(5, 4), (), ["over_denominator"]),
            (Figure(-1, 4), (), ["negative"]),
            (Figure(1, 0), (), ["no_denominator"]),
            (Figure(0, 0), (), []),
            (Figure(4, 4), (), []),
            (Figure(5), [Figure(2), Figure(6)], ["part_over_whole"]),
            (Figure(5, 10), [Figure(2, 11)], ["part_over_whole"]),
            (Figure(5), [Figure(2), NO_DATA], []),
            (NO_DATA, [Figure(2)], []),
        ):
            with self.subTest(figure=figure, parts=parts):
                self.assertEqual(check(figure, parts=parts), found)

    def test_what_jumps_against_the_last_period(self):
        last = Figure(100, 200)
        self.assertEqual(check(Figure(160, 200), last), ["jump"])
        self.assertEqual(check(Figure(40, 200), last), ["jump"])
        self.assertEqual(check(Figure(140, 200), last), [])
        self.assertEqual(check(Figure(9), Figure(1)), [], "small counts jump for no reason")
        self.assertEqual(check(Figure(160, 200)), [], "there is no period before")

    def test_reached_on_the_way_behind(self):
        for value, comparator, target, baseline, elapsed, found in (
            (80, "ge", 80, None, 0.1, "reached"),
            (None, "ge", 80, 60, 0.1, "no_data"),
            (70, "ge", 80, 60, 0.5, "on_track"),
            (69, "ge", 80, 60, 0.5, "behind"),
            (40, "ge", 80, None, 0.5, "on_track"),
            (79, "ge", 80, 60, 1, "behind"),
            (6.3, "lt", 6.4, None, 0, "reached"),
            (6.4, "lt", 6.4, None, 0, "behind"),
            (7, "le", 5, 9, 0.5, "on_track"),
            (8, "le", 5, 9, 0.5, "behind"),
            (0, "eq", 0, None, 0.5, "reached"),
            (80, "gt", 80, 80, 0.5, "on_track"),
        ):
            with self.subTest(value=value, comparator=comparator, target=target):
                self.assertEqual(achievement(value, comparator, target, baseline, elapsed), found)
