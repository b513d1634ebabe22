"""A deadline on a day off: the last day in time is the next working day, in Python as in SQL."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...lib.status import Facts, days_late, last_day_in_time, status_of
from ..common import DAY, PlanCase, on

FRIDAY, SATURDAY, SUNDAY, MONDAY = (DAY + timedelta(days=n) for n in (2, 3, 4, 5))


def slowly(due_on, days_off):
    """The next day that is worked, found day by day."""
    while not days_off.get(due_on, due_on.strftime("%a") not in ("Sat", "Sun")):
        due_on += timedelta(days=1)
    return due_on


@tagged("-at_install", "post_install")
class TestLastDay(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["child.plan.day.off"]
        cls.moving, cls.fixed = cls.plan(), cls.plan(next_working_day=False)
        cls.Assignment = cls.env["child.plan.assignment"]

    def give_on_every_day(self, plan, count=30):
        rows = self.Assignment
        for number in range(count):
            task = self.task(plan, lead=[self.health], due_on=DAY + timedelta(days=number))
            rows |= task.sudo()._give(DAY)
        return rows

    def test_every_day_of_a_month_with_holidays_and_a_worked_weekend(self):
        self.days.create(
            [{"day": MONDAY, "name": "Nghỉ"}, {"day": DAY + timedelta(days=10), "name": "Bù", "working": 1}]
        )
        days_off = self.days._special_days()
        for plan in (self.moving, self.fixed):
            rows = self.give_on_every_day(plan)
            for row in rows:
                last = slowly(row.due_on, days_off) if plan == self.moving else row.due_on
                self.assertEqual(row.in_time_until, last)
                self.assertEqual(bool(row.last_day_text), last != row.due_on)
            for offset in range(0, 36, 3):
                day = DAY + timedelta(days=offset)
                of_day = rows.with_context(child_plan_as_of=day.isoformat())
                found = dict(of_day._read_group([("id", "in", rows.ids)], ["status"], ["__count"]))
                expected = {}
                for row in of_day:
                    status = status_of(Facts(row.state, row.in_time_until, None, row.soon_days, day))
                    self.assertEqual(row.status, status)
                    expected[status] = expected.get(status, 0) + 1
                self.assertEqual(found, expected)

    def test_lateness_and_the_words_are_counted_from_the_last_day_in_time(self):
        row = self.task(self.moving, lead=[self.health], due_on=SUNDAY).sudo()._give(DAY)
        for day, status, late in ((MONDAY, "due_soon", 0), (MONDAY + timedelta(days=1), "overdue", 1)):
            with on(day):
                row.invalidate_recordset()
                self.assertEqual((row.status, row.days_late), (status, late))
                past = row.with_context(child_plan_as_of=day.isoformat())
                counts = past._count_work([("id", "=", row.id)])[None]
                self.assertEqual(counts["overdue"], int(status == "overdue"))
        self.assertIn("16/03/2026", row.last_day_text)

    def test_the_plans_setting_moves_what_is_given_out_and_its_past(self):
        row = self.task(self.moving, lead=[self.health], due_on=SATURDAY).sudo()._give(DAY)
        self.moving.next_working_day = False
        self.assertEqual(row.in_time_until, SATURDAY)
        with on(MONDAY):
            row.invalidate_recordset()
            self.assertEqual(row.status, "overdue")
        self.moving.next_working_day = True
        with on(MONDAY + timedelta(days=9)):
            then = row.with_context(child_plan_as_of=MONDAY.isoformat())
            self.assertEqual(then.status, "due_soon")

    def test_a_day_off_that_is_announced_later_moves_the_deadline(self):
        row = self.task(self.moving, lead=[self.health], due_on=FRIDAY).sudo()._give(DAY)
        self.assertEqual(row.in_time_until, FRIDAY)
        announced = self.days.create({"day": FRIDAY, "name": "Nghỉ"})
        self.assertEqual(row.in_time_until, MONDAY)
        announced.working = True
        self.assertEqual(row.in_time_until, FRIDAY)

    def test_the_default_is_the_issuers(self):
        self.assertTrue(self.moving.next_working_day)
        self.district.next_working_day = False
        self.assertFalse(self.plan().next_working_day)
        self.assertTrue(self.moving.next_working_day, "a plan keeps what it has")

    def test_the_pure_function(self):
        days_off = {date(2026, 1, 2): False, date(2026, 1, 10): True}
        self.assertEqual(
            last_day_in_time(date(2026, 1, 1), True, {**days_off, date(2026, 1, 1): False}), date(2026, 1, 5)
        )
        self.assertEqual(last_day_in_time(date(2026, 1, 10), True, days_off), date(2026, 1, 10))
        self.assertIsNone(last_day_in_time(None, True, days_off))
        self.assertEqual(days_late(date(2026, 1, 5), date(2026, 1, 6), days_off), 1)


@tagged("-at_install", "post_install")
class TestClosedPlan(PlanCase):
    def test_what_stays_open_is_left_open_and_overdue_for_nobody(self):
        row = self.give(self.health, due_on=DAY - timedelta(days=3))
        plan = row.plan_id
        self.assertEqual((row.status, plan.overdue_count), ("overdue", 1))
        dialog = self.env["child.plan.decision"].with_user(self.user_office)
        dialog = dialog.browse(plan.with_user(self.user_office).action_ask_close()["res_id"])
        self.assertIn("1 assignments of 1 units are still open", dialog.summary)
        dialog.action_apply()
        self.assertEqual(plan.state, "closed")
        plan.invalidate_recordset()
        self.assertEqual((row.status, row.days_late, plan.overdue_count), ("left_open", 0, 0))
        own = [("id", "=", row.id)]
        self.assertEqual(row.search([*own, ("status", "=", "left_open")]), row)
        self.assertEqual(row._count_work(own)[None]["overdue"], 0)
        before = row.with_context(child_plan_as_of=(DAY - timedelta(days=1)).isoformat())
        self.assertEqual(before.search_count([*own, ("status", "=", "left_open")]), 0)

    def test_a_refusal_names_the_true_reason(self):
        row = self.give(self.health)
        row.plan_id.with_user(self.user_office).action_close()
        own = row.with_user(self.user_health)
        for write in (
            lambda: own.write({"result": "Xong"}),
            lambda: own.action_start(),
            lambda: row.with_user(self.user_office).write({"state": "cancelled", "reason": "Thôi"}),
            lambda: own.env["child.plan.extension"].create(
                {"assignment_id": row.id, "asked_due_on": "2026-12-01", "reason": "Thêm"}
            ),
        ):
            with self.assertRaisesRegex(AccessError, "was closed on 11/03/2026"):
                write()
