from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, groupby

from ...lib.rollup import Figure, achievement, fold
from .report import IN

#: The figures of targets by period. Only periods of the same kind as the plan's last begun one count, so that monthly
#: and yearly reports are not mixed. Sums are made from the lowest reports, within the target's area.
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
    SELECT target.id, period.cut_off, sum(v.numerator), sum(v.denominator), max(v.numerator),
           period.plan_id
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
     GROUP BY target.id, period.id, period.cut_off, period.plan_id
     ORDER BY target.id, period.cut_off, period.id DESC
"""


class ChildPlanTargetAchievement(models.Model):
    """Computes which targets have been reached as of the day in the context, in one query for all their figures."""

    _inherit = "child.plan.target"

    @api.depends_context("child_plan_as_of")
    def _compute_achievement(self):
        return super()._compute_achievement()

    @api.model
    def _search_achievement(self, operator, value):
        if operator != "in":
            return NotImplemented
        known = self._known_achievement()
        if "no_data" in value:
            return Domain("id", "not in", [id_ for id_, reached in known.items() if reached not in value])
        return Domain("id", "in", [id_ for id_, reached in known.items() if reached in value])

    def _known_achievement(self):
        """Return ``{id: achievement}`` of the targets that the user may read and that have figures."""
        day = self.env["child.plan.assignment"]._as_of()
        query = self._search([("indicator_id", "!=", False)])
        columns = [SQL.identifier(self._table, name) for name in ("id", "plan_id", "unit_id", "indicator_id", "year")]
        figures = dict(groupby(self._figures(query.select(*columns), day), key=lambda row: row[0]))
        achievements = {}
        for target in self.sudo().browse(figures):
            value = target._in_units(target._fold_periods(figures[target.id]))
            if value is not None:
                achievements[target.id] = target._achievement_of(value, day)
        return achievements

    @api.model
    def _figures(self, targets: SQL, day):
        """Return the figures of ``targets`` by period with reports, oldest first.

        Rows are ``(id, cut-off, numerator, denominator, greatest, plan)``.
        :param targets: a query of id, plan_id, unit_id, indicator_id and year
        """
        periods = self.env["child.plan.report.period"]._whole_sql("p")
        return self.env.execute_query(SQL(FIGURES, targets=targets, day=day, states=IN, period=periods))

    def _in_units(self, figure):
        """Return the figure in the target's unit of measure (as a percentage, say); None without data."""
        indicator = self.indicator_id
        return figure.value(indicator.factor if indicator.kind == "ratio" else 1)

    def _achievement_of(self, value, day):
        baseline = self.baseline if self.has_baseline else None
        return achievement(value, self.comparator or "ge", self.value, baseline, self._elapsed(day))

    def _fold_periods(self, rows):
        """Combine rows of ``_figures``, oldest first, into one ``Figure``."""
        indicator = self.indicator_id
        if indicator.time_rule == "sum":
            rows = [row for row in rows if row[1].year == rows[-1][1].year]
        figures = []
        for _id, cut_off, numerator, denominator, greatest, _plan in rows:
            if numerator is None:
                continue
            if indicator.kind == "ratio":
                figures.append(Figure(float(numerator), float(denominator), cut_off))
            else:
                figures.append(Figure(float(numerator if indicator.unit_rule == "sum" else greatest), None, cut_off))
        return fold(indicator.time_rule, figures)
