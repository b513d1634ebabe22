"""Indicators belong to the authority that made them; what protects small counts is only made stronger."""

from odoo.exceptions import AccessError

from ..common import PlanCase


class TestIndicatorOwner(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin_b = cls.user("t_admin_b", "admin", cls.district_b)
        cls.indicator = (
            cls.env["child.plan.indicator"]
            .with_user(cls.user_office)
            .create({"name": "Chỉ số", "code": "t_owned", "sensitive": True, "owner_id": cls.nation.id})
        )

    def test_others_do_not_change_it(self):
        self.assertEqual(self.indicator.owner_id, self.district)
        for user in (self.user_office_b, self.admin_b):
            for vals in ({"definition": "Khác"}, {"sensitive": False}, {"threshold": 1}):
                with self.assertRaises(AccessError):
                    self.indicator.with_user(user).write(vals)

    def test_its_protection_is_not_undone(self):
        own = self.indicator.with_user(self.user_office)
        for vals in ({"sensitive": False}, {"threshold": 4}):
            with self.assertRaises(AccessError) as caught:
                own.write(vals)
            self.assertEqual(str(caught.exception), "The protection of small counts is only ever made stronger.")
        own.write({"threshold": 10, "definition": "Mới"})
        rows = self.env["child.plan.journal"].search([("unit_id", "=", self.district.id), ("kind", "=", "setting")])
        self.assertEqual(
            {(row.reason, row.old_value or "", row.new_value) for row in rows},
            {("Chỉ số: Hidden below", "5", "10"), ("Chỉ số: Definition", "", "Mới")},
        )
