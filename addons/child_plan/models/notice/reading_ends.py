"""Ends what mail keeps of a record for a person who may no longer read it.

Odoo lets a person read every message that was addressed to them, and every activity of theirs, whatever became of their
rights on the record. On our records both can be read only as long as the record can. Recipients are checked when
a message is sent, and again when its mail leaves the queue. Followers, activities, notifications and unsent letters
are deleted when a person's units, roles or activity change, and by a job when anything else has changed.
"""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..unit.given_links import OURS

OURS_SQL = "child.plan%"
RIGHTS = {"active", "group_ids", "child_plan_unit_ids"}
READERS = 200  # users who are checked in one transaction of the job


def unreadable(env, rows):
    """Return the first items of those ``rows``, ``(id, model, id of record, ...)``, on our records that the user of
    ``env`` may not read.
    """
    of_model = defaultdict(set)
    for _id, model, record_id, *_more in rows:
        if model and OURS.match(model):
            of_model[model].add(record_id)
    readable = {
        name: set(env[name].with_context(active_test=False).search([("id", "in", list(ids))]).ids)
        if name in env and env[name].has_access("read")
        else set()
        for name, ids in of_model.items()
    }
    return {id_ for id_, model, record_id, *_more in rows if record_id not in readable.get(model, (record_id,))}


def hidden_messages(env, rows):
    """Return the first items of those ``rows``, ``(id, model, id of record, type)``, of messages that the user of
    ``env`` may not read.

    Units are read by everybody. Letters are filed under them, and are only for those who still belong there.
    """
    letters = {row for row in rows if row[1] == "child.plan.unit" and row[3] == "user_notification"}
    ended = set()
    if letters and not env.user.has_group("base.group_erp_manager"):
        units = env["child.plan.unit"].sudo()
        own = set(units.search([("id", "child_of", env.user.child_plan_unit_ids.ids)]).ids)
        ended = {id_ for id_, _model, record_id, _type in letters if record_id not in own}
    return ended | unreadable(env, rows)


class ChildPlanOfRecord(models.AbstractModel):
    """What mail keeps beside a record of ours: hidden from users who may not read the record."""

    _name = "child.plan.of.record.mixin"
    _description = "Kept beside a record"

    def _child_plan_hidden(self):
        """Return those of these rows whose record the current user may not read."""
        rows = [(row.id, row.res_model, row.res_id) for row in self.sudo()]
        return self.browse(unreadable(self.env, rows))

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        query = super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)
        if self.env.su or bypass_access:
            return query
        rows = self.browse(query.get_result_ids())
        hidden = rows._child_plan_hidden()
        return (rows - hidden)._as_query(bool(order)) if hidden else query

    def _check_access(self, operation):
        result = super()._check_access(operation)
        forbidden = result[0] if result else self.browse()
        hidden = (self - forbidden)._child_plan_hidden()
        if not hidden:
            return result
        words = self.env._("This belongs to a record that you may not read.")
        return forbidden | hidden, lambda: AccessError(words)


class MailActivity(models.Model):
    _name = "mail.activity"
    _inherit = ["child.plan.of.record.mixin", "mail.activity"]


class MailFollowers(models.Model):
    _name = "mail.followers"
    _inherit = ["child.plan.of.record.mixin", "mail.followers"]


class MailMessage(models.Model):
    _name = "mail.message"
    _inherit = ["child.plan.of.record.mixin", "mail.message"]

    def _child_plan_hidden(self):
        """Whoever wrote a message, or was written to, reads it as long as they may read the record."""
        self.flush_model(["model", "res_id", "message_type"])
        columns = SQL("id, model, res_id, message_type")
        query = SQL(
            "SELECT %s FROM mail_message WHERE id = ANY(%s) AND model LIKE %s", columns, list(self.ids), OURS_SQL
        )
        return self.browse(hidden_messages(self.env, self.env.execute_query(query)))


