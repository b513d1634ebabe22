from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, groupby

from ...lib.rollup import EMPTY, Figure, Tally, achievement, fold
from .report import IN
from .report_compile import MEASURES

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
    SELECT target.id, period.plan_id, period.id, period.cut_off, %(measures)s
      FROM target
      JOIN child_plan_indicator AS i ON i.id = target.indicator_id
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
     GROUP BY target.id, i.id, period.id, period.cut_off, period.plan_id
     ORDER BY target.id, period.cut_off, period.id DESC
"""


class PeriodFigure(NamedTuple):
    """The figure of a target in one period; a numerator of None is no data."""

    id: int
    plan: int
    period: int
    cut_off: date
    numerator: float | None
    denominator: float | None
    reported: int
    in_time: int


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
        figures = self._figures(query.select(*columns), day)
        achievements = {}
        for target in self.sudo().browse(figures):
            value = target._in_units(target._fold_periods(figures[target.id]))
            if value is not None:
                achievements[target.id] = target._achievement_of(value, day)
        return achievements

    @api.model
    def _figures(self, targets: SQL, day):
        """Return ``{id: [PeriodFigure]}`` of ``targets``, by period with reports, oldest first.

        :param targets: a query of id, plan_id, unit_id, indicator_id and year
        """
        for name in ("target", "report", "report.period", "indicator", "indicator.value"):
            self.env[f"child.plan.{name}"].flush_model()
        periods = self.env["child.plan.report.period"]._whole_sql("p")
        query = SQL(FIGURES, targets=targets, day=day, states=IN, period=periods, measures=MEASURES)
        return dict(groupby(map(PeriodFigure._make, self.env.execute_query(query)), key=lambda row: row.id))

    def _tallies(self, day):
        """Return ``{target: Tally}`` of figures counted up to ``day``, summed directly from all submitted reports."""
        scopes = self.filtered("indicator_id")._scopes()
        if not scopes:
            return {}
        rows = [  # from memory: a target that is being edited differs from its row in the table
            (number, *(each._origin.id or None for each in (plan, unit, target.indicator_id)), target.year)
            for number, (target, (plan, unit)) in enumerate(scopes.items())
        ]
        given = SQL(
            "SELECT * FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::int[])"
            " AS given (id, plan_id, unit_id, indicator_id, year)",
            *map(list, zip(*rows, strict=True)),
        )
        figures = self._figures(given, day)
        return self._tallies_at(scopes, {t.id: figures[number] for number, t in enumerate(scopes) if number in figures})

    def _tallies_at(self, scopes, figures):
        """Return the same from what ``_figures`` returned for ``scopes``, ``{target: (plan, unit)}``.

        Takes two queries for each last period and unit, to count the reports expected.
        """
        reports, expected, found = self.env["child.plan.report"].sudo(), {}, {}
        for target, (_plan, unit) in scopes.items():
            rows = figures.get(target.id, [])
            figure = target._fold_periods(rows)
            if not figure.has_data:
                found[target] = EMPTY
                continue
            last = [row for row in rows if row.numerator is not None][-1]
            if (key := (last.period, unit)) not in expected:
                expected[key] = defaultdict(int)
                leaves = reports._expected_leaves(reports.period_id.browse(last.period), unit.sudo())
                for (_below, indicator, part), count in leaves.items():
                    expected[key][indicator] += 0 if part else count
            found[target] = Tally(figure, expected[key][target.indicator_id.id], last.reported, last.in_time)
        return found

    def _in_units(self, figure):
        """Return the figure in the target's unit of measure (as a percentage, say); None without data."""
        indicator = self.indicator_id
        return figure.value(indicator.factor if indicator.kind == "ratio" else 1)

    def _achievement_of(self, value, day):
        baseline = self.baseline if self.has_baseline else None
        return achievement(value, self.comparator or "ge", self.value, baseline, self._elapsed(day))

    def _fold_periods(self, rows):
        """Combine ``rows``, those of one target in ``_figures``, into one ``Figure``."""
        indicator = self.indicator_id
        if indicator.time_rule == "sum":
            rows = [row for row in rows if row.cut_off.year == rows[-1].cut_off.year]
        figures = (Figure(row.numerator, row.denominator, row.cut_off) for row in rows)
        return fold(indicator.time_rule, figures)
