"""What may be asked and saved: links to foreign rows, years, lengths, and lists that all authorities share."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from ..common import PlanCase


class TestBounds(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.give(cls.health)

    def test_a_search_by_links_finds_nothing_by_what_is_foreign(self):
        task, plan = self.env["child.plan.task"], self.work.plan_id
        line = self.work.task_id.line_ids
        indicator = self.env["child.plan.indicator"].create({"name": "Tỷ lệ", "code": "T-1"})
        target = self.env["child.plan.target"].create(
            {"plan_id": self.plan().id, "name": "Chỉ tiêu", "value": 1, "indicator_id": indicator.id}
        )
        for operator, found in (("in", 0), ("not in", 1), ("=", 0)):
            value = target.id if operator == "=" else target.ids
            domain = [("id", "=", indicator.id), ("target_ids", operator, value)]
            self.assertEqual(indicator.with_user(self.user_health_b).search_count(domain), found, operator)
        self.assertEqual(indicator.search_count([("target_ids", "in", target.ids)]), 1)
        own = task.with_user(self.user_office)
        self.assertEqual(own.search([("line_ids", "in", line.ids), ("plan_id", "=", plan.id)]), self.work.task_id)
        message = self.work.message_post(body="X")  # pylint: disable=translation-required
        partner = self.env["mail.message"].with_user(self.user_health_b)
        self.assertFalse(partner.search([("notification_ids", "in", message.notification_ids.ids or [0])]))

    def test_years_that_break_what_reads_them_are_refused(self):
        plan, task = self.plan(), self.work.task_id
        for day in ("0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "x", 7):
            for call in (
                lambda day=day: plan.with_user(self.user_office).write({"period_end": day}),
                lambda day=day: plan.with_user(self.user_office).write(
                    {"task_ids": [Command.create({"name": "A", "due_on": day})]}
                ),
                lambda day=day: task.with_user(self.user_office).onchange({"due_on": day}, ["due_on"], {"due_on": {}}),
            ):
                with self.assertRaisesRegex(ValidationError, "no day between the years 1900 and 2200"):
                    call()
        plan.with_user(self.user_office).write({"period_end": "2200-12-31"})

    def test_texts_of_megabytes_are_refused(self):
        for record, name, length in (
            (self.plan().with_user(self.user_office), "name", 20_001),
            (self.work.with_user(self.user_health), "result", 500_001),
            (self.user_health.with_user(self.user_health), "signature", 5_000_001),
        ):
            with self.assertRaisesRegex(ValidationError, "is too long"):
                record.write({name: "x" * length})
        self.work.with_user(self.user_health).write({"result": "x" * 500_000})

    def test_shared_lists_are_kept_by_the_administrator_of_the_whole_tree(self):
        roots = self.env["child.plan.unit"].search([("parent_id", "=", False)])
        above, local = self.user("t_admin_all", "admin", *roots), self.user("t_admin_own", "admin", self.province)
        day_off = self.env["child.plan.day.off"].create({"day": "2027-07-07", "name": "Nghỉ"})
        values = {
            "child.plan.sector": {"name": "Y", "code": "t_y"},
            "child.plan.day.off": {"day": "2027-07-08", "name": "N"},
        }
        for user, allowed in ((above, True), (local, False), (self.user_health, False)):
            for record in (self.sector_front, day_off):
                self.assertEqual(record.with_user(user).has_access("write"), allowed, user.login)
                self.assertTrue(record.with_user(user).has_access("read"))
        for name, vals in values.items():
            with self.assertRaises(AccessError):
                self.env[name].with_user(local).create(vals)
            self.assertTrue(self.env[name].with_user(above).create(vals))
        day_off.with_user(above).name = "Nghỉ lễ"
        rows = self.env["child.plan.journal"].search([("user_id", "=", above.id), ("kind", "=", "setting")])
        self.assertIn((False, "made"), [(row.old_value, row.new_value) for row in rows])
        self.assertIn(("Nghỉ", "Nghỉ lễ"), [(row.old_value, row.new_value) for row in rows])
        self.assertTrue(day_off.with_user(self.env.ref("base.user_admin")).has_access("write"))
