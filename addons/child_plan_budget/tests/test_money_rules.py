"""The stages of money: their sums on any day, and what entries may not do. No database."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..lib.money import (
    ABOVE,
    MEASURES,
    NEVER_NEGATIVE,
    POLICIES,
    STAGES,
    Breach,
    Movement,
    breaches,
    expected_rate,
    measure_sql,
    measures,
    state,
    timeline,
)
from .pure_case import PureCase

START = date(2026, 1, 1)
DAYS = st.integers(0, 364).map(lambda n: START + timedelta(days=n))
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AMOUNTS = st.integers(1, 10**13)  # up to ten thousand billion đồng


@st.composite
def movements(draw):
    stage = draw(st.sampled_from(list(STAGES)))
    sign = draw(st.sampled_from((1, -1))) if STAGES[stage] else 1
    return Movement(draw(DAYS), stage, sign * draw(AMOUNTS))


def entry(stage, amount, day=0):
    return Movement(START + timedelta(days=day), stage, amount)


class TestSums(PureCase):
    @patient
    @given(st.lists(movements(), max_size=30), DAYS)
    def test_the_state_on_any_day_is_the_sum_of_the_entries_up_to_it(self, rows, day):
        expected = dict.fromkeys(MEASURES, 0)
        for row in rows:
            for measure, signs in MEASURES.items():
                expected[measure] += signs.get(row.stage, 0) * row.amount * (row.day <= day)
        self.assertEqual(state(rows, day), expected)

    @patient
    @given(st.lists(movements(), max_size=20), st.randoms())
    def test_the_order_of_entries_makes_no_difference(self, rows, random):
        shuffled = rows[:]
        random.shuffle(shuffled)
        self.assertEqual(state(shuffled), state(rows))
        self.assertEqual(timeline(shuffled), timeline(rows))

    @patient
    @given(st.lists(movements(), max_size=20), movements(), DAYS)
    def test_a_correction_restores_what_was_before(self, rows, wrong, day):
        corrected = [*rows, wrong, wrong._replace(day=max(wrong.day, day), amount=-wrong.amount)]
        self.assertEqual(state(corrected), state(rows))

    @patient
    @given(st.lists(movements(), max_size=30))
    def test_no_dong_drifts(self, rows):
        """Not in floats either, as Odoo's amounts are: whole đồng up to nine million billion are exact."""
        exact = state([row._replace(amount=Decimal(row.amount)) for row in rows])
        as_floats = state([row._replace(amount=float(row.amount)) for row in rows])
        self.assertEqual(state(rows), exact)
        self.assertEqual(as_floats, exact)

    @patient
    @given(st.lists(movements(), max_size=30))
    def test_the_timeline_says_what_the_state_of_each_day_says(self, rows):
        days = timeline(rows)
        self.assertEqual([day for day, _sums in days], sorted({row.day for row in rows}))
        for day, sums in days:
            self.assertEqual(sums, state(rows, day))

    @patient
    @given(st.lists(movements(), max_size=10))
    def test_the_sql_of_a_measure_says_the_same(self, rows):
        sums = {stage: sum(row.amount for row in rows if row.stage == stage) for stage in STAGES}
        for measure, amount in measures(sums).items():
            expression = measure_sql(measure, lambda stage: f"({sums[stage]})")
            self.assertEqual(eval(expression), amount, expression)  # noqa: S307  # pylint: disable=eval-used

    def test_every_stage_counts_somewhere(self):
        self.assertEqual(set(STAGES), {stage for signs in MEASURES.values() for stage in signs})


