import smtplib

from odoo import models

from ...compat import MailDeliveryException


class IrMailServer(models.Model):
    """Tells, for mails of plans, a reader whose address is refused for good from a server that takes nothing now."""

    _inherit = "ir.mail_server"

    def send_email(self, message, *args, **kwargs):
        """Where a mail of plans is sent (``MailMail._send``): a server that hangs up is a failure like any other, so
        that the rest of the queue is recorded as not sent; an address that is refused for good is an invalid one.
        """
        if not self.env.context.get("child_plan_mail"):
            return super().send_email(message, *args, **kwargs)
        try:
            return super().send_email(message, *args, **kwargs)
        except smtplib.SMTPServerDisconnected as error:
            raise MailDeliveryException("mail_smtp", str(error)) from error
        except MailDeliveryException as error:
            cause = error.__context__
            if isinstance(cause, smtplib.SMTPRecipientsRefused) and all(
                code >= 500 for code, _words in cause.recipients.values()
            ):
                raise AssertionError(self.NO_VALID_RECIPIENT) from error
            raise
