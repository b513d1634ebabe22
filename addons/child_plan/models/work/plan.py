from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.status import OPEN_STATES, rates


class ChildPlan(models.Model):
    """The work of a plan: who may read the plan because of it, the counts, and decisions on the plan itself."""

    _name = "child.plan"
    _inherit = ["child.plan.visibility.mixin", "child.plan"]

    assignment_ids = fields.One2many("child.plan.assignment", "plan_id", "Assignments")
    assignment_count = fields.Integer(compute="_compute_assignment_counts")
    overdue_count = fields.Integer(compute="_compute_assignment_counts")
    done_rate = fields.Float(
        "Done, of all given",
        compute="_compute_assignment_counts",
        aggregator=None,
        help="Work done over all work given, in percent; suspended and cancelled work is left out",
    )

    ungiven_count = fields.Integer(
        "Tasks not given out", compute="_compute_ungiven_count", help="Tasks added after the plan was issued"
    )

    @api.depends("state", "task_ids.state")
    def _compute_ungiven_count(self):
        issued = [("plan_id", "in", self.ids), ("plan_id.state", "=", "issued"), ("state", "=", "draft")]
        counts = dict(self.env["child.plan.task"]._read_group(issued, ["plan_id"], ["__count"]))
        for plan in self:
            plan.ungiven_count = counts.get(plan._origin, 0)

    def _child_plan_totals(self):
        return ("assignment_count", "overdue_count")

    def _compute_assignment_counts(self):
        groups = self.env["child.plan.assignment"]._read_group(
            [("plan_id", "in", self.ids), ("state", "!=", "cancelled")], ["plan_id", "status"], ["__count"]
        )
        counts = {plan: Counter() for plan in self}
        for plan, status, count in groups:
            counts[plan][status] += count
        for plan in self:
            plan.assignment_count = counts[plan].total()
            plan.overdue_count = counts[plan]["overdue"]
            plan.done_rate = 100 * (rates(counts[plan])["done_of_all"].value or 0.0)

    def _set_state(self, state, reason=None, day=None):
        """Change the state as of ``day``, with a row in the journal.

        The lock waits for those who are just deciding on work of the plan, whose journal rows refer to it, and lets
        them fail and repeat their request if they come later: nothing is handed in to a plan that has been closed.
        """
        day = day or today()
        self.env.flush_all()
        self.env.cr.execute("SELECT FROM child_plan WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [self.ids])
        self.env["child.plan.journal"]._log(
            [
                {
                    "kind": "plan",
                    "plan_id": plan.id,
                    "old_value": plan.state,
                    "new_value": state,
                    "reason": reason,
                }
                for plan in self
            ],
            day,
        )
        closed_on = day if state == "closed" else False
        plans = self.sudo()
        plans.state = state
        # Written without a change, it would have the work of the whole plan computed anew.
        plans.filtered(lambda plan: plan.closed_on != closed_on).closed_on = closed_on

    def _left_open(self):
        """Say in a sentence each what closing the plan would leave open, as the user may see it. Extend."""
        self.ensure_one()
        work = Domain("plan_id", "=", self.id) & Domain("state", "in", (*OPEN_STATES, "suspended"))
        groups = self.env["child.plan.assignment"]._read_group(work, ["unit_id"], ["__count"])
        if not groups:
            return [self.env._("No work is open.")]
        return [
            self.env._(
                "%(work)s assignments of %(units)s units are still open. They stay as they are, shown as left open, "
                "and count for nobody as overdue.",
                work=sum(count for _unit, count in groups),
                units=len(groups),
            )
        ]

    def _check_running(self):
        """Raise, with the true reason, unless work and reports of these plans can be written."""
        plans = self.sudo()  # the state of plans whose work the user sees
        plans.fetch(("state", "issuer_id", "standing_unit_id"))  # with what _rights() reads next
        for plan in plans:
            if plan.state == "closed":
                raise AccessError(
                    self.env._(
                        "The plan “%(plan)s” was closed on %(day)s: nothing is written in its work and reports any "
                        "more. Its standing office can reopen it.",
                        plan=plan.display_name,
                        day=format_date(self.env, plan.closed_on),
                    )
                )
            if plan.state == "issuing":
                raise AccessError(
                    self.env._(
                        "The plan “%s” is still being issued. Wait until all work is given out.", plan.display_name
                    )
                )

    def action_close(self):
        self._close()

    def _close(self, reason=None):
        self._check_can_manage()
        if self.filtered(lambda plan: plan.state != "issued"):
            raise UserError(self.env._("Only an issued plan can be closed."))
        self._set_state("closed", reason)

    def write(self, vals):
        if vals.get("active", True) or self.env.su:
            return super().write(vals)
        going_on = self.filtered(lambda plan: plan.state in ("issuing", "issued")).ids
        work = self.env["child.plan.assignment"].sudo()
        still_open = [("plan_id", "in", going_on), ("state", "in", (*OPEN_STATES, "suspended"))]
        for plan, number in work._read_group(still_open, ["plan_id"], ["__count"]):
            raise UserError(
                self.env._(
                    "“%(plan)s” has %(number)s open assignments: close it, or withdraw its tasks. Archived, it would "
                    "only be out of sight.",
                    plan=plan.with_env(self.env).display_name,
                    number=number,
                )
            )
        return super().write(vals)

    def action_give_new(self):
        """Give out the tasks that were added after the plan was issued."""
        self.ensure_one()
        tasks = self.task_ids.filtered(lambda task: task.state == "draft")
        tasks.action_give()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%s tasks were given out.", len(tasks)),
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.readonly
    def action_view_assignments(self):
        return self._view("child_plan_assignment_action", context={"search_default_not_cancelled": 1})

    @api.readonly
    def action_view_overdue(self):
        return self._view(
            "child_plan_assignment_action", domain=[("plan_id", "=", self.id), ("status", "=", "overdue")], context={}
        )

    def _on_issued(self, day):
        """Run follow-up work once all work of the plan has been given out, as of ``day``. Extend."""
        self.ensure_one()
