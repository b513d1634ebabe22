"""Open work and activities go to a colleague in one dialog."""

from odoo.exceptions import AccessError, UserError

from ..common import NOT_ALLOWED, PlanCase


class TestHandOver(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.user("t_colleague_1", "officer", cls.ward_1)
        cls.work = cls.give(cls.ward_1, cls.ward_2)
        cls.done = cls.give(cls.ward_1)
        for row in cls.work | cls.done:
            row.officer_id = cls.user_ward_1
        cls.done.sudo().write({"state": "cancelled", "reason": "Thôi"})
        cls.activity = cls.work.activity_schedule("mail.mail_activity_data_todo", user_id=cls.user_ward_1.id)

    def dialog(self, user, colleague, of_user=None):
        dialogs = self.env["child.plan.hand.over"].with_user(user)
        return dialogs.create({"user_id": (of_user or user).id, "colleague_id": colleague.id})

    def test_what_is_open_goes_over_and_the_journal_keeps_it(self):
        dialog = self.dialog(self.user_ward_1, self.colleague)
        self.assertEqual((dialog.handed, dialog.left), (2, 0))
        dialog.action_apply()
        self.assertEqual((self.work.officer_id, self.activity.user_id), (self.colleague, self.colleague))
        self.assertEqual(self.done.officer_id, self.user_ward_1)
        row = self.env["child.plan.journal"].search([("kind", "=", "account")], limit=1)
        self.assertEqual((row.account_id, row.new_value), (self.user_ward_1, f"{self.colleague.name}: 2"))

    def test_only_to_a_colleague_and_only_ones_own(self):
        self.assertTrue(
            self.is_refused(
                lambda: self.dialog(self.user_ward_1, self.user_ward_2).action_apply(),
                "one of the same units",
                UserError,
            )
        )
        self.assertTrue(
            self.is_refused(
                lambda: self.dialog(self.colleague, self.colleague, self.user_ward_1).action_apply(),
                "your own work|colleague",
            )
        )
        other = self.user("t_colleague_2", "officer", self.ward_1)
        self.assertTrue(
            self.is_refused(
                lambda: self.dialog(self.colleague, other, self.user_ward_1).action_apply(),
                f"your own work|{NOT_ALLOWED}",
                AccessError,
            )
        )
        admin = self.user("t_admin_hand", "admin", self.district)
        self.dialog(admin, self.colleague, self.user_ward_1).action_apply()
        self.assertEqual(self.work.officer_id, self.colleague)
