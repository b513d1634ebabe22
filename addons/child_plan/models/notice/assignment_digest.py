from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import RUNNING_STATES
from .assignment_reminder import KINDS

READERS = 100  # users whose letters are made in one transaction
ROWS = 20  # rows listed in one part of a letter; the others are only counted
ASKED = Domain("state", "=", "submitted") | Domain("extension_pending", "=", True)
ESCALATED = ("child_plan.mail_activity_type_head", "child_plan.mail_activity_type_leader")

TONES = {
    "child_plan.mail_activity_type_due_soon": "soon",
    "child_plan.mail_activity_type_confirm": "waiting",
}


class ChildPlanAssignmentDigest(models.Model):
    """Letters on work: a daily or weekly summary of open work, or an immediate letter on the night's reminders.

    The user stores the day of the last summary, and each reminder whether an immediate letter is still due. Both are
    written in the transaction that creates the letters, so a run that is interrupted continues with the remaining
    users, and what a missed night left out is sent the next night.
    """

    _inherit = "child.plan.assignment"

    waits_for_me = fields.Boolean(
        "Waiting for my decision", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )

    @api.depends("state", "extension_pending")
    @api.depends_context("uid")
    def _compute_waits_for_me(self):
        waiting = self.filtered_domain(ASKED & Domain("plan_id.state", "=", "issued"))
        self.waits_for_me = False
        waiting.filtered(lambda a: a._decided_by(self.env.user)).waits_for_me = True

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        units, by_leaders = user.child_plan_unit_ids.ids, self._decided_by_leaders()
        mine = Domain.FALSE
        if user.has_group("child_plan.child_plan_group_standing"):
            mine |= Domain("plan_id.standing_unit_id", "in", units) & ~by_leaders
        if user.has_group("child_plan.child_plan_group_leader"):
            mine |= Domain("plan_id.issuer_id", "in", units) & by_leaders
        waiting = Domain("plan_id.state", "=", "issued") & ASKED & mine
        return waiting if True in value else ~waiting

    @api.model
    def _decided_by_leaders(self) -> Domain:
        """Return the domain of work for which ``_deciding`` names the issuer's leaders."""

        def to_sql(model, alias, query):
            plan = query.left_join(alias, "plan_id", "child_plan", "id", "plan_id")
            standing = SQL.identifier(plan, "standing_unit_id")
            return SQL("(%s IS NULL OR %s = %s)", standing, standing, model._field_to_sql(alias, "unit_id", query))

        return Domain.custom(to_sql=to_sql, predicate=lambda work: work._deciding()[1] == "leader")

    @api.model
    def _waiting_at(self, units) -> Domain:
        """Return the domain of submitted work and requests for more time in plans that these units issue or keep."""
        deciding = Domain("plan_id.standing_unit_id", "in", units.ids) | Domain("plan_id.issuer_id", "in", units.ids)
        return Domain("plan_id.state", "=", "issued") & deciding & ASKED

    def _decided_by(self, user):
        unit, role = self._deciding()
        return unit in user.child_plan_unit_ids and user.has_group(f"child_plan.child_plan_group_{role}")

    # -- at once --

    @api.model
    def _tell_at_once(self):
        """Send one letter to each user who wants immediate letters, about all reminders since the last one."""
        activities, cron = self.env["mail.activity"].sudo(), self.env["ir.cron"]
        waiting = Domain("child_plan_notify_pending", "=", True)
        groups = activities._read_group(waiting, ["user_id"])
        readers = self.env["res.users"].union(*(user for (user,) in groups))
        tones = {self.env.ref(xmlid).sudo(): TONES.get(xmlid, "overdue") for _flag, xmlid in KINDS.values()}
        cron._commit_progress(remaining=len(readers))
        for start in range(0, len(readers), READERS):
            chunk = readers[start : start + READERS]
            reminders = activities.search(waiting & Domain("user_id", "in", chunk.ids))
            together = reminders.mapped("res_id")
            letters = [
                self._prepare_at_once(user, own, tones, together) for user, own in reminders.grouped("user_id").items()
            ]
            reached = chunk.filtered_domain(self.env["child.plan.letter"]._reached())
            self.env["child.plan.letter"]._deliver("now", [one for one in letters if one["user"] in reached])
            reminders.child_plan_notify_pending = False
            if not cron._commit_progress(len(chunk)):
                return

    def _prepare_at_once(self, user, activities, tones, together):
        """Return the letter to ``user`` about the reminders ``activities``.

        :param tones: ``{activity type: tone}``
        :param together: the ids of all assignments of this transaction, so that they are read at once
        """
        parts = []
        of_kind = activities.grouped("activity_type_id")
        for kind, tone in tones.items():
            if own := of_kind.get(kind):
                title = kind.with_context(lang=user.lang).name
                rows = self.browse(own.mapped("res_id")).with_prefetch(together)
                parts.append({"title": title, "rows": rows, "tone": tone})
        return self._prepare_work_letter(user, parts)

    # -- every day or week --

    @api.model
    def _cron_digest(self):
        """Send the daily and weekly summaries that are due to all users for whom there is something to report."""
        day = today()
        monday = day - timedelta(days=day.weekday())
        unserved = Domain("child_plan_digest_on", "=", False)
        daily = Domain("child_plan_notice", "=", "daily") & (unserved | Domain("child_plan_digest_on", "<", day))
        weekly = Domain("child_plan_notice", "=", "weekly") & (unserved | Domain("child_plan_digest_on", "<", monday))
        reached = Domain(self.env["child.plan.letter"]._reached())
        users = self.env["res.users"].search(reached & (daily | weekly))
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), READERS):
            chunk = users[start : start + READERS]
            self._send_digests(chunk)
            chunk.child_plan_digest_on = day
            if not cron._commit_progress(len(chunk)):
                return

    def _send_digests(self, users):
        """Send the summaries of ``users``. Reads the work of all of them together."""
        units = users.child_plan_unit_ids
        pressing = Domain("status", "in", ("overdue", "due_soon")) | Domain("state", "=", "returned")
        issued = Domain("plan_id.state", "=", "issued")
        work = Domain("unit_id", "in", units.ids) & Domain("state", "in", RUNNING_STATES)
        own = self.search(issued & work & pressing)
        waiting = self.search(self._waiting_at(units))
        further = self._digest_parts(users)
        escalated = self._escalated_to(users)
        by_unit, by_decider = own.grouped("unit_id"), waiting.grouped(lambda a: a._deciding())
        deciders = {role: units._users_in(role) for role in ("standing", "leader")}
        letters = []
        for user in users:
            rows = self.browse().union(*(by_unit.get(unit, self.browse()) for unit in user.child_plan_unit_ids))
            roles = [role for role, in_role in deciders.items() if user in in_role]
            decisions = self.browse().union(
                *(by_decider.get((unit, role), self.browse()) for unit in user.child_plan_unit_ids for role in roles)
            )
            above = escalated.get(user, self.browse()) - rows
            if rows or decisions or above or further.get(user):
                letters.append(self._prepare_digest(user, rows, decisions, above, further.get(user, ())))
        self.env["child.plan.letter"]._deliver("summary", letters)

    def _escalated_to(self, users):
        """Return ``{user: work so long overdue that the user was reminded of it as head or leader}``."""
        types = self.env["mail.activity.type"].union(*(self.env.ref(xmlid) for xmlid in ESCALATED))
        activities = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("activity_type_id", "in", types.ids),
                ("user_id", "in", users.ids),
            ]
        )
        return {user: self.browse(own.mapped("res_id")) for user, own in activities.grouped("user_id").items()}

    def _digest_parts(self, users):
        """Return ``{user: [{"title", "count", "path"}]}`` of further parts for the summaries of ``users``.

        The title is in the user's language; ``path`` is that of the screen to open. Extend for what is not work.
        """
        parts, leaders = {}, users & users.child_plan_unit_ids._users_in("leader")
        groups = self._read_group(self._hanging(), ["unit_id"], ["__count"]) if leaders else ()
        if groups:
            counts = {unit.sudo().parent_path: count for unit, count in groups}
            for user in leaders:
                own = tuple(unit.parent_path for unit in user.child_plan_unit_ids)
                count = sum(number for path, number in counts.items() if path.startswith(own))
                if count:
                    title = self.with_context(lang=user.lang).env._("Work of units that have ended")
                    parts[user] = [{"title": title, "count": count, "path": "work-of-ended-units"}]
        return parts

    def _prepare_digest(self, user, rows, decisions, above, further):
        self = self.with_context(lang=user.lang, tz=user.tz)
        overdue = rows.filtered(lambda a: a.status == "overdue")
        parts = [
            (self.env._("Long overdue, reported to you"), above, "overdue", "work-escalated"),
            (self.env._("Overdue"), overdue, "overdue", "work-overdue"),
            (self.env._("Due soon or returned"), rows - overdue, "soon", "work-soon"),
            (self.env._("Waiting for your decision"), decisions, "waiting", "work-to-decide"),
        ]
        parts = [
            {"title": title, "rows": assignments, "tone": tone, "path": path}
            for title, assignments, tone, path in parts
        ]
        return self._prepare_work_letter(user, [part for part in parts if part["rows"]], further)

    # -- both --

    def _prepare_work_letter(self, user, parts, further=()):
        self, day = self.with_context(lang=user.lang, tz=user.tz), today()
        for part in parts:
            part["rows"] = (
                part["rows"].with_env(self.env).sorted(lambda a: (not a.in_time_until, a.in_time_until, a.id))
            )
        said = [f"{part['title']}: {len(part['rows'])}" for part in parts]
        said += [f"{part['title']}: {part['count']}" for part in further]
        return {
            "user": user,
            "unit": user.child_plan_unit_ids[:1],
            "subject": f"{day:%d/%m/%Y} · {' · '.join(said)}",
            "body": self.env["child.plan.letter"]._render(
                "child_plan.letter_work", user, day=day, parts=parts, further=further, limit=ROWS
            ),
        }
