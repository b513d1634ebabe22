from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import float_repr, format_date, groupby

from ...lib.rollup import EMPTY, add, add_up
from .report import IN

ACHIEVEMENTS = [("reached", "Reached"), ("on_track", "On the way"), ("behind", "Behind"), ("no_data", "No data")]
SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


class ChildPlanTarget(models.Model):
    """What a plan wants a figure to reach, and by when: one row a number."""

    _name = "child.plan.target"
    _inherit = "child.plan.line.mixin"
    _description = "Target"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    section_id = fields.Many2one(
        "child.plan.section", ondelete="set null", domain="[('plan_id', '=', plan_id)]", index="btree_not_null"
    )
    name = fields.Char("Wording", required=True)
    indicator_id = fields.Many2one("child.plan.indicator", ondelete="restrict", index="btree_not_null")
    unit_id = fields.Many2one(
        "child.plan.unit", "For unit", ondelete="restrict", help="Empty: the whole area of the plan's issuer"
    )
    comparator = fields.Selection(
        [("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"), ("eq", "exactly")],
        required=True,
        default="ge",
    )
    value = fields.Float(required=True, digits=(16, 4), aggregator=None)
    uom = fields.Selection(
        [("percent", "%"), ("per_1000", "‰"), ("per_100000", "per 100,000"), ("count", "number")],
        "Measure",
        required=True,
        default="percent",
    )
    year = fields.Integer(aggregator=None, help="Year in which it is to be reached")
    due_on = fields.Date()
    baseline = fields.Float(digits=(16, 4), aggregator=None)
    has_baseline = fields.Boolean("Baseline known")
    text_value = fields.Char("Target", compute="_compute_text_value")
    task_ids = fields.Many2many(
        "child.plan.task", "child_plan_task_target_rel", "target_id", "task_id", "Tasks meant to reach it"
    )
    issuer_id = fields.Many2one(related="plan_id.issuer_id")
    unit_level = fields.Selection(related="unit_id.level", string="Level")
    actual = fields.Float("Reached so far", compute="_compute_achievement", digits=(16, 2), aggregator=None)
    actual_text = fields.Char("Actual", compute="_compute_achievement", help="What was reported, and what it rests on")
    achievement = fields.Selection(
        ACHIEVEMENTS, "Against the target", compute="_compute_achievement", search="_search_achievement"
    )
    work_text = fields.Char("Tasks", compute="_compute_work", help="Work of the tasks meant to reach it that is done")
    work_done = fields.Boolean("All tasks done", compute="_compute_work")
    contradiction = fields.Selection(
        [("done_missed", "Tasks done, target missed"), ("open_reached", "Target reached, tasks open")],
        compute="_compute_work",
        search="_search_contradiction",
        help="The tasks and the figure tell different stories.",
    )

    @api.constrains("plan_id", "task_ids")
    def _check_task_ids(self):
        for target in self:
            if target.task_ids.plan_id - target.plan_id:
                raise ValidationError(self.env._("A task meant to reach “%s” is of another plan.", target.name))

    @api.depends("comparator", "value", "uom")
    @api.depends_context("lang")
    def _compute_text_value(self):
        measures = dict(self._fields["uom"]._description_selection(self.env))
        for target in self:
            number = float_repr(target.value, 4).rstrip("0").rstrip(".")
            number = number.replace(".", self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point)
            measure = "" if target.uom == "count" else measures.get(target.uom, "")
            target.text_value = f"{SIGNS.get(target.comparator, '')} {number} {measure}".strip()

    @api.depends("indicator_id", "unit_id", "value", "comparator", "baseline", "has_baseline", "year", "due_on")
    @api.depends_context("lang", "uid")
    def _compute_achievement(self):
        """The figure of the last period with reports, or of all in the target's year where it adds up over time.

        Sums are for all readers of the plan. Of a sensitive indicator, only who may read the unit's own figures sees
        the figure of one unit below the issuer, or a small one of all; the others see how the target stands.
        """
        day = self.env["child.plan.assignment"]._as_of()
        tallies = self._tallies(day)
        hidden = self._hidden_figures(tallies)
        for target in self:
            tally = tallies.get(target, EMPTY)
            value = target._in_units(tally.figure)
            target.achievement = target._achievement_of(value, day)
            if target in hidden and tally.figure.has_data:
                target.actual, target.actual_text = 0.0, self.env._("Small counts are hidden")
            else:
                target.actual = value or 0.0
                target.actual_text = target._actual_in_words(value, tally)

    def _hidden_figures(self, tallies):
        """The targets of sensitive indicators whose figure the user must not see: neither the unit's own figure nor all
        that it rests on are the user's to read. Two queries for all.
        """
        places = {target: (target.plan_id, target.unit_id or target.issuer_id) for target in self}
        return self._hidden_at(places, tallies)

    def _hidden_at(self, places, tallies):
        """The same of figures that were reported for another plan or unit: ``places`` is ``{target: (plan, unit)}``."""
        secret = [
            target
            for target, (plan, unit) in places.items()
            if target.indicator_id.sensitive
            and (
                unit != plan.sudo().issuer_id
                or 0 < (tallies.get(target, EMPTY).figure.numerator or 0) < target.indicator_id.threshold
            )
        ]
        if not secret or self.env.su:
            return self.browse()
        values = self.env["child.plan.indicator.value"]
        domain = Domain("plan_id", "in", [places[target][0].id for target in secret])
        domain &= Domain("indicator_id", "in", [target.indicator_id.id for target in secret])
        domain &= Domain("has_data", "=", True)
        keys = ["plan_id", "indicator_id", "unit_id"]
        own = set(values._read_group(domain, keys))
        closed = defaultdict(list)
        for plan, indicator, unit in values.sudo()._read_group(domain & Domain("compiled", "=", False), keys):
            if (plan, indicator, unit) not in own:
                closed[plan.id, indicator.id].append(unit.parent_path)

        def is_closed(target):
            plan, area = places[target]
            return (plan, target.indicator_id, area) not in own and any(
                path.startswith(area.sudo().parent_path) for path in closed[plan.id, target.indicator_id.id]
            )

        return self.browse(target.id for target in secret if is_closed(target))

    def _actual_in_words(self, value, tally):
        if value is None:
            return self.env._("No data")
        point = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point
        number = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", point)
        return self.env._(
            "%(number)s on %(day)s · %(reported)s of %(expected)s reports",
            number=number,
            day=format_date(self.env, tally.figure.day),
            reported=tally.reported,
            expected=tally.expected,
        )

    def _elapsed(self, day):
        """The share of the time from the plan's beginning to the day of the target that has passed."""
        start = self.plan_id.period_start
        end = self.due_on or (self.year and date(self.year, 12, 31)) or self.plan_id.period_end
        if not start or not end or end <= start:
            return 1.0
        return (day - start).days / (end - start).days

    def _tallies(self, day):
        """``{target: Tally}``, straight through from all reports that are in, of what was counted up to ``day``. A
        query or two for each plan's period.
        """
        targets = self.filtered("indicator_id")
        places = {target: (target.plan_id, target.unit_id or target.issuer_id) for target in targets}
        return self._tallies_at(places, day)

    def _tallies_at(self, places, day):
        """The same of figures that were reported for another plan or unit: ``places`` is ``{target: (plan, unit)}``."""
        reports = self.env["child.plan.report"].sudo()
        found = {}
        for plan, of_plan in groupby(places, key=lambda target: places[target][0]):
            periods = plan.sudo().report_period_ids._whole().filtered("in_count").sorted("cut_off")
            periods = periods.filtered(lambda period: period.cut_off <= day)
            periods = periods.filtered(lambda period, last=periods[-1:]: period.kind == last.kind)
            for unit, of_unit in groupby(of_plan, key=lambda target: places[target][1]):
                if not unit.sudo().parent_path:
                    continue
                sums = [(period, reports._add_up(period, unit.sudo())) for period in periods]
                for target in of_unit:
                    found[target] = target._over_time(sums)
        return found

    def _over_time(self, sums):
        """The tally of this target's indicator over ``sums``, a list of (period, ``_add_up`` of it), oldest first."""
        indicator = self.indicator_id
        years = [(period, below) for period, below in sums if not self.year or period.cut_off.year <= self.year]
        if indicator.time_rule == "sum":
            year = years and years[-1][0].cut_off.year
            years = [(period, below) for period, below in years if period.cut_off.year == year]
        result = EMPTY
        for _period, below in years:
            parts = {unit: tally for (unit, id_, part), tally in below.items() if id_ == indicator.id and not part}
            total = add_up(indicator.unit_rule, dict.fromkeys(parts, "all"), parts).get("all", EMPTY)
            if total.figure.has_data:
                result = total._replace(figure=add(indicator.time_rule, result.figure, total.figure))
        return result

    @api.depends("task_ids", "achievement")
    @api.depends_context("lang")
    def _compute_work(self):
        groups = self.env["child.plan.assignment"]._read_group(
            [("task_id", "in", self.task_ids.ids), ("state", "!=", "cancelled")], ["task_id", "state"], ["__count"]
        )
        for target in self:
            of_tasks = [(state, count) for task, state, count in groups if task in target.task_ids]
            total = sum(count for _state, count in of_tasks)
            done = sum(count for state, count in of_tasks if state == "done")
            target.work_text = f"{done}/{total}" if total else False
            target.work_done = bool(total) and done == total
            target.contradiction = (
                "done_missed"
                if target.work_done and target.achievement == "behind"
                else "open_reached"
                if total and not target.work_done and target.achievement == "reached"
                else False
            )

    def _search_contradiction(self, operator, value):
        if operator != "in":
            return NotImplemented
        given = Domain("task_ids.assignment_ids", "any", [("state", "!=", "cancelled")])
        unfinished = Domain("task_ids.assignment_ids", "any", [("state", "not in", ("done", "cancelled"))])
        contradictions = {
            "done_missed": given & ~unfinished & Domain("achievement", "=", "behind"),
            "open_reached": unfinished & Domain("achievement", "=", "reached"),
        }
        found = Domain.OR(domain for name, domain in contradictions.items() if name in value)
        return found | ~Domain.OR(contradictions.values()) if False in value else found

    def action_view_values(self):
        """The reported figures over the periods, as those who filled them in gave them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_indicator_value_action")
        domain = [
            ("plan_id", "=", self.plan_id.id),
            ("indicator_id", "=", self.indicator_id.id),
            ("current", "=", True),
            ("state", "in", IN),
            ("breakdown_id", "=", False),
            ("compiled", "=", False),
        ]
        unit = self.unit_id or self.issuer_id
        return {**action, "domain": [*domain, ("unit_id", "child_of", unit.id)], "context": {}}

    def write(self, vals):
        """What is changed in a plan that has been issued is kept in the journal."""
        issued = self.filtered(lambda target: target.plan_id.state != "draft")
        before = {target: target._in_words() for target in issued}
        result = super().write(vals)
        self.env["child.plan.journal"]._log(
            [
                {
                    "kind": "target",
                    "plan_id": target.plan_id.id,
                    "unit_id": target.unit_id.id,
                    "old_value": words,
                    "new_value": target._in_words(),
                }
                for target, words in before.items()
                if target._in_words() != words
            ]
        )
        return result

    def _in_words(self):
        self.ensure_one()
        return " · ".join(filter(None, (self.name, self.text_value, str(self.year or ""))))
