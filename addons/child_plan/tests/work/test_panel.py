"""The panel beside the list of assignments: in a large tree whole levels from the top, in a small one what has work."""

from ..common import PlanCase


class TestPanel(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.give(cls.ward_1)

    def offered(self, user, name, limit):
        work = self.env["child.plan.assignment"].with_user(user)
        return work.search_panel_select_range(name, limit=limit, enable_counters=False, expand=False)

    def units(self, user, limit):
        panel = self.offered(user, "unit_id", limit)
        self.assertEqual(panel["parent_field"], "parent_id")
        return self.env["child.plan.unit"].browse(value["id"] for value in panel["values"])

    def test_a_small_tree_offers_the_units_with_work_and_what_is_above_them(self):
        units = self.units(self.user_province, 200)
        self.assertIn(self.ward_1, units)
        self.assertIn(self.district, units)
        self.assertNotIn(self.ward_2, units)

    def test_a_large_tree_offers_whole_levels_from_the_top(self):
        below = self.env["child.plan.unit"].search([("parent_id", "=", self.province.id)])
        above = self.province | self.nation
        number = len(above | below)
        self.assertEqual(set(self.units(self.user_province, number + 1)), set(above | below))
        self.assertEqual(set(self.units(self.user_province, number)), set(above))

    def test_few_plans_are_offered_as_they_have_work_and_of_many_the_own_ones(self):
        def plans(limit):
            return [value["id"] for value in self.offered(self.user_province, "plan_id", limit)["values"]]

        self.assertEqual(plans(200), self.row.plan_id.ids)
        own = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.assertEqual(plans(2), own.ids)

    def test_other_fields_are_offered_as_ever(self):
        states = self.offered(self.user_province, "state_on", None)
        self.assertIn("not_started", [value["id"] for value in states["values"]])
