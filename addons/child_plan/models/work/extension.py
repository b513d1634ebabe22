from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date
from odoo.tools.misc import clean_context

from ...lib.clock import today
from ...lib.status import OPEN_STATES
from ..unit.refusals import raise_all, try_each

# new state -> the right that is needed to set it
DECISIONS = {"granted": "can_decide", "refused": "can_decide", "withdrawn": "can_update"}


class ChildPlanExtension(models.Model):
    """A unit's request for a later deadline, and the decision on it.

    The unit asks; the standing office or a leader grants or refuses, or the unit withdraws the request. A decision is
    final: to move the deadline again, the unit makes a new request.
    """

    _name = "child.plan.extension"
    _description = "Request for More Time"
    _order = "id desc"
    _rec_name = "assignment_id"

    assignment_id = fields.Many2one(
        "child.plan.assignment", required=True, readonly=True, ondelete="restrict", index=True
    )
    plan_id = fields.Many2one(related="assignment_id.plan_id", store=True, index=True)
    unit_id = fields.Many2one(related="assignment_id.unit_id", store=True, index=True)
    rank = fields.Integer("Request no.", compute="_compute_rank", help="Which request for this work it is")
    asked_on = fields.Date(required=True, readonly=True)
    asked_by = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    old_due_on = fields.Date("Deadline then", readonly=True)
    present_due_on = fields.Date("Deadline now", related="assignment_id.due_on")
    plan_end = fields.Date("The plan ends on", related="assignment_id.plan_id.period_end", related_sudo=True)
    asked_due_on = fields.Date("Asked until", required=True)
    reason = fields.Char(required=True)
    state = fields.Selection(
        [("asked", "Asked"), ("granted", "Granted"), ("refused", "Refused"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="asked",
        index=True,
    )
    decided_due_on = fields.Date("Granted until", help="Empty: as asked")
    decision_note = fields.Char("Note on the decision")
    decided_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    decided_on = fields.Date(readonly=True)
    can_update = fields.Boolean(related="assignment_id.can_update")
    can_decide = fields.Boolean(related="assignment_id.can_decide")

    _one_pending = models.UniqueIndex(
        "(assignment_id) WHERE state = 'asked'", "More time has already been asked for; wait for the decision."
    )

    @api.depends("assignment_id")
    def _compute_rank(self):
        for extension in self:
            earlier = extension.assignment_id.extension_ids.filtered(
                lambda other, extension=extension: not extension._origin or other.id <= extension._origin.id
            )
            extension.rank = len(earlier) + (not extension._origin)

    @api.depends("asked_due_on", "rank")
    def _compute_display_name(self):
        for extension in self:
            extension.display_name = self.env._(
                "More time until %(day)s (request %(rank)s)",
                day=format_date(self.env, extension.asked_due_on) if extension.asked_due_on else "…",
                rank=extension.rank,
            )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        return self._ask(vals_list)

    @api.model
    def _ask(self, vals_list, day=None, user=None):
        """Create requests as of ``day`` (default today) by ``user`` (default the current user)."""
        asked = []
        for vals in vals_list:
            assignment_id = vals.get("assignment_id") or self.env.context.get("default_assignment_id")
            asked.append(
                {
                    **{name: vals[name] for name in ("asked_due_on", "reason") if name in vals},
                    "assignment_id": assignment_id,
                    "old_due_on": self.env["child.plan.assignment"].browse(assignment_id).due_on,
                    "asked_on": day or today(),
                    "asked_by": (user or self.env.user).id,
                    "state": "asked",
                }
            )
        self.flush_model(["state"])  # the unique index must see an earlier request that has just been settled
        model = self.with_env(self.env(context=clean_context(self.env.context)))  # ignore the caller's defaults
        extensions = super(ChildPlanExtension, model).create(asked)
        for extension in extensions:
            extension._check_asked()
        extensions.assignment_id.sudo().extension_pending = True
        extensions._log("asked", None, day, user)
        extensions._notify_asked()
        return extensions

    def _check_asked(self):
        assignment = self.assignment_id
        assignment.plan_id._check_running()
        if not assignment.can_update:
            raise AccessError(self.env._("“%s” is the work of another unit.", assignment.display_name))
        if assignment.state not in OPEN_STATES or not assignment.due_on:
            raise UserError(self.env._("“%s” has no deadline that could be moved.", assignment.name))
        if self.asked_due_on <= assignment.due_on:
            raise UserError(self.env._("The new deadline must be later than the one in force."))
        end = assignment.plan_id.sudo().period_end
        if assignment.due_on <= end < self.asked_due_on:
            raise UserError(
                self.env._(
                    "The plan ends on %s: more time goes to that day at most. What lies beyond it is asked of the "
                    "standing office, in the conversation.",
                    format_date(self.env, end, date_format="dd/MM/yyyy"),
                )
            )

    def action_sent(self):
        """Confirm to the person who asked that the request is on its way; the dialog has saved it."""
        self.ensure_one()
        unit, _role = self.assignment_id._deciding()
        message = self.env._(
            "Sent: more time until %(day)s. %(unit)s decides.",
            day=format_date(self.env, self.asked_due_on, date_format="dd/MM/yyyy"),
            unit=unit.sudo().name,
        )
        return self.env["child.plan.assignment"]._confirmed(message)

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A request stays as it was sent. Withdraw it and ask again."))
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("A request for more time is kept. Withdraw it instead."))

    def action_grant(self):
        if len(self) > 1:
            raise_all(self.env, try_each(self, lambda extension: extension.action_grant()))
        for extension in self:
            extension._grant(extension.asked_due_on)

    def action_withdraw(self):
        self._settle("withdrawn")

    def _grant(self, due_on, note=None, day=None, user=None):
        self.ensure_one()
        if due_on <= (self.assignment_id.due_on or due_on):
            raise UserError(self.env._("The new deadline must be later than the one in force."))
        reason = self.env._("More time granted: %s", note or self.reason)
        self._settle("granted", note, {"decided_due_on": due_on}, day, user)
        self.assignment_id._write_decision({"due_on": due_on, "reason": reason}, day, user)

    def _refuse(self, note, day=None, user=None):
        if not (note or "").strip():
            raise UserError(self.env._("Say why the request is refused."))
        self._settle("refused", note, {}, day, user)

    def _settle(self, state, note=None, vals=None, day=None, user=None):
        if not self.env.su:
            self.plan_id._check_running()
        refusals = []
        for extension in self:
            name = extension.assignment_id.display_name
            if extension.state != "asked":
                refusals.append(UserError(self.env._("The request for “%s” has already been settled.", name)))
            elif not extension.assignment_id[DECISIONS[state]]:
                refusals.append(AccessError(self.env._("You may not settle the request for “%s”.", name)))
        raise_all(self.env, refusals)
        self.sudo().write(
            {
                **(vals or {}),
                "state": state,
                "decision_note": note,
                "decided_by": (user or self.env.user).id,
                "decided_on": day or today(),
            }
        )
        self.assignment_id.sudo().extension_pending = False
        self._log(state, note, day, user)
        if state != "withdrawn":
            self._notify_decision()

    def _log(self, state, note=None, day=None, user=None):
        self.env["child.plan.journal"]._log(
            [
                {
                    **extension.assignment_id._journal_vals(),
                    "kind": "extension",
                    "old_value": False if state == "asked" else "asked",
                    "new_value": fields.Date.to_string(extension.asked_due_on) if state == "asked" else state,
                    "reason": note or extension.reason,
                }
                for extension in self
            ],
            day,
            user,
        )

    def _notify_asked(self):
        """Notify those who decide on the requests."""
        for extension in self:
            unit, role = extension.assignment_id._deciding()
            subject = self.env._("More time asked: %s", extension.unit_id.name)
            extension.assignment_id._notify_users(unit._users_in(role), subject, extension.reason)

    def _notify_decision(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for extension in self:
            subject = f"{labels[extension.state]}: {extension.display_name}"
            extension.assignment_id._notify_users(extension.asked_by, subject, extension.decision_note or "")


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def _close(self, reason=None):
        """End the requests that nobody can decide any more."""
        self._check_can_manage()
        asked = [("plan_id", "in", self.ids), ("state", "=", "asked")]
        requests = self.env["child.plan.extension"].sudo().search(asked)
        requests._settle("withdrawn", self.env._("No longer needed: the plan is closed."))
        return super()._close(reason)
