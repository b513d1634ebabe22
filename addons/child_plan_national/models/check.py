from odoo import api, models
from odoo.tools import SQL

from .rollup_schema import KEY


class ChildPlanCheck(models.Model):
    """Checks the kept sums, with the changes that are not merged yet, against a recount."""

    _inherit = "child.plan.check"

    @api.model
    def _parts(self):
        return super()._parts() | {"rollup": self.env._("Kept sums of work")}

    def _check_rollup(self):
        rollup = self.env["child.plan.assignment.rollup"]
        count = self._count("child_plan_assignment_rollup")
        if not rollup._state().trusted:
            return count, []  # nobody reads them until the job has made them anew
        wrong = self.env.execute_query(
            SQL(
                """SELECT node_id, sum(number), sum(progress) FROM (
                        SELECT node_id, %(key)s, number, progress FROM child_plan_assignment_rollup
                         UNION ALL
                        SELECT node_id, %(key)s, number, progress
                          FROM child_plan_assignment_rollup_change JOIN child_plan_unit AS unit ON unit.id = unit_id
                         CROSS JOIN LATERAL (VALUES %(nodes)s) AS node (node_id) WHERE node_id IS NOT NULL
                         UNION ALL
                        SELECT node_id, %(key)s, -number, -progress
                          FROM (%(rows)s) AS of_rows (node_id, %(key)s, number, progress)
                   ) AS sums GROUP BY node_id, %(key)s HAVING sum(number) <> 0 OR sum(progress) <> 0""",
                key=SQL(KEY),
                nodes=rollup._nodes("unit"),
                rows=rollup._sums_of_rows(),
            )
        )
        words = self.env._("%s: the kept sums are not those of its work.")
        return count, self._named("child.plan.unit", sorted({node for node, _number, _progress in wrong}), words)
