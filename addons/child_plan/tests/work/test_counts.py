"""Counts of work are the numbers of the rows behind them, whoever asks, for every unit, group and day."""

from datetime import timedelta

from ..common import DAY, on
from .counts_case import LENGTH, OF_STATES, CountsCase


class TestCounts(CountsCase):
    def test_the_work_is_worth_counting(self):
        with on(self.last_day):
            counts = self.rows._count_work([("id", "in", self.rows.ids)])[None]
        self.assertTrue(all(counts["by_status"].values()), counts)
        self.assertTrue(all(value for name, value in counts.items()), counts)

    def test_counts_are_the_numbers_of_rows(self):
        """For users who see more or less, for units of every level, on past, present and future days."""
        users = (
            self.user_province,
            self.user_district,
            self.user_office,
            self.user_ward_1,
            self.user_health_b,
            self.nobody,
        )
        units = self.nation.browse(), self.nation, self.province, self.district, self.ward_1, self.school
        days = [DAY - timedelta(days=1), *(DAY + timedelta(days=n) for n in (0, 9, LENGTH - 1, LENGTH))]
        with on(self.last_day):
            self.assert_right(users, units, days)

    def test_counts_of_some_rows(self):
        with on(self.last_day):
            self.assert_right(
                (self.user_province, self.user_office),
                (self.nation, self.district),
                (DAY, self.last_day),
                [("role", "=", "lead"), ("due_on", "!=", False)],
            )

    def test_counts_of_some_states(self):
        """The domains that lists use, and further ones."""
        with on(self.last_day):
            for domain in OF_STATES:
                self.assert_right(
                    (self.user_province, self.nobody),
                    (self.nation.browse(), self.district),
                    (DAY, self.last_day),
                    domain,
                )

    def test_whoever_has_no_unit_counts_nothing(self):
        counts = self.rows.with_user(self.nobody)._count_work()[None]
        self.assertEqual((counts["total"], counts["progress"]), (0, 0))
        self.assertEqual(self.rows.with_user(self.nobody)._count_work(by="unit"), {})
