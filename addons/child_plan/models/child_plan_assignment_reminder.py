from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..clock import today

CHUNK = 500
DIGEST_ROWS = 20  # rows listed in a daily summary; the rest is counted

#: reminder -> (flag that says it was made, activity type)
KINDS = {
    "soon": ("reminded_soon", "child_plan.mail_activity_type_due_soon"),
    "overdue": ("reminded_overdue", "child_plan.mail_activity_type_overdue"),
    "confirm": ("reminded_confirm", "child_plan.mail_activity_type_confirm"),
    "head": ("reminded_head", "child_plan.mail_activity_type_head"),
    "leader": ("reminded_leader", "child_plan.mail_activity_type_leader"),
}


class ChildPlanAssignmentReminder(models.Model):
    """Reminders: an activity when work becomes due soon, overdue or waits too long, and one summary mail a person and
    day.

    What is to be reminded of follows from the status and a flag on the row, never from "the deadline is exactly three
    days away", so a night in which the job did not run loses nothing, and running it twice repeats nothing.
    """

    _inherit = "child.plan.assignment"

    reminded_soon = fields.Boolean(readonly=True, copy=False)
    reminded_overdue = fields.Boolean(readonly=True, copy=False)
    reminded_confirm = fields.Boolean(readonly=True, copy=False)
    reminded_head = fields.Boolean(readonly=True, copy=False)
    reminded_leader = fields.Boolean(readonly=True, copy=False)

    def _reminder_domain(self, kind) -> Domain:
        flag, _type = KINDS[kind]
        domain = Domain(flag, "=", False) & Domain("plan_id.state", "=", "issued")
        running = ("not_started", "in_progress", "returned")
        match kind:
            case "soon":
                return domain & Domain("status", "=", "due_soon")
            case "overdue":
                return domain & Domain("status", "=", "overdue") & Domain("state", "in", running)
            case "head" | "leader":
                return domain & Domain("state", "in", running) & self._overdue_longer_than(f"{kind}_days")
        waiting = Domain.custom(
            to_sql=lambda model, alias, query: model._waits_too_long_sql(alias, query),
            predicate=lambda a: (today() - a.submitted_on).days > a.plan_id.confirm_days,
        )
        return domain & Domain("state", "=", "submitted") & waiting

    def _waits_too_long_sql(self, alias, query):
        plan = query.left_join(alias, "plan_id", "child_plan", "id", "plan_id")
        submitted_on = self._field_to_sql(alias, "submitted_on", query)
        confirm_days = self.env["child.plan"]._field_to_sql(plan, "confirm_days", query)
        return SQL("%s < %s - %s", submitted_on, today(), confirm_days)

    def _overdue_longer_than(self, field) -> Domain:
        """Work that is overdue for more days than the plan's ``field`` says; 0 there: nobody is told."""

        def to_sql(model, alias, query):
            plan = query.left_join(alias, "plan_id", "child_plan", "id", "plan_id")
            days = model.env["child.plan"]._field_to_sql(plan, field, query)
            due_on = model._field_to_sql(alias, "due_on", query)
            return SQL("(%s > 0 AND %s + %s < %s) IS TRUE", days, due_on, days, today())

        return Domain("status", "=", "overdue") & Domain.custom(
            to_sql=to_sql,
            predicate=lambda a: bool(a.plan_id[field] and a.due_on and (today() - a.due_on).days > a.plan_id[field]),
        )

    @api.model
    def _cron_remind(self):
        """Make the activities that are due, in chunks; an interrupted run goes on where it stopped."""
        cron = self.env["ir.cron"]
        for kind in KINDS:
            domain = self._reminder_domain(kind)
            cron._commit_progress(remaining=self.search_count(domain))
            while chunk := self.search(domain, limit=CHUNK):
                chunk._make_reminders(kind)
                if not cron._commit_progress(len(chunk)):
                    return

    def _make_reminders(self, kind):
        flag, xmlid = KINDS[kind]
        activity_type = self.env.ref(xmlid)
        model_id = self.env["ir.model"]._get_id(self._name)
        users = self._reminded_users(kind)
        # mail_activity_quick_update: no mail for each activity, the daily summary tells of them all
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": assignment.id,
                    "activity_type_id": activity_type.id,
                    "user_id": user.id,
                    "date_deadline": assignment.due_on or today(),
                    "automated": True,
                }
                for assignment in self
                for user in users[assignment]
            ]
        )
        self.write({flag: True})
        self._tell_at_once(activity_type, users)

    def _tell_at_once(self, activity_type, users):
        """One message to each person who wants to be told at once; ``users`` of each assignment as reminded."""
        persons = self.env["res.users"].union(*users.values()).filtered(lambda user: user.child_plan_notice == "now")
        for person in persons:
            rows = self.filtered(lambda a, person=person: person in users[a]).with_context(lang=person.lang)
            subject = f"{activity_type.with_context(lang=person.lang).name}: {len(rows)}"
            rows._notify_users(person, subject, "")

    def _reminded_users(self, kind):
        """``{assignment: users}``: the person in charge, else the unit's officers; those who decide, for what waits to
        be confirmed.
        """
        if kind == "confirm":
            deciding = {a: a._deciding() for a in self}
            units = self.env["child.plan.unit"].union(*(unit for unit, _role in deciding.values()))
            users = {role: units._users_in(role) for _unit, role in deciding.values()}
            return {a: unit.sudo().user_ids & users[role] for a, (unit, role) in deciding.items()}
        if kind in ("head", "leader"):
            units = {a: a.unit_id if kind == "head" else a.plan_id.sudo().issuer_id for a in self}
            heads = self.env["child.plan.unit"].union(*units.values())._heads()
            return {a: heads[unit] for a, unit in units.items()}
        officers = self.unit_id._users_in("officer")
        of_unit = {unit: unit.sudo().user_ids & officers for unit in self.unit_id}
        return {a: a.officer_id & of_unit[a.unit_id] or of_unit[a.unit_id] for a in self}

    def _close_reminders(self):
        """Take away the reminders of work that is no longer what they said."""
        reminded = self.filtered(lambda a: any(a[flag] for flag, _xmlid in KINDS.values()))
        if reminded:
            reminded.sudo().activity_unlink([xmlid for _flag, xmlid in KINDS.values()])

    def _notify_units(self, subject, reason):
        """Tell each unit once of a decision on its work among these, except those who took it."""
        for unit, assignments in self.grouped("unit_id").items():
            assignments._notify_users(unit.sudo().user_ids, f"{subject}: {unit.name}", reason)

    def _notify_users(self, users, subject, intro):
        """One message to ``users`` that lists these assignments."""
        for until, awake in (users - self.env.user)._child_plan_by_quiet().items():
            body = self.env["ir.qweb"]._render("child_plan.assignments_message", {"assignments": self, "intro": intro})
            self[:1].sudo().message_notify(
                partner_ids=awake.partner_id.ids, subject=subject, body=body, scheduled_date=until
            )

    @api.model
    def _cron_digest(self):
        """Send each person one summary mail a day or a week, as they wish, if there is something to say.

        Who was served is kept on the user, so a broken run goes on with the rest, and what a missed night should have
        sent goes out in the next. A mail that no mail server took is tried again (``mail_mail.py``), unless a newer
        summary has taken its place.
        """
        day = today()
        monday = day - timedelta(days=day.weekday())
        unserved = Domain("child_plan_digest_on", "=", False)
        daily = Domain("child_plan_notice", "=", "daily") & (unserved | Domain("child_plan_digest_on", "<", day))
        weekly = Domain("child_plan_notice", "=", "weekly") & (unserved | Domain("child_plan_digest_on", "<", monday))
        reachable = [("child_plan_unit_ids", "!=", False), ("share", "=", False), ("email", "!=", False)]
        users = self.env["res.users"].search(Domain(reachable) & (daily | weekly))
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), CHUNK):
            chunk = users[start : start + CHUNK]
            self._send_digests(chunk)
            chunk.child_plan_digest_on = day
            if not cron._commit_progress(len(chunk)):
                return

    def _send_digests(self, users):
        """Queue the mails of ``users``, found for all of them at once; they take the place of those not sent yet."""
        own = self.search(
            [
                ("unit_id", "in", users.child_plan_unit_ids.ids),
                ("plan_id.state", "=", "issued"),
                ("state", "in", ("not_started", "in_progress", "returned")),
                "|",
                ("status", "in", ("overdue", "due_soon")),
                ("state", "=", "returned"),
            ]
        )
        waiting = self.search(
            [
                ("plan_id.state", "=", "issued"),
                "|",
                ("plan_id.standing_unit_id", "in", users.child_plan_unit_ids.ids),
                ("plan_id.issuer_id", "in", users.child_plan_unit_ids.ids),
                "|",
                ("state", "=", "submitted"),
                ("extension_pending", "=", True),
            ]
        )
        spending = self.env["child.plan.budget.spending"]._waiting_for(users)
        by_unit, by_decider = own.grouped("unit_id"), waiting.grouped(lambda a: a._deciding())
        deciders = {role: users.child_plan_unit_ids._users_in(role) for role in ("standing", "leader")}
        mails = []
        for user in users:
            rows = self.browse().union(*(by_unit.get(unit, self.browse()) for unit in user.child_plan_unit_ids))
            roles = [role for role, in_role in deciders.items() if user in in_role]
            decisions = self.browse().union(
                *(by_decider.get((unit, role), self.browse()) for unit in user.child_plan_unit_ids for role in roles)
            )
            if rows or decisions or spending.get(user):
                mails.append(self._prepare_digest(user, rows, decisions, spending.get(user, 0)))
        self.env["mail.mail"]._child_plan_replace(mails)

    def _prepare_digest(self, user, rows, decisions, spending):
        lang = {"lang": user.lang, "tz": user.tz}
        rows, decisions = rows.with_context(**lang).sorted("due_on"), decisions.with_context(**lang)
        overdue = rows.filtered(lambda a: a.status == "overdue")
        values = {
            "user": user,
            "day": today(),
            "overdue": overdue,
            "other": rows - overdue,
            "decisions": decisions,
            "spending": spending,
            "limit": DIGEST_ROWS,
            "base_url": self.get_base_url(),
        }
        subject = self.with_context(**lang).env._(
            "%(day)s: %(overdue)s overdue, %(other)s due soon or returned, %(decisions)s to decide",
            day=today().strftime("%d/%m/%Y"),
            overdue=len(overdue),
            other=len(rows) - len(overdue),
            decisions=len(decisions) + spending,
        )
        return {
            "subject": subject,
            "body_html": self.env["ir.qweb"].with_context(**lang)._render("child_plan.daily_summary", values),
            "email_to": user.email_formatted,
            "auto_delete": True,
            "child_plan_letter": "summary",
            "child_plan_reader_id": user.id,
        }
