from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

REFUSED = ("mail_email_invalid", "mail_email_missing", "mail_bl", "mail_optout", "mail_dup")  # trying again is no use
TRIED_FOR = timedelta(days=14)


class MailMail(models.Model):
    """Mails of plans: none is lost and none is sent twice, also when the mail server is away for a week.

    Odoo sends what is outgoing, and leaves what failed to a person. Mails of plans that failed, unless the address is
    refused, are tried again with each run of the queue, for ``TRIED_FOR``. They go to one reader each and are
    committed one by one, so that what fails for one reader, or breaks off, says nothing of the others.
    A summary that still waits is replaced by the next one to the same person: it tells what is open now.
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
        """Take away the summaries to ``readers`` that wait to be sent, but for one that is being sent just now."""
        waiting = [("child_plan_letter", "=", "summary"), ("child_plan_reader_id", "in", readers.ids)]
        self.search([*waiting, ("state", "in", ("outgoing", "exception"))]).try_lock_for_update().unlink()

    @api.model
    def _child_plan_one_each(self, message):
        """Let each reader of ``message`` have a mail of one's own, in place of one for all of them."""
        mails = self.search([("mail_message_id", "=", message.id), ("state", "=", "outgoing")])
        shared = mails.filtered(lambda mail: len(mail.recipient_ids) > 1)
        told = self.env["mail.notification"].search([("mail_mail_id", "in", shared.ids)])
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
            of_mail = told.filtered(lambda one, mail=mail: one.mail_mail_id == mail).grouped("res_partner_id")
            for each in own:
                of_mail.get(each.recipient_ids, told.browse()).mail_mail_id = each

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
        if failure_type:  # the administrator finds under Emails whose address is refused
            self.filtered("child_plan_letter").auto_delete = False
        return super()._postprocess_sent_message(*args, failure_type=failure_type, **kwargs)

    def _prepare_outgoing_list(self, *args, **kwargs):
        self.flush_recordset()  # what is being sent is locked: _child_plan_replace leaves it alone
        return super()._prepare_outgoing_list(*args, **kwargs)
