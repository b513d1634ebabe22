"""Closes Odoo's chats to the world outside, and lets nobody rule over a channel that is not theirs.

In Odoo every employee may open any channel, that of the whole company too, to whoever knows its address, archive it or
give it another name. Here all of a channel's people have an account, and who made a channel keeps it.
"""

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError


class DiscussChannel(models.Model):
    _name = "discuss.channel"
    _inherit = ["discuss.channel", "child.plan.own.template"]

    _child_plan_authors = ("write",)

    @api.constrains("channel_type", "group_public_id")
    def _child_plan_check_closed(self):
        """A channel without a group is read without an account."""
        employees = self.env.ref("base.group_user")
        for channel in self.filtered(lambda channel: channel.channel_type == "channel"):
            if employees not in channel.group_public_id.all_implied_ids:
                raise ValidationError(self.env._("A channel is for people with an account."))


class MailGuest(models.Model):
    _inherit = "mail.guest"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse guests: the link of a chat would let in whoever gets hold of it. Odoo's pages come here by ``sudo()``,
        so that is no exception.
        """
        raise AccessError(self.env._("Chats are for people with an account."))
