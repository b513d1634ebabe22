from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import today
from ...lib.status import OPEN_STATES

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
    _inherit = "child.plan.dialog.mixin"
    _description = "Decision"

    _shown_fields = ("assignment_ids", "task_id", "plan_id", "extension_id")

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
        return wizard._window(dict(self._fields["kind"]._description_selection(self.env))[kind])

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
            return self.task_id.assignment_ids.filtered(lambda a: a.state in (*OPEN_STATES, "suspended"))
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
        concerned = self._concerned()
        if self.task_id:
            if self.task_id.timing != "one_off":
                raise UserError(
                    self.env._(
                        "Recurring or continuous work has no single deadline. Move that of each unit's work instead."
                    )
                )
            old = self.task_id.due_on
            concerned = concerned.filtered(lambda a: a.due_on == old)  # own and later granted deadlines stay
            self._log_task(reason, fields.Date.to_string(old), fields.Date.to_string(self.due_on))
            self.task_id.sudo().due_on = self.due_on
        if concerned:
            concerned.write({"due_on": self.due_on, "reason": reason})

    def _apply_transfer(self, reason):
        if not self.unit_id:
            raise UserError(self.env._("Say which unit it goes to."))
        concerned = self._concerned()
        if self.from_unit_id:
            concerned = concerned.filtered(lambda a: a.unit_id == self.from_unit_id)
        if len(concerned.unit_id) != 1:
            raise UserError(self.env._("Say which unit with open work hands it over."))
        for assignment in concerned:
            assignment._check_can_decide()
        if self.task_id:
            self._hand_over_line(concerned.unit_id)
        successors = concerned._transfer(self.unit_id, reason)
        for plan in successors.plan_id:
            plan._notify_units(self.unit_id)

    def _hand_over_line(self, old_unit):
        """Let the periods to come go to the new unit as well; a member of a collective unit has no line of its own."""
        lines = self.task_id.sudo().line_ids
        line = lines.filtered(lambda line: line.unit_id == old_unit)
        if self.unit_id in lines.unit_id:
            line.unlink()
        else:
            line.unit_id = self.unit_id

    def _apply_reword(self, reason):
        self._check_task("draft", "given")
        if not (self.name or "").strip():
            raise UserError(self.env._("Give the new wording."))
        self._log_task(reason, self.task_id.name, self.name, "wording")
        self.task_id.sudo().name = self.name

    def _apply_withdraw(self, reason):
        self._check_task("given")
        concerned = self._concerned()
        if concerned:
            concerned.write({"state": "cancelled", "reason": reason})
        self._log_task(reason, "given", "withdrawn")
        self.task_id.sudo().state = "withdrawn"

    def _apply_reopen_plan(self, reason):
        self.plan_id._check_can_manage()
        if self.plan_id.state != "closed":
            raise UserError(self.env._("Only a closed plan can be reopened."))
        self.plan_id._set_state("issued", reason)

    def _check_task(self, *states):
        self.task_id.plan_id._check_can_manage()
        self.task_id.plan_id._check_not_issuing()
        if self.task_id.state not in states or self.task_id.plan_id.state == "closed":
            raise UserError(self.env._("The task or its plan is no longer open to this."))

    def _log_task(self, reason, old, new, kind="task"):
        self._check_task("draft", "given")
        row = {"kind": kind, "plan_id": self.task_id.plan_id.id, "task_id": self.task_id.id}
        row |= {"old_value": old, "new_value": new, "reason": reason}
        logged = self.env["child.plan.journal"]._log([row], today())
        words = ": ".join((logged.change, reason))
        self.task_id.sudo().message_post(body=words)


class ChildPlanTask(models.Model):
    """The dialogs of a task."""

    _inherit = "child.plan.task"

    def action_withdraw(self):
        return self.env["child.plan.decision"]._open("withdraw", task=self)

    def action_reword(self):
        return self.env["child.plan.decision"]._open("reword", task=self)

    def action_move_deadline(self):
        return self.env["child.plan.decision"]._open("move_deadline", task=self)

    def action_transfer(self):
        return self.env["child.plan.decision"]._open("transfer", task=self)


class ChildPlan(models.Model):
    """The dialogs of a plan."""

    _inherit = "child.plan"

    def action_check(self):
        """Open the check before issuing: what is unclear, and what will be given to whom."""
        self.ensure_one()
        self._check_can_manage()
        if self.state != "draft":
            raise UserError(self.env._("This plan has already been issued."))
        wizard = self.env["child.plan.issue"].create({"plan_id": self.id})
        return wizard._window(self.env._("Check before issuing"), context={"dialog_size": "extra-large"})

    def action_reopen(self):
        self.ensure_one()
        return self.env["child.plan.decision"]._open("reopen_plan", plan=self)


class ChildPlanAssignment(models.Model):
    """The dialogs of work: decisions with a reason."""

    _inherit = "child.plan.assignment"

    def action_return(self):
        return self._decide("return")

    def action_reopen(self):
        return self._decide("reopen")

    def action_suspend(self):
        return self._decide("suspend")

    def action_cancel(self):
        return self._decide("cancel")

    def action_restore(self):
        return self._decide("restore")

    def action_move_deadline(self):
        return self._decide("move_deadline")

    def action_transfer(self):
        return self._decide("transfer")

    def _decide(self, kind):
        return self.env["child.plan.decision"]._open(kind, assignments=self)


class ChildPlanExtension(models.Model):
    """Opens the decision on a request."""

    _inherit = "child.plan.extension"

    def action_decide(self):
        """Open the dialog in which the request is granted, for another day too, or refused with a reason."""
        self.ensure_one()
        return self.env["child.plan.decision"]._open("extension", extension=self)
