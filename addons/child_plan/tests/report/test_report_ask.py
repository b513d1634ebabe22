"""Asking for a report from the leader's page: whom, about what, by when; who may, and who is told."""

from datetime import timedelta

from odoo.fields import Command

from ..common import DAY, NOT_ALLOWED, on
from .report_common import ReportCase


class TestReportAsk(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader_ward = cls.user("t_leader_ward", "leader", cls.ward_1)

    def ask(self, user, *units, plan=None, days=5, **vals):
        """Fill in the dialog as ``user`` and press its button. Return the period."""
        dialog = self.env["child.plan.report.ask"].with_user(user)
        vals = {"title": "Chống rét", "content": "Bao nhiêu trẻ\nthiếu chăn", **vals}
        dialog = dialog.create(
            {
                "plan_id": (plan or self.reported_plan).id,
                "unit_ids": [Command.set([unit.id for unit in units])],
                "due_on": DAY + timedelta(days=days),
                **vals,
            }
        )
        dialog.action_apply()
        return self.env["child.plan.report.period"].search([("title", "=", vals["title"])])

    def test_those_who_are_asked_owe_a_report_in_words(self):
        period = self.ask(self.user_district, self.ward_1, self.health)
        self.assertEqual((period.kind, period.cut_off), ("ad_hoc", DAY))
        self.assertEqual(period.report_ids.unit_id, self.ward_1 | self.health)
        self.assertEqual(period.report_ids.receiver_id, self.district)
        self.assertEqual(set(period.report_ids.mapped("due_on")), {DAY + timedelta(days=5)})
        report = self.report(self.ward_1, period, self.user_ward_1)
        self.assertEqual(report.content, "Bao nhiêu trẻ\nthiếu chăn")
        report.action_open()
        self.assertFalse(report.value_ids)
        report.results = "Không thiếu"
        report.action_submit()
        report.with_user(self.user_office).action_accept()
        self.assertEqual((period.in_count, period.expected_count), (1, 2))

    def test_it_is_missing_on_the_page_when_it_is_not_in(self):
        period = self.ask(self.user_district, self.ward_1, self.ward_2)
        with on(period.due_on + timedelta(days=1)):
            page = self.env["child.plan.dashboard"].with_user(self.user_district).get_page()
        self.assertEqual((page["reports"]["missing"]["count"], page["reports"]["due"]["count"]), (2, 2))

    def test_without_units_all_with_work_report_with_figures(self):
        period = self.ask(self.user_district, days=12)
        self.assertLessEqual(self.ward_1 | self.ward_2, period.report_ids.unit_id)
        report = self.report(self.ward_1, period, self.user_ward_1)
        report.action_open()
        self.assertEqual(len(report.value_ids), 2)

    def test_a_report_in_words_changes_no_target(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        target = self.reported_plan.target_ids[0]
        before = target.achievement, target.actual_text
        self.assertEqual(before[0], "behind")
        period = self.ask(self.user_district, self.ward_1)
        report = self.report(self.ward_1, period, self.user_ward_1)
        report.action_open()
        report.results = "Xong"
        report.action_submit()
        self.env.invalidate_all()
        self.assertEqual((target.achievement, target.actual_text), before)
        self.assertIn(target, target.search([("achievement", "=", "behind")]))

    def test_each_unit_is_told_once_and_the_asker_not(self):
        before = self.env["mail.message"].search([], order="id desc", limit=1)
        self.ask(self.user_district, self.ward_1, self.ward_2)
        told = self.env["mail.message"].search([("id", ">", before.id)]).notified_partner_ids
        users = self.ward_1.user_ids | self.ward_2.user_ids
        self.assertEqual(told, users.partner_id)

    def test_only_who_decides_on_the_plan_may_ask(self):
        period = self.ask(self.user_office, self.ward_1, title="Của văn phòng")
        self.assertTrue(period)
        users = [self.user_province, self.leader_ward, self.user_district_b, self.user_office_b, self.nobody]
        users += [self.user_health, self.user_ward_1]
        words = f"Only the standing office|{NOT_ALLOWED}"
        for user in users:
            self.assertTrue(
                self.is_refused(lambda user=user: self.ask(user, self.ward_1, title="X"), words), user.login
            )
            page = self.env["child.plan.dashboard"].with_user(user).get_page()
            self.assertFalse(page["unit"] and page["permissions"]["ask"], user.login)
        for user in (self.user_district, self.user_office):
            self.assertTrue(self.env["child.plan.dashboard"].with_user(user).get_page()["permissions"]["ask"])

    def test_only_units_below_or_with_work_can_be_asked(self):
        for unit in (self.ward_b, self.province, self.district, self.wards):
            refused = self.is_refused(
                lambda unit=unit: self.ask(self.user_district, unit),
                "Only a unit below the issuer, or with work in the plan",
            )
            self.assertTrue(refused, unit.name)
        period = self.ask(self.user_district, self.school)
        vals = {"unit_ids": [Command.link(self.ward_b.id)]}
        self.assertTrue(
            self.is_refused(lambda: period.with_user(self.user_district).write(vals), "Only a unit below the issuer")
        )

    def test_what_cannot_be_asked_is_said_in_words(self):
        for vals in ({"title": " "}, {"days": -1}):
            self.assertTrue(
                self.is_refused(
                    lambda vals=vals: self.ask(self.user_district, self.ward_1, **vals),
                    "Say what the report is about|has passed",
                )
            )
        self.assertTrue(self.ask(self.user_district, self.ward_1, days=0, title="Trong ngày"))
        self.reported_plan.with_user(self.user_office).action_close()
        self.assertTrue(
            self.is_refused(
                lambda: self.ask(self.user_district, self.ward_1, title="Muộn"), "plan that is issued and runs"
            )
        )

    def test_the_summary_of_figures_leaves_it_out(self):
        period = self.ask(self.user_district, self.ward_1)
        summary = self.env["child.plan.report.summary"].with_user(self.user_district).get_summary()
        self.assertNotIn(period.id, [each["id"] for each in summary["periods"]])

    def test_a_report_is_due_on_a_working_day(self):
        words = "Nobody works on 14/03/2026. The next working day is 16/03/2026"
        self.assertTrue(self.is_refused(lambda: self.ask(self.user_district, days=3), words=words))
        with on(DAY + timedelta(days=4)):  # a Sunday
            due_on = self.env["child.plan.report.ask"].with_user(self.user_district).default_get(["due_on"])["due_on"]
        self.assertEqual(due_on, DAY + timedelta(days=12))
