"""Who may do what with the loading of official units: each administrator with the own, nobody with that of another."""

from odoo.addons.child_plan.tests.access.access_table import NOBODY, row
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix
from odoo.addons.child_plan.tests.common import PlanCase


class TestUnitLoadMatrix(AccessMatrix, PlanCase):
    module = "child_plan_unit_vn"
    allowed = {
        "child.plan.unit.load": row(NOBODY),  # somebody else's
        "child.plan.unit.load.place": row(NOBODY),
    }

    @classmethod
    def _make_subjects(cls):
        place = {"level": "province", "code": "01", "name": "thành phố Hà Nội"}
        load = cls.env["child.plan.unit.load"].create({"place_ids": [(0, 0, place)]})
        return {
            "child.plan.unit.load": (load, {}, {"take_school": True}),
            "child.plan.unit.load.place": (load.place_ids, {**place, "load_id": load.id}, {"chosen": True}),
        }
