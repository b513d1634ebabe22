from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...lib.clock import today
from ...lib.status import OPEN_STATES, RUNNING_STATES, TRANSITIONS
from ..unit.chatter import chatter_fields
from ..unit.refusals import raise_all

UNSUBMIT = {"submitted_on": False, "confirmed_on": False}

WORK_FIELDS = {"progress", "result", "evidence_ids", "deliverable_ids"}


class ChildPlanAssignmentWorkflow(models.Model):
    """Decisions on assignments. ``lib/status/transitions.py`` says who may take them; the journal records them."""

    _inherit = "child.plan.assignment"

    can_update = fields.Boolean(compute="_compute_rights", help="The current user may record progress")
    can_decide = fields.Boolean(compute="_compute_rights", help="The current user may confirm, return, grant time")

    @api.depends("unit_id", "state", "plan_id.state", "plan_id.standing_unit_id", "plan_id.issuer_id")
    @api.depends_context("uid")
    def _compute_rights(self):
        rights = self._rights()
        for assignment in self:
            assignment.can_update, assignment.can_decide = rights[assignment]

    def _rights(self):
        """Return ``{assignment: (whether the user may record progress, whether the user may decide)}``.

        The unit's officers record progress. The plan's standing office and the issuer's leaders decide; they may also
        record what a unit reports by telephone. A standing office does not decide on its own unit's work: its leader
        does.
        """
        user, su, plans = self.env.user, self.env.su, self.plan_id
        units, _issuers = user._child_plan_places()
        officer = user.has_group("child_plan.child_plan_group_officer")
        leader = user.has_group("child_plan.child_plan_group_leader")
        # sudo: these are read only to compute the rights, and none is shown
        plans.sudo().fetch(("state", "issuer_id", "standing_unit_id"))
        managed, rights = plans._managed(), {}
        for assignment in self:
            plan = assignment.plan_id
            running, manages = plan.state == "issued", plan in managed
            own = assignment.unit_id.id in units
            leads = leader and plan.issuer_id.id in units
            rights[assignment] = (
                running and (su or manages or (officer and own)),
                running and (su or (manages and (leads or not own))),
            )
        return rights

    @api.model
    def _unit_fields(self):
        """Return the fields that the unit may write on its own work; all others are fixed when the work is given.

        Extend for further fields that a unit records.
        """
        return {*WORK_FIELDS, "state", "officer_id", "milestone_ids", "extension_ids", "reason"}

    def write(self, vals):  # pylint: disable=method-required-super
        """Pass ``state`` and ``due_on`` on to ``_write_decision``. A write of progress also starts the work."""
        if not self.env.su:
            own = vals.keys() - chatter_fields(self.env)
            # Not the deadline: those who decide on the plan may change it, see _reschedule().
            locked = own - self._unit_fields() - {"due_on"}
            if locked:
                raise AccessError(
                    self.env._(
                        "What a unit was given cannot be rewritten (%s).",
                        ", ".join(self._fields[name]._description_string(self.env) for name in sorted(locked)),
                    )
                )
            if own - {"state", "due_on", "reason"}:
                self._check_can_update()
            if "reason" in own and not own & {"state", "due_on"}:
                raise UserError(self.env._("A reason belongs to a decision: give both at once."))
            if own & WORK_FIELDS:
                self._check_not_waiting()
            if "progress" in own and "deliverable_ids" in own and all(a.progress_counted for a in self):
                vals = {name: value for name, value in vals.items() if name != "progress"}  # it follows from them
            elif "progress" in own:
                self._check_not_counted(vals["progress"])
            if "state" not in own and own & WORK_FIELDS:
                self.filtered(lambda a: a.state == "not_started")._write_decision({"state": "in_progress"})
        return self._write_decision(vals)

    def _check_not_counted(self, progress):
        """Raise if ``progress`` differs from what the deliverables of one of these assignments add up to."""
        counted = self.filtered(lambda a: a.progress_counted and a.progress != progress)
        words = self.env._("The progress of “%s” is counted from its deliverables: record how many are done.")
        raise_all(self.env, (UserError(words % a.display_name) for a in counted))

    def _write_decision(self, vals, day=None, user=None):
        """Write ``vals`` as of ``day`` (default today) by ``user`` (default the current user).

        All changes of state and deadline pass through here. It checks the table of transitions, sets the dates of the
        new state, and adds to the journal and the chatter. If one assignment is refused, none is written.
        """
        if not {"state", "due_on"} & vals.keys():
            return super().write(vals)
        day = day or today()
        vals = dict(vals)
        if "due_on" in vals:
            vals["due_on"] = fields.Date.to_date(vals["due_on"])
        reason = (vals.get("reason") or "").strip()
        self.check_access("write")  # this reads the rows, too: who may write a row may know its state
        old = [(a, a.state, a.due_on or None) for a in self]
        moving = self.browse([a.id for a, state, _due in old if vals.get("state", state) != state])
        rescheduling = self.browse([a.id for a, _state, due_on in old if vals.get("due_on", due_on) != due_on])
        other = {name: value for name, value in vals.items() if name not in ("state", "due_on", "reason")}
        if other:
            super().write(other)  # first, because submitting needs a result that may be written in the same call
        if rescheduling:
            rescheduling._reschedule(vals["due_on"], reason)
        if moving:
            moving._move(vals["state"], reason, day, user)
        self._log_changes(old, reason, day, user)
        return True

    def _reschedule(self, due_on, reason):
        self._check_can_decide()
        finished = self.filtered(lambda a: a.state not in (*OPEN_STATES, "suspended"))
        raise_all(
            self.env,
            (UserError(self.env._("“%s” is finished: its deadline stays.", a.display_name)) for a in finished),
        )
        if not reason:
            raise UserError(self.env._("Say why the deadline is moved."))
        return super().write({"due_on": due_on, "reason": reason, **self._on_rescheduled()})

    def _on_rescheduled(self):
        """Return values to write together with a new deadline. Extend for what depends on the deadline."""
        return {}

    def _move(self, state, reason, day, user):
        self._check_transitions(state, reason)
        vals = {"state": state, **({"reason": reason} if reason else {})}
        match state:
            case "submitted":
                vals |= {"submitted_on": day}
            case "done":
                vals |= {"confirmed_on": day, "progress": 100}
            case "not_started" | "in_progress" | "returned":
                vals |= UNSUBMIT
        if state not in RUNNING_STATES or self.filtered(lambda a: a.state not in RUNNING_STATES):
            vals |= self._on_rescheduled()
        moved = super().write(vals)
        if state in ("submitted", "done", "cancelled"):
            self._drop_requests(day, user)
        if state in ("returned", "suspended", "cancelled"):
            self._on_stopped(self._state_labels()[state], reason)
        return moved

    def _on_stopped(self, decision, reason):
        """React to these assignments being returned, suspended or cancelled; ``decision`` is the label of that.

        Extend to notify those concerned.
        """

    def _state_labels(self):
        return dict(self._fields["state"]._description_selection(self.env))

    def _check_transitions(self, state, reason):
        """Raise unless the table of transitions lets the current user move each of these to ``state``."""
        if not self.env.su:
            self.plan_id._check_running()
        rights = self._rights()
        raise_all(self.env, filter(None, (a._refusal(state, reason, *rights[a]) for a in self)))

    def _refusal(self, state, reason, can_update, can_decide):
        """Return the error that keeps this from going to ``state``, if any."""
        transition = TRANSITIONS.get((self.state, state))
        labels = self._state_labels()
        if not transition:
            return UserError(
                self.env._(
                    "“%(name)s” cannot go from “%(old)s” to “%(new)s”.",
                    name=self.display_name,
                    old=labels[self.state],
                    new=labels.get(state, state),
                )
            )
        if not (can_decide if transition.who == "decider" else can_update):
            return AccessError(
                self.env._("You may not set “%(name)s” to “%(new)s”.", name=self.display_name, new=labels[state])
            )
        if transition.reason and not reason:
            return UserError(self.env._("Give the reason for setting “%s” to this state.", self.display_name))
        if transition.complete and self.evidence_missing:
            return UserError(
                self.env._(
                    "“%(name)s” cannot be handed in yet. Missing: %(missing)s.",
                    name=self.display_name,
                    missing=self.evidence_missing,
                )
            )
        return None

    def _drop_requests(self, day, user):
        """Withdraw pending requests for more time: work that is finished or handed in needs none."""
        pending = self.sudo().extension_ids.filtered(lambda extension: extension.state == "asked")
        pending._settle("withdrawn", self.env._("No longer needed: the work is finished."), day=day, user=user)

    def _log_changes(self, old, reason, day, user):
        """Log in the journal and the chatter what differs from ``old``, a list of (assignment, state, deadline)."""
        journal, log, labels = [], self.env["child.plan.journal"], self._state_labels()
        for assignment, state, due_on in old:
            changes = []
            if assignment.state != state:
                changes.append(("state", state, assignment.state))
            if (assignment.due_on or None) != due_on:
                dates = [fields.Date.to_string(date) or "" for date in (due_on, assignment.due_on)]
                changes.append(("deadline", *dates))
            words = ", ".join(log._in_words(old, new, labels) for _kind, old, new in changes)
            body = Markup("<p>%s</p>") % ": ".join(filter(None, (words, reason)))
            for kind, old_value, new_value in changes:
                journal.append(
                    {
                        **assignment._journal_vals(),
                        "kind": kind,
                        "old_value": old_value,
                        "new_value": new_value,
                        "reason": reason,
                        "body": body,
                    }
                )
                body = None  # one note in the chatter for both changes
        log._log(journal, day, user)

    def _journal_vals(self):
        """Return the values that every journal row of this assignment has."""
        return {
            "assignment_id": self.id,
            "task_id": self.task_id.id,
            "plan_id": self.plan_id.id,
            "unit_id": self.unit_id.id,
            "state": self.state,
            "due_on": self.due_on,
            "submitted_on": self.submitted_on,
        }

    def _check_can_update(self):
        """Raise unless the current user may record progress on each of these assignments."""
        if not self.env.su:
            self.plan_id._check_running()
        refusals = []
        for assignment, (can_update, _can_decide) in self._rights().items():
            name = assignment.display_name
            if assignment.state in ("done", "cancelled") and not self.env.su:
                refusals.append(UserError(self.env._("“%s” is finished. Ask for it to be reopened first.", name)))
            elif not can_update:
                refusals.append(AccessError(self.env._("“%s” is the work of another unit.", name)))
        raise_all(self.env, refusals)

    def _check_not_waiting(self):
        """Raise if any of these waits for a decision: what is judged must stay as it was submitted."""
        waiting = self.browse() if self.env.su else self.filtered(lambda a: a.state == "submitted")
        words = self.env._("“%s” has been handed in. Take it back first to change what it says.")
        raise_all(self.env, (UserError(words % a.display_name) for a in waiting))

    def _deciding(self):
        """Return ``(unit, role)`` of the users to notify of decisions that are due on this work.

        Normally that is the standing office. On its own work, or where the plan has none, it is the issuer's leaders.
        """
        plan = self.plan_id.sudo()
        standing = plan.standing_unit_id
        return (standing, "standing") if standing and self.unit_id != standing else (plan.issuer_id, "leader")

    def _check_can_decide(self):
        if not self.env.su:
            self.plan_id._check_running()
        words = self.env._(
            "Only the standing office of the plan or a leader of its issuer decides on “%s”; on the standing office's "
            "own work, the leader."
        )
        refused = [a for a, (_can_update, can_decide) in self._rights().items() if not can_decide]
        raise_all(self.env, (AccessError(words % a.display_name) for a in refused))

    # Buttons: each takes one row of the table of transitions.

    def action_start(self):
        return self.write({"state": "in_progress"})

    def action_submit(self):
        self.write({"state": "submitted"})
        units = self.env["child.plan.unit"].union(*(a._deciding()[0] for a in self)).sudo()
        message = self.env._(
            "Handed in: %(number)s. To be confirmed by: %(units)s.",
            number=len(self),
            units=", ".join(units[:3].mapped("name")),
        )
        return self._confirmed(message)

    @api.model
    def _confirmed(self, message):
        """Return the action that closes a dialog and says what was sent."""
        params = {"message": message, "type": "success", "next": {"type": "ir.actions.act_window_close"}}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    def action_take_back(self):
        return self.write({"state": "in_progress"})

    def action_confirm(self):
        return self.write({"state": "done"})

    def action_resume(self):
        return self.write({"state": "in_progress"})

    def action_update(self):
        """Open the small form in which a unit records its progress."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Update"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("child_plan.child_plan_assignment_view_form_update").id, "form")],
            "target": "new",
        }

    def action_ask_extension(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for more time"),
            "res_model": "child.plan.extension",
            "view_mode": "form",
            "target": "new",
            "context": {"default_assignment_id": self.id},
        }

    def action_remind(self, words=None):
        """Send each unit one message about its overdue work among these, and record it in the journal.

        :param words: words of the sender's own, above the list of the work
        """
        words = (words or "").strip()
        self._check_can_decide()
        closed = self.filtered(lambda a: a.state not in RUNNING_STATES)
        refusal = self.env._("“%s” is not open: there is nothing to remind of.")
        raise_all(self.env, (UserError(refusal % a.display_name) for a in closed))
        self.unit_id._check_not_ended()  # nobody there does it any more
        self = self.with_context(child_plan_as_of=None)  # a reminder is about today
        silent = self.unit_id.filtered(lambda unit: not unit.sudo().user_ids)
        for unit, assignments in self.grouped("unit_id").items():
            if unit not in silent:
                assignments._notify_users(
                    unit.sudo().user_ids,
                    self.env._("Reminder: %s tasks to be done", len(assignments)),
                    "\n".join(filter(None, (words, self.env._("You are reminded of this work of %s:", unit.name)))),
                )
        self.env["child.plan.journal"]._log(
            [
                {
                    **a._journal_vals(),
                    "kind": "reminder",
                    "new_value": a.status_text,
                    "reason": words or None,
                }
                for a in self
                if a.unit_id not in silent
            ]
        )
        message = self.env._("%s units were reminded.", len(self.unit_id - silent))
        if silent:
            message += " " + self.env._("These have no user who could read it: %s", ", ".join(silent.mapped("name")))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "warning" if silent else "success", "sticky": bool(silent)},
        }
