"""Who may do what with what this addon adds."""

from odoo.addons.child_plan.tests.access.access_table import NOBODY, SEE_PLAN, cells, row
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix
from odoo.addons.child_plan.tests.common import PlanCase


class TestCascadeMatrix(AccessMatrix, PlanCase):
    """The district's plan, which gives a task to the ward; the ward's plan that carries it out."""

    module = "child_plan_cascade"
    allowed = {
        "child.plan.coverage": row(SEE_PLAN),
        "child.plan.superior.change": row(cells("all: given")),
        "child.plan.cascade": row(
            NOBODY, NOBODY, cells("standing: given issuer superior office below", "leader: given issuer superior below")
        ),
    }

    @classmethod
    def _make_subjects(cls):
        task = cls.given.task_ids
        below = cls.plan(issuer_id=cls.ward_1.id, standing_unit_id=cls.ward_1.id, implements_id=cls.given.id)
        cls.task(below, [cls.school], superior_task_id=task.id)
        below.action_issue()
        task._reword("Rà soát khác", "Vì")
        of_plan = [("plan_id", "=", cls.given.id)]
        coverage = cls.env["child.plan.coverage"].search(of_plan)
        change = cls.env["child.plan.superior.change"].search([("plan_id", "=", below.id)])
        dialogs, vals = cls.env["child.plan.cascade"], {"plan_id": cls.given.id}
        return {
            "child.plan.coverage": (coverage, {"state": "taken"}, {"state": "taken"}),
            "child.plan.superior.change": (change, {"kind": "new"}, {"kind": "new"}),
            "child.plan.cascade": (dialogs.create(vals), vals, {"margin_days": 3}),
        }
