"""A province is loaded in a browser."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TourCase

PATH = "/odoo/action-child_plan_unit_vn.child_plan_unit_load_action"


class UnitLoadTour(TourCase):
    def load(self):
        self.env.ref("base.user_admin").group_ids += self.env.ref("child_plan.child_plan_group_admin")
        self.start_tour(PATH, "child_plan_unit_load", login="admin", timeout=120)
        province = self.env["child.plan.unit"].search([("code", "=", "12"), ("level", "=", "province")])
        self.assertEqual(province.name, "UBND tỉnh Lai Châu")
        communes = self.env["child.plan.unit"].search([("province_id", "=", province.id), ("kind", "=", "authority")])
        self.assertEqual(len(communes), 39)
        self.assertIn("Trạm Y tế", communes.child_ids.mapped("name"))


@tagged("-at_install", "post_install")
class TestUnitLoadTours(UnitLoadTour):
    def test_a_province_is_loaded(self):
        self.load()


@tagged("-at_install", "post_install")
class TestUnitLoadToursOnAPhone(UnitLoadTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_province_is_loaded_on_a_phone(self):
        self.load()
