from odoo import api, fields, models
from odoo.fields import Domain

# failures of a mail that never reached a mail server; Odoo leaves the type empty where it could not connect
NOT_REACHED = (False, "mail_smtp")


class MailMail(models.Model):
    """Mails of plans that no mail server took are tried again with each run of the queue, as long as it takes.

    Odoo sends what is outgoing, and leaves what failed to a person. A summary or weekly letter that still waits is
    replaced by the next one to the same person, so that after a week without a mail server everybody gets one.
    """

    _inherit = "mail.mail"

    child_plan_letter = fields.Selection(
        [("summary", "Summary"), ("week", "Letter of the week")], "Letter on plans", readonly=True
    )
    child_plan_reader_id = fields.Many2one(
        "res.users", "Reader", readonly=True, ondelete="cascade", index="btree_not_null"
    )

    @api.model
    def _child_plan_replace(self, vals_list):
        """Queue letters, each in the place of those of its kind that the same person has not been sent."""
        for kind in {vals["child_plan_letter"] for vals in vals_list}:
            readers = [vals["child_plan_reader_id"] for vals in vals_list if vals["child_plan_letter"] == kind]
            waiting = Domain("state", "=", "outgoing") | self._child_plan_not_reached()
            self.search(
                Domain("child_plan_letter", "=", kind) & Domain("child_plan_reader_id", "in", readers) & waiting
            ).unlink()
        return self.create(vals_list)

    def _child_plan_not_reached(self) -> Domain:
        return Domain("state", "=", "exception") & Domain("failure_type", "in", NOT_REACHED)

    @api.model
    def process_email_queue(self, *args, **kwargs):
        ours = Domain("child_plan_letter", "!=", False) | Domain("model", "=like", "child.plan%")
        self.search(ours & self._child_plan_not_reached()).mark_outgoing()
        return super().process_email_queue(*args, **kwargs)