class TestCascade(PureCase):
    @patient
    @given(st.data())
    def test_passing_on_conserves_money(self, data):
        """Whatever is passed down, cut or given back between three levels, all lines together have what came in."""
        lines = {name: [] for name in ("province", "district", "commune")}
        above = {"district": "province", "commune": "district"}
        outside = 0
        for number in range(data.draw(st.integers(0, 25))):
            name = data.draw(st.sampled_from(list(lines)))
            stage = data.draw(st.sampled_from(("allotment", "adjustment", "return", "disbursement")))
            amount = data.draw(st.integers(1, 1000)) * (-1 if stage == "adjustment" and number % 2 else 1)
            made = {name: entry(stage, amount, number)}
            if name in above and stage in ABOVE:
                counter, sign = ABOVE[stage]
                made[above[name]] = entry(counter, sign * amount, number)
            if any(b.kind not in POLICIES for line, row in made.items() for b in breaches(lines[line], [row])):
                continue
            for line, row in made.items():
                lines[line].append(row)
            if name == "province" and stage != "disbursement":
                outside += -amount if stage == "return" else amount
        states = {name: state(rows) for name, rows in lines.items()}
        self.assertEqual(sum(of_line["allotted"] for of_line in states.values()), outside)
        for name, of_line in states.items():
            self.assertGreaterEqual(of_line["received"], of_line["passed_on"], name)
            for measure in NEVER_NEGATIVE:
                self.assertGreaterEqual(of_line[measure], 0, (name, measure))

    def test_no_more_is_passed_on_than_was_received(self):
        line = [entry("allotment", 100), entry("pass_on", 60, 1)]
        self.assertFalse(breaches(line, [entry("pass_on", 40, 2)]))
        self.assertEqual(breaches(line, [entry("pass_on", 41, 2)]), [Breach("allotted", START + timedelta(days=2), 1)])
        self.assertEqual([b.kind for b in breaches(line, [entry("pass_on", 1)])], [])
        self.assertEqual([b.kind for b in breaches(line, [entry("return", 41, 2)])], ["allotted"])
        self.assertEqual([b.kind for b in breaches(line, [entry("carry_over", -41, 2)])], ["allotted"])


class TestPolicies(PureCase):
    def kinds(self, before, *new):
        return [breach.kind for breach in breaches(before, new)]

    def test_each_policy_has_its_case(self):
        line = [entry("allotment", 100), entry("disbursement", 80, 1)]
        self.assertEqual(self.kinds(line, entry("disbursement", 20, 2)), [])
        self.assertEqual(self.kinds(line, entry("disbursement", 21, 2)), ["overspending"])
        self.assertEqual(self.kinds(line, entry("commitment", 101, 2)), ["overspending"])
        self.assertEqual(self.kinds([], entry("disbursement", 1)), ["unallotted"])
        self.assertEqual(self.kinds(line, entry("adjustment", -21, 2)), ["negative"])
        self.assertEqual(self.kinds(line, entry("pass_on", 21, 2)), ["negative"])

    def test_money_is_not_spent_before_the_day_on_which_it_comes(self):
        line = [entry("allotment", 100, 31)]
        self.assertEqual(
            breaches(line, [entry("disbursement", 50, 30)]), [Breach("unallotted", START + timedelta(days=30), 50)]
        )
        self.assertEqual(self.kinds(line, entry("disbursement", 50, 31)), [])

    def test_an_earlier_entry_is_checked_on_all_later_days(self):
        line = [entry("allotment", 100), entry("disbursement", 90, 20)]
        self.assertEqual(
            breaches(line, [entry("disbursement", 30, 5)]), [Breach("overspending", START + timedelta(days=20), 20)]
        )

    def test_what_is_wrong_already_can_be_put_right_step_by_step(self):
        line = [entry("allotment", 100), entry("disbursement", 150, 1)]
        self.assertEqual(self.kinds(line, entry("allotment", 20, 2)), [])
        self.assertEqual(self.kinds(line, entry("disbursement", -10, 2)), [])
        self.assertEqual(self.kinds(line, entry("disbursement", 1, 2)), ["overspending"])

    def test_no_sum_falls_below_zero(self):
        self.assertEqual(self.kinds([entry("commitment", 5)], entry("commitment", -6, 1)), ["committed"])
        self.assertEqual(self.kinds([entry("estimate", 5, 3)], entry("estimate", -5)), ["estimated"])

    @patient
    @given(st.lists(movements(), max_size=12), st.lists(movements(), min_size=1, max_size=3))
    def test_what_is_not_refused_leaves_no_day_worse(self, rows, new):
        if breaches(rows, new):
            return
        for day in {row.day for row in [*rows, *new]}:
            before, after = state(rows, day), state([*rows, *new], day)
            for measure in NEVER_NEGATIVE:
                self.assertGreaterEqual(after[measure], min(before[measure], 0))

    def test_even_spending_is_measured_by_days(self):
        self.assertEqual(expected_rate(2026, date(2025, 12, 31)), 0)
        self.assertEqual(expected_rate(2026, date(2026, 12, 31)), 100)
        self.assertEqual(expected_rate(2026, date(2027, 5, 1)), 100)
        self.assertAlmostEqual(expected_rate(2026, date(2026, 3, 14)), 20)
