"""The level columns of units and of their work follow the tree."""

from odoo.fields import Command

from ...models.unit.unit import LEVEL_FIELDS
from ..common import DAY, PlanCase


class TestLevels(PlanCase):
    def levels(self, record):
        return tuple(record[name] for name in LEVEL_FIELDS)

    def expected(self, unit):
        above = []
        while unit:
            above.append(unit)
            unit = unit.parent_id
        none = self.env["child.plan.unit"]
        return tuple(
            next((u for u in above if u.kind == "authority" and u.level == level), none)
            for level in LEVEL_FIELDS.values()
        )

    def assert_right(self):
        units = self.env["child.plan.unit"].with_context(active_test=False).search([])
        for unit in units:
            self.assertEqual(self.levels(unit), self.expected(unit), unit.complete_name)
        for row in self.env["child.plan.assignment"].search([]):
            self.assertEqual(self.levels(row), self.levels(row.unit_id))

    def test_a_new_unit_and_new_work_know_their_authorities(self):
        work = self.give(self.school)
        none = self.env["child.plan.unit"]
        self.assertEqual(self.levels(self.school), (self.province, self.district, self.ward_1))
        self.assertEqual(self.levels(work), (self.province, self.district, self.ward_1))
        self.assertEqual(self.levels(self.health), (self.province, self.district, none))
        self.assertEqual(self.levels(self.nation), (none, none, none))
        self.assert_right()

    def test_a_move_takes_all_below_it_along_with_their_work(self):
        work = self.give(self.school, self.ward_1, self.health)
        self.district.parent_id = self.unit("Tỉnh Y", self.nation, "authority", "province")
        self.assertEqual(work.province_id.name, "Tỉnh Y")
        self.assert_right()
        self.ward_1.parent_id = self.district_b
        self.assertEqual(self.levels(work), (self.province, self.district_b, self.ward_1))
        self.assert_right()

    def test_the_end_of_districts(self):
        """Wards move below the province; a district that is no longer an authority is no longer a level, either."""
        work = self.give(self.school)
        (self.ward_1 | self.ward_2).parent_id = self.province
        self.assertFalse(work.district_id)
        self.district_b.write({"kind": "department"})
        self.assertFalse(self.ward_b.district_id)
        self.ward_b.level = "village"
        self.assertFalse(self.ward_b.commune_id)
        self.assert_right()

    def test_nobody_writes_them(self):
        unit = self.env["child.plan.unit"].create(
            {"name": "Lạ", "parent_id": self.ward_1.id, "province_id": self.school.id}
        )
        self.school.province_id = self.health
        self.env.invalidate_all()
        self.assertEqual((unit.province_id, self.school.province_id), (self.province, self.province))

    def test_who_sees_what_follows_a_move_at_once(self):
        work = self.give(self.school)
        leader_b = self.user_district_b
        self.assertFalse(work.with_user(leader_b).search([("id", "=", work.id)]))
        self.ward_1.parent_id = self.district_b
        self.assertEqual(work.with_user(leader_b).search([("id", "=", work.id)]), work)
        self.ward_1.parent_id = self.district
        self.assertFalse(work.with_user(leader_b).search([("id", "=", work.id)]))

    def test_a_second_root_ends_seeing_everything(self):
        """With all roots, a user sees all work by the one condition TRUE, until a new root is created."""
        work = self.give(self.school)
        roots = self.env["child.plan.unit"].with_context(active_test=False).search([("parent_id", "=", False)])
        self.user_province.child_plan_unit_ids = [Command.set(roots.ids)]
        seen = self.env["child.plan.assignment"].with_user(self.user_province)
        self.assertIn(work, seen.search([]))
        self.assertTrue(roots._work_below().is_true())
        self.nation.parent_id = self.unit("Thế giới", None, "authority", "national")
        self.assertFalse(self.user_province.child_plan_unit_ids._work_below().is_true())
        other = self.unit("Khác", self.nation.parent_id, "department", "national")
        plan = self.plan(issuer_id=other.id, standing_unit_id=other.id)
        self.task(plan, [other])
        plan._issue(DAY)
        foreign = plan.assignment_ids
        self.assertNotIn(foreign, seen.search([]))
        self.assertIn(work, seen.search([]))

    def test_work_below_is_what_the_tree_says(self):
        """Also where an authority lies below another of the same level."""
        inner = self.unit("Xã trong xã", self.ward_1, "authority", "commune")
        self.give(self.health, self.front, self.ward_1, self.ward_2, self.school, inner, self.ward_b)
        rows = self.env["child.plan.assignment"].search([])
        units = self.env["child.plan.unit"].search([])
        for unit in units:
            found = rows.search(unit._work_below())
            self.assertEqual(found, rows.search([("unit_id", "child_of", unit.id)]), unit.name)
        self.assertFalse(rows.search(units.browse()._work_below()))
