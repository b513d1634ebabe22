from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

# kind -> the state that the assignments are set to
STATES = {
    "return": "returned",
    "reopen": "returned",
    "suspend": "suspended",
    "cancel": "cancelled",
    "restore": "not_started",
}
REASON_OPTIONAL = ("extension",)


class ChildPlanDecision(models.TransientModel):
    """A decision that needs a reason, a day, a unit or a wording, on assignments, a task, a plan or a request."""

    _name = "child.plan.decision"
    _description = "Decision"

    kind = fields.Selection(
        [
            ("return", "Return for rework"),
            ("reopen", "Reopen"),
            ("suspend", "Suspend"),
            ("cancel", "Cancel"),
            ("restore", "Restore"),
            ("move_deadline", "Move the deadline"),
            ("transfer", "Hand to another unit"),
            ("reword", "Reword the task"),
            ("withdraw", "Withdraw the task"),
            ("reopen_plan", "Reopen the plan"),
            ("extension", "Decide on more time"),
        ],
        required=True,
        readonly=True,
    )
    assignment_ids = fields.Many2many("child.plan.assignment", readonly=True)
    task_id = fields.Many2one("child.plan.task", readonly=True)
    plan_id = fields.Many2one("child.plan", readonly=True)
    extension_id = fields.Many2one("child.plan.extension", readonly=True)
    from_unit_id = fields.Many2one("child.plan.unit", "From unit", domain="[('id', 'in', from_unit_ids)]")
    from_unit_ids = fields.Many2many("child.plan.unit", compute="_compute_from_unit_ids")
    unit_id = fields.Many2one("child.plan.unit", "To unit", domain="[('kind', '!=', 'collective')]")
    due_on = fields.Date("New deadline")
    name = fields.Char("New wording")
    reason = fields.Char()
    summary = fields.Char(compute="_compute_summary")

    @api.model
    def _open(self, kind, assignments=None, task=None, plan=None, extension=None):
        vals = {"kind": kind}
        if assignments is not None:
            vals["assignment_ids"] = [fields.Command.set(assignments.ids)]
        if task is not None:
            task.ensure_one()
            task.plan_id._check_can_manage()
            vals |= {"task_id": task.id, "name": task.name, "due_on": task.due_on}
        if plan is not None:
            vals["plan_id"] = plan.id
        if extension is not None:
            vals |= {"extension_id": extension.id, "due_on": extension.asked_due_on}
        wizard = self.create(vals)
        return {
            "type": "ir.actions.act_window",
            "name": dict(self._fields["kind"]._description_selection(self.env))[kind],
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "views": [(False, "form")],  # for a page that opens it itself
            "target": "new",
        }

    @api.constrains("assignment_ids", "task_id", "plan_id", "extension_id")
    def _check_readable(self):
        """A dialog shows the names of what it is about: only of what the user may read (checks run as the system)."""
        as_user = self.sudo(self.env.uid == SUPERUSER_ID)
        for field in ("assignment_ids", "task_id", "plan_id", "extension_id"):
            as_user[field].check_access("read")

    @api.depends("task_id", "assignment_ids")
    def _compute_from_unit_ids(self):
        for decision in self:
            decision.from_unit_ids = decision._concerned().unit_id

    @api.depends("kind", "task_id", "assignment_ids")
    def _compute_summary(self):
        for decision in self:
            concerned = decision._concerned()
            decision.summary = (
                self.env._(
                    "This concerns %(assignments)s assignments of %(units)s units.",
                    assignments=len(concerned),
                    units=len(concerned.unit_id),
                )
                if len(concerned) > 1
                else concerned.display_name
            )

    def _concerned(self):
        """The assignments that the decision is on; of a task, those that are still open."""
        if self.task_id:
            return self.task_id._open_assignments()
        return self.assignment_ids or self.extension_id.assignment_id

    def action_apply(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason and self.kind not in REASON_OPTIONAL:
            raise UserError(self.env._("Give the reason: it is kept in the journal."))
        if self.kind in STATES:
            self.assignment_ids.write({"state": STATES[self.kind], "reason": reason})
        else:
            getattr(self, f"_apply_{self.kind}")(reason)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        self.ensure_one()
        self.extension_id._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _apply_extension(self, reason):
        if not self.due_on:
            raise UserError(self.env._("Give the new deadline."))
        self.extension_id._grant(self.due_on, reason)

    def _apply_move_deadline(self, reason):
        if not self.due_on:
            raise UserError(self.env._("Give the new deadline."))
        if self.task_id:
            self.task_id._move_deadline(self.due_on, reason)
        elif self.assignment_ids:
            self.assignment_ids.write({"due_on": self.due_on, "reason": reason})

    def _apply_transfer(self, reason):
        if not self.unit_id:
            raise UserError(self.env._("Say which unit it goes to."))
        if self.task_id:
            self.task_id._hand_over(self.unit_id, reason, self.from_unit_id)
            return
        handed = self.assignment_ids
        if self.from_unit_id:
            handed = handed.filtered(lambda a: a.unit_id == self.from_unit_id)
        handed._hand_over(self.unit_id, reason)

    def _apply_reword(self, reason):
        if not (self.name or "").strip():
            raise UserError(self.env._("Give the new wording."))
        self.task_id._reword(self.name, reason)

    def _apply_withdraw(self, reason):
        self.task_id._withdraw(reason)

    def _apply_reopen_plan(self, reason):
        self.plan_id._check_can_manage()
        if self.plan_id.state != "closed":
            raise UserError(self.env._("Only a closed plan can be reopened."))
        self.plan_id._set_state("issued", reason)
