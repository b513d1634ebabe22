"""Recurring work: one assignment a period, given ahead of time, none lost and none twice."""

from datetime import date, timedelta

from ..common import DAY, PlanCase, on


class TestRecurring(PlanCase):
    def recurring(self, *units, recurrence="monthly", **vals):
        plan = vals.pop("plan", None) or self.plan()
        lead, coordinate = units[:1], units[1:]
        vals |= {"timing": "recurring", "recurrence": recurrence, "due_on": False}
        task = self.task(plan, lead, coordinate, **vals)
        self.issue(plan)
        return task

    def run_cron(self, day):
        with on(day):
            self.env["child.plan.task"]._cron_give_recurring()
        self.env.invalidate_all()

    def periods_of(self, task, unit=None):
        rows = task.assignment_ids.filtered(lambda a: not unit or a.unit_id == unit)
        return sorted((a.period_start.month, a.due_on.day) for a in rows)

    def test_issuing_gives_the_running_period_and_the_one_that_begins_soon(self):
        task = self.recurring(self.health, due_day=25)
        self.assertEqual(self.periods_of(task), [(3, 25), (4, 25)])
        march = task.assignment_ids.sorted("period_start")[0]
        self.assertEqual((march.period_start, march.period_end), (date(2026, 3, 1), date(2026, 3, 31)))

    def test_the_nightly_job_gives_each_period_once(self):
        task = self.recurring(self.health)
        for _night in range(3):
            self.run_cron(DAY)
        self.assertEqual(len(task.assignment_ids), 2)
        self.run_cron(date(2026, 3, 31))
        self.assertEqual([month for month, _day in self.periods_of(task)], [3, 4, 5])

    def test_a_month_in_which_the_job_did_not_run_is_caught_up(self):
        task = self.recurring(self.health)
        self.run_cron(date(2026, 8, 10))
        self.assertEqual([month for month, _day in self.periods_of(task)], [3, 4, 5, 6, 7, 8, 9])

    def test_a_unit_that_joins_later_owes_only_what_comes(self):
        task = self.recurring(self.wards)
        with on(date(2026, 7, 20)):
            self.run_cron(date(2026, 7, 20))
            new = self.unit("Xã A3", self.district, "authority", "commune")
            self.run_cron(date(2026, 7, 20))
        self.assertEqual([month for month, _day in self.periods_of(task, new)], [7, 8])
        self.assertEqual([month for month, _day in self.periods_of(task, self.ward_1)], [3, 4, 5, 6, 7, 8])

    def test_nothing_is_given_before_or_after_the_time_of_the_plan(self):
        plan = self.plan(period_start="2026-03-20", period_end="2026-04-30")
        task = self.recurring(self.health, plan=plan)
        self.run_cron(date(2026, 6, 1))
        self.assertEqual([month for month, _day in self.periods_of(task)], [3, 4])

    def test_quarters_and_years_are_due_as_the_plan_says(self):
        quarter = self.recurring(self.health, recurrence="quarterly", due_day=20)
        self.assertEqual(
            [a.due_on for a in quarter.assignment_ids.sorted("due_on")], [date(2026, 3, 20), date(2026, 6, 20)]
        )
        year = self.recurring(self.health, recurrence="yearly", due_day=15, due_month=11)
        self.assertEqual(year.assignment_ids.due_on, date(2026, 11, 15))

    def test_every_period_has_its_own_deadline_for_coordinators_too(self):
        """A day that stands beside one unit cannot hold for all periods."""
        task = self.recurring(self.health, (self.ward_1, {"due_on": "2026-03-20"}), due_day=25)
        self.assertEqual(self.periods_of(task, self.ward_1), [(3, 25), (4, 25)])

    def test_what_was_cancelled_is_not_given_again_the_next_night(self):
        task = self.recurring(self.health)
        task.assignment_ids[0].with_user(self.user_office).write({"state": "cancelled", "reason": "Tết"})
        self.run_cron(DAY + timedelta(days=1))
        self.assertEqual(len(task.assignment_ids), 2)

    def test_what_was_handed_over_stays_with_the_other_unit(self):
        task = self.recurring(self.health)
        march = task.assignment_ids.sorted("period_start")[0]
        self.decide("transfer", self.user_office, march, unit_id=self.ward_2.id, reason="Sáp nhập")
        self.run_cron(DAY + timedelta(days=1))
        running = task.assignment_ids.filtered(
            lambda a: a.state != "cancelled" and a.period_start == march.period_start
        )
        self.assertEqual(running.unit_id, self.ward_2)

    def test_a_task_handed_over_as_a_whole_goes_on_at_the_new_unit(self):
        task = self.recurring(self.health)
        self.decide("transfer", self.user_office, task=task, unit_id=self.ward_2.id, reason="Chuyển nhiệm vụ")
        self.run_cron(date(2026, 4, 20))
        self.assertEqual([month for month, _day in self.periods_of(task, self.ward_2)], [3, 4, 5])
        self.assertEqual([month for month, _day in self.periods_of(task, self.health)], [3, 4])
        self.assertEqual(task.line_ids.unit_id, self.ward_2)

    def test_withdrawn_tasks_and_closed_plans_give_nothing_more(self):
        withdrawn, closed = self.recurring(self.health), self.recurring(self.health)
        self.decide("withdraw", self.user_office, task=withdrawn, reason="Bỏ")
        closed.plan_id.with_user(self.user_office).action_close()
        self.run_cron(date(2026, 6, 10))
        self.assertEqual((len(withdrawn.assignment_ids), len(closed.assignment_ids)), (2, 2))

    def test_each_period_owes_its_own_products(self):
        task = self.recurring(self.health, deliverables=["Báo cáo tháng"])
        march, april = task.assignment_ids.sorted("period_start")
        march.deliverable_ids.with_user(self.user_health).done_quantity = 1
        self.assertEqual((march.progress, april.progress), (100, 0))
