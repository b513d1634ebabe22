from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, groupby

from ..rollup import Figure, fold, reach
from .child_plan_report import IN

FIGURES = """
    WITH target AS (%(targets)s), period AS (
        SELECT id, plan_id, cut_off
          FROM (SELECT *, first_value(kind) OVER (PARTITION BY plan_id ORDER BY cut_off DESC, id) AS last_kind
                  FROM child_plan_report_period AS p
                 WHERE plan_id IN (SELECT plan_id FROM target) AND cut_off <= %(day)s AND %(period)s
                   AND EXISTS (SELECT FROM child_plan_report AS r
                                WHERE r.period_id = p.id AND r.current AND r.state IN %(states)s)) AS begun
         WHERE kind = last_kind
    )
    SELECT target.id, period.cut_off, sum(v.numerator), sum(v.denominator), max(v.numerator)
      FROM target
      JOIN child_plan ON child_plan.id = target.plan_id
      JOIN child_plan_unit AS area ON area.id = COALESCE(target.unit_id, child_plan.issuer_id)
      JOIN period ON period.plan_id = target.plan_id
                 AND (COALESCE(target.year, 0) = 0 OR EXTRACT(year FROM period.cut_off) <= target.year)
      LEFT JOIN (child_plan_indicator_value AS v
                 JOIN child_plan_report AS r ON r.id = v.report_id AND r.current AND r.state IN %(states)s
                 JOIN child_plan_unit AS unit ON unit.id = r.unit_id)
             ON v.period_id = period.id AND v.indicator_id = target.indicator_id AND v.has_data
                AND v.compiled IS NOT TRUE AND v.breakdown_id IS NULL
                AND unit.parent_path LIKE area.parent_path || '%%'
     GROUP BY target.id, period.id, period.cut_off
     ORDER BY target.id, period.cut_off, period.id DESC
"""


class ChildPlanTargetDay(models.Model):
    """Which targets have been reached, for as many as there are and as of the day in the context: what had been counted
    up to that day. One query for the figures of all of them.
    """

    _inherit = "child.plan.target"

    @api.depends_context("child_plan_as_of")
    def _compute_reach(self):
        return super()._compute_reach()

    @api.model
    def _search_reach(self, operator, value):
        if operator != "in":
            return NotImplemented
        known = self._known_reach()
        if "no_data" in value:
            return Domain("id", "not in", [id_ for id_, found in known.items() if found not in value])
        return Domain("id", "in", [id_ for id_, found in known.items() if found in value])

    def _known_reach(self):
        """``{id: reach}`` of the user's targets of which there are figures."""
        day = self.env["child.plan.assignment"]._as_of()
        query = self._search([("indicator_id", "!=", False)])
        columns = [SQL.identifier(self._table, name) for name in ("id", "plan_id", "unit_id", "indicator_id", "year")]
        rows = self.env.execute_query(
            SQL(
                FIGURES,
                targets=query.select(*columns),
                day=day,
                states=IN,
                period=self.env["child.plan.report.period"]._whole_sql("p"),
            )
        )
        figures = dict(groupby(rows, key=lambda row: row[0]))
        found = {}
        for target in self.sudo().browse(figures):
            indicator = target.indicator_id
            ratio = indicator.kind == "ratio"
            value = target._fold_periods(figures[target.id]).value(indicator.factor if ratio else 1)
            baseline = target.baseline if target.has_baseline else None
            if value is not None:
                found[target.id] = reach(value, target.comparator, target.value, baseline, target._elapsed(day))
        return found

    def _fold_periods(self, rows):
        """The one figure of ``(id, cut-off, numerator, denominator, greatest)``, the oldest first."""
        indicator = self.indicator_id
        if indicator.time_rule == "sum":
            rows = [row for row in rows if row[1].year == rows[-1][1].year]
        figures = []
        for _id, cut_off, numerator, denominator, greatest in rows:
            if numerator is None:
                continue
            if indicator.kind == "ratio":
                figures.append(Figure(float(numerator), float(denominator), cut_off))
            else:
                figures.append(Figure(float(numerator if indicator.unit_rule == "sum" else greatest), None, cut_off))
        return fold(indicator.time_rule, figures)
