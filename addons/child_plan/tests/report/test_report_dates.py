"""Cut-offs and due dates of reports; no Odoo, no database."""

from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...lib.status import cascade, counting_periods, is_working_day, last_cut_off, working_day_before

LEVELS = ["national", "province", "district", "commune"]
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SPECIAL = st.dictionaries(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.booleans(), max_size=40)


def counted(kind, year, cut_off_day=14):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [tuple(map(str, period)) for period in counting_periods(kind, first, last, cut_off_day)]


class TestCountingPeriods(TestCase):
    def test_the_cut_offs_are_those_of_the_decree(self):
        """Decree 09/2019/NĐ-CP, Điều 12."""
        self.assertEqual(counted("yearly", 2026), [("2025-12-15", "2026-12-14")])
        self.assertEqual(counted("half_yearly", 2026), [("2025-12-15", "2026-06-14"), ("2026-06-15", "2026-12-14")])
        self.assertEqual(counted("quarterly", 2026)[:2], [("2025-12-15", "2026-03-14"), ("2026-03-15", "2026-06-14")])
        self.assertEqual(counted("monthly", 2026)[0], ("2025-12-15", "2026-01-14"))
        self.assertEqual(len(counted("monthly", 2026)), 12)

    def test_a_day_that_a_month_does_not_have_is_its_last(self):
        self.assertEqual(
            counted("monthly", 2026, 31)[1:3], [("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")]
        )

    @given(st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly"]), DAYS, st.integers(1, 31))
    def test_no_day_is_counted_twice_or_left_out(self, kind, first, cut_off_day):
        periods = list(counting_periods(kind, first, first + timedelta(days=800), cut_off_day))
        self.assertTrue(all(period.start <= period.cut_off for period in periods))
        for before, after in zip(periods, periods[1:], strict=False):
            self.assertEqual(after.start, before.cut_off + timedelta(days=1))


class TestDueDates(TestCase):
    @given(DAYS, SPECIAL, st.dictionaries(st.sampled_from(LEVELS), st.integers(-1, 6)))
    def test_each_level_has_its_working_days(self, due_on, special, days):
        due = cascade(due_on, LEVELS, days, special)
        self.assertLessEqual(due["national"], due_on)
        for above, level in zip(LEVELS, LEVELS[1:], strict=False):
            self.assertTrue(is_working_day(due[level], special))
            between = (due[above] - due[level]).days
            worked = sum(is_working_day(due[level] + timedelta(days=n + 1), special) for n in range(between))
            self.assertEqual(worked, max(days.get(level, 1), 1))

    def test_tet_is_no_time_to_write_a_report(self):
        tet = {date(2026, 2, day): False for day in range(16, 21)}
        due = cascade(date(2026, 2, 23), ["district", "commune"], {"commune": 2}, tet)
        self.assertEqual(due, {"district": date(2026, 2, 23), "commune": date(2026, 2, 12)})
        self.assertEqual(last_cut_off(date(2026, 2, 14), due["commune"], tet), date(2026, 2, 11))

    def test_the_cut_off_stays_where_there_is_time(self):
        self.assertEqual(last_cut_off(date(2026, 3, 14), date(2026, 3, 17), {}), date(2026, 3, 14))

    def test_a_day_off_is_no_last_day(self):
        self.assertEqual(working_day_before(date(2026, 3, 15), 0, {}), date(2026, 3, 13))
