from odoo import api, fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    # active_test: what a user may do hangs on these, so a caller's context must not bring archived units back
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

    @api.depends("child_plan_unit_ids.active", "child_plan_unit_ids.parent_path", "child_plan_unit_ids.kind")
    def _compute_child_plan_authority_ids(self):
        for user in self:
            user.child_plan_authority_ids = user.child_plan_unit_ids.authority_id

    @tools.ormcache("self.id")
    def _child_plan_places(self):
        """``(ids of the user's units, the same with those of the authorities that they belong to)``.

        Kept by the server process like the domains of the record rules, and forgotten with them.
        """
        user = self.sudo().with_context(active_test=True)
        user.child_plan_unit_ids.invalidate_recordset(["authority_id"])  # may have been read before the tree changed
        user.invalidate_recordset(["child_plan_authority_ids"])
        units = frozenset(user.child_plan_unit_ids.ids)
        return units, units | frozenset(user.child_plan_authority_ids.ids)

    @tools.ormcache("self.id")
    def _child_plan_work_below(self):
        """The domain of the work of the user's units and of all below; kept in the same way."""
        return self.sudo().with_context(active_test=True).child_plan_unit_ids._work_below()

    def _child_plan_root_units(self):
        """The outermost units whose work the user follows: the own ones; a standing office's is its authority."""
        self.ensure_one()
        units = self.child_plan_unit_ids
        if self.has_group("child_plan.child_plan_group_standing"):
            units |= self.child_plan_authority_ids
        paths = [unit.parent_path for unit in units]
        return units.filtered(
            lambda unit: not any(path != unit.parent_path and unit.parent_path.startswith(path) for path in paths)
        )

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        if any(vals.get("child_plan_unit_ids") for vals in vals_list):
            self.env.registry.clear_cache()
        return users

    def write(self, vals):
        """A change of unit takes effect at the next request: the domains of the rules are cached by user."""
        result = super().write(vals)
        if "child_plan_unit_ids" in vals:
            self.env.registry.clear_cache()
        return result
