"""Activities for what is due soon, overdue or waits too long: once each, none lost in a missed night."""

from datetime import date, timedelta

from odoo.fields import Command

from ..common import DAY, PlanCase, on

DUE = date(2026, 3, 31)  # a Tuesday
TYPES = {
    "soon": "child_plan.mail_activity_type_due_soon",
    "overdue": "child_plan.mail_activity_type_overdue",
    "confirm": "child_plan.mail_activity_type_confirm",
}


class TestReminders(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["child.plan.assignment"].search([]).plan_id.sudo().write({"state": "closed"})  # demonstration data

    def setUp(self):
        super().setUp()
        self.assignment = self.give(self.health, due_on=DUE)

    def night(self, day):
        with on(day):
            self.env["child.plan.assignment"]._cron_remind()
        self.env.invalidate_all()

    def reminders(self, assignment=None):
        """Return ``(kind, user)`` of the open reminders."""
        kinds = {self.env.ref(xmlid): kind for kind, xmlid in TYPES.items()}
        activities = (assignment or self.assignment).activity_ids.sorted("id")
        return [
            (kinds[activity.activity_type_id], activity.user_id)
            for activity in activities
            if activity.activity_type_id in kinds
        ]

    def test_nothing_is_said_before_it_is_time(self):
        self.night(DUE - timedelta(days=4))
        self.assertEqual(self.reminders(), [])

    def test_the_unit_is_reminded_when_work_becomes_due_soon_and_once_only(self):
        for n in (3, 2, 1, 0):
            self.night(DUE - timedelta(days=n))
            self.night(DUE - timedelta(days=n))
        self.assertEqual(self.reminders(), [("soon", self.user_health)])

    def test_a_missed_night_loses_nothing(self):
        """Neither the first day on which work is due soon nor the first day overdue is a special case."""
        self.night(DUE - timedelta(days=1))
        self.assertEqual(self.reminders(), [("soon", self.user_health)])
        self.night(DUE + timedelta(days=20))
        self.assertEqual(self.reminders(), [("soon", self.user_health), ("overdue", self.user_health)])
        self.night(DUE + timedelta(days=21))
        self.assertEqual(len(self.reminders()), 2)

    def test_the_number_of_days_is_that_of_the_plan(self):
        self.assignment.plan_id.with_user(self.user_office).soon_days = 10
        self.night(DUE - timedelta(days=10))
        self.assertEqual(self.reminders(), [("soon", self.user_health)])

    def test_each_officer_of_the_unit_is_reminded_or_the_one_in_charge(self):
        second = self.user("t_second", "officer", self.health)
        self.user("t_looker", "observer", self.health)
        self.night(DUE)
        self.assertEqual(self.reminders(), [("soon", self.user_health), ("soon", second)])
        own = self.give(self.health, due_on=DUE)
        own.with_user(second).officer_id = second
        self.night(DUE)
        self.assertEqual(self.reminders(own), [("soon", second)])

    def test_one_in_charge_who_has_left_the_unit_is_no_longer_reminded(self):
        second = self.user("t_second", "officer", self.health)
        self.assignment.with_user(second).officer_id = second
        second.child_plan_unit_ids = [Command.set(self.ward_1.ids)]
        self.night(DUE)
        self.assertEqual(self.reminders(), [("soon", self.user_health)])

    def test_work_handed_in_is_not_reminded_of_and_its_reminders_go(self):
        self.night(DUE)
        with on(DUE):
            self.submit(self.assignment, self.user_health)
        self.assertEqual(self.reminders(), [])
        self.night(DUE + timedelta(days=2))
        self.assertEqual(self.reminders(), [])

    def test_starting_the_work_does_not_end_the_reminder(self):
        """It is still due soon."""
        self.night(DUE)
        with on(DUE):
            self.assignment.with_user(self.user_health).action_start()
        self.assertEqual(self.reminders(), [("soon", self.user_health)])
        self.night(DUE + timedelta(days=1))
        self.assertEqual(self.reminders(), [("soon", self.user_health), ("overdue", self.user_health)])

    def test_overdue_work_that_is_returned_is_reminded_of_again(self):
        late = DUE + timedelta(days=2)
        self.night(late)
        with on(late):
            self.submit(self.assignment, self.user_health)
            self.decide("return", self.user_office, self.assignment, reason="Thiếu")
        self.assertEqual(self.reminders(), [])
        self.night(late)
        self.assertEqual(self.reminders(), [("overdue", self.user_health)])

    def test_a_deadline_that_is_moved_begins_anew(self):
        self.night(DUE + timedelta(days=1))
        later = DUE + timedelta(days=29)  # a working day
        with on(DUE + timedelta(days=1)):
            self.decide("move_deadline", self.user_office, self.assignment, due_on=later, reason="Gia hạn")
        self.assertEqual(self.reminders(), [])
        self.night(DUE + timedelta(days=2))
        self.assertEqual(self.reminders(), [])
        self.night(later)
        self.assertEqual(self.reminders(), [("soon", self.user_health)])

    def test_the_standing_office_is_reminded_of_what_waits_too_long(self):
        """Longer than the days that the plan allows for confirming."""
        self.submit(self.assignment, self.user_health)
        self.night(DAY + timedelta(days=5))
        self.assertEqual(self.reminders(), [])
        self.night(DAY + timedelta(days=6))
        self.night(DAY + timedelta(days=9))
        self.assertEqual(self.reminders(), [("confirm", self.user_office)])
        with on(DAY + timedelta(days=9)):
            self.assignment.with_user(self.user_office).action_confirm()
        self.assertEqual(self.reminders(), [])

    def test_a_leader_is_reminded_of_the_standing_offices_own_work(self):
        """The standing office may not confirm its own work; the same holds where a plan has no standing office."""
        own = self.give(self.office, due_on=DUE)
        self.submit(own, self.user_office)
        without = self.give(self.health, due_on=DUE)
        without.plan_id.standing_unit_id = False
        self.submit(without, self.user_health)
        self.night(DAY + timedelta(days=6))
        self.assertEqual(self.reminders(own), [("confirm", self.user_district)])
        self.assertEqual(self.reminders(without), [("confirm", self.user_district)])

    def test_suspended_cancelled_and_closed_work_is_let_alone(self):
        cancelled, closed = self.give(self.health, due_on=DUE), self.give(self.health, due_on=DUE)
        self.decide("suspend", self.user_office, self.assignment, reason="Chờ")
        self.decide("cancel", self.user_office, cancelled, reason="Bỏ")
        closed.plan_id.with_user(self.user_office).action_close()
        self.night(DUE + timedelta(days=3))
        self.assertEqual([self.reminders(a) for a in (self.assignment, cancelled, closed)], [[], [], []])

    def test_no_mail_is_sent_for_a_reminder(self):
        before = self.env["mail.mail"].search_count([])
        self.night(DUE)
        self.night(DUE + timedelta(days=1))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertEqual(len(self.reminders()), 2)

    def test_a_run_that_breaks_off_goes_on_where_it_stopped(self):
        """Chunk by chunk, each with its flag."""
        others = self.env["child.plan.assignment"].union(*(self.give(self.ward_1, due_on=DUE) for _n in range(3)))
        with on(DUE):
            self.assignment._make_reminders("soon")
        self.night(DUE)
        rows = self.assignment | others
        self.assertEqual([len(self.reminders(a)) for a in rows], [1] * 4)
