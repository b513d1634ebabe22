from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_repr

SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}


class ChildPlanTarget(models.Model):
    """What a plan wants a figure to reach, and by when: one row a number."""

    _name = "child.plan.target"
    _inherit = "child.plan.part"
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
