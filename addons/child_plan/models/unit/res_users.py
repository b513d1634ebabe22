from odoo import api, fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    # Access rights depend on these units. active_test is set here so that a caller's context cannot bring archived
    # units back.
    child_plan_unit_ids = fields.Many2many(
        "child.plan.unit",
        "child_plan_unit_user_rel",
        "user_id",
        "unit_id",
        "Units",
        copy=False,
        context={"active_test": True},
    )
    child_plan_authority_ids = fields.Many2many(
        "child.plan.unit",
        compute="_compute_child_plan_authority_ids",
        string="Authorities of the units",
        context={"active_test": True},
    )
    child_plan_digest_on = fields.Date("Last daily summary", readonly=True, copy=False)

    @api.depends("name", "active")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Say of a person who has been archived that they are: they may still stand in charge of work."""
        result = super()._compute_display_name()
        for user in self:
            if not user.active and user.child_plan_unit_ids:
                user.display_name = self.env._("%s (archived)", user.display_name)
        return result

    @api.depends("child_plan_unit_ids.active", "child_plan_unit_ids.parent_path", "child_plan_unit_ids.kind")
    def _compute_child_plan_authority_ids(self):
        for user in self:
            user.child_plan_authority_ids = user.child_plan_unit_ids.authority_id

    @tools.ormcache("self.id")
    def _child_plan_places(self):
        """Return two sets of unit ids: the user's own units, and those plus the authorities that they belong to.

        The record rules call this. It is cached per server process and invalidated together with the rules' own cache.
        """
        user = self.sudo().with_context(active_test=True)
        user.child_plan_unit_ids.invalidate_recordset(["authority_id"])  # may be cached from before the tree changed
        user.invalidate_recordset(["child_plan_authority_ids"])
        units = frozenset(user.child_plan_unit_ids.ids)
        return units, units | frozenset(user.child_plan_authority_ids.ids)

    @tools.ormcache("self.id")
    def _child_plan_work_below(self):
        """Return the domain of the work of the user's units and of all units below, cached as above."""
        return self.sudo().with_context(active_test=True).child_plan_unit_ids._work_below()

    def _child_plan_root_units(self):
        """Return the topmost units whose work the user follows, leaving out units that lie below another of them.

        These are the user's own units; for a member of a standing office, also the authorities that they belong to.
        """
        self.ensure_one()
        units = self.child_plan_unit_ids
        if self.has_group("child_plan.child_plan_group_standing"):
            units |= self.child_plan_authority_ids
        paths = [unit.parent_path for unit in units]
        return units.filtered(
            lambda unit: not any(path != unit.parent_path and unit.parent_path.startswith(path) for path in paths)
        )

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Exclude the name: it tells others who acts, so only administrators may change it."""
        return [name for name in super().SELF_WRITEABLE_FIELDS if name != "name"]

    @tools.ormcache("self.id")
    def _child_plan_signature(self):
        """Return the current ``(name, units)`` of the user for the journal.

        Cached, because every journal row stores it. The cache is cleared when a user or unit is renamed, or when their
        links change.
        """
        user = self.sudo()
        return user.name, ", ".join(user.child_plan_unit_ids.mapped("name")) or None

    def _child_plan_log_secret(self, what, made):
        """React to a secret of these users, ``what`` in words, being created or revoked. Extend to log it."""

    def _child_plan_log(self, label, old, new):
        """React to a change of these users' accounts: ``label`` in words, old and new value. Extend to log it."""

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        if any(vals.get("child_plan_unit_ids") for vals in vals_list):
            self.env.registry.clear_cache()
        return users

    def write(self, vals):
        """Clear the registry's cache when units or name change: the record rules' domains and the signature are
        cached.
        """
        result = super().write(vals)
        if not {"child_plan_unit_ids", "name"}.isdisjoint(vals):
            self.env.registry.clear_cache()
        return result


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Clear the cached signatures of users when a person is renamed."""
        result = super().write(vals)
        if "name" in vals and self.sudo().with_context(active_test=False).user_ids:
            self.env.registry.clear_cache()
        return result
