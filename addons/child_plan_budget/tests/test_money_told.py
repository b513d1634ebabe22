"""Who is told of spending: finance when a unit reports it, the reporter when it is decided."""

from .money_case import MoneyCase


class TestMoneyTold(MoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["child.plan.budget.spending"].search([("state", "=", "asked")]).action_withdraw()  # demonstration data
        cls.of_ward = cls.budget_line(unit_id=cls.ward_1.id, name="Tờ rơi")
        cls.enter(cls.of_ward, ("allotment", 100))
        users = cls.user_finance | cls.user_ward_1
        users.write({"notification_type": "inbox", "lang": "en_US"})
        cls.user_finance_b = cls.user("t_finance_b", "finance", cls.district_b)
        cls.user_finance_b.notification_type = "inbox"

    def report(self, *amounts):
        model = self.env["child.plan.budget.spending"].with_user(self.user_ward_1)
        return model.create([{"line_id": self.of_ward.id, "amount": amount} for amount in amounts])

    def told(self, user, word="pending"):
        messages = self.env["mail.message"].search([("partner_ids", "in", user.partner_id.ids)], order="id")
        return [message.subject for message in messages if word in message.subject]

    def test_finance_is_told_once_of_all_that_is_reported_at_once(self):
        mails = self.env["mail.mail"].search_count([])
        self.report(10, 20, 30)
        self.assertEqual(self.told(self.user_finance), ["Spending to be confirmed: 3"])
        self.assertFalse(self.told(self.user_finance_b))
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_the_reporter_is_told_once_of_all_that_is_decided_at_once(self):
        first, second, third = self.report(10, 20, 30).with_user(self.user_finance)
        (first | second).action_confirm()
        self.assertEqual(self.told(self.user_ward_1), ["Spending confirmed: 2"])
        self.press(third.action_refuse(), self.user_finance, reason="Thiếu hóa đơn")
        self.assertEqual(self.told(self.user_ward_1)[1:], ["Spending not confirmed: 1"])
        message = self.env["mail.message"].search([("subject", "=", "Spending not confirmed: 1")])
        self.assertIn("Thiếu hóa đơn", message.body)

    def test_who_has_a_summary_by_mail_finds_it_there_and_nowhere_else(self):
        self.user_finance.write({"notification_type": "email", "child_plan_notice": "daily"})
        self.report(10, 20)
        self.assertFalse(self.told(self.user_finance))
        self.user_finance.child_plan_digest_on = False
        self.env["child.plan.assignment"]._send_digests(self.user_finance | self.user_finance_b | self.user_ward_1)
        [mail] = self.env["mail.mail"].search([("email_to", "=", self.user_finance.email_formatted)])
        self.assertIn("Spending to be confirmed: 2", mail.subject)
        self.assertIn("child_plan_budget_spending_action", mail.body_html)
        self.assertFalse(self.env["mail.mail"].search([("email_to", "=", self.user_finance_b.email_formatted)]))

    def test_who_wants_to_know_at_once_does(self):
        self.user_finance.write({"notification_type": "email", "child_plan_notice": "now"})
        self.report(10)
        self.assertEqual(self.told(self.user_finance), ["Spending to be confirmed: 1"])

    def test_telling_many_costs_no_more_queries_than_telling_of_one(self):
        self.report(1)
        self.env.flush_all()

        def queries(*amounts):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.report(*amounts)._tell_finance()
            return self.cr.sql_log_count - before

        one = queries(1)
        self.assertLessEqual(queries(*range(1, 21)), one + 25)
