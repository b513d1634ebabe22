"""Kept sums are the numbers of the rows behind them, whoever asks, for every unit and day, whatever happened."""

from datetime import UTC, timedelta
from unittest.mock import patch

from odoo.addons.child_plan.lib.clock import TIME_ZONE
from odoo.addons.child_plan.tests.common import DAY, Undo, on
from odoo.addons.child_plan.tests.work.counts_case import LENGTH, OF_STATES, CountsCase


class TestAssignmentRollup(CountsCase):
    @classmethod
    def _make_history(cls):
        cls.rollup = cls.env["child.plan.assignment.rollup"]
        cls.rollup._rebuild()  # whatever has happened before
        return super()._make_history()

    def test_sums_are_the_numbers_of_rows(self):
        """For users who see more and less, for units of every level, today and on days past and to come."""
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
            self.assertTrue(self.rollup._state().trusted)
            self.assert_right(users, units, days)
            self.assertGreater(self.rollup._merge_changes(), 0)
            self.assert_right(users, units, days)
            self.rollup._mark_stale()
            self.assert_right(users[:2], units, days)

    def test_sums_of_some_states(self):
        """What lists ask for by themselves, and what cannot be told from sums."""
        with on(self.last_day):
            for domain in OF_STATES:
                self.assert_right(
                    (self.user_province, self.nobody),
                    (self.nation.browse(), self.district),
                    (DAY, self.last_day),
                    domain,
                )

    def test_sums_of_open_work_read_no_rows(self):
        """The default filter of the lists of those who see everything."""
        self.rollup._cron_merge_changes()
        model = self.rows.browse().with_user(self.user_province)
        with on(self.last_day):
            for domain, kept in (
                ([], True),
                ([("state_on", "not in", ("done", "cancelled"))], True),
                ([("state_on", "not in", ("done", "cancelled")), ("role", "=", "lead")], False),
            ):
                with patch.object(type(self.rows), "_count_rows", return_value=[]) as read:
                    model._count_work(domain, unit=self.district)
                self.assertEqual(not read.called, kept, domain)

    def test_midnight_moves_the_sums_without_a_write(self):
        for n in range(LENGTH, LENGTH + 25):
            day = DAY + timedelta(days=n)
            with on(day):
                self.rows.invalidate_recordset()
                self.assert_right((self.user_province,), (self.nation, self.district), (day,))

    def test_sums_follow_a_unit_that_moves(self):
        with on(self.last_day):
            days = (DAY + timedelta(days=9), self.last_day)
            for parent in (self.district_b, self.province, self.ward_2, self.district):
                self.rollup._cron_merge_changes()
                self.assertTrue(self.rollup._state().trusted)
                self.ward_1.parent_id = parent
                # below its old ward's district again, the ward counts for the same authorities as before
                self.assertEqual(self.rollup._state().trusted, parent == self.district)
                self.assert_right(
                    (self.user_province, self.user_district_b), (self.nation, self.province, parent), days
                )

    def test_sums_follow_a_unit_that_moves_without_its_work(self):
        """A unit in between moves: the authorities stay the same, the branches do not."""
        self.school.parent_id = self.office
        self.rollup._cron_merge_changes()
        with on(self.last_day):
            self.assert_right((self.user_province,), (self.district, self.office), (self.last_day,))
            self.school.parent_id = self.health
            self.assertTrue(self.rollup._state().trusted)
            self.assert_right((self.user_province,), (self.district, self.office, self.health), (self.last_day,))

    def test_a_move_that_is_rolled_back_is_not_remembered(self):
        with on(self.last_day):
            for parent in (self.office, self.health, self.front):
                with self.assertRaises(Undo), self.env.cr.savepoint():
                    self.school.parent_id = parent
                    self.assert_right((self.user_province,), (self.district,), (self.last_day,))
                    raise Undo
                self.env.invalidate_all()
                self.assert_right((self.user_province,), (self.district,), (self.last_day,))

    def test_what_is_remembered_of_past_days_ends_with_a_change_of_such_a_day(self):
        """The trigger asks the database's clock, which is that of the transaction."""
        today = self.env.cr.now().replace(tzinfo=UTC).astimezone(TIME_ZONE).date()
        for days, moves in ((1, False), (0, False), (-1, True), (-40, True)):
            before = self.rollup._state().past
            row = {"kind": "state", "assignment_id": self.rows[0].id}
            self.env["child.plan.journal"]._log([row], day=today + timedelta(days=days))
            self.assertEqual(self.rollup._state().past != before, moves, days)

    def test_merging_and_rebuilding_come_to_the_same(self):
        """After any number of changes, merged in any number of steps."""
        self.rollup._merge_changes()
        with on(self.last_day):
            for row in self.rows[::3]:
                self._change(row, self.last_day)
        self.env.flush_all()
        self.rollup._merge_changes()
        merged = self.stored_sums()
        self.rollup._rebuild()
        self.assertEqual(merged, self.stored_sums())
        self.assertTrue(merged)

    def test_what_is_rolled_back_leaves_nothing(self):
        self.rollup._merge_changes()
        with self.assertRaises(Undo), self.env.cr.savepoint():
            self.rows.filtered(lambda a: a.state == "in_progress")._write_decision({"due_on": DAY, "reason": "Thử"})
            self.env.flush_all()
            raise Undo
        self.assertEqual(self.rollup._merge_changes(), 0)

    def stored_sums(self):
        self.env.cr.execute("SELECT * FROM child_plan_assignment_rollup WHERE number != 0 OR progress != 0")
        return set(self.env.cr.fetchall())

    def test_sums_serve_only_those_who_see_all_below(self):
        """The rules are asked: a rule added to them ends it, and the rows are read."""

        def sees_all_below(user, unit):
            return self.rows.browse().with_user(user)._visible_subtree(unit, self.rollup._state())

        self.assertTrue(sees_all_below(self.user_province, self.district))
        self.assertFalse(sees_all_below(self.user_province, self.nation))
        self.assertFalse(sees_all_below(self.user_office, self.district))
        self.assertFalse(sees_all_below(self.nobody, self.district))
        self.env["ir.rule"].create(
            {
                "name": "Only the lead",
                "model_id": self.env["ir.model"]._get_id("child.plan.assignment"),
                "domain_force": "[('plan_id.name', '=', 'Kế hoạch tỉnh')]",
            }
        )
        self.assertFalse(sees_all_below(self.user_province, self.district))
        with on(self.last_day):
            self.assert_right((self.user_province,), (self.district,), (DAY, self.last_day))

    def test_it_is_one_query_of_the_rows(self):
        model = self.rows.browse().with_user(self.user_province)
        for day in (self.last_day, DAY):
            with on(self.last_day):
                model._count_work(by="unit", unit=self.province, day=day)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                model._count_work(by="unit", unit=self.province, day=day)
                self.assertLessEqual(self.cr.sql_log_count - before, 2)
