"""Units in which nobody could read a message: who follows their work asks the administrator for an account."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import config

ASKING = "child_plan.child_plan_group_standing,child_plan.child_plan_group_leader"


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def action_ask_for_users(self):
        """Ask the nearest administrators for users of those of these units that have none."""
        if not self.env.user.has_groups(ASKING) or not self.env.user.child_plan_unit_ids:
            raise AccessError(self.env._("Standing offices and leaders ask for users."))
        empty = self.filtered(lambda unit: unit.kind != "collective" and not unit.sudo().user_ids)
        if not empty:
            raise UserError(self.env._("Each of these units has a user."))
        asked = self.env["res.users"]
        for admins in empty._administrators().values():
            asked |= admins
        units = ", ".join(empty[:50].mapped("display_name"))
        empty[:1].sudo().message_notify(
            partner_ids=asked.partner_id.ids,
            subject=self.env._("A user is wanted: %s", units[:200]),
            body=self.env._(
                "%(person)s asks for an account in these units, in which nobody can read what they have to do: "
                "%(units)s",
                person=self.env.user.name,
                units=units,
            ),
        )
        message = self.env._("Asked: %s", ", ".join(asked.mapped("name")))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success"},
        }

    def _administrators(self):
        """Return ``{unit: users}``: the administrators of the unit or of the nearest one above it, else those of the
        system.
        """
        group = self.env.ref("child_plan.child_plan_group_admin")
        paths = {unit: [int(step) for step in unit.parent_path.split("/") if step] for unit in self.sudo()}
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("child_plan_unit_ids", "in", {id_ for path in paths.values() for id_ in path}),
                    ("all_group_ids", "in", group.ids),
                ]
            )
        )
        system = self.env.ref("base.group_system").sudo().all_user_ids.filtered("active")
        found = {}
        for unit, path in paths.items():
            near = (users.filtered(lambda user, id_=id_: id_ in user.child_plan_unit_ids.ids) for id_ in reversed(path))
            found[unit] = next(filter(None, near), system)
        return found


class ResUsers(models.Model):
    _inherit = "res.users"

    child_plan_never_in = fields.Boolean(
        "Never logged in",
        compute="_compute_child_plan_never_in",
        search="_search_child_plan_never_in",
        groups="child_plan.child_plan_group_admin,base.group_erp_manager",
    )

    def _compute_child_plan_never_in(self):
        for user in self:
            user.child_plan_never_in = not user.sudo().log_ids

    def _search_child_plan_never_in(self, operator, value):
        if operator != "in":
            return NotImplemented
        been = Domain("id", "in", self.env["res.users.log"].sudo()._search([]).subselect("create_uid"))
        return ~been if True in value else been

    @api.model
    def _child_plan_has_mail(self):
        """Return whether letters can go out: a mail server is set, here or in the server's own settings."""
        return bool(self.env["ir.mail_server"].sudo().search_count([], limit=1)) or (
            config["smtp_server"] not in (None, "", "localhost")
        )

    @api.model
    def _child_plan_no_mail_words(self):
        return self.env._(
            "No invitation can go out yet: no mail server is set. Once it is (Set-up, step 3), mark these people and "
            "choose “Invite again”. Until then the administrator of the system can give a first password: mark the "
            "person, Action, “Change Password”."
        )

    def action_child_plan_invite_again(self):
        """Send those of these people who never logged in the letter with which to choose a password."""
        never = self.filtered("child_plan_never_in")
        if not never:
            raise UserError(self.env._("All of these people have logged in."))
        never.action_reset_password()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": self.env._("%s invitations were sent.", len(never)), "type": "success"},
        }
