from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import float_repr, format_date

from ...lib.rollup import EMPTY
from .report import IN

ACHIEVEMENTS = [("reached", "Reached"), ("on_track", "On the way"), ("behind", "Behind"), ("no_data", "No data")]
SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


class ChildPlanTarget(models.Model):
    """A value that a plan wants a figure to reach, and by when; one row for each number."""

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
        """Compute the figure of the last period with reports, or the sum of the target's year, and compare it.

        Sums are shown to all readers of the plan. For a sensitive indicator, the figure of a single unit below the
        issuer, and a small figure of all, are shown only to users who may read the unit's own figures; others see only
        whether the target is achieved.
        """
        day = self.env["child.plan.assignment"]._as_of()
        tallies = self._tallies(day)
        hidden = self._hidden_at(self._scopes(), tallies)
        for target in self:
            tally = tallies.get(target, EMPTY)
            value = target._in_units(tally.figure)
            target.achievement = target._achievement_of(value, day)
            if target in hidden and tally.figure.has_data:
                target.actual, target.actual_text = 0.0, self.env._("Small counts are hidden")
            else:
                target.actual = value or 0.0
                target.actual_text = target._actual_in_words(value, tally)

    def _scopes(self):
        """Return ``{target: (its plan, the unit whose figure counts)}``."""
        return {target: (target.plan_id, target.unit_id or target.issuer_id) for target in self}

    def _hidden_at(self, scopes, tallies):
        """Return the targets of sensitive indicators whose figure the user may not see.

        Those are targets for which the user can read neither the unit's own figure nor all figures it is made of. Takes
        two queries.
        :param scopes: ``{target: (plan, unit)}`` for which the figures were reported
        """
        secret = [
            target
            for target, (plan, unit) in scopes.items()
            if target.indicator_id.sensitive
            and (
                unit != plan.sudo().issuer_id
                or 0 < (tallies.get(target, EMPTY).figure.numerator or 0) < target.indicator_id.threshold
            )
        ]
        if not secret or self.env.su:
            return self.browse()
        values = self.env["child.plan.indicator.value"]
        domain = Domain("plan_id", "in", [scopes[target][0].id for target in secret])
        domain &= Domain("indicator_id", "in", [target.indicator_id.id for target in secret])
        domain &= Domain("has_data", "=", True)
        groupby = ["plan_id", "indicator_id", "unit_id"]
        own = set(values._read_group(domain, groupby))
        unreadable_paths = defaultdict(list)
        for plan, indicator, unit in values.sudo()._read_group(domain & Domain("compiled", "=", False), groupby):
            if (plan, indicator, unit) not in own:
                unreadable_paths[plan.id, indicator.id].append(unit.parent_path)

        def is_closed(target):
            plan, area = scopes[target]
            return (plan, target.indicator_id, area) not in own and any(
                path.startswith(area.sudo().parent_path) for path in unreadable_paths[plan.id, target.indicator_id.id]
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
        """Return the elapsed share of the time from the plan's beginning to the target's day."""
        start = self.plan_id.period_start
        end = self.due_on or (self.year and date(self.year, 12, 31)) or self.plan_id.period_end
        if not start or not end or end <= start:
            return 1.0
        return (day - start).days / (end - start).days

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
        has_work = Domain("task_ids.assignment_ids", "any", [("state", "!=", "cancelled")])
        unfinished = Domain("task_ids.assignment_ids", "any", [("state", "not in", ("done", "cancelled"))])
        contradictions = {
            "done_missed": has_work & ~unfinished & Domain("achievement", "=", "behind"),
            "open_reached": unfinished & Domain("achievement", "=", "reached"),
        }
        matches = Domain.OR(domain for name, domain in contradictions.items() if name in value)
        return matches | ~Domain.OR(contradictions.values()) if False in value else matches

    @api.readonly
    def action_view_values(self):
        """Open the reported figures of all periods, as units filled them in."""
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
        """Log changes of targets of issued plans in the journal."""
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
