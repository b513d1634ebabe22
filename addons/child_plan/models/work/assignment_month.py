from odoo import fields, models
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import status_sql

MONTHS = 12


class ChildPlanAssignmentMonth(models.Model):
    """Work that was open at the end of a month, one row for each of the last twelve months: for a curve.

    The table of statuses says what was open, as everywhere: work that was handed in and waits for its confirmation is
    open, in time or overdue. Handing in, returning and moved deadlines count as they are known today; the lists as of a
    day tell what was known then. Cancelled and suspended work is left out.
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
            "confirmed_on",
            "in_time_until",
            "soon_days",
            "plan_closed_on",
        ]
    }

    day = fields.Date("Month", readonly=True, help="The last day of the month, or today")
    assignment_id = fields.Many2one("child.plan.assignment", readonly=True)
    plan_id = fields.Many2one("child.plan", readonly=True)
    unit_id = fields.Many2one("child.plan.unit", readonly=True)
    province_id = fields.Many2one("child.plan.unit", readonly=True)
    district_id = fields.Many2one("child.plan.unit", readonly=True)
    commune_id = fields.Many2one("child.plan.unit", readonly=True)
    situation = fields.Selection(
        [("open", "Open, in time"), ("overdue", "Open, overdue"), ("no_deadline", "No deadline")], readonly=True
    )

    @property
    def _table_query(self):
        status = status_sql(
            {
                "state": "of_day.state",
                "due_on": "work.in_time_until",
                "submitted_on": "of_day.submitted_on",
                "soon_days": "COALESCE(work.soon_days, 0)",
                "closed_on": "work.plan_closed_on",
                "day": "at.day",
            }
        )
        return SQL(
            f"""SELECT id, day, assignment_id, plan_id, unit_id, province_id, district_id, commune_id,
                       CASE status WHEN 'overdue' THEN 'overdue' WHEN 'no_deadline' THEN 'no_deadline' ELSE 'open' END
                       AS situation
                  FROM (SELECT work.id::bigint * %(months)s + ago AS id, at.day, work.id AS assignment_id,
                               work.plan_id, work.unit_id, work.province_id, work.district_id, work.commune_id,
                               {status} AS status
                          FROM generate_series(0, %(months)s - 1) AS ago
                         CROSS JOIN LATERAL (
                               SELECT LEAST(%(today)s,
                                            (date_trunc('month', %(today)s::date)
                                             - make_interval(months => ago - 1))::date - 1) AS day) AS at
                          JOIN child_plan_assignment AS work
                            ON work.given_on <= at.day AND work.state NOT IN ('cancelled', 'suspended')
                         CROSS JOIN LATERAL (
                               SELECT CASE WHEN work.confirmed_on <= at.day AND work.state = 'done' THEN 'done'
                                           WHEN work.submitted_on <= at.day THEN 'submitted'
                                           ELSE 'in_progress' END AS state,
                                      CASE WHEN work.submitted_on <= at.day THEN work.submitted_on END AS submitted_on
                               ) AS of_day
                       ) AS month
                 WHERE status IN ('in_time', 'due_soon', 'overdue', 'no_deadline')""",
            months=MONTHS,
            today=today(),
        )
