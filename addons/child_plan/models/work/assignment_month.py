from odoo import fields, models
from odoo.tools import SQL

from ...lib.clock import today

MONTHS = 12


class ChildPlanAssignmentMonth(models.Model):
    """Work that was not handed in at the end of a month, one row for each of the last twelve months: for a curve.

    Handing in, returning and moved deadlines count as they are known today; the lists as of a day tell what was known
    then. Cancelled and suspended work is left out.
    """

    _name = "child.plan.assignment.month"
    _description = "Open Work over the Months"
    _auto = False
    _log_access = False
    _order = "day, id"
    _rec_name = "assignment_id"
    _depends = {
        "child.plan.assignment": [
            "plan_id",
            "unit_id",
            "province_id",
            "district_id",
            "commune_id",
            "given_on",
            "due_on",
            "state",
            "submitted_on",
        ]
    }

    day = fields.Date("Month", readonly=True, help="The last day of the month, or today")
    assignment_id = fields.Many2one("child.plan.assignment", readonly=True)
    plan_id = fields.Many2one("child.plan", readonly=True)
    unit_id = fields.Many2one("child.plan.unit", readonly=True)
    province_id = fields.Many2one("child.plan.unit", readonly=True)
    district_id = fields.Many2one("child.plan.unit", readonly=True)
    commune_id = fields.Many2one("child.plan.unit", readonly=True)
    situation = fields.Selection([("open", "Open, in time"), ("overdue", "Open, overdue")], readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT work.id::bigint * %(months)s + ago AS id, at.day, work.id AS assignment_id,
                      work.plan_id, work.unit_id, work.province_id, work.district_id, work.commune_id,
                      CASE WHEN work.in_time_until < at.day THEN 'overdue' ELSE 'open' END AS situation
                 FROM generate_series(0, %(months)s - 1) AS ago
                CROSS JOIN LATERAL (
                      SELECT LEAST(%(today)s,
                                   (date_trunc('month', %(today)s::date) - make_interval(months => ago - 1))::date - 1
                                  ) AS day) AS at
                 JOIN child_plan_assignment AS work
                   ON work.given_on <= at.day AND work.state NOT IN ('cancelled', 'suspended')
                  AND (work.submitted_on IS NULL OR work.submitted_on > at.day)
                  AND (work.plan_closed_on IS NULL OR work.plan_closed_on > at.day)""",
            months=MONTHS,
            today=today(),
        )
