from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .target import ACHIEVEMENTS

#: The targets, repeated for each plan that implements the target's plan and is issued at or above the unit (``path``):
#: the unit may have reported its figure for any of them.
CARRIED = """
    WITH RECURSIVE carried AS (
        SELECT target.* FROM (%(targets)s) AS target
         UNION
        SELECT carried.id, plan.id, carried.indicator_id, carried.year
          FROM carried JOIN child_plan AS plan ON plan.implements_id = carried.plan_id
         WHERE plan.state != 'draft' AND plan.issuer_id = ANY(%(path)s)
    )
    SELECT id, plan_id, %(unit)s AS unit_id, indicator_id, year FROM carried
"""


def path_of(unit):
    """Return the ids of the units from the root of the tree down to ``unit``."""
    return [int(step) for step in unit.sudo().parent_path.split("/") if step]


class ChildPlanTargetUnitAchievement(models.Model):
    """How one unit performs, by its own figure, on targets that are set for a larger area.

    The unit is that in the context, if it lies at or below one of the user's units, else the user's own. Its figure is
    what it and the units below reported for the target's plan, or for a plan that implements that one and covers all of
    them; of several plans, the one counted last is used. A sum over a part of the area is not compared with the target
    of the whole.
    """

    _inherit = "child.plan.target"

    unit_achievement = fields.Selection(
        ACHIEVEMENTS,
        "Own unit against the target",
        compute="_compute_unit_achievement",
        search="_search_unit_achievement",
        help="Of a target set for a greater area: how the own unit stands by its own figure",
    )
    unit_achievement_text = fields.Char("Own unit's figure", compute="_compute_unit_achievement")

    @api.model
    def _achievement_unit(self):
        """Return the unit whose figures are shown, if the user may see them."""
        tops = self.env.user._child_plan_root_units()
        wanted = self.env.context.get("child_plan_achievement_unit")
        unit = tops.browse(wanted).exists() if isinstance(wanted, int) and wanted else tops[:1]
        path = unit.sudo().parent_path or ""
        return unit if any(path.startswith(top.parent_path) for top in tops) else unit.browse()

    @api.model
    def _area_around(self, unit) -> Domain:
        """Return the domain of the targets set for a larger area that contains ``unit``."""
        above = path_of(unit)[:-1]
        whole = Domain("unit_id", "=", False) & Domain("issuer_id", "in", above)
        return (Domain("unit_id", "in", above) | whole) & Domain("plan_id.state", "!=", "draft")

    @api.depends("indicator_id", "unit_id", "value", "comparator", "baseline", "has_baseline", "year", "due_on")
    @api.depends_context("lang", "uid", "child_plan_as_of", "child_plan_achievement_unit")
    def _compute_unit_achievement(self):
        day, unit = self.env["child.plan.assignment"]._as_of(), self._achievement_unit()
        around = self.filtered_domain(self._area_around(unit)) if unit else self.browse()
        figures = around._achievement_rows(unit, day)
        scopes = {t: (t.plan_id.browse(figures[t.id][-1].plan), unit) for t in around if t.id in figures}
        tallies = self._tallies_at(scopes, figures)
        hidden = self._hidden_at(scopes, tallies)
        for target in self:
            tally = tallies.get(target)
            value = tally and target._in_units(tally.figure)
            target.unit_achievement = target in around and target._unit_achievement_of(value, day)
            target.unit_achievement_text = target in around and (
                self.env._("Small counts are hidden") if target in hidden else target._actual_in_words(value, tally)
            )

    @api.model
    def _search_unit_achievement(self, operator, value):
        if operator != "in":
            return NotImplemented
        unit = self._achievement_unit()
        around = self._area_around(unit) if unit else Domain.FALSE
        known = self.search(around & Domain("indicator_id", "!=", False))._known_unit_achievement(unit) if unit else {}
        matches = Domain("id", "in", [id_ for id_, achievement in known.items() if achievement in value])
        if "no_data" in value:
            matches |= around & Domain("id", "not in", list(known))
        return matches | ~around if False in value else matches

    def _known_unit_achievement(self, unit):
        """Return ``{id: achievement}`` of these targets around ``unit`` for which it has a figure."""
        day = self.env["child.plan.assignment"]._as_of()
        rows = self._achievement_rows(unit, day)
        known = {t: t._in_units(t._fold_periods(rows[t.id])) for t in self.sudo().browse(rows)}
        return {t.id: t._unit_achievement_of(value, day) for t, value in known.items() if value is not None}

    def _unit_achievement_of(self, value, day):
        """Compare the unit's figure with the target; False for sums, because a part cannot be compared with the
        whole.
        """
        indicator = self.indicator_id
        part = value is not None and indicator.kind != "ratio" and indicator.unit_rule == "sum"
        return not part and self._achievement_of(value, day)

    def _achievement_rows(self, unit, day):
        """Return ``{id: rows of _figures}`` of these targets for which ``unit`` has a figure, in one query.

        All rows of a target come from the one plan that was counted last.
        """
        if not self:
            return {}
        targets = SQL(
            CARRIED,
            targets=SQL("SELECT id, plan_id, indicator_id, year FROM child_plan_target WHERE id = ANY(%s)", self.ids),
            path=path_of(unit),
            unit=unit.id,
        )
        rows_by_target = {}
        for id_, rows in self._figures(targets, day).items():
            known = (row for row in rows if row.numerator is not None)
            if last := max(known, key=lambda row: (row.cut_off, -row.plan), default=None):
                rows_by_target[id_] = [row for row in rows if row.plan == last.plan]
        return rows_by_target
