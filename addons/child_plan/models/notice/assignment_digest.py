from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import RUNNING_STATES
from .assignment_reminder import KINDS

READERS = 100  # to whom letters are made in one transaction
ROWS = 20  # listed in a part of a letter; the rest is counted
ASKED = Domain("state", "=", "submitted") | Domain("extension_pending", "=", True)
ESCALATED = ("child_plan.mail_activity_type_head", "child_plan.mail_activity_type_leader")

TONES = {
    "child_plan.mail_activity_type_due_soon": "soon",
    "child_plan.mail_activity_type_confirm": "waiting",
}


class ChildPlanAssignmentSummary(models.Model):
    """The letters on work: a summary every day or week of what is open, or at once what the night has reminded of.

    Who has had a summary is kept on the user, what is yet to be told at once on the reminder, in the transaction of
    the letter: a run that breaks off goes on with the rest, and what a missed night should have told is told in the
    next.
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
        """Work of which ``_deciding`` names the leaders."""

        def to_sql(model, alias, query):
            plan = query.left_join(alias, "plan_id", "child_plan", "id", "plan_id")
            standing = SQL.identifier(plan, "standing_unit_id")
            return SQL("(%s IS NULL OR %s = %s)", standing, standing, model._field_to_sql(alias, "unit_id", query))

        return Domain.custom(to_sql=to_sql, predicate=lambda work: work._deciding()[1] == "leader")

    @api.model
    def _waiting_at(self, units) -> Domain:
        """Work of the plans that these units issue or keep, that was handed in or asks for more time."""
        deciding = Domain("plan_id.standing_unit_id", "in", units.ids) | Domain("plan_id.issuer_id", "in", units.ids)
        return Domain("plan_id.state", "=", "issued") & deciding & ASKED

    def _decided_by(self, user):
        unit, role = self._deciding()
        return unit in user.child_plan_unit_ids and user.has_group(f"child_plan.child_plan_group_{role}")

    # -- at once --

    @api.model
    def _tell_at_once(self):
        """One letter to each who wants to be told at once, on all that they were reminded of since the last one."""
        activities, cron = self.env["mail.activity"].sudo(), self.env["ir.cron"]
        waiting = Domain("child_plan_notify_pending", "=", True)
        groups = activities._read_group(waiting, ["user_id"])
        readers = self.env["res.users"].union(*(user for (user,) in groups))
        tones = {self.env.ref(xmlid).sudo(): TONES.get(xmlid, "overdue") for _flag, xmlid in KINDS.values()}
        cron._commit_progress(remaining=len(readers))
        for start in range(0, len(readers), READERS):
            chunk = readers[start : start + READERS]
            told = activities.search(waiting & Domain("user_id", "in", chunk.ids))
            together = told.mapped("res_id")
            letters = [
                self._prepare_at_once(user, own, tones, together) for user, own in told.grouped("user_id").items()
            ]
            reached = chunk.filtered_domain(self.env["child.plan.letter"]._reached())
            self.env["child.plan.letter"]._deliver("now", [one for one in letters if one["user"] in reached])
            told.child_plan_notify_pending = False
            if not cron._commit_progress(len(chunk)):
                return

    def _prepare_at_once(self, user, activities, tones, together):
        """``tones``: ``{activity type: tone}``; ``together``: the ids of all rows of this transaction, read at once."""
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
        """Write to each person a day or a week, as they wish, if there is something to say."""
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
        """Hand over the summaries of ``users``, found for all of them at once."""
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
        """``{user: work that is so long overdue that the user, as head or leader, was told of it}``"""
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
        """Return ``{user: [{"title", "count", "path"}]}``: what else there is for the summaries of ``users``, with the
        title in the user's language and the path of the screen that shows it. Extend for what is not work.
        """
        return {}

    def _prepare_digest(self, user, rows, decisions, above, further):
        self = self.with_context(lang=user.lang, tz=user.tz)
        overdue = rows.filtered(lambda a: a.status == "overdue")
        parts = [
            (self.env._("Long overdue, reported to you"), above, "overdue", "work-escalated"),
            (self.env._("Overdue"), overdue, "overdue", "work-overdue"),
            (self.env._("Due soon or returned"), rows - overdue, "soon", "work-soon"),
            (self.env._("Waiting for your decision"), decisions, "waiting", "work-to-decide"),
        ]
        parts = [{"title": title, "rows": found, "tone": tone, "path": path} for title, found, tone, path in parts]
        return self._prepare_work_letter(user, [part for part in parts if part["rows"]], further)

    # -- both --

    def _prepare_work_letter(self, user, parts, further=()):
        self, day = self.with_context(lang=user.lang, tz=user.tz), today()
        for part in parts:
            part["rows"] = part["rows"].with_env(self.env).sorted(lambda a: (not a.due_on, a.due_on, a.id))
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