class MailNotification(models.Model):
    _name = "mail.notification"
    _inherit = ["child.plan.of.record.mixin", "mail.notification"]

    def _child_plan_hidden(self):
        hidden = self.sudo().mail_message_id.with_env(self.env)._child_plan_hidden()
        return self.filtered(lambda told: told.sudo().mail_message_id in hidden.sudo())


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out users who may not read the record: followers whose rights have ended, and strangers mentioned."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self or not OURS.match(self._name):
            return recipients
        type_ = (msg_vals or {}).get("message_type") or message.sudo().message_type
        row = (self.id, self._name, self.id, type_)
        readers = self._child_plan_certain_readers([recipient["uid"] for recipient in recipients if recipient["uid"]])
        return [
            recipient
            for recipient in recipients
            if not recipient["uid"]
            or recipient["uid"] in readers
            or not hidden_messages(self.env(user=recipient["uid"], su=False), [row])
        ]

    def _child_plan_certain_readers(self, user_ids):
        """Return the ids of those of these users of whom one query tells that they may read this record. The others are
        checked one by one, which takes too long for a message to every commune.
        """
        return set()


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def _child_plan_certain_readers(self, user_ids):
        """The people of units that have work in an issued plan, by the rule of the observers."""
        if self.state == "draft":
            return set()
        assigned = [("plan_id", "=", self.id), ("unit_id.user_ids", "in", user_ids)]
        units = [unit.id for (unit,) in self.env["child.plan.assignment"].sudo()._read_group(assigned, ["unit_id"])]
        observer = self.env.ref("child_plan.child_plan_group_observer")
        certain = [("id", "in", user_ids), ("all_group_ids", "in", observer.ids), ("child_plan_unit_ids", "in", units)]
        return set(self.env["res.users"].sudo().search(certain).ids)


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _send(self, *args, **kwargs):
        ended = self._child_plan_ended()
        if ended:
            ended.write({"state": "cancel"})
            notifications = self.env["mail.notification"].search([("mail_mail_id", "in", ended.ids)])
            notifications.write({"notification_status": "canceled"})
        return super(MailMail, self - ended)._send(*args, **kwargs)

    def _child_plan_ended(self):
        """Return those of these mails of which no recipient may still read what they are about."""
        own = self._child_plan_own()
        letters = own.filtered("child_plan_reader_id")
        readers = letters.child_plan_reader_id.filtered_domain(self.env["child.plan.letter"]._reached())
        ended = letters.filtered(
            lambda mail: not mail.child_plan_reader_id.active or mail.child_plan_reader_id not in readers
        )
        of_user = defaultdict(list)
        for mail in own - letters:
            for user in mail.recipient_ids.user_ids:
                of_user[user].append((mail.id, mail.model, mail.res_id, mail.message_type))
        hidden, shown = set(), set()
        for user, rows in of_user.items():  # the rules are those of each user
            ids = hidden_messages(self.env(user=user.id, su=False), rows)
            hidden |= ids
            shown |= {id_ for id_, *_more in rows} - ids
        return ended | self.browse(hidden - shown)


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if not RIGHTS.isdisjoint(vals):
            self._child_plan_rights_changed()
        return result

    def _child_plan_rights_changed(self):
        if self:
            self._child_plan_end_reading()
            self._child_plan_drop_letters()

    def _child_plan_end_reading(self):
        """Delete what mail keeps for these users of records that they may not read now. Archived users read nothing."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT reader.id, 'follower', follower.id, follower.res_model, follower.res_id, NULL
                     FROM res_users AS reader JOIN mail_followers AS follower USING (partner_id)
                    WHERE reader.id = ANY(%(ids)s) AND follower.res_model LIKE %(ours)s
                    UNION ALL
                   SELECT user_id, 'activity', id, res_model, res_id, NULL
                     FROM mail_activity
                    WHERE user_id = ANY(%(ids)s) AND res_model LIKE %(ours)s AND active
                    UNION ALL
                   SELECT reader.id, 'notification', told.id, message.model, message.res_id, message.message_type
                     FROM res_users AS reader
                     JOIN mail_notification AS told ON told.res_partner_id = reader.partner_id
                     JOIN mail_message AS message ON message.id = told.mail_message_id
                    WHERE reader.id = ANY(%(ids)s) AND message.model LIKE %(ours)s""",
                ids=list(self.ids),
                ours=OURS_SQL,
            )
        )
        kept = defaultdict(lambda: defaultdict(list))
        for user_id, kind, *row in rows:
            kept[user_id][kind].append(tuple(row))
        ended = defaultdict(set)
        for user_id, kinds in kept.items():
            env = self.env(user=user_id, su=False)
            for kind, of_kind in kinds.items():
                find = hidden_messages if kind == "notification" else unreadable
                ended[kind] |= find(env, of_kind) if env.user.active else {row[0] for row in of_kind}
        for kind, model in (("follower", "mail.followers"), ("notification", "mail.notification")):
            table = SQL.identifier(self.env[model]._table)
            self.env.cr.execute(SQL("DELETE FROM %s WHERE id = ANY(%s)", table, list(ended[kind])))
            self.env[model].invalidate_model(flush=False)
        self.env["mail.message"].invalidate_model(["notification_ids"], flush=False)
        self.env["mail.activity"].sudo().browse(ended["activity"]).unlink()

    def _child_plan_drop_letters(self):
        """Delete the unsent letters to these users: they tell of units and roles that have changed."""
        letters = [("child_plan_reader_id", "in", self.ids), ("state", "in", ("outgoing", "exception"))]
        self.env["mail.mail"].sudo().search(letters).try_lock_for_update().unlink()

    @api.model
    def _child_plan_cron_end_reading(self):
        """Check everybody: rights also end when units move, plans change hands, or work does."""
        cron = self.env["ir.cron"]
        users = self.sudo().with_context(active_test=False).search([])  # pylint: disable=no-search-all
        cron._commit_progress(remaining=len(users))
        for start in range(0, len(users), READERS):
            users[start : start + READERS]._child_plan_end_reading()
            if not cron._commit_progress(READERS):
                return


class ResGroups(models.Model):
    _inherit = "res.groups"

    def write(self, vals):
        before = self.env["res.users"]
        if not vals.keys().isdisjoint({"user_ids", "implied_ids"}):
            before = self.sudo().all_user_ids
        result = super().write(vals)
        (before - self.sudo().all_user_ids)._child_plan_rights_changed()
        return result


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def write(self, vals):
        before = self.sudo().user_ids if "user_ids" in vals else self.env["res.users"]
        result = super().write(vals)
        (before - self.sudo().user_ids)._child_plan_rights_changed()
        if not vals.keys().isdisjoint({"parent_id", "kind", "level", "active"}):
            self.env.ref("child_plan.child_plan_cron_end_reading").sudo()._trigger()
        return result
