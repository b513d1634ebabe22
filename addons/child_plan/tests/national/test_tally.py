"""Sums of assignments are the numbers of the rows behind them, whoever asks, for every unit, group and day."""

import random
from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from ...lib.status import STATUSES, TRANSITIONS
from ..common import DAY, PlanCase, Undo, on

LENGTH = 30


class TestTally(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sums = cls.env["child.plan.tally"]
        cls.sums._recount()  # whatever the demonstration has done to them
        cls.random = random.Random(5)
        units = (cls.health, cls.front, cls.ward_1, cls.ward_2, cls.school, cls.district, cls.health_b, cls.ward_b)
        plans = (
            cls.plan(soon_days=3),
            cls.plan(name="Kế hoạch tỉnh", issuer_id=cls.province.id, standing_unit_id=cls.health_p.id, soon_days=7),
        )
        for n in range(6):
            due_on = n % 5 and DAY + timedelta(days=cls.random.randrange(3, 45))
            cls.task(plans[n % 2], units[: 6 if n % 2 == 0 else 8], due_on=due_on, name=f"Việc {n}")
        for plan in plans:
            plan._issue(DAY)
        cls.rows = (plans[0] | plans[1]).assignment_ids
        cls.last_day = DAY + timedelta(days=LENGTH)
        for n in range(LENGTH):
            cls._live_through(DAY + timedelta(days=n))

    @classmethod
    def _live_through(cls, day):
        with on(day):
            for row in cls.rows:
                if cls.random.random() < 0.15:
                    cls._change(row, day)

    @classmethod
    def _change(cls, row, day):
        vals = {"reason": "Vì vậy", "result": "Có", "progress": cls.random.randrange(100)}
        match cls.random.random():
            case chance if chance < 0.2:
                vals["due_on"] = day + timedelta(days=cls.random.randrange(-5, 20))
            case chance if chance < 0.4:
                row.extension_pending = not row.extension_pending
            case _:
                targets = [to for source, to in TRANSITIONS if source == row.state]
                vals["state"] = next((to for to in ("done", "submitted") if to in targets), targets[0])
                if cls.random.random() < 0.4:
                    vals["state"] = cls.random.choice(targets)
        try:
            with cls.env.cr.savepoint():
                row._write_decision(vals, day)
        except (AccessError, UserError):
            row.invalidate_recordset()

    def counted(self, rows, day):
        """The counts of these rows, one by one."""
        week, month = (day + timedelta(days=n) for n in (7, 30))
        shown = [row for row in rows if row.status]
        to_do = [
            r for r in shown if r.status in ("in_time", "due_soon") and r.state_on != "submitted" and r.deadline_on
        ]
        return {
            "by_status": {status: sum(row.status == status for row in shown) for status in STATUSES},
            "total": sum(row.status != "cancelled" for row in shown),
            "overdue": sum(row.status == "overdue" for row in shown),
            "submitted": sum(row.state_on == "submitted" for row in shown),
            "returned": sum(row.state_on == "returned" for row in shown),
            "extension_pending": sum(row.extension_pending for row in shown),
            "due_7": sum(row.deadline_on <= week for row in to_do),
            "due_30": sum(row.deadline_on <= month for row in to_do),
            "progress": sum(row.progress for row in shown if row.status != "cancelled") if day == self.today else None,
        }

    def assert_right(self, users, units, days, domain=None):
        for user in users:
            for day in days:
                model = self.rows.browse().with_user(user).with_context(child_plan_as_of=day.isoformat())
                for unit in units:
                    below = [("unit_id", "child_of", unit.id)] if unit else []
                    seen = model.search([*below, *(domain or [])])
                    by_unit = {}
                    for row in seen.filtered("status"):
                        path = [int(step) for step in row.unit_id.sudo().parent_path.split("/") if step]
                        depth = path.index(unit.id) + 1 if unit else 0
                        key = unit.browse(path[depth : depth + 1] or path[-1:])
                        by_unit[key] = by_unit.get(key, seen.browse()) | row
                    where = (user.login, day, unit.name)
                    tally = model.browse()._tally(domain, unit=unit)
                    self.assertEqual(tally, {None: self.counted(seen, day)}, where)
                    tally = self.rows.with_user(user)._tally(domain, by="unit", unit=unit, day=day)
                    self.assertEqual(tally, {key: self.counted(rows, day) for key, rows in by_unit.items()}, where)
                    for by in ("plan_id", "sector_id", "unit_level", "district_id"):
                        groups = seen.filtered("status").grouped(by)
                        tally = model._tally(domain, by=by, unit=unit)
                        expected = {key or (key if by.endswith("_id") else None): rows for key, rows in groups.items()}
                        self.assertEqual(tally, {k: self.counted(r, day) for k, r in expected.items()}, (*where, by))

    @property
    def today(self):
        return self.rows._today()

    def test_the_work_is_worth_counting(self):
        with on(self.last_day):
            counts = self.rows._tally([("id", "in", self.rows.ids)])[None]
        self.assertTrue(all(counts["by_status"].values()), counts)
        self.assertTrue(all(value for name, value in counts.items()), counts)

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
            self.assertTrue(self.sums._state().trusted)
            self.assert_right(users, units, days)
            self.assertGreater(self.sums._fold(), 0)
            self.assert_right(users, units, days)
            self.sums._doubt()
            self.assert_right(users[:2], units, days)

    def test_sums_of_some_rows(self):
        with on(self.last_day):
            self.assert_right(
                (self.user_province, self.user_office),
                (self.nation, self.district),
                (DAY, self.last_day),
                [("role", "=", "lead"), ("due_on", "!=", False)],
            )

    def test_sums_of_some_states(self):
        """What lists ask for by themselves, and what cannot be told from sums."""
        is_open = ("state_on", "not in", ("done", "cancelled"))
        domains = (
            [is_open],
            [is_open, ("status", "=", "overdue")],
            [("status", "in", ("in_time", "due_soon")), ("state_on", "!=", "submitted")],
            ["!", ("status", "=", "done_late")],
            ["|", is_open, ("status", "=", "done_late")],
            [("status", "in", ("overdue", False))],
            [("state", "=", "submitted")],
            [(0, "=", 1)],
        )
        with on(self.last_day):
            for domain in domains:
                self.assert_right(
                    (self.user_province, self.nobody),
                    (self.nation.browse(), self.district),
                    (DAY, self.last_day),
                    domain,
                )

    def test_sums_of_open_work_read_no_rows(self):
        """The default filter of the lists of those who see everything."""
        self.sums._cron_fold()
        model = self.rows.browse().with_user(self.user_province)
        with on(self.last_day):
            for domain, kept in (
                ([], True),
                ([("state_on", "not in", ("done", "cancelled"))], True),
                ([("state_on", "not in", ("done", "cancelled")), ("role", "=", "lead")], False),
            ):
                with patch.object(type(self.rows), "_tally_rows", return_value=[]) as read:
                    model._tally(domain, unit=self.district)
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
                self.sums._cron_fold()
                self.assertTrue(self.sums._state().trusted)
                self.ward_1.parent_id = parent
                # below its old ward's district again, the ward counts for the same authorities as before
                self.assertEqual(self.sums._state().trusted, parent == self.district)
                self.assert_right(
                    (self.user_province, self.user_district_b), (self.nation, self.province, parent), days
                )

    def test_sums_follow_a_unit_that_moves_without_its_work(self):
        """A unit in between moves: the authorities stay the same, the branches do not."""
        self.school.parent_id = self.office
        self.sums._cron_fold()
        with on(self.last_day):
            self.assert_right((self.user_province,), (self.district, self.office), (self.last_day,))
            self.school.parent_id = self.health
            self.assertTrue(self.sums._state().trusted)
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

    def test_folding_and_counting_anew_come_to_the_same(self):
        """After any number of changes, folded in any number of steps."""
        self.sums._fold()
        with on(self.last_day):
            for row in self.rows[::3]:
                self._change(row, self.last_day)
        self.env.flush_all()
        self.sums._fold()
        folded = self.stored_sums()
        self.sums._recount()
        self.assertEqual(folded, self.stored_sums())
        self.assertTrue(folded)

    def test_what_is_rolled_back_leaves_nothing(self):
        self.sums._fold()
        with self.assertRaises(Undo), self.env.cr.savepoint():
            self.rows.filtered(lambda a: a.state == "in_progress")._write_decision({"due_on": DAY, "reason": "Thử"})
            self.env.flush_all()
            raise Undo
        self.assertEqual(self.sums._fold(), 0)

    def stored_sums(self):
        self.env.cr.execute("SELECT * FROM child_plan_tally WHERE number != 0 OR progress != 0")
        return set(self.env.cr.fetchall())

    def test_sums_serve_only_those_who_see_all_below(self):
        """The rules are asked: a rule added to them ends it, and the rows are read."""

        def sees_all_below(user, unit):
            return self.rows.browse().with_user(user)._sees_all_below(unit, self.sums._state())

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

    def test_whoever_has_no_unit_counts_nothing(self):
        counts = self.rows.with_user(self.nobody)._tally()[None]
        self.assertEqual((counts["total"], counts["progress"]), (0, 0))
        self.assertEqual(self.rows.with_user(self.nobody)._tally(by="unit"), {})

    def test_it_is_one_query_of_the_rows(self):
        model = self.rows.browse().with_user(self.user_province)
        for day in (self.last_day, DAY):
            with on(self.last_day):
                model._tally(by="unit", unit=self.province, day=day)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                model._tally(by="unit", unit=self.province, day=day)
                self.assertLessEqual(self.cr.sql_log_count - before, 2)
