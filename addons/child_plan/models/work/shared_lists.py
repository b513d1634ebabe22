from odoo import api, models


class ChildPlanSharedListMixin(models.AbstractModel):
    """A list that all authorities share: each change is logged in the journal, with old and new values."""

    _name = "child.plan.shared.list.mixin"
    _description = "List shared by all authorities"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        if not self.env.su:
            rows._log_existence(self.env._("made"))
        return rows

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        journal = self.env["child.plan.journal"]
        before = journal._steering_values(self, vals.keys())
        result = super().write(vals)
        journal._log_steering(before, lambda _row: self._journal_place())
        return result

    def unlink(self):
        if not self.env.su:
            self._log_existence(self.env._("deleted"))
        return super().unlink()

    def _log_existence(self, words):
        change = {**self._journal_place(), "kind": "setting", "new_value": words}
        self.env["child.plan.journal"]._log(
            [{**change, "reason": f"{row._description}: {row.display_name}"} for row in self]
        )

    def _journal_place(self):
        return {"unit_id": self.env.user.child_plan_unit_ids[:1].id}


class ChildPlanSector(models.Model):
    _name = "child.plan.sector"
    _inherit = ["child.plan.shared.list.mixin", "child.plan.sector"]


class ChildPlanDayOff(models.Model):
    _name = "child.plan.day.off"
    _inherit = ["child.plan.shared.list.mixin", "child.plan.day.off"]
