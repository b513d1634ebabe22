"""Working days and the periods of recurring work; no Odoo, no database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...lib.status import MONTHS, days_late, is_working_day, periods
from ..pure_case import PureCase

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SPECIAL = st.dictionaries(DAYS, st.booleans(), max_size=60)
TET = {date(2026, 2, day): False for day in (16, 17, 18, 19, 20)}


class TestDaysLate(PureCase):
    @given(DAYS, st.integers(-30, 400), SPECIAL)
    def test_the_count_is_that_of_counting_day_by_day(self, due_on, span, special):
        day = due_on + timedelta(days=span)
        by_hand = sum(is_working_day(due_on + timedelta(days=n), special) for n in range(1, span + 1))
        self.assertEqual(days_late(due_on, day, special), by_hand)

    @given(DAYS, st.integers(0, 200), st.integers(0, 200), SPECIAL)
    def test_two_spans_add_up(self, due_on, first, second, special):
        middle, end = due_on + timedelta(days=first), due_on + timedelta(days=first + second)
        self.assertEqual(
            days_late(due_on, end, special), days_late(due_on, middle, special) + days_late(middle, end, special)
        )

    def test_a_weekend_does_not_make_late_work_later(self):
        friday = date(2026, 3, 6)
        self.assertEqual([days_late(friday, friday + timedelta(days=n), {}) for n in range(5)], [0, 0, 0, 1, 2])

    def test_tet_does_not_count_and_a_worked_saturday_does(self):
        """Due on the eve of Tết, handed in on the first working day after it: one working day."""
        friday, monday = date(2026, 2, 13), date(2026, 2, 23)
        self.assertEqual(days_late(friday, monday, TET), 1)
        self.assertEqual(days_late(friday, monday, TET | {date(2026, 2, 21): True}), 2)

    def test_a_special_day_that_says_what_the_week_says_changes_nothing(self):
        friday = date(2026, 3, 6)
        special = {date(2026, 3, 7): False, date(2026, 3, 9): True}
        self.assertEqual(days_late(friday, date(2026, 3, 13), special), 5)


class TestPeriods(PureCase):
    recurrences = st.sampled_from(list(MONTHS))

    @given(recurrences, DAYS, st.integers(0, 1200), st.integers(0, 31), st.integers(0, 12))
    def test_they_cover_the_span_without_gap_or_overlap(self, recurrence, first, span, due_day, due_month):
        last = first + timedelta(days=span)
        found = list(periods(recurrence, first, last, due_day, due_month))
        self.assertTrue(found[0].start <= first <= found[0].end)
        self.assertTrue(found[-1].start <= last <= found[-1].end)
        for one, following in zip(found, found[1:], strict=False):
            self.assertEqual(following.start - one.end, timedelta(days=1))

    @given(recurrences, DAYS, st.integers(0, 1200), st.integers(0, 31), st.integers(0, 12))
    def test_work_is_due_within_its_period(self, recurrence, first, span, due_day, due_month):
        for period in periods(recurrence, first, first + timedelta(days=span), due_day, due_month):
            self.assertTrue(period.start <= period.due_on <= period.end)

    @given(recurrences, DAYS, DAYS)
    def test_a_span_that_ends_before_it_begins_has_no_period_to_come(self, recurrence, one, other):
        first, last = max(one, other), min(one, other)
        self.assertTrue(all(period.start <= last for period in periods(recurrence, first, last)))

    def test_quarters_and_half_years_are_those_of_the_calendar(self):
        [quarter] = periods("quarterly", date(2026, 5, 20), date(2026, 5, 20))
        self.assertEqual(tuple(quarter), (date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 30)))
        [half] = periods("half_yearly", date(2026, 7, 1), date(2026, 7, 1), due_day=15)
        self.assertEqual(tuple(half), (date(2026, 7, 1), date(2026, 12, 31), date(2026, 12, 15)))

    def test_a_day_that_the_month_does_not_have_is_its_last_day(self):
        due = [period.due_on for period in periods("monthly", date(2026, 1, 1), date(2026, 4, 30), due_day=31)]
        self.assertEqual(due, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)])

    def test_a_month_within_the_period_can_be_named(self):
        """Yearly, by 15 November."""
        [year] = periods("yearly", date(2026, 1, 1), date(2026, 12, 31), due_day=15, due_month=11)
        self.assertEqual(year.due_on, date(2026, 11, 15))

    def test_a_month_that_lies_in_no_such_period_is_passed_over(self):
        """November names nothing in the second quarter: its own last month holds."""
        [quarter] = periods("quarterly", date(2026, 4, 1), date(2026, 4, 1), due_day=10, due_month=11)
        self.assertEqual(quarter.due_on, date(2026, 6, 10))
