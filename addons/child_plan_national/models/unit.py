from odoo import models


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def _tree_changed(self):
        self.env["child.plan.assignment.rollup"]._tree_changed()
        return super()._tree_changed()

    def _levels_changed(self, model):
        if model._name == "child.plan.assignment":
            self.env["child.plan.assignment.rollup"]._mark_stale()
        return super()._levels_changed(model)
