from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    child_plan_notify_pending = fields.Boolean(
        "Yet to be told", readonly=True, copy=False, help="A reminder of work to a person who is told at once"
    )

    _child_plan_to_tell = models.Index("(user_id) WHERE child_plan_notify_pending")
