from odoo import fields, models
from odoo.tools import SQL

from ..lib.money import MEASURES, measure_sql

MONTHS = 12


class ChildPlanBudgetPace(models.Model):
    """Spending over the year against plan: the rows of the curve.

    Three kinds of rows. ``planned``: what is allotted to a line, or its estimate as long as nothing is, spread evenly
    over the months of its year, the same measure as slow spending has. ``allotted`` and ``spent``: the entries, money
    that was passed on counted once. A view of the database, read by the rules of the entries.
    """

    _name = "child.plan.budget.pace"
    _description = "Spending Against Plan"
    _auto = False
    _order = "day, id"
    _depends = {
        "child.plan.budget.line": ["plan_id", "unit_id", "province_id", "source_id", "year"],
        "child.plan.budget.entry": ["line_id", "plan_id", "unit_id", "source_id", "year", "stage", "day", "amount"],
    }
    _rec_name = "line_id"

    line_id = fields.Many2one("child.plan.budget.line", readonly=True)
    plan_id = fields.Many2one("child.plan", readonly=True)
    unit_id = fields.Many2one("child.plan.unit", readonly=True)
    province_id = fields.Many2one("child.plan.unit", readonly=True)
    source_id = fields.Many2one("child.plan.funding.source", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    kind = fields.Selection(
        [("planned", "Planned, even over the year"), ("allotted", "Allotted"), ("spent", "Spent")], readonly=True
    )
    day = fields.Date(readonly=True)
    amount = fields.Monetary(readonly=True, currency_field="dong_id")
    dong_id = fields.Many2one(related="line_id.dong_id")

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "dong_id":
            return self.env["child.plan.budget.line"]._field_to_sql(alias, field_expr)
        return super()._field_to_sql(alias, field_expr, query)

    @property
    def _table_query(self):
        allotted = SQL(measure_sql("allotted", lambda stage: f"COALESCE(line.sum_{stage}, 0)"))
        against = tuple(stage for stage, sign in MEASURES["allotted"].items() if sign < 0)
        return SQL(
            """
            SELECT 2 * (line.id * %(months)s + month - 1) AS id, line.id AS line_id, line.plan_id, line.unit_id,
                   line.province_id, line.source_id, line.year, 'planned' AS kind,
                   (make_date(line.year, month, 1) + interval '1 month - 1 day')::date AS day,
                   base.amount * month / %(months)s - base.amount * (month - 1) / %(months)s AS amount
              FROM child_plan_budget_line AS line
             CROSS JOIN LATERAL (
                       SELECT CASE WHEN %(allotted)s > 0 THEN %(allotted)s ELSE COALESCE(line.sum_estimate, 0) END
                   ) AS base (amount)
             CROSS JOIN generate_series(1, %(months)s) AS month
             WHERE base.amount > 0 AND line.year BETWEEN 1900 AND 9998
             UNION ALL
            SELECT 2 * entry.id + 1, entry.line_id, entry.plan_id, entry.unit_id, line.province_id, entry.source_id,
                   entry.year, CASE entry.stage WHEN 'disbursement' THEN 'spent' ELSE 'allotted' END, entry.day,
                   CASE WHEN entry.stage IN %(against)s THEN -entry.amount ELSE entry.amount END
              FROM child_plan_budget_entry AS entry
              JOIN child_plan_budget_line AS line ON line.id = entry.line_id
             WHERE entry.stage IN %(stages)s
            """,
            months=MONTHS,
            allotted=allotted,
            against=against,
            stages=(*MEASURES["allotted"], "disbursement"),
        )
