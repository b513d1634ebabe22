from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .paper import OUT


class ChildPlanReorganisation(models.Model):
    """Papers that are not issued yet go on with the heir of who issues or drafts them; issued ones stay as they are."""

    _inherit = "child.plan.reorganisation"

    def _counted(self, ids):
        papers = SQL(
            "SELECT issuer_id AS unit_id FROM child_plan_paper WHERE issuer_id = ANY(%s) AND state != ALL(%s)",
            ids,
            list(OUT),
        )
        return [*super()._counted(ids), (self.env._("Papers not issued yet"), papers)]

    def _uses(self, units):
        names = ("issuer_id", "drafter_id", "addressee_ids")
        papers = Domain.OR(Domain(name, "in", units.ids) for name in names)
        return [*super()._uses(units), ("child.plan.paper", papers)]

    def _carry_over(self):
        result = super()._carry_over()
        issuer, drafter = (
            SQL("COALESCE(%s, paper.%s)", self._heir(SQL("paper.%s", SQL.identifier(name))), SQL.identifier(name))
            for name in ("issuer_id", "drafter_id")
        )
        self._update_rows(
            "child_plan_paper",
            ["issuer_id", "drafter_id"],
            SQL(
                """SELECT paper.id, %s, %s FROM child_plan_paper AS paper
                    WHERE paper.state != ALL(%s) AND (paper.issuer_id = ANY(%s) OR paper.drafter_id = ANY(%s))""",
                issuer,
                drafter,
                list(OUT),
                self._ended_ids(),
                self._ended_ids(),
            ),
        )
        return result
