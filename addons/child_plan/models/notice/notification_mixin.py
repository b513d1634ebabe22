import json

from odoo import models


class ChildPlanNotificationMixin(models.AbstractModel):
    """What people are told of: messages that wait for the end of a reader's quiet hours.

    Mails, one for each reader, and pushes go out by Odoo's queues, which run at once: nobody waits for a server, and
    what breaks off is neither lost nor sent twice (``mail_mail.py``).
    """

    _name = "child.plan.notification.mixin"
    _inherit = "mail.thread"
    _description = "Told to people"

    def message_notify(self, *, partner_ids=False, **kwargs):
        """Back come the messages, more than one if readers have different quiet hours, none if there is no reader."""
        users = self.env["res.partner"].sudo().browse(partner_ids or []).user_ids
        messages = self.env["mail.message"]
        for until, awake in users._child_plan_by_quiet().items():
            messages += super().message_notify(partner_ids=awake.partner_id.ids, **{"scheduled_date": until, **kwargs})
        return messages

    def _notify_thread_by_email(self, message, recipients_data, **kwargs):
        queued = self.with_context(mail_notify_force_send=False)
        told = super(ChildPlanNotificationMixin, queued)._notify_thread_by_email(message, recipients_data, **kwargs)
        if any(recipient["notif"] == "email" for recipient in recipients_data):
            self.env["mail.mail"].sudo()._child_plan_one_each(message)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return told

    def _notify_by_web_push_prepare_payload(self, message, msg_vals=False, force_record_name=False):
        """A telephone shows a line or two: what it is about, rather than who the sender is."""
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
