from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

REFUSED = ("mail_email_invalid", "mail_email_missing", "mail_bl", "mail_optout", "mail_dup")  # not sent again
TRIED_FOR = timedelta(days=14)


class MailMail(models.Model):
    """Sends mails about plans so that none is lost or sent twice, even if the mail server is down for a week.

    Odoo sends outgoing mails and leaves failed ones to an administrator. Failed mails about plans are retried at each
    run of the queue for ``TRIED_FOR``, unless the address is refused. Each mail has one recipient and is committed by
    itself, so that a failure or interruption affects no other recipient. A summary that is still unsent is replaced by
    the next one to the same user, because that one reports the current state.
    """

    _inherit = "mail.mail"

    child_plan_letter = fields.Selection(
        [("summary", "Summary"), ("now", "At once"), ("week", "Letter of the week")], "Letter on plans", readonly=True
    )
    child_plan_reader_id = fields.Many2one(
        "res.users", "Reader", readonly=True, ondelete="cascade", index="btree_not_null"
    )

    @api.model
    def _child_plan_replace(self, readers):
        """Delete the unsent summaries to ``readers``, except one that is being sent right now."""
        waiting = [("child_plan_letter", "=", "summary"), ("child_plan_reader_id", "in", readers.ids)]
        self.search([*waiting, ("state", "in", ("outgoing", "exception"))]).try_lock_for_update().unlink()

    @api.model
    def _child_plan_one_each(self, message):
        """Split the mail of ``message`` into one for each recipient."""
        mails = self.search([("mail_message_id", "=", message.id), ("state", "=", "outgoing")])
        shared = mails.filtered(lambda mail: len(mail.recipient_ids) > 1)
        notifications = self.env["mail.notification"].search([("mail_mail_id", "in", shared.ids)])
        for mail in shared:
            _first, *others = mail.recipient_ids
            same = {name: mail[name] for name in ("body_html", "headers", "references", "auto_delete")}
            own = self.create(
                [
                    {**same, "mail_message_id": message.id, "recipient_ids": [Command.set(partner.ids)]}
                    for partner in others
                ]
            )
            mail.recipient_ids -= own.recipient_ids
            of_mail = notifications.filtered(lambda one, mail=mail: one.mail_mail_id == mail).grouped("res_partner_id")
            for mail_to_one in own:
                of_mail.get(mail_to_one.recipient_ids, notifications.browse()).mail_mail_id = mail_to_one

    def _child_plan_own(self):
        return self.filtered(lambda mail: mail.child_plan_letter or (mail.model or "").startswith("child.plan"))

    @api.model
    def process_email_queue(self, *args, **kwargs):
        ours = Domain("child_plan_letter", "!=", False) | Domain("model", "=like", "child.plan%")
        failed = Domain("state", "=", "exception") & Domain("failure_type", "not in", REFUSED)
        recent = Domain("create_date", ">", fields.Datetime.now() - TRIED_FOR)
        self.search(ours & failed & recent).mark_outgoing()
        return super().process_email_queue(*args, **kwargs)

    def _send(self, *args, **kwargs):
        own = self._child_plan_own()
        super(MailMail, self - own)._send(*args, **kwargs)
        return super(MailMail, own.with_context(child_plan_mail=True))._send(*args, **kwargs)

    def _postprocess_sent_message(self, *args, failure_type=None, **kwargs):
        if failure_type:  # administrators find the refused address under Emails
            self.filtered("child_plan_letter").auto_delete = False
        return super()._postprocess_sent_message(*args, failure_type=failure_type, **kwargs)

    def _prepare_outgoing_list(self, *args, **kwargs):
        self.flush_recordset()  # locks the rows, so that _child_plan_replace skips what is being sent
        return super()._prepare_outgoing_list(*args, **kwargs)
