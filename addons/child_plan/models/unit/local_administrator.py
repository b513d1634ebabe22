"""Limits local administrators to the units and users of their own tree, and to roles of this app.

System administrators, and users who may manage users by Odoo's own right, are not limited.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

ADMIN = "child_plan.child_plan_group_admin"
ODOO_ADMIN = "base.group_erp_manager"

# The fields of a user that a local administrator may set; others can set the preferences of this app themselves.
FIELDS = {"name", "login", "email", "phone", "lang", "tz", "image_1920", "active", "group_ids", "child_plan_unit_ids"}


class ResUsers(models.Model):
    _inherit = "res.users"

    child_plan_own = fields.Boolean(
        "In my tree", compute="_compute_child_plan_own", search="_search_child_plan_own", help="Whom I administer"
    )
    child_plan_roles = fields.Char(
        "Roles in plans", compute="_compute_child_plan_roles", groups=f"{ADMIN},{ODOO_ADMIN}"
    )

    @api.depends_context("uid")
    def _compute_child_plan_own(self):
        own = self.filtered_domain(self._child_plan_own())
        for user in self:
            user.child_plan_own = user in own

    def _search_child_plan_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._child_plan_own() if True in value else ~self._child_plan_own()

    @api.model
    def _child_plan_own(self) -> Domain:
        """Return the domain of the people of the current user's tree; a system administrator's is everybody."""
        user = self.env.user
        if user.has_group(ODOO_ADMIN):
            return Domain.TRUE
        return Domain("child_plan_unit_ids", "child_of", user.child_plan_unit_ids.ids)

    @api.depends("group_ids")
    @api.depends_context("lang")
    def _compute_child_plan_roles(self):
        roles = self._child_plan_role_groups()
        for user in self:
            user.child_plan_roles = ", ".join((user.sudo().group_ids & roles).mapped("name"))

    def _child_plan_is_local(self):
        """Return whether the current user acts as a local administrator."""
        user = self.env.user
        return not self.env.su and user.has_group(ADMIN) and not user.has_group(ODOO_ADMIN)

    def _child_plan_administered(self) -> Domain:
        """Return the domain of the users whom this local administrator manages.

        All of their units lie at or below one of the administrator's units.
        """
        below = Domain("id", "child_of", self.child_plan_unit_ids.ids)
        odoo_groups = self.env.ref(ODOO_ADMIN).all_implied_by_ids.ids
        return (
            Domain("child_plan_unit_ids", "any", below)
            & Domain("child_plan_unit_ids", "not any", ~below)
            & Domain("all_group_ids", "not in", odoo_groups)
            & Domain("id", "!=", self.id)
        )

    def _child_plan_keeps_lists(self) -> Domain:
        """Return the domain of the lists that all authorities share (sectors, days off …) which this administrator
        keeps: all for one of the whole tree, none for any other.
        """
        units = self.child_plan_unit_ids
        return Domain(bool(units) and units._are_all_roots())

    @api.model
    def _child_plan_roles(self):
        """Return the groups that a local administrator may give."""
        return self._child_plan_role_groups() | self._default_groups().sudo()

    @api.model
    def _child_plan_role_groups(self):
        return self.env.ref("child_plan.child_plan_group_observer").sudo()._category_roles()

    @api.model_create_multi
    def create(self, vals_list):
        if not self._child_plan_is_local():
            return super().create(vals_list)
        self.check_access("create")
        # Odoo's form sends all that it shows, defaults of other apps too: those stay what they are
        vals_list = [{name: vals[name] for name in vals if name in FIELDS} for vals in vals_list]
        context = {key: value for key, value in self.env.context.items() if not key.startswith("default_")}
        # Create a new partner whatever the values and defaults say. sudo, because Odoo reserves this to managers of
        # contacts.
        partner = dict.fromkeys(self._inherits.values(), False)
        system = self.with_env(self.env(su=True, context=context))
        users = super(ResUsers, system).create([{**vals, **partner} for vals in vals_list]).with_env(self.env)
        users._child_plan_check_administered(self.env["res.groups"])
        return users

    def write(self, vals):
        if not self._child_plan_is_local() or (
            self == self.env.user and vals.keys() <= self._self_accessible_fields()[1]
        ):
            return super().write(vals)
        self.check_access("write")
        groups = {user: user.sudo().group_ids for user in self}
        self._child_plan_check_fields(vals)
        result = super(ResUsers, self.sudo()).write(vals)
        for user in self:
            user._child_plan_check_administered(groups[user])
        return result

    def _child_plan_check_fields(self, vals):
        # the role is no value of its own: choosing it in the form changes the groups
        if refused := sorted(vals.keys() - FIELDS - {"role"}):
            raise AccessError(
                self.env._(
                    "A local administrator does not set this of a person: %s.",
                    ", ".join(self._fields[name].string if name in self._fields else name for name in refused),
                )
            )

    def _child_plan_check_administered(self, groups):
        """Raise unless the local administrator still manages these users and may give all their roles but
        ``groups``.
        """
        self.env.flush_all()
        if not self.has_access("write"):
            raise AccessError(
                self.env._("A local administrator keeps the people of the own units and of those below, nobody else.")
            )
        if self.sudo().group_ids - groups - self._child_plan_roles():
            raise AccessError(self.env._("A local administrator gives roles of plans only."))

    def _set_password(self):
        """Refuse to set the password of another user: whoever knows it can act in that user's name."""
        user = self.env.user
        if user.has_group(ADMIN) and not user.has_group(ODOO_ADMIN) and self - user:
            raise AccessError(self.env._("Send a letter to set a new password; nobody sets that of another person."))
        return super()._set_password()

    def action_reset_password(self):
        if not self._child_plan_is_local():
            return super().action_reset_password()
        self.check_access("write")
        return super(ResUsers, self.sudo()).action_reset_password()


