"""Cut-offs and due dates of reports; no Odoo, no database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...lib.status import (
    MONTHS,
    Demand,
    cascade,
    counting_periods,
    demanded_periods,
    is_working_day,
    last_cut_off,
    working_day_before,
)
from ..pure_case import PureCase

LEVELS = ["national", "province", "district", "commune"]
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SPECIAL = st.dictionaries(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.booleans(), max_size=40)


def counted(kind, year, cut_off_day=14):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [tuple(map(str, period)) for period in counting_periods(kind, first, last, cut_off_day)]


class TestCountingPeriods(PureCase):
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


def printed_days(demand, years):
    """Return the due days of a demand that names its month, in a slow way: by checking every day."""
    found, day = [], date(years[0], 1, 1)
    while day.year <= years[-1]:
        tomorrow = day + timedelta(days=1)
        # the month in which the printed day lies: before the 1st lies in the month before
        month = tomorrow.month if demand.before and demand.day == 1 else day.month
        asked = (month - demand.month) % demand.step == 0
        if demand.before:
            last = tomorrow.day == demand.day or (tomorrow.day == 1 and day.day < demand.day and demand.day > 1)
        else:
            last = day.day == demand.day or (tomorrow.day == 1 and day.day < demand.day)
        if asked and last:
            found.append(day)
        day = tomorrow
    return found


class TestDemandedPeriods(PureCase):
    def periods(self, demand, years=(2026, 2029)):
        first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        return list(demanded_periods(demand, first, last, 14, {}))

    def assert_due(self, demand, *expected):
        found = [(str(counting.cut_off), str(due)) for counting, due in self.periods(demand)]
        self.assertEqual(found[: len(expected)], list(expected))

    def test_a_plans_own_day_holds(self):
        """The days that public reports of faults named: a yearly report "before 15/11" is not due in January."""
        self.assert_due(Demand("yearly", 15, 11, True), ("2026-11-06", "2026-11-14"), ("2027-11-05", "2027-11-14"))
        self.assert_due(Demand("yearly", 20, 1), ("2026-12-14", "2027-01-20"), ("2027-12-14", "2028-01-20"))
        self.assert_due(Demand("yearly", 10, 12), ("2026-12-03", "2026-12-10"))
        self.assert_due(Demand("yearly", 20, 12), ("2026-12-14", "2026-12-20"))
        self.assert_due(Demand("half_yearly", 10, 6), ("2026-06-03", "2026-06-10"), ("2026-12-03", "2026-12-10"))
        self.assert_due(Demand("quarterly", 20, 3), ("2026-03-14", "2026-03-20"), ("2026-06-14", "2026-06-20"))

    def test_without_a_month_the_day_follows_the_usual_cut_off(self):
        self.assert_due(Demand("monthly", 20), ("2026-01-14", "2026-01-20"), ("2026-02-14", "2026-02-20"))
        self.assert_due(Demand("monthly", 31, before=True), ("2026-01-14", "2026-01-30"), ("2026-02-14", "2026-02-28"))
        self.assert_due(Demand("yearly", 0), ("2026-12-14", "None"))

    def test_every_day_of_the_year_at_every_frequency(self):
        leap, years = (2027, 2028), range(2026, 2030)
        for kind in MONTHS:
            if kind == "monthly":
                continue
            for month in range(1, 13):
                for day in range(1, 32):
                    for before in (False, True):
                        for alone in (False, True):
                            demand = Demand(kind, day, month, before, alone)
                            found = self.periods(demand, (2025, 2030))
                            due = [day for _counting, day in found if day.year in leap]
                            wanted = [day for day in printed_days(demand, years) if day.year in leap]
                            self.assertEqual(due, wanted, demand)
                            for counting, on_day in found:
                                self.assertLessEqual(counting.start, counting.cut_off, demand)
                                self.assertLess(counting.cut_off, on_day, demand)
                            for (one, _), (other, _) in zip(found, found[1:], strict=False):
                                self.assertEqual(other.start, one.cut_off + timedelta(days=1), demand)


class TestDueDates(PureCase):
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
