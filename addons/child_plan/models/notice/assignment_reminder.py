from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import RUNNING_STATES, working_day_before

CHUNK = 500

#: reminder: (the assignment's flag that it was made, the type of activity)
KINDS = {
    "soon": ("reminded_soon", "child_plan.mail_activity_type_due_soon"),
    "overdue": ("reminded_overdue", "child_plan.mail_activity_type_overdue"),
    "confirm": ("reminded_confirm", "child_plan.mail_activity_type_confirm"),
    "head": ("reminded_head", "child_plan.mail_activity_type_head"),
    "leader": ("reminded_leader", "child_plan.mail_activity_type_leader"),
}


class ChildPlanAssignmentReminder(models.Model):
    """Reminders: activities for work that is due soon, overdue, long overdue, or waits too long for a decision.

    Overdue work escalates: first to those who do it, then to the head of the unit, then to the leaders of the issuer;
    whoever was reminded at one step is not reminded at the next. Reminders depend on the status and a flag on the
    assignment, not on "the deadline is exactly three days away", so a missed night loses nothing and a second run
    repeats nothing.
    """

    _inherit = "child.plan.assignment"

    reminded_soon = fields.Boolean(readonly=True, copy=False)
    reminded_overdue = fields.Boolean(readonly=True, copy=False)
    reminded_confirm = fields.Boolean(readonly=True, copy=False)
    reminded_head = fields.Boolean(readonly=True, copy=False)
    reminded_leader = fields.Boolean(readonly=True, copy=False)

    def _reminder_domain(self, kind) -> Domain:
        flag, _type = KINDS[kind]
        domain = Domain(flag, "=", False) & Domain("plan_id.state", "=", "issued") & self._somebody_to_tell(kind)
        match kind:
            case "soon":
                return domain & Domain("status", "=", "due_soon")
            case "overdue":
                return domain & Domain("status", "=", "overdue") & Domain("state", "in", RUNNING_STATES)
            case "head" | "leader":
                return domain & Domain("state", "in", RUNNING_STATES) & self._overdue_for_days(f"{kind}_days")
        waiting = Domain.custom(
            to_sql=lambda model, alias, query: model._waits_too_long_sql(alias, query),
            predicate=lambda a: (today() - a.submitted_on).days > a.plan_id.confirm_days,
        )
        return domain & Domain("state", "=", "submitted") & waiting

    def _somebody_to_tell(self, kind) -> Domain:
        """Return the domain of work for which there is a user to remind.

        Other work keeps its flag unset, and is reminded of as soon as it has such a user.
        """
        role = {"head": "leader", "leader": "leader", "confirm": "standing"}.get(kind, "officer")
        group = self.env.ref(f"child_plan.child_plan_group_{role}")
        units = self.env["child.plan.unit"].search([("user_ids.all_group_ids", "in", group.ids)])
        match kind:
            case "head":
                return Domain("unit_id", "in", (units | units._led()).ids)
            case "leader":
                return Domain("plan_id.issuer_id", "in", units.ids)
            case "confirm":
                return Domain("plan_id.standing_unit_id", "in", units.ids) | self._somebody_to_tell("leader")
        return Domain("unit_id", "in", units.ids)

    def _waits_too_long_sql(self, alias, query):
        plan = query.left_join(alias, "plan_id", "child_plan", "id", "plan_id")
        submitted_on = self._field_to_sql(alias, "submitted_on", query)
        confirm_days = self.env["child.plan"]._field_to_sql(plan, "confirm_days", query)
        return SQL("%s < %s - %s", submitted_on, today(), confirm_days)

    def _overdue_for_days(self, field) -> Domain:
        """Return the domain of work overdue by at least as many working days as the plan's ``field``; 0 there means
        never.
        """
        asked = self.env["child.plan"]._read_group([("state", "=", "issued"), (field, ">", 0)], [field])
        days_off = self.env["child.plan.day.off"]._special_days()
        late = (
            Domain(f"plan_id.{field}", "=", days)
            & Domain("in_time_until", "<", working_day_before(today(), days - 1, days_off))
            for (days,) in asked
        )
        return Domain("status", "=", "overdue") & Domain.OR(late)

    @api.model
    def _cron_remind(self):
        """Create the reminders that are due, in chunks, then send the immediate letters. Continues where it was
        interrupted.
        """
        cron = self.env["ir.cron"]
        for kind in KINDS:
            domain = self._reminder_domain(kind)
            cron._commit_progress(remaining=self.search_count(domain))
            while chunk := self.search(domain, limit=CHUNK):
                chunk._make_reminders(kind)
                if not cron._commit_progress(len(chunk)):
                    return
        self._tell_at_once()

    def _make_reminders(self, kind):
        flag, xmlid = KINDS[kind]
        activity_type = self.env.ref(xmlid)
        model_id = self.env["ir.model"]._get_id(self._name)
        users = self._reminded_users(kind)
        self.mapped("display_name")  # each activity stores it, so compute it for all at once
        # mail_activity_quick_update suppresses a mail for each activity: one letter will list them all.
        self.env["mail.activity"].with_context(mail_activity_quick_update=True, child_plan_follow=False).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": assignment.id,
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "date_deadline": assignment.in_time_until or today(),
                    "automated": True,
                    "child_plan_notify_pending": user.child_plan_notice == "now",
                }
                for assignment in self
                for user in users[assignment]
            ]
        )
        self.write({flag: True})

    def message_subscribe(self, *args, **kwargs):
        """Add no followers for reminders: with thousands in a night, that would take a query for each user."""
        return self.env.context.get("child_plan_follow") is False or super().message_subscribe(*args, **kwargs)

    def _reminded_users(self, kind):
        """Return ``{assignment: users to remind}``, without those reminded at an earlier step."""
        if kind == "confirm":
            deciding = {a: a._deciding() for a in self}
            units = self.env["child.plan.unit"].union(*(unit for unit, _role in deciding.values()))
            users = {role: units._users_in(role) for _unit, role in deciding.values()}
            return {a: unit.sudo().user_ids & users[role] for a, (unit, role) in deciding.items()}
        workers = self._workers()
        if kind in ("soon", "overdue"):
            return workers
        issuers = {a: a.plan_id.sudo().issuer_id for a in self}
        heads = (self.unit_id | self.env["child.plan.unit"].union(*issuers.values()))._heads()
        if kind == "head":
            return {a: heads[a.unit_id] - workers[a] for a in self}
        already_reminded = {a: workers[a] | heads[a.unit_id] if a.reminded_head else workers[a] for a in self}
        return {a: heads[issuers[a]] - already_reminded[a] for a in self}

    def _workers(self):
        """Return ``{assignment: users}``: the person in charge, else the unit's officers, else its leaders."""
        officers, leaders = self.unit_id._users_in("officer"), self.unit_id._users_in("leader")
        of_unit = {unit: unit.sudo().user_ids & officers for unit in self.unit_id}
        working = {unit: users - leaders or users for unit, users in of_unit.items()}
        return {a: a.officer_id & of_unit[a.unit_id] or working[a.unit_id] for a in self}

    def _close_reminders(self):
        """Delete the reminders of work that has moved on."""
        reminded = self.filtered(lambda a: any(a[flag] for flag, _xmlid in KINDS.values()))
        if reminded:
            reminded.sudo().activity_unlink([xmlid for _flag, xmlid in KINDS.values()])

    def _on_rescheduled(self):
        self._close_reminders()
        return {**super()._on_rescheduled(), **dict.fromkeys((flag for flag, _xmlid in KINDS.values()), False)}

    def _on_stopped(self, decision, reason):
        result = super()._on_stopped(decision, reason)
        self._notify_units(decision, reason)
        return result

    def _notify_units(self, subject, reason):
        """Notify each unit once of a decision on its work among these, except the user who took it."""
        for unit, assignments in self.grouped("unit_id").items():
            assignments._notify_users(unit.sudo().user_ids, f"{subject}: {unit.name}", reason)

    def _notify_users(self, users, subject, intro):
        """Send ``users`` one message that lists these assignments, except the current user."""
        body = self.env["ir.qweb"]._render("child_plan.assignments_message", {"assignments": self, "intro": intro})
        partners = (users - self.env.user).partner_id
        self[:1].sudo().message_notify(partner_ids=partners.ids, subject=subject, body=body)
