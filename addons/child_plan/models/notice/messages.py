"""Protects messages on plans, units, tasks and work from being forged or changed.

Author, sender, date and type of a message are set by the server. Authors may edit or delete their comments for some
minutes. Observers cannot write messages. This holds for every model whose name begins with child.plan.
"""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..unit.given_links import OURS
from ..unit.local_administrator import ADMIN

MENDED_FOR = timedelta(minutes=15)
WRITERS = "child_plan.child_plan_group_officer"  # implied by all other roles that work on plans
KEPT_BY_ADMINISTRATORS = ("child.plan.unit", "child.plan.reorganisation")

# The arguments of a message that a caller may choose; the server sets all others.
SAID = {"body", "subject", "partner_ids", "attachment_ids", "attachments", "parent_id", "body_is_html"}
SENDER = {"author_id", "email_from", "reply_to", "date", "outgoing_email_to", "mail_server_id", "force_email_company"}
SENDER |= {"author_guest_id"}
FIXED = {"author_id", "author_guest_id", "email_from", "date", "message_type", "subtype_id"}
SUBTYPES = ("mail.mt_comment", "mail.mt_note")


def _is_ours(model):
    return bool(model and OURS.match(model))


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _creation_message(self):
        """Say both "created" and the model's name in the user's language where the caller names none.

        While the addon is being installed, names of models are not translated yet: nothing is said of them then.
        """
        thread = self._fallback_lang()
        lang, model = thread.env.lang or "en_US", thread.env["ir.model"]._get(self._name)
        if _is_ours(self._name) and lang != "en_US" and model.name == model.with_context(lang="en_US").name:
            return thread.env._("Created.")
        return super(MailThread, thread)._creation_message()

    def _child_plan_said(self, values):
        """Return those of ``values`` that a caller may choose for a message on this record, after checking access."""
        self.check_access("read")
        self._child_plan_check_writer()
        said = {name: value for name, value in values.items() if name in SAID}
        if values.get("subtype_xmlid") in SUBTYPES:
            said["subtype_xmlid"] = values["subtype_xmlid"]
        return said

    @api.model
    def _child_plan_unforged(self, values):
        """Return ``values`` without those that would say another sender, on whatever model."""
        return (
            {name: value for name, value in values.items() if name not in SENDER} if self._child_plan_told() else values
        )

    @api.model
    def _child_plan_told(self):
        """Return whether the current user is one whose name the server puts under what they say."""
        user = self.env.user
        return not self.env.su and user._is_internal() and not user.has_group("base.group_system")

    @api.model
    def _child_plan_check_writer(self):
        keeps = self._name in KEPT_BY_ADMINISTRATORS and self.env.user.has_group(ADMIN)
        if not keeps and not self.env.user.has_group(WRITERS):
            raise AccessError(self.env._("Who only observes or administers does not write on plans and work."))

    def message_post(self, **kwargs):
        """Check who posts.

        The web client's controller posts with ``sudo()`` after checking record access, so calls in superuser mode are
        checked, too, if they post a comment.
        """
        if not _is_ours(self._name) or self.env.uid == SUPERUSER_ID:
            return super().message_post(**self._child_plan_unforged(kwargs))
        if self.env.su:
            if kwargs.get("message_type") == "comment":
                self._child_plan_check_writer()
            return super().message_post(**kwargs)
        return super().message_post(**{**self._child_plan_said(kwargs), "message_type": "comment"})

    @api.model
    def _get_allowed_message_params(self):
        """Leave out the type: the web client's controller would pass on a message as one of the system's, and that of
        somebody who may not write.
        """
        return super()._get_allowed_message_params() - {"message_type"}

    def message_notify(self, *, model=False, res_id=False, **kwargs):
        name, id_ = (self._name, self.id) if self else (model, res_id)
        if not self.env.su and _is_ours(name):
            kwargs = self.env[name].browse(id_)._child_plan_said(kwargs)
        kwargs = self._child_plan_unforged(kwargs)
        return super().message_notify(model=model, res_id=res_id, **kwargs)

    def message_subscribe(self, *args, **kwargs):
        if _is_ours(self._name):
            self.check_access("read")
        return super().message_subscribe(*args, **kwargs)

    def _check_can_update_message_content(self, messages):
        if _is_ours(self._name) and not messages.with_user(self.env.user)._child_plan_is_mendable():
            raise UserError(self.env._("A message stays as it is; its author can mend a comment for 15 minutes."))
        return super()._check_can_update_message_content(messages)

    @api.model
    def message_process(self, *args, **kwargs):
        """Refuse calls by users: a mail passed in could claim any author. The mail server's own entry points use
        ``sudo()``.
        """
        if not self.env.su and not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Incoming mail is handed over by the mail server."))
        return super().message_process(*args, **kwargs)


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _child_plan_is_mendable(self):
        """Return whether all of these are comments that the current user has just written."""
        since = fields.Datetime.now() - MENDED_FOR
        return all(
            message.message_type == "comment" and message.create_uid == self.env.user and message.create_date > since
            for message in self.sudo()
        )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        forbidden = result[0] if result else self.browse()
        kept = (self - forbidden).filtered(
            lambda message: _is_ours(message.sudo().model) and not message._child_plan_is_mendable()
        )
        if not kept:
            return result
        words = self.env._("A message stays as it is; its author can mend a comment for 15 minutes.")
        return forbidden | kept, lambda: AccessError(words)

    @api.model_create_multi
    def create(self, vals_list):
        """Set author, sender, date and type: ``message_post`` also ends here, with the user's own rights."""
        if self.env.su:
            return super().create(vals_list)
        sender = {}
        if self.env["mail.thread"]._child_plan_told():
            sender = {"author_id": self.env.user.partner_id.id, "email_from": self.env.user.email_formatted}
            sender["author_guest_id"] = False
        own = {**sender, "date": fields.Datetime.now(), "message_type": "comment", "tracking_value_ids": []}
        default = self.env.context.get("default_model")
        vals_list = [{**vals, **(own if _is_ours(vals.get("model", default)) else sender)} for vals in vals_list]
        if any(_is_ours(vals.get("model", default)) for vals in vals_list):
            self.env["mail.thread"]._child_plan_check_writer()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and vals.keys() & FIXED:
            if self.env["mail.thread"]._child_plan_told() or any(_is_ours(message.sudo().model) for message in self):
                raise AccessError(self.env._("Author, sender, day and kind of a message are the system's."))
        return super().write(vals)


class MailComposeMessage(models.TransientModel):
    """Sends what users write in their own name, and to the followers of a record only, never to lists of addresses."""

    _inherit = "mail.compose.message"

    @api.model_create_multi
    def create(self, vals_list):
        thread = self.env["mail.thread"]
        return super().create([thread._child_plan_unforged(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self.env["mail.thread"]._child_plan_unforged(vals))

    def _action_send_mail(self, *args, **kwargs):
        if self.env["mail.thread"]._child_plan_told() and set(self.mapped("composition_mode")) - {"comment"}:
            raise AccessError(self.env._("Mails to many addresses are the system administrator's."))
        return super()._action_send_mail(*args, **kwargs)
