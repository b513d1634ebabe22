from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# kind of decision: the state that it sets on the assignments
STATES = {
    "return": "returned",
    "reopen": "returned",
    "suspend": "suspended",
    "cancel": "cancelled",
    "restore": "not_started",
}
REASON_OPTIONAL = ("extension", "close_plan", "remind")


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
            ("remind", "Remind"),
            ("excuse", "Excuse the delay"),
            ("count_delay", "Count the delay again"),
            ("transfer", "Hand to another unit"),
            ("add_unit", "Add a unit"),
            ("reword", "Reword the task"),
            ("withdraw", "Withdraw the task"),
            ("close_plan", "Close the plan"),
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
    further_unit_id = fields.Many2one("child.plan.unit", "Further unit")
    role = fields.Selection([("lead", "Lead"), ("coordinate", "Coordinate")], default="coordinate")
    due_on = fields.Date("New deadline")
    asking_unit_id = fields.Many2one(related="extension_id.unit_id", related_sudo=False, string="Asked by")
    present_due_on = fields.Date(related="extension_id.present_due_on", related_sudo=False)
    asked_due_on = fields.Date(related="extension_id.asked_due_on", related_sudo=False)
    asked_reason = fields.Char(related="extension_id.reason", related_sudo=False, string="The unit's reason")
    name = fields.Char("New wording")
    reason = fields.Char()
    summary = fields.Char(compute="_compute_summary")
    warning = fields.Char(compute="_compute_warning", help="What is unusual about the decision")

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

    @api.depends("kind", "task_id", "plan_id", "assignment_ids")
    def _compute_summary(self):
        for decision in self:
            if decision.kind == "close_plan":
                decision.summary = " ".join(decision.plan_id._left_open())
                continue
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

    @api.depends("kind", "due_on", "unit_id", "further_unit_id", "task_id", "assignment_ids", "extension_id")
    @api.depends_context("lang")
    def _compute_warning(self):
        """Warn of a deadline after the plan's end, and of a unit to which its issuer cannot give an order."""
        for decision in self:
            words, plans = [], decision.task_id.plan_id | decision._concerned().plan_id
            ends = min(plans.mapped("period_end"), default=False)
            if decision.due_on and ends and decision.due_on > ends:
                words.append(self.env._("This is after the plan's end, %s.", format_date(self.env, ends)))
            unit = {"transfer": decision.unit_id, "add_unit": decision.further_unit_id}.get(decision.kind)
            above = {plan.sudo().issuer_id.parent_path for plan in plans}
            if unit and not all((unit.parent_path or "").startswith(path) for path in above):
                words.append(
                    self.env._(
                        "%s does not lie below the plan's issuer: it is asked to do this, and may decline.",
                        unit.display_name,
                    )
                )
            decision.warning = " ".join(words)

    def _concerned(self):
        """Return the assignments that the decision affects; for a task, those that are still open."""
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
            answer = getattr(self, f"_apply_{self.kind}")(reason)
            if answer:
                return answer
        return {"type": "ir.actions.act_window_close"}

    def _apply_remind(self, words):
        answer = self.assignment_ids.action_remind(words)
        answer["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return answer

    def action_refuse(self):
        self.ensure_one()
        self.extension_id._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _apply_extension(self, reason):
        if not self.due_on:
            raise UserError(self.env._("Give the new deadline."))
        self.extension_id._grant(self.due_on, reason)

    def _apply_excuse(self, reason):
        self.assignment_ids._excuse(reason)

    def _apply_count_delay(self, reason):
        self.assignment_ids._count_delay(reason)

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

    def _apply_add_unit(self, reason):
        if not self.further_unit_id:
            raise UserError(self.env._("Say which unit it goes to."))
        due_on = self.due_on if self.due_on != self.task_id.due_on else None
        self.task_id._add_unit(self.further_unit_id, self.role, due_on, reason)

    def _apply_reword(self, reason):
        if not (self.name or "").strip():
            raise UserError(self.env._("Give the new wording."))
        self.task_id._reword(self.name, reason)

    def _apply_withdraw(self, reason):
        self.task_id._withdraw(reason)

    def _apply_close_plan(self, reason):
        self.plan_id._close(reason)

    def _apply_reopen_plan(self, reason):
        self.plan_id._check_can_manage()
        if self.plan_id.state != "closed":
            raise UserError(self.env._("Only a closed plan can be reopened."))
        self.plan_id._set_state("issued", reason)


class ChildPlanTask(models.Model):
    """Buttons that open the dialog for a task."""

    _inherit = "child.plan.task"

    def action_withdraw(self):
        return self.env["child.plan.decision"]._open("withdraw", task=self)

    def action_reword(self):
        return self.env["child.plan.decision"]._open("reword", task=self)

    def action_move_deadline(self):
        return self.env["child.plan.decision"]._open("move_deadline", task=self)

    def action_transfer(self):
        return self.env["child.plan.decision"]._open("transfer", task=self)

    def action_add_unit(self):
        return self.env["child.plan.decision"]._open("add_unit", task=self)


class ChildPlan(models.Model):
    """Buttons that open the dialog for a plan."""

    _inherit = "child.plan"

    def action_check(self):
        """Open the check before issuing: what is unclear, and what each unit will get."""
        self.ensure_one()
        self._check_can_manage()
        if self.state != "draft":
            raise UserError(self.env._("This plan has already been issued."))
        return self._check_window(self.env["child.plan.issue"].create({"plan_id": self.id}))

    def _check_window(self, wizard):
        return wizard._window(self.env._("Check before issuing"), context={"dialog_size": "extra-large"})

    def action_ask_close(self):
        """Open the dialog that says what closing leaves open."""
        self.ensure_one()
        self._check_can_manage()
        return self.env["child.plan.decision"]._open("close_plan", plan=self)

    def action_reopen(self):
        self.ensure_one()
        return self.env["child.plan.decision"]._open("reopen_plan", plan=self)


class ChildPlanAssignment(models.Model):
    """Buttons that open the dialog for assignments."""

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

    def action_excuse(self):
        return self._decide("excuse")

    def action_count_delay(self):
        return self._decide("count_delay")

    def action_remind_with_words(self):
        return self._decide("remind")

    def _decide(self, kind):
        return self.env["child.plan.decision"]._open(kind, assignments=self)


class ChildPlanExtension(models.Model):
    """The button that opens the dialog for a request for more time."""

    _inherit = "child.plan.extension"

    def action_decide(self):
        """Open the dialog that grants the request, for another day if need be, or refuses it with a reason."""
        self.ensure_one()
        return self.env["child.plan.decision"]._open("extension", extension=self)
