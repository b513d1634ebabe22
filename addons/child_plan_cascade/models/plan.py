from odoo import api, fields, models


class ChildPlan(models.Model):
    """What stands between a plan and those of the levels above and below."""

    _inherit = "child.plan"

    coverage_count = fields.Integer(
        compute="_compute_coverage", help="Pairs of a task and an authority below to which it was given"
    )
    covered_rate = fields.Float(
        "Taken up below",
        compute="_compute_coverage",
        aggregator=None,
        help="Of the tasks given to authorities below, the share that stands in an issued plan of theirs, in percent",
    )
    superior_change_count = fields.Integer("Changed above", compute="_compute_superior_change_count")
    margin_days = fields.Integer(
        "Margin to the superior's deadlines",
        aggregator=None,
        help="Working days by which the deadlines of this plan lie before those of the plan that it implements",
    )

    _margin_positive = models.Constraint("CHECK (margin_days >= 0)", "A number of days cannot be negative.")

    @api.model
    def _open_after_issue(self):
        return super()._open_after_issue() | {"margin_days"}

    def _compute_coverage(self):
        groups = self.env["child.plan.coverage"]._read_group(
            [("plan_id", "in", self.ids)], ["plan_id", "state"], ["__count"]
        )
        counts = {}
        for plan, state, count in groups:
            counts.setdefault(plan.id, {})[state] = count
        for plan in self:
            states = counts.get(plan.id, {})
            plan.coverage_count = sum(states.values())
            plan.covered_rate = 100 * states.get("taken", 0) / plan.coverage_count if states else 0

    def _compute_superior_change_count(self):
        implementing = self.filtered(lambda plan: plan.implements_id and plan.state in ("draft", "issued"))
        changes = self.env["child.plan.superior.change"]
        counts = dict(changes._read_group([("plan_id", "in", implementing.ids)], ["plan_id"], ["__count"]))
        for plan in self:
            plan.superior_change_count = counts.get(plan, 0)

    @api.readonly
    def action_view_coverage(self):
        return self._view("child_plan_cascade.child_plan_coverage_action", context={"search_default_group_task": 1})

    @api.readonly
    def action_view_superior_changes(self):
        return self._view("child_plan_cascade.child_plan_superior_change_action")
