"""Orders go down; across and up there are requests, which count for nobody before they are accepted."""

from datetime import date

from odoo.exceptions import AccessError, UserError

from ..common import PlanCase

DUE = date(2026, 3, 31)


class TestRequests(PlanCase):
    def setUp(self):
        super().setUp()
        self.plan_of_ward = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.school.id)
        self.keeper = self.user("t_keeper", "leader", self.ward_1)
        self.task(self.plan_of_ward, [self.district, self.school])
        self.env["child.plan.task.unit"].search([("task_id.plan_id", "=", self.plan_of_ward.id)]).requested = False
        works = self.issue(self.plan_of_ward, self.keeper)
        self.asked = works.filtered(lambda work: work.unit_id == self.district)
        self.ordered = works - self.asked

    def test_orders_do_not_climb(self):
        self.assertEqual((self.asked.requested, self.asked.acceptance), (True, "asked"))
        self.assertEqual((self.asked.due_on, self.asked.asked_due_on), (False, DUE))
        self.assertEqual((self.ordered.requested, self.ordered.acceptance, self.ordered.due_on), (False, False, DUE))
        late = self.asked.with_context(child_plan_as_of="2026-06-01")
        self.assertNotEqual(late.status, "overdue")
        with self.assertRaises(UserError) as caught:
            self.asked.with_user(self.keeper).write({"due_on": "2026-03-12", "reason": "Gấp"})
        self.assertEqual(
            str(caught.exception), "“Rà soát trẻ em · Huyện A” was requested and has no deadline until it is accepted."
        )

    def test_accepting_takes_it_on(self):
        with self.assertRaises(AccessError):
            self.asked.with_user(self.keeper).action_accept()
        self.asked.with_user(self.user_district).action_accept()
        self.assertEqual((self.asked.acceptance, self.asked.due_on, self.asked.first_due_on), ("accepted", DUE, DUE))
        self.assertEqual(self.journal(self.asked, "deadline"), [("deadline", "", "2026-03-31")])

    def decline(self, user, reason):
        dialog = self.env["child.plan.decline"].with_user(user)
        dialog = dialog.browse(self.asked.with_user(user).action_decline()["res_id"])
        dialog.reason = reason
        dialog.action_apply()

    def test_declining_needs_a_reason(self):
        with self.assertRaises(UserError):
            self.decline(self.user_district, " ")
        with self.assertRaises(AccessError):
            self.decline(self.keeper, "Không cần")
        self.decline(self.user_district, "Không thuộc thẩm quyền")
        self.assertEqual((self.asked.acceptance, self.asked.state), ("declined", "cancelled"))
        self.assertEqual(self.asked.reason, "Không thuộc thẩm quyền")
