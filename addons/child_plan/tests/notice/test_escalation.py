"""Escalation: who is told of overdue work on which working day, and each person once."""

from datetime import date, timedelta

from ..common import on
from .mail_case import MailCase

DUE = date(2026, 3, 31)  # a Tuesday


class TestEscalation(MailCase):
    def night(self, day, send=False):
        with on(day):
            self.env["child.plan.assignment"]._cron_remind()
        self.env.invalidate_all()

    def escalations(self, row):
        """Return ``[(kind, user)]`` in order."""
        kinds = {self.env.ref(f"child_plan.mail_activity_type_{kind}"): kind for kind in ("overdue", "head", "leader")}
        activities = row.activity_ids.filtered(lambda a: a.activity_type_id in kinds).sorted("id")
        return [(kinds[activity.activity_type_id], activity.user_id) for activity in activities]

    def test_from_the_officer_to_the_head_and_to_the_leader_of_the_issuer(self):
        head = self.user("t_head", "leader", self.health)
        row = self.give(self.health, due_on=DUE)
        steps = [("overdue", self.user_health), ("head", head), ("leader", self.user_district)]
        for day, number in ((1, 1), (2, 1), (3, 2), (4, 2), (13, 2), (14, 3), (60, 3)):
            self.night(DUE + timedelta(days=day))
            self.assertEqual(self.escalations(row), steps[:number], day)

    def test_days_off_do_not_count(self):
        """Due on a Friday before two days off and a weekend."""
        head = self.user("t_head", "leader", self.health)
        self.env["child.plan.day.off"].create(
            [{"day": "2026-04-06", "name": "Nghỉ"}, {"day": "2026-04-07", "name": "Nghỉ"}]
        )
        row = self.give(self.health, due_on="2026-04-03")
        self.night(date(2026, 4, 9))  # the second working day after
        self.assertNotIn(("head", head), self.escalations(row))
        self.night(date(2026, 4, 10))
        self.assertIn(("head", head), self.escalations(row))

    def test_the_days_are_those_of_the_plan_and_none_means_never(self):
        row, never = self.give(self.health, due_on=DUE), self.give(self.health, due_on=DUE)
        head = self.user("t_head", "leader", self.health)
        row.plan_id.with_user(self.user_office).write({"head_days": 1, "leader_days": 2})
        never.plan_id.with_user(self.user_office).write({"head_days": 0, "leader_days": 0})
        self.night(DUE + timedelta(days=1))
        self.assertIn(("head", head), self.escalations(row))
        self.assertNotIn(("leader", self.user_district), self.escalations(row))
        self.night(DUE + timedelta(days=2))
        self.assertIn(("leader", self.user_district), self.escalations(row))
        self.assertEqual({kind for kind, _user in self.escalations(never)}, {"overdue"})

    def test_a_unit_without_a_head_goes_to_its_authority_which_is_told_once(self):
        row = self.give(self.health, due_on=DUE)
        self.night(DUE + timedelta(days=3))
        self.night(DUE + timedelta(days=30))
        told = [kind for kind, user in self.escalations(row) if user == self.user_district]
        self.assertEqual(told, ["head"])

    def test_who_does_the_work_and_leads_the_unit_is_told_once(self):
        alone = self.user("t_alone", "leader", self.ward_2)
        self.user_ward_2.child_plan_unit_ids = False
        row = self.give(self.ward_2, due_on=DUE)
        self.night(DUE + timedelta(days=1))
        self.night(DUE + timedelta(days=5))
        self.assertEqual(self.escalations(row), [("overdue", alone)])

    def test_a_leader_who_comes_later_is_told_then(self):
        self.user_district.child_plan_unit_ids = False
        row = self.give(self.health, due_on=DUE)
        self.night(DUE + timedelta(days=40))
        self.assertEqual(self.escalations(row), [("overdue", self.user_health)])
        self.user_district.child_plan_unit_ids = self.district
        self.night(DUE + timedelta(days=41))
        self.assertEqual(self.escalations(row), [("overdue", self.user_health), ("head", self.user_district)])

    def test_a_unit_that_gets_its_first_user_is_reminded_then(self):
        self.user_school.child_plan_unit_ids = False
        row = self.give(self.school, due_on=DUE)
        self.night(DUE + timedelta(days=1))
        self.assertEqual(self.escalations(row), [])
        self.user_school.child_plan_unit_ids = self.school
        self.night(DUE + timedelta(days=2))
        self.assertEqual(self.escalations(row), [("overdue", self.user_school)])

    def test_work_handed_in_ends_it(self):
        row = self.give(self.health, due_on=DUE)
        self.night(DUE + timedelta(days=30))
        self.assertTrue(self.escalations(row))
        with on(DUE + timedelta(days=30)):
            self.submit(row, self.user_health)
        self.assertFalse(self.escalations(row))

    def test_the_settings_give_new_plans_their_days(self):
        self.env["res.config.settings"].create({"default_head_days": 7, "default_leader_days": 0}).execute()
        plan = self.plan()
        self.assertEqual((plan.head_days, plan.leader_days), (7, 0))
