from odoo import api, fields, models
from odoo.fields import Domain


class ChildPlanVisibilityMixin(models.AbstractModel):
    """Fields that say whether a plan, task or reporting period is visible because it concerns the user's units.

    The record rules use these fields. A rule through ``assignment_ids`` would, whenever it is applied to records in
    memory, read all work of the plan: a hundred thousand rows of a national plan for each officer who opens it. Each
    field takes one query for all records.
    """

    _name = "child.plan.visibility.mixin"
    _description = "Given to Units"

    _given_field = "assignment_ids"  # the rows that belong to one unit each

    assigned_in_subtree = fields.Boolean(
        "Given to own units or below",
        compute="_compute_assigned_in_subtree",
        search="_search_assigned_in_subtree",
        help="Some of it is that of the user's units or of units below",
    )
    assigned_to_own_authority = fields.Boolean(
        "Given to own authority",
        compute="_compute_assigned_to_own_authority",
        search="_search_assigned_to_own_authority",
        help="Some of it is that of the authority of the user's units itself",
    )

    @api.depends(lambda self: (f"{self._given_field}.unit_id",))
    @api.depends_context("uid")
    def _compute_assigned_in_subtree(self):
        self._compute_given("assigned_in_subtree", self._below())

    @api.depends(lambda self: (f"{self._given_field}.unit_id",))
    @api.depends_context("uid")
    def _compute_assigned_to_own_authority(self):
        self._compute_given("assigned_to_own_authority", self._of_authority())

    def _search_assigned_in_subtree(self, operator, value):
        return self._search_given(operator, value, self._below())

    def _search_assigned_to_own_authority(self, operator, value):
        return self._search_given(operator, value, self._of_authority())

    @api.model
    def _below(self):
        """Return the domain of the rows of the user's units and of all units below."""
        return self.env.user._child_plan_work_below()

    @api.model
    def _of_authority(self):
        return Domain("unit_id", "in", self.env.user.child_plan_authority_ids.ids)

    def _compute_given(self, name, domain):
        field = self._fields[self._given_field]
        rows = self.env[field.comodel_name].sudo()
        groups = rows._read_group(Domain(field.inverse_name, "in", self.ids) & domain, [field.inverse_name])
        visible_ids = {row.id for (row,) in groups}
        for row in self:
            row[name] = row.id in visible_ids

    def _search_given(self, operator, value, domain):
        if operator != "in":
            return NotImplemented
        visible = Domain(self._given_field, "any!", domain)
        return visible if True in value else ~visible
