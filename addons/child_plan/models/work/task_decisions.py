from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.clock import today
from ...lib.status.transitions import OPEN_STATES
from ..unit.refusals import raise_all


class ChildPlanTask(models.Model):
    """Decisions on a task: each needs a reason, checks the user's rights and is recorded in the journal.

    The task's dialogs call them, and so does the import of a new version of the plan's document.
    """

    _inherit = "child.plan.task"

    def _open_assignments(self):
        return self.assignment_ids.filtered(lambda a: a.state in (*OPEN_STATES, "suspended"))

    def _reword(self, wording, reason):
        self._check_decision("draft", "given")
        self._log_decision("wording", self.name, wording, reason)
        self.sudo().name = wording

    def _withdraw(self, reason):
        self._check_decision("given")
        still_open = self._open_assignments()
        if still_open:
            still_open.write({"state": "cancelled", "reason": reason})
        self._log_decision("task", "given", "withdrawn", reason)
        self.sudo().state = "withdrawn"

    def _move_deadline(self, due_on, reason):
        """Move the task's deadline, and that of open work that has the same one."""
        self._check_decision("draft", "given")
        if self.timing != "one_off":
            raise UserError(
                self.env._(
                    "Recurring or continuous work has no single deadline. Move that of each unit's work instead."
                )
            )
        old = self.due_on
        following = self._open_assignments().filtered(lambda a: a.due_on == old)
        self._log_decision("task", fields.Date.to_string(old), fields.Date.to_string(due_on), reason)
        self.sudo().due_on = due_on
        if following:
            following.write({"due_on": due_on, "reason": reason})

    def _hand_over(self, unit, reason, from_unit=None):
        """Transfer the open work and the future periods of one unit to ``unit``.

        :param from_unit: the unit that hands over; needed where several have open work
        """
        self.plan_id._check_can_manage()
        handed = self._open_assignments()
        if from_unit:
            handed = handed.filtered(lambda a: a.unit_id == from_unit)
        handed._hand_over(unit, reason)
        lines = self.sudo().line_ids
        line = lines.filtered(lambda line: line.unit_id == handed.unit_id)  # empty for a member of a collective unit
        if unit in lines.unit_id:
            line.unlink()
        else:
            line.unit_id = unit

    def _add_unit(self, unit, role, due_on, reason):
        """Give the task to a further ``unit``, or to the members of a collective one.

        :param due_on: a deadline of the unit's own, or None
        """
        self._check_decision("given")
        if unit in self.line_ids.unit_id:
            raise UserError(self.env._("%(unit)s already has “%(name)s”.", unit=unit.name, name=self.name))
        if not unit.sudo()._expand(today())[unit]:
            raise UserError(self.env._("Work cannot be handed to “%s”: name one unit that exists.", unit.name))
        task = self.sudo()
        task.line_ids = [
            fields.Command.create({"unit_id": unit.id, "role": role, **({"due_on": due_on} if due_on else {})})
        ]
        self._log_decision("unit", "", unit.name, reason)
        assignments = task._give(today())
        self.plan_id._notify_units(assignments.unit_id)

    def _check_decision(self, *states):
        self.ensure_one()
        self.plan_id._check_can_manage()
        self.plan_id._check_not_issuing()
        if self.state not in states or self.plan_id.state == "closed":
            raise UserError(self.env._("The task or its plan is no longer open to this."))

    def _log_decision(self, kind, old, new, reason):
        row = {"kind": kind, "plan_id": self.plan_id.id, "task_id": self.id}
        row |= {"old_value": old, "new_value": new, "reason": reason}
        logged = self.env["child.plan.journal"]._log([row], today())
        words = ": ".join((logged.change, reason))
        self.sudo().message_post(body=words)


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    def _hand_over(self, unit, reason):
        """Transfer work of one unit to ``unit``, and notify that unit."""
        if len(self.unit_id) != 1:
            raise UserError(self.env._("Say which unit with open work hands it over."))
        for assignment in self:
            assignment._check_can_decide()
        successors = self._transfer(unit, reason)
        for plan in successors.plan_id:
            plan._notify_units(unit)

    def _transfer(self, unit, reason, day=None):
        """Transfer these assignments to ``unit``: cancel them, which keeps their history, and create successors with
        the same deadlines.
        """
        day = day or today()
        existing = self.sudo().search(
            [("task_id", "in", self.task_id.ids), ("unit_id", "=", unit.id), ("state", "!=", "cancelled")]
        )
        taken_periods = {(a.task_id, a.period_start) for a in existing}
        if unit.kind == "collective" or unit not in unit.sudo().filtered_domain(unit._valid_domain(day)):
            raise UserError(self.env._("Work cannot be handed to “%s”: name one unit that exists.", unit.name))
        taken = self.filtered(lambda a: (a.task_id, a.period_start) in taken_periods)
        words = self.env._("%(unit)s already has “%(name)s”.")
        raise_all(self.env, (UserError(words % {"unit": unit.name, "name": a.name}) for a in taken))
        self._write_decision({"state": "cancelled", "reason": reason}, day)
        rows = self._as_requests(
            [
                {
                    "task_id": a.task_id.id,
                    "unit_id": unit.id,
                    "role": a.role,
                    "requested": a.requested or unit.external,
                    "period_start": a.period_start,
                    "period_end": a.period_end,
                    "due_on": a.due_on or None,
                    "predecessor_id": a.id,
                }
                for a in self
            ]
        )
        successors = self.sudo()._fan_out(rows, day)
        self.env["child.plan.journal"]._log(
            [
                {
                    **new._journal_vals(),
                    "kind": "unit",
                    "old_value": new.predecessor_id.unit_id.name,
                    "new_value": unit.name,
                    "reason": reason,
                }
                for new in successors
            ],
            day,
        )
        return successors.with_env(self.env)
