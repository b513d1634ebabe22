from odoo import api, fields, models
from odoo.fields import Domain


class ChildPlanGiven(models.AbstractModel):
    """A plan or a task, which units see because it is given to them.

    Fields, because rules are applied to rows in memory too: a rule that went through ``assignment_ids`` would read all
    work of a national plan, a hundred thousand rows, for every officer who opens it. Each is one query for all rows.
    """

    _name = "child.plan.given"
    _description = "Given to Units"

    given_below = fields.Boolean(
        "Given to own units or below",
        compute="_compute_given_below",
        search="_search_given_below",
        help="Some of its work is that of the user's units or of units below",
    )
    given_to_authority = fields.Boolean(
        "Given to own authority",
        compute="_compute_given_to_authority",
        search="_search_given_to_authority",
        help="Some of its work is that of the authority of the user's units itself",
    )

    @api.depends("assignment_ids.unit_id")
    @api.depends_context("uid")
    def _compute_given_below(self):
        self._compute_given("given_below", self.env.user._child_plan_work_below())

    @api.depends("assignment_ids.unit_id")
    @api.depends_context("uid")
    def _compute_given_to_authority(self):
        self._compute_given("given_to_authority", self._work_of_authority())

    def _search_given_below(self, operator, value):
        return self._search_given(operator, value, self.env.user._child_plan_work_below())

    def _search_given_to_authority(self, operator, value):
        return self._search_given(operator, value, self._work_of_authority())

    @api.model
    def _work_of_authority(self):
        return Domain("unit_id", "in", self.env.user.child_plan_authority_ids.ids)

    def _compute_given(self, name, work):
        of = self._fields["assignment_ids"].inverse_name
        rows = self.env["child.plan.assignment"].sudo()._read_group(Domain(of, "in", self.ids) & work, [of])
        given = {row.id for (row,) in rows}
        for row in self:
            row[name] = row.id in given

    def _search_given(self, operator, value, work):
        if operator != "in":
            return NotImplemented
        given = Domain("assignment_ids", "any!", work)
        return given if True in value else ~given
