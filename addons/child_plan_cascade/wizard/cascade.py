from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.plan_cascade import AT_ONCE

MARGIN = 10  # working days: two weeks to add up what the units below have done


class ChildPlanCascade(models.TransientModel):
    """The dialog that drafts plans of lower authorities from an issued plan: the own one, or those of all below."""

    _name = "child.plan.cascade"
    _inherit = "child.plan.dialog.mixin"
    _description = "Plans to Carry out a Plan"

    _shown_fields = ("plan_id",)

    plan_id = fields.Many2one("child.plan", required=True, readonly=True)
    scope = fields.Selection(
        [("own", "A draft of the own authority"), ("below", "Drafts of all authorities below that have work in it")],
        required=True,
        default="own",
    )
    can_own = fields.Boolean(compute="_compute_found")
    can_below = fields.Boolean(compute="_compute_found")
    margin_days = fields.Integer(
        "Days before its deadlines", default=MARGIN, help="Working days by which the drafts' deadlines lie earlier"
    )
    found = fields.Text("What will be drafted", compute="_compute_found")

    _margin_positive = models.Constraint("CHECK (margin_days >= 0)", "A number of days cannot be negative.")

    @api.model
    def _open(self, plan):
        plan._check_can_cascade(below=False)
        dialog = self.create({"plan_id": plan.id, "scope": "below" if plan.can_manage else "own"})
        return dialog._window(self.env._("Carry out by plans of the levels below"))

    def _own_authority(self):
        """Return the authority whose plan the user may draft: that of the standing office, or the leader's unit."""
        user = self.env.user
        units = self.env["child.plan.unit"]
        if user.has_group("child_plan.child_plan_group_standing"):
            units |= user.child_plan_authority_ids
        if user.has_group("child_plan.child_plan_group_leader"):
            units |= user.child_plan_unit_ids.filtered(lambda unit: unit.kind == "authority")
        return units

    @api.depends("plan_id", "scope")
    @api.depends_context("lang", "uid")
    def _compute_found(self):
        for dialog in self:
            missing = dialog.plan_id._without_plan()
            own = dialog._own_authority() & missing
            dialog.can_own, dialog.can_below = bool(own), dialog.plan_id.can_manage
            if dialog.scope == "below":
                dialog.found = self.env._(
                    "%s authorities have work in this plan and no plan to carry it out.", len(missing)
                )
            elif own:
                given = dialog.plan_id.sudo()._given_to(own)
                number = len({work.task_id for rows in given.values() for work in rows})
                dialog.found = self.env._(
                    "%(unit)s was given %(number)s tasks of this plan.", unit=own[0].name, number=number
                )
            else:
                dialog.found = self.env._(
                    "Your authority has no work in this plan, or has a plan to carry it out already."
                )

    def action_apply(self):
        self.ensure_one()
        plan, below = self.plan_id, self.scope == "below"
        plan._check_can_cascade(below)
        units = plan._without_plan()
        if not below:
            units &= self._own_authority()
        if not units:
            raise UserError(self.env._("There is nothing to draft: see what is said above."))
        if len(units) > AT_ONCE:
            plan._begin_cascading(self.margin_days, len(units))
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        plans = plan.sudo()._cascade(units, self.margin_days).sudo(False)
        if below:
            plan._tell_below(units)
            return plan.action_view_coverage()
        return {
            "type": "ir.actions.act_window",
            "res_model": "child.plan",
            "res_id": plans[0].id,
            "views": [(False, "form")],
        }
