import json

from odoo import models


class ChildPlanNotificationMixin(models.AbstractModel):
    """Delays messages on a record until the end of each recipient's quiet hours.

    Mails, one for each recipient, and push messages are left to Odoo's queues, which are triggered at once. So nobody
    waits for a server, and after an interruption nothing is lost or sent twice (``mail_mail.py``).
    """

    _name = "child.plan.notification.mixin"
    _inherit = "mail.thread"
    _description = "Told to people"

    def message_notify(self, *, partner_ids=False, **kwargs):
        """Return the messages created: none without recipients, several if their quiet hours end at different times."""
        users = self.env["res.partner"].sudo().browse(partner_ids or []).user_ids
        messages = self.env["mail.message"]
        for until, awake in users._child_plan_by_quiet().items():
            messages += super().message_notify(partner_ids=awake.partner_id.ids, **{"scheduled_date": until, **kwargs})
        return messages

    def _notify_thread_by_email(self, message, recipients_data, **kwargs):
        queued = self.with_context(mail_notify_force_send=False)
        result = super(ChildPlanNotificationMixin, queued)._notify_thread_by_email(message, recipients_data, **kwargs)
        if any(recipient["notif"] == "email" for recipient in recipients_data):
            self.env["mail.mail"].sudo()._child_plan_one_each(message)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return result

    def _notify_by_web_push_prepare_payload(self, message, msg_vals=False, force_record_name=False):
        """Show the subject as title instead of the sender: a phone displays only a line or two."""
        payload = super()._notify_by_web_push_prepare_payload(message, msg_vals, force_record_name)
        return {**payload, "title": message.subject or payload["title"]}

    def _web_push_send_notification(self, devices, private_key, public_key, payload_by_lang=None, payload=None):
        pushes = [
            {
                "mail_push_device_id": device.id,
                "payload": json.dumps(payload_by_lang[device.partner_id.lang] if payload_by_lang else payload),
            }
            for device in devices
        ]
        self.env["mail.push"].sudo().create(pushes)
        self.env.ref("mail.ir_cron_web_push_notification").sudo()._trigger()