class ChildPlanUnit(models.Model):
    """Limits local administrators on units, and on users whom they add to units or remove."""

    _inherit = "child.plan.unit"

    # fields that change which records other users can reach
    _PLACE = ("parent_id", "kind", "level", "active", "valid_from", "valid_to")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.users"]._child_plan_is_local():
            return super().create(vals_list)
        users = self.browse()._child_plan_candidates(vals_list)
        units = super().create(vals_list)
        units.check_access("create")
        units._child_plan_check_users({}, users)
        return units

    def write(self, vals):
        if not self.env["res.users"]._child_plan_is_local():
            return super().write(vals)
        self.check_access("write")
        if not vals.keys().isdisjoint(self._PLACE) and self & self.env.user.child_plan_unit_ids:
            raise AccessError(self.env._("Your own unit is placed in the tree by the administrator above you."))
        users = self._child_plan_candidates([vals])
        before = {unit: unit.user_ids for unit in self} if "user_ids" in vals else {}
        result = super().write(vals)
        if "parent_id" in vals:
            self.check_access("write")
        if "user_ids" in vals:
            self._child_plan_check_users(before, users)
        return result

    def _child_plan_candidates(self, vals_list):
        """Return the users whom ``vals_list`` may add to these units or remove, if the local administrator manages
        them.
        """
        users, links = self.user_ids, {}
        for vals in vals_list:
            if vals.get("user_ids"):
                ids = self._child_plan_linked(self._fields["user_ids"], vals["user_ids"], links)
                users |= users.browse(ids)
        return users._filtered_access("write")

    def _child_plan_check_users(self, before, candidates):
        """Raise if users other than ``candidates`` joined or left these units, or if any left the
        administrator's tree.
        """
        moved = self.env["res.users"]
        for unit in self:
            old, new = before.get(unit, moved), unit.user_ids
            moved |= (old - new) | (new - old)
        if moved - candidates:
            raise AccessError(
                self.env._("A local administrator keeps the people of the own units and of those below, nobody else.")
            )
        if moved:
            moved._child_plan_check_administered(moved.sudo().group_ids)
