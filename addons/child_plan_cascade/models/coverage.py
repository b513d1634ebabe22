from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.child_plan.models.unit.unit import LEVEL_FIELDS

MISSING = "missing"
STATES = [("taken", "In an issued plan"), ("drafted", "In a draft"), (MISSING, "Not taken up")]


class ChildPlanCoverage(models.Model):
    """Whether an authority below has taken up, in a plan of its own, a task that was given to it.

    One row for each task of an issued plan and each other authority to which it, or one of whose departments, it was
    given (giao sót: tasks that nobody has taken up). A view of the database, read by the rules of the work itself. Of
    drafts it tells only that there is one.
    """

    _name = "child.plan.coverage"
    _description = "Coverage of a Task"
    _auto = False
    _log_access = False
    _order = "id"  # the order in which the work was given: task by task
    _rec_name = "task_id"
    _depends = {
        "child.plan": ["issuer_id", "state"],
        "child.plan.unit": ["province_id", "district_id", "commune_id"],
        "child.plan.task": ["superior_task_id", "superior_plan_id", "plan_id", "state"],
        "child.plan.assignment": ["task_id", "plan_id", "due_on", "state", "province_id", "district_id", "commune_id"],
    }

    plan_id = fields.Many2one("child.plan", readonly=True)
    task_id = fields.Many2one("child.plan.task", readonly=True)
    unit_id = fields.Many2one("child.plan.unit", "Authority", readonly=True)
    province_id = fields.Many2one("child.plan.unit", readonly=True)
    district_id = fields.Many2one("child.plan.unit", readonly=True)
    commune_id = fields.Many2one("child.plan.unit", readonly=True)
    due_on = fields.Date("Deadline", readonly=True)
    state = fields.Selection(STATES, "Taken up", readonly=True)
    taken_task_id = fields.Many2one("child.plan.task", "Task below", readonly=True)
    taken_plan_id = fields.Many2one("child.plan", "Plan below", readonly=True)
    # one of them is 1: a group of rows tells how many are in each state
    taken_count = fields.Integer("Issued", readonly=True)
    drafted_count = fields.Integer("Drafted", readonly=True)
    missing_count = fields.Integer("Missing", readonly=True)
    _child_plan_colours = {"state": {"taken": "done_on_time", "drafted": "in_time", MISSING: "overdue"}}

    @property
    def _table_query(self):
        # the nearest authority at or above a unit is that of its lowest level; the nation's own bodies have none
        return SQL(
            """SELECT min(work.id) AS id, work.plan_id, work.task_id, below.unit_id, min(work.due_on) AS due_on,
                      work.province_id, work.district_id, work.commune_id,
                      CASE WHEN min(taken.task_id) IS NOT NULL THEN 'taken'
                           WHEN bool_or(taken.drafted) THEN 'drafted' ELSE 'missing' END AS state,
                      min(taken.task_id) AS taken_task_id, min(taken.plan_id) AS taken_plan_id,
                      (min(taken.task_id) IS NOT NULL)::int AS taken_count,
                      (min(taken.task_id) IS NULL AND bool_or(taken.drafted) IS TRUE)::int AS drafted_count,
                      (min(taken.task_id) IS NULL AND bool_or(taken.drafted) IS NOT TRUE)::int AS missing_count
                 FROM child_plan_assignment AS work
                 JOIN child_plan AS plan ON plan.id = work.plan_id AND plan.state IN ('issued', 'closed')
                 JOIN child_plan_unit AS issuer ON issuer.id = plan.issuer_id
                CROSS JOIN LATERAL (
                      SELECT COALESCE(work.commune_id, work.district_id, work.province_id) AS unit_id) AS below
                 LEFT JOIN (
                      SELECT task.superior_plan_id, task.superior_task_id,
                             COALESCE(own.commune_id, own.district_id, own.province_id) AS unit_id,
                             min(task.id) FILTER (WHERE plan.state != 'draft' AND task.state = 'given') AS task_id,
                             min(plan.id) FILTER (WHERE plan.state != 'draft' AND task.state = 'given') AS plan_id,
                             bool_or(plan.state = 'draft' OR task.state = 'draft') AS drafted
                        FROM child_plan_task AS task
                        JOIN child_plan AS plan ON plan.id = task.plan_id AND plan.active
                        JOIN child_plan_unit AS own ON own.id = plan.issuer_id
                       WHERE task.superior_task_id IS NOT NULL AND task.state != 'withdrawn'
                       GROUP BY 1, 2, 3) AS taken
                   ON taken.superior_plan_id = work.plan_id AND taken.superior_task_id = work.task_id
                  AND taken.unit_id = below.unit_id
                WHERE work.state != 'cancelled' AND below.unit_id IS NOT NULL
                  AND below.unit_id IS DISTINCT FROM COALESCE(issuer.commune_id, issuer.district_id, issuer.province_id)
                GROUP BY work.plan_id, work.task_id, below.unit_id,
                         work.province_id, work.district_id, work.commune_id"""
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Order tasks as they were made: their own order joins task and plan to every row before rows are grouped."""
        if field_name == "task_id":
            return SQL("%s %s %s", self._field_to_sql(alias, field_name, query), direction, nulls)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _child_plan_totals(self):
        return ("taken_count", "drafted_count", "missing_count")

    @api.readonly
    def action_view_task(self):
        self.ensure_one()
        return self.task_id.action_view_levels()

    def action_take_up(self):
        """Add these tasks to the own authority's plan for their plan, or open the dialog that drafts one."""
        if len(self.plan_id) != 1 or len(self.unit_id) != 1:
            raise UserError(self.env._("Choose tasks of one plan that were given to one authority."))
        plans = self.env["child.plan"].search([("implements_id", "=", self.plan_id.id), ("state", "!=", "closed")])
        plan = plans.filtered(lambda plan: plan.can_manage and plan.issuer_id.authority_id == self.unit_id)[:1]
        if not plan:
            return self.plan_id.action_cascade()
        plan._take_up(self.filtered(lambda row: row.state == MISSING).task_id)
        return plan.action_view_tasks()


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def _covered(self) -> Domain:
        """Return the domain of the coverage of these authorities.

        It names their level's column, which has an index, beside the authority, which the view computes.
        """
        return Domain("unit_id", "in", self.ids) & Domain.OR(Domain(name, "in", self.ids) for name in LEVEL_FIELDS)
