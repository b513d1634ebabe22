from odoo import api, fields, models
from odoo.exceptions import AccessError


class ChildPlanIndicator(models.Model):
    """Limits changes of an indicator to the authority that created it; others may use it.

    The protection of small counts can only be made stronger.
    """

    _inherit = "child.plan.indicator"

    owner_id = fields.Many2one(
        "child.plan.unit",
        "Kept by",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        default=lambda self: self.env.user.child_plan_authority_ids[:1],
        help="The authority that made it; without one, the administrator of the system",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            owner = self.env.user.child_plan_authority_ids[:1].id
            vals_list = [{**vals, "owner_id": owner} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self.check_access("write")
        if "owner_id" in vals:
            raise AccessError(self.env._("An indicator stays with the authority that made it."))
        if not self.env.user.has_group("base.group_system"):
            self._check_protection(vals)
        journal = self.env["child.plan.journal"]
        before = journal._steering_values(self, vals.keys())
        result = super().write(vals)
        journal._log_steering(before, lambda indicator: {"unit_id": indicator.owner_id.id})
        return result

    def _check_protection(self, vals):
        protected = self.filtered("sensitive")
        weaker = "sensitive" in vals and not vals["sensitive"]
        lowest = vals.get("threshold")
        if protected and (weaker or (lowest is not None and lowest < max(protected.mapped("threshold")))):
            raise AccessError(self.env._("The protection of small counts is only ever made stronger."))
