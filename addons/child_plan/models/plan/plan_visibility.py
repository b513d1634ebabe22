from odoo import api, fields, models
from odoo.fields import Domain


class ChildPlanVisibilityMixin(models.AbstractModel):
    """A plan, a task or a reporting period, which units see because it is theirs to work on or to report for.

    Fields, because rules are applied to rows in memory too: a rule that went through ``assignment_ids`` would read all
    work of a national plan, a hundred thousand rows, for every officer who opens it. Each is one query for all rows.
    """

    _name = "child.plan.visibility.mixin"
    _description = "Given to Units"

    _given_field = "assignment_ids"  # the rows that are somebody's, each of one unit

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
        """The domain of the rows of the user's units and of units below."""
        return self.env.user._child_plan_work_below()

    @api.model
    def _of_authority(self):
        return Domain("unit_id", "in", self.env.user.child_plan_authority_ids.ids)

    def _compute_given(self, name, domain):
        field = self._fields[self._given_field]
        rows = self.env[field.comodel_name].sudo()
        groups = rows._read_group(Domain(field.inverse_name, "in", self.ids) & domain, [field.inverse_name])
        given = {row.id for (row,) in groups}
        for row in self:
            row[name] = row.id in given

    def _search_given(self, operator, value, domain):
        if operator != "in":
            return NotImplemented
        given = Domain(self._given_field, "any!", domain)
        return given if True in value else ~given
