"""A mail server on this machine, and nights in which the scheduled jobs run."""

import email
import email.policy
import socket
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from aiosmtpd.controller import Controller

from odoo.tools import config, mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server

from ..common import PlanCase, on


class Inbox:
    """Keeps the mails that the server received: ``[(recipient, message)]``.

    ``refused`` and ``later`` are addresses that it refuses for good, or for now; ``room`` is how many mails it accepts
    before it hangs up.
    """

    def __init__(self, refused=(), later=(), room=None):
        self.mails, self.refused, self.later, self.room = [], refused, later, room

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        if address in self.later:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.room is not None and len(self.mails) >= self.room:
            server.transport.close()
            return "421 closing"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails += [(recipient, message) for recipient in envelope.rcpt_tos]
        return "250 OK"

    def to(self, user):
        return [message for recipient, message in self.mails if recipient == user.email]

    def subjects(self, user):
        return [message["Subject"] for message in self.to(user)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def html(message):
    return message.get_body(("html",)).get_content()


class MailCase(PlanCase):
    """Keeps demonstration users out of the way. The users of these tests read English, and by mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["child.plan.assignment"].search([]).plan_id.sudo().write({"state": "closed"})
        others = cls.env["res.users"].search([("login", "not like", r"t\_%")])
        others.write({"child_plan_digest_on": "2100-01-01", "child_plan_week_on": "2100-01-01"})
        cls.env["res.users"].search([("login", "like", r"t\_%")]).write({"lang": "en_US", "notification_type": "email"})
        cls.env["mail.mail"].search([]).unlink()
        cls.env["ir.mail_server"].search([]).active = False
        cls.port = free_port()
        vals = {"name": "Máy này", "smtp_host": "127.0.0.1", "smtp_port": cls.port, "smtp_encryption": "none"}
        cls.server = cls.env["ir.mail_server"].create(vals)

    def setUp(self):
        super().setUp()
        muted = mute_logger("odoo.addons.mail.models.mail_mail", "odoo.addons.base.models.ir_mail_server", "mail.log")
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)

    @contextmanager
    def mail_server(self, **manners):
        """Run a mail server; yield its :class:`Inbox`."""
        inbox = Inbox(**manners)
        controller = Controller(inbox, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield inbox
        finally:
            controller.stop()

    def send_queue(self):
        """Run the job of the mail queue. The patch is needed because Odoo sends nothing in tests."""
        lifted = patch.object(IrMail_Server, "_disable_send", lambda *_args: False)
        with lifted, patch.dict(config.options, {"smtp_server": ""}):
            self.env["mail.mail"].process_email_queue()
        self.env.invalidate_all()

    def night(self, day, send=True):
        """Run the jobs of the night before ``day``, in their order."""
        with on(day):
            self.env["child.plan.assignment"]._cron_remind()
            self.env["child.plan.assignment"]._cron_digest()
            self.env["child.plan.dashboard"]._cron_leader_week()
            if send:
                self.send_queue()
        self.env.invalidate_all()

    def nights(self, first, number, send=True):
        for n in range(number):
            self.night(first + timedelta(days=n), send)

    def forget(self):
        """Delete the mails that issuing the plan has caused."""
        self.env["mail.mail"].search([]).unlink()

    def waiting(self):
        return self.env["mail.mail"].search([("state", "in", ("outgoing", "exception"))])
