from odoo import api, models
from odoo.tools import SQL

from .budget_line import STAGES


class ChildPlanCheck(models.Model):
    """Checks the sums of budget lines against their entries."""

    _inherit = "child.plan.check"

    @api.model
    def _parts(self):
        return super()._parts() | {"money": self.env._("Sums of budget lines")}

    def _check_money(self):
        kept = SQL(", ").join(SQL("COALESCE(line.%s, 0)", SQL.identifier(f"sum_{stage}")) for stage in STAGES)
        entered = SQL(", ").join(
            SQL("COALESCE(sum(entry.amount) FILTER (WHERE entry.stage = %s), 0)", stage) for stage in STAGES
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT line.id FROM child_plan_budget_line AS line
                     LEFT JOIN child_plan_budget_entry AS entry ON entry.line_id = line.id
                    GROUP BY line.id HAVING (%s) IS DISTINCT FROM (%s) ORDER BY line.id""",
                kept,
                entered,
            )
        )
        words = self.env._("%s: its sums are not those of its entries.")
        return self._count("child_plan_budget_entry"), self._named(
            "child.plan.budget.line", [id_ for (id_,) in rows], words
        )
