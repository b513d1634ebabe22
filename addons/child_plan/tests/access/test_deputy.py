"""Deputies, and several roles of one person."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import DAY, NOT_ALLOWED, PlanCase, on


class TestDeputy(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.user("t_vice", "officer", cls.district)
        cls.assignment = cls.give(cls.health)
        cls.submit(cls, cls.assignment, cls.user_health)

    def name(self, user=None, person=None, deputy=None, **vals):
        vals = {"until": DAY + timedelta(days=5), **vals}
        vals |= {"user_id": (person or self.user_district).id, "deputy_id": (deputy or self.colleague).id}
        return self.env["child.plan.deputy"].with_user(user or self.user_district).create(vals)

    def leads(self, user=None):
        return (user or self.colleague).has_group("child_plan.child_plan_group_leader")

    def test_a_deputy_decides_until_the_last_day_and_not_after(self):
        self.assertFalse(self.leads())
        row = self.name()
        self.assertTrue(self.leads())
        self.assertTrue(self.assignment.with_user(self.colleague).can_decide)
        with on(row.until):
            self.env["child.plan.deputy"]._cron_follow_calendar()
            self.assertTrue(self.leads())
        with on(row.until + timedelta(days=1)):
            self.env["child.plan.deputy"]._follow_calendar()  # what each request does first
            self.assertFalse(self.leads())
            self.assertFalse(self.assignment.with_user(self.colleague).can_decide)
        self.assertEqual((row.state, self.colleague.child_plan_unit_ids), ("ended", self.district))
        self.assertTrue(self.leads(self.user_district), "the person keeps the own roles")
        journal = self.env["child.plan.journal"].search(
            [("account_id", "in", (self.colleague | self.user_district).ids)]
        )
        self.assertIn("t_vice", "".join(journal.mapped("reason")))
        self.assertTrue(journal.filtered(lambda entry: "16/03/2026" in (entry.new_value or "")))

    def test_it_begins_on_its_day_and_ends_with_a_press(self):
        row = self.name(date_from=DAY + timedelta(days=2))
        self.assertEqual((row.state, self.leads()), ("planned", False))
        with on(DAY + timedelta(days=2)):
            self.env["child.plan.deputy"]._follow_calendar()
            self.assertTrue(self.leads())
            row.with_user(self.colleague).action_end()
            self.assertFalse(self.leads())

    def test_what_the_person_loses_the_deputy_loses(self):
        self.name()
        self.user_district.group_ids = [(3, self.env.ref("child_plan.child_plan_group_leader").id)]
        self.assertFalse(self.leads())

    def test_two_deputyships_end_one_by_one_and_are_not_passed_on(self):
        second = self.user("t_second", "leader", self.district)
        first_row = self.name(until=DAY + timedelta(days=1))
        self.name(second, second)
        third = self.user("t_third", "officer", self.district)
        with on(DAY + timedelta(days=2)):
            self.env["child.plan.deputy"]._follow_calendar()
            self.assertTrue(self.leads())
            self.assertEqual(first_row.state, "ended")
            self.name(self.colleague, self.colleague, third)
            self.assertFalse(self.leads(third), "rights held for another are not passed on")

    def test_who_may_name_whom(self):
        admin = self.user("t_local", "admin", self.ward_1)
        for call, error, words in (
            (lambda: self.name(self.colleague), AccessError, "for yourself"),
            (lambda: self.name(admin), AccessError, "access to"),
            (lambda: self.name(deputy=self.user_health_b), ValidationError, "works elsewhere"),
            (lambda: self.name(self.user_health, self.user_health, self.colleague), ValidationError, "works elsewhere"),
            (lambda: self.name(deputy=self.user_district), ValidationError, "another person"),
            (lambda: self.name(until="2028-01-01"), ValidationError, "a year"),
            (lambda: self.name(until="2026-03-01", date_from="2026-02-01"), UserError, "is over"),
        ):
            self.assertTrue(self.is_refused(call, words, error), words)
        row = self.name()
        self.assertTrue(self.is_refused(lambda: row.write({"until": "2026-12-31"}), "End it"))
        self.assertTrue(self.is_refused(row.with_user(self.user_health).action_end, f"{NOT_ALLOWED}|for yourself"))

    def test_one_person_can_have_every_role(self):
        """The form offers a choice for each role that one can have beside others."""
        roles = self.env.ref("child_plan.child_plan_group_observer").sudo()._category_roles()
        hierarchy = self.env["res.groups"]._get_view_group_hierarchy()
        choices = [hierarchy["privileges"][id_]["group_ids"] for id_ in roles.privilege_id.ids]
        self.assertEqual(sorted(map(len, choices)), [1, 1, 1, 1, 2])
        admin = self.user("t_maker", "admin", self.district)
        top = [choice[-1] for choice in choices]
        vals = {"name": "Đa năng", "login": "t_many", "group_ids": [(6, 0, top)]}
        vals["child_plan_unit_ids"] = [(6, 0, self.ward_1.ids)]
        person = self.env["res.users"].with_user(admin).create(vals)
        for role in ("finance", "standing", "leader", "admin"):
            self.assertTrue(person.has_group(f"child_plan.child_plan_group_{role}"), role)
