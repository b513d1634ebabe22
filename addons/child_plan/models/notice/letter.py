from odoo import api, models


class ChildPlanLetter(models.AbstractModel):
    """Letters written by scheduled jobs: summaries, reminders, the leader's weekly letter.

    They arrive as the user has chosen in Odoo (``notification_type``): in Odoo, with a push message if allowed, or by
    mail. Letters due in a user's quiet hours are sent when these end.
    """

    _name = "child.plan.letter"
    _description = "Letters on plans"

    @api.model
    def _reached(self):
        """Return the domain of users who can receive letters."""
        by_mail = ["|", ("notification_type", "=", "inbox"), ("email", "!=", False)]
        reading = ("all_group_ids", "in", self.env.ref("child_plan.child_plan_group_observer").ids)
        return [("child_plan_unit_ids", "!=", False), reading, ("share", "=", False), *by_mail]

    @api.model
    def _deliver(self, kind, letters):
        """Send ``letters``, dicts of "user", "subject", "body" and "unit". Those that go by mail are queued."""
        users = self.env["res.users"].union(*(letter["user"] for letter in letters))
        until = {user: until for until, those in users._child_plan_by_quiet().items() for user in those}
        if kind == "summary":
            self.env["mail.mail"]._child_plan_replace(users)
        in_odoo = [letter for letter in letters if letter["user"].notification_type == "inbox"]
        mails = [
            {**self._prepare_mail(letter), "scheduled_date": until[letter["user"]], "child_plan_letter": kind}
            for letter in letters
            if letter not in in_odoo
        ]
        self.env["mail.mail"].create(mails)
        if mails:
            queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
            queue._trigger_list({mail["scheduled_date"] or self.env.cr.now() for mail in mails})
        for letter in in_odoo:
            letter["unit"].with_context(lang=letter["user"].lang).message_notify(
                partner_ids=letter["user"].partner_id.ids, subject=letter["subject"], body=letter["body"]
            )

    def _prepare_mail(self, letter):
        user = letter["user"]
        sender = user.company_id.email_formatted or self.env.user.email_formatted
        return {
            "subject": letter["subject"],
            "body_html": letter["body"],
            "email_to": user.email_formatted,
            "email_from": sender,
            "reply_to": sender,
            "headers": repr({"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF"}),
            "auto_delete": True,
            "child_plan_reader_id": user.id,
        }

    @api.model
    def _render(self, template, user, **values):
        """Return the body of a letter in the language of ``user``."""
        return (
            self.env["ir.qweb"]
            .with_context(lang=user.lang, tz=user.tz)
            ._render(template, {"user": user, "base_url": user.get_base_url(), **values})
        )
