from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ...lib.clock import today
from ...models.unit.unit import LEVELS


class ChildPlanSetup(models.TransientModel):
    """The first screen of an empty database: what has to be there before the first plan, one step after the other."""

    _name = "child.plan.setup"
    _inherit = "child.plan.dialog.mixin"
    _description = "Set-up"

    _shown_fields = ("authority_id",)

    authority_id = fields.Many2one("child.plan.unit", readonly=True)
    name = fields.Char("Name of the authority")
    level = fields.Selection(LEVELS, default="commune")
    keeps_plans = fields.Boolean("I keep the plans myself", default=True)
    can_begin = fields.Boolean(compute="_compute_steps")
    unit_count = fields.Integer("Departments and wards", compute="_compute_steps")
    user_count = fields.Integer("People", compute="_compute_steps")
    silent_count = fields.Integer("Units without a person", compute="_compute_steps")
    day_count = fields.Integer("Days off this year", compute="_compute_steps")
    has_mail = fields.Boolean("Outgoing mail", compute="_compute_steps")
    plan_count = fields.Integer("Plans", compute="_compute_steps")
    issued_count = fields.Integer("Issued plans", compute="_compute_steps")
    can_plan = fields.Boolean(compute="_compute_steps")

    def _compute_display_name(self):
        self.display_name = self.env._("Set-up")

    @api.depends("authority_id")
    def _compute_steps(self):
        user, day = self.env.user, today()
        system = user.has_group("base.group_erp_manager")
        for setup in self:
            below = Domain("id", "child_of", setup.authority_id.ids) if setup.authority_id else Domain.FALSE
            units = self.env["child.plan.unit"].search(below)
            of_year = [("day", ">=", day.replace(month=1, day=1)), ("day", "<=", day.replace(month=12, day=31))]
            setup.can_begin = system and not setup.authority_id
            setup.unit_count = len(units - setup.authority_id)
            setup.user_count = len(units.sudo().user_ids - user)
            setup.silent_count = len(units.filtered(lambda unit: not unit.user_count and unit.kind != "collective"))
            setup.day_count = self.env["child.plan.day.off"].search_count(of_year)
            setup.has_mail = user._child_plan_has_mail()
            plans = self.env["child.plan"].search([("issuer_id", "in", units.ids)])
            setup.plan_count = len(plans)
            setup.issued_count = len(plans.filtered(lambda plan: plan.state != "draft"))
            setup.can_plan = bool(setup.authority_id) and self.env["child.plan"].has_access("create")

    @api.model
    def action_open(self):
        """Open the set-up of the user's authority."""
        if not self.env.user.has_groups("child_plan.child_plan_group_admin,base.group_erp_manager"):
            raise AccessError(self.env._("Units and accounts are kept by administrators."))
        authority = self.env.user.child_plan_authority_ids[:1]
        return self.create({"authority_id": authority.id})._window(
            self.env._("Set-up"), target="main", context={"form_view_initial_mode": "edit"}
        )

    def action_begin(self):
        """Make the authority, the root of the tree, with the current user in it."""
        self.ensure_one()
        if not (self.name or "").strip():
            raise UserError(self.env._("Write the name of the authority, for instance UBND xã Ngọc Hồi."))
        if not self.can_begin:
            raise AccessError(self.env._("The first unit is made by the administrator of the system."))
        units = self.env["child.plan.unit"]
        authority = units.create({"name": self.name.strip(), "kind": "authority", "level": self.level})
        vals = {"child_plan_unit_ids": [Command.link(authority.id)]}
        if self.keeps_plans:
            vals["group_ids"] = [Command.link(self.env.ref("child_plan.child_plan_group_standing").id)]
        self.env.user.write(vals)
        self.authority_id = authority
        return self.action_open()

    def action_usual_units(self):
        """Make the usual bodies of an authority of this level."""
        self.ensure_one()
        self.authority_id._take_usual_units()
        return self.action_open()

    def action_units(self):
        return self.authority_id.action_units_from_sheet()

    def action_accounts(self):
        return self.env["res.users"].action_child_plan_accounts()

    def action_days(self):
        return self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_day_off_action")

    def action_mail(self):
        return self.env["ir.actions.act_window"]._for_xml_id("base.action_ir_mail_server_list")

    def action_plan(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_plan_action")
        if self.plan_count:
            return action
        return {**action, "views": [(False, "form")], "view_mode": "form", "res_id": False}


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Begin with the set-up until the first plan has been issued."""
        hidden = super()._load_menus_blacklist()
        if self.env["child.plan"].sudo().search_count([("state", "!=", "draft")], limit=1):
            hidden.append(self.env.ref("child_plan.child_plan_menu_setup_first").id)
        return hidden
