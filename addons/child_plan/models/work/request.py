from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..unit.refusals import raise_all


class ChildPlanAssignmentRequest(models.Model):
    """Requests for work. Units at or below the issuer are ordered; others are asked, and may accept or decline.

    Until it is accepted, such work has only a requested deadline, so that it is never overdue.
    """

    _inherit = "child.plan.assignment"

    acceptance = fields.Selection(
        [("asked", "Asked for"), ("accepted", "Accepted"), ("declined", "Declined")],
        "Answer to the request",
        readonly=True,
        copy=False,
    )
    asked_due_on = fields.Date("Deadline asked for", readonly=True, copy=False)

    def action_accept(self):
        """Accept requested work, with the deadline that was asked for."""
        self._check_can_answer()
        reason = self.env._("The request was accepted.")
        for work in self:
            system = work.sudo()
            system._write_decision({"acceptance": "accepted", "first_due_on": work.asked_due_on})
            system._write_decision({"due_on": work.asked_due_on, "reason": reason}, user=self.env.user)
        return True

    def _decline(self, reason):
        """Decline requested work, which cancels it; the unit has to give a reason."""
        self._check_can_answer()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the request is declined."))
        system = self.sudo()
        system._write_decision({"acceptance": "declined"})
        system._write_decision({"state": "cancelled", "reason": reason}, user=self.env.user)
        return True

    def _check_can_answer(self):
        units, _places = self.env.user._child_plan_places()
        if not self.env.user.has_group("child_plan.child_plan_group_officer"):
            units = ()
        if self.filtered(lambda work: work.unit_id.id not in units):
            raise AccessError(self.env._("A request is answered by the unit that it was made to."))
        settled = self.filtered(lambda work: work.acceptance != "asked" or work.state != "not_started")
        raise_all(
            self.env,
            [UserError(self.env._("“%s” does not wait for an answer.", work.display_name)) for work in settled],
        )

    def _reschedule(self, due_on, reason):
        asked = self.browse() if self.env.su else self.filtered(lambda work: work.acceptance == "asked")
        words = self.env._("“%s” was requested and has no deadline until it is accepted.")
        raise_all(self.env, [UserError(words % work.display_name) for work in asked])
        return super()._reschedule(due_on, reason)

    def _refusal(self, state, *args):
        if self.acceptance == "asked" and state != "cancelled" and not self.env.su:
            return UserError(self.env._("“%s” was requested: accept it first.", self.display_name))
        return super()._refusal(state, *args)

    def _as_requests(self, vals_list):
        """Return ``vals_list`` of new assignments, with those outside the tree of the plan's issuer turned into
        requests.
        """
        tasks = self.env["child.plan.task"].browse({vals["task_id"] for vals in vals_list}).sudo()
        paths = {task.id: task.plan_id.issuer_id.parent_path for task in tasks}
        units = self.env["child.plan.unit"].browse({vals["unit_id"] for vals in vals_list}).sudo()
        of_unit = {unit.id: unit.parent_path or "" for unit in units}
        rows = []
        for vals in vals_list:
            if not of_unit[vals["unit_id"]].startswith(paths[vals["task_id"]]):
                asked = {"requested": True, "acceptance": "asked", "asked_due_on": vals["due_on"], "due_on": None}
                vals = {**vals, **asked}
            rows.append(vals)
        return rows


class ChildPlanTask(models.Model):
    _inherit = "child.plan.task"

    def _prepare_assignments(self, day):
        return self.env["child.plan.assignment"]._as_requests(super()._prepare_assignments(day))
