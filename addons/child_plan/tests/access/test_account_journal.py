"""Changes of accounts are in the journal that those above see; it keeps who acted under which name and unit."""

from odoo.fields import Command

from ..common import PlanCase


class TestAccountJournal(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("t_admin", "admin", cls.district)
        cls.superior = cls.user("t_superior", "observer", cls.province)

    def rows(self, user=None, reader=None):
        journal = self.env["child.plan.journal"].with_user(reader or self.superior)
        account = user or self.user_health
        rows = journal.search([("kind", "=", "account"), ("account_id", "=", account.id)], order="id")
        return [(row.reason.rpartition(": ")[2], row.old_value or "", row.new_value or "", row.unit_id) for row in rows]

    def test_every_change_is_seen_above(self):
        user = self.user_health.with_user(self.admin)
        before = len(self.rows())
        user.write({"name": "Tên khác"})
        user.write({"login": "t_khac", "email": "khac@example.com"})
        user.write({"active": False})
        user.write({"active": True, "group_ids": [Command.link(self.env.ref("child_plan.child_plan_group_leader").id)]})
        self.ward_1.with_user(self.admin).write({"user_ids": [Command.link(user.id)]})
        user.write({"child_plan_unit_ids": [Command.set(self.ward_1.ids)]})
        self.user_health.password = "mot-mat-khau-moi"
        rows = self.rows()[before:]
        changes = [row[:3] for row in rows]
        self.assertIn(("Name", "t_health (child_plan.child_plan_group_officer)", "Tên khác"), changes)
        self.assertIn(("Login", "t_health", "t_khac"), changes)
        self.assertIn(("Active", "active", "archived"), changes)
        self.assertIn(("Active", "archived", "active"), changes)
        self.assertIn(("Units", "", "Xã A1"), changes)
        self.assertIn(("Units", "Phòng Y tế A, Xã A1", "Xã A1"), changes)
        self.assertIn(("Password", "", "changed"), changes)
        self.assertTrue(any(label == "Groups" and "Leader" in new for label, _old, new in changes), changes)
        self.assertEqual({row[3] for row in rows if row[0] == "Units"}, {self.health, self.ward_1})
        self.assertNotIn("mot-mat-khau-moi", str(rows))
        self.assertFalse(self.rows(reader=self.user_health_b))

    def test_new_accounts_are_named(self):
        vals = {"name": "Người mới", "login": "moi@example.com", "child_plan_unit_ids": [Command.set(self.ward_1.ids)]}
        user = self.env["res.users"].with_user(self.admin).create(vals)
        reasons = self.env["child.plan.journal"].search([("account_id", "=", user.id)]).mapped("reason")
        self.assertEqual({reason.rpartition(": ")[0] for reason in reasons}, {"Người mới (moi@example.com)"})

    def test_secret_addresses(self):
        self.user_health.with_user(self.user_health).action_child_plan_calendar()
        self.assertEqual(self.rows()[-1][:3], ("Calendar feed", "", "made"))
        self.user_health.with_user(self.admin).action_child_plan_calendar_revoke()
        self.assertEqual(self.rows()[-1][:3], ("Calendar feed", "", "revoked"))

    def test_rights_given_from_the_group(self):
        self.env.ref("child_plan.child_plan_group_leader").write({"user_ids": [Command.link(self.user_health.id)]})
        self.assertIn("Leader", self.rows()[-1][2])

    def test_who_acted_stays_under_the_name_and_unit_of_the_day(self):
        assignment = self.give(self.health)
        self.submit(assignment, self.user_health)
        name = self.user_health.name
        self.user_health.write({"name": "Chủ tịch", "child_plan_unit_ids": [Command.set(self.ward_1.ids)]})
        rows = self.env["child.plan.journal"].search([("assignment_id", "=", assignment.id), ("kind", "=", "state")])
        self.assertEqual(set(rows.mapped("user_name")), {name})
        self.assertEqual(set(rows.mapped("user_unit")), {"Phòng Y tế A"})
        given = self.env["child.plan.journal"].search([("assignment_id", "=", assignment.id), ("kind", "=", "given")])
        self.assertEqual(given.user_unit, "Phòng Lao động A")
