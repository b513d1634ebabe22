"""Nothing new is given to a unit that has ended: no line, no allotment, no spending.

What happened up to its last day can still be entered, and its books can still be closed.
"""

from odoo import api, models

from odoo.addons.child_plan.lib.clock import today

# Stages by which the books of a unit that has ended are closed.
CLOSING = ("clearance", "advance_return", "settlement", "return", "carry_over")


class ChildPlanBudgetLine(models.Model):
    _inherit = "child.plan.budget.line"

    @api.constrains("unit_id", "year")
    def _check_unit_ended(self):
        """Refuse a line of a unit that has ended, unless it is of an earlier year in which the unit existed."""
        for line in self:
            last = line.unit_id.valid_to
            if not last or not line.year <= last.year < today().year:
                line.unit_id._check_not_ended()

    def _prepare_heir(self, plan):
        """Return the values by which a copy in ``plan`` goes to the successor of a unit that has ended; to the issuer
        where there is not exactly one.
        """
        unit = self.sudo().unit_id
        if not unit._has_ended(today()):
            return {}
        heirs = unit.successor_ids._successors_on(today())
        note = self.env._("Was the money of %s, which has ended.", unit.name)
        return {"unit_id": (heirs if len(heirs) == 1 else plan.issuer_id).id, "note": note}


class ChildPlanBudgetEntry(models.Model):
    _inherit = "child.plan.budget.entry"

    def _check_rules(self, rows):
        lines = self.env["child.plan.budget.line"].sudo()
        for row in rows:
            gives = row["amount"] > 0 and row["stage"] not in CLOSING
            if gives and not row.get("reversal_of_id"):
                lines.browse(row["line_id"]).unit_id._check_not_ended(row["day"])
        return super()._check_rules(rows)


class ChildPlanBudgetSpending(models.Model):
    _inherit = "child.plan.budget.spending"

    @api.constrains("day", "line_id")
    def _check_unit_ended(self):
        for spending in self.sudo():
            spending.unit_id._check_not_ended(spending.day)
