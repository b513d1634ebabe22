import smtplib

from odoo import models

from ...compat import MailDeliveryException


class IrMailServer(models.Model):
    """Distinguishes, for mails about plans, an address that is refused for good from a server that is unavailable."""

    _inherit = "ir.mail_server"

    def send_email(self, message, *args, **kwargs):
        """Raise the error that ``MailMail._send`` needs to record the failure correctly.

        If the server hangs up, the mail has failed like any other, so that the rest of the queue is recorded as unsent,
        too. If the address is refused for good, the failure is an invalid address.
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
