from odoo import api, models
from odoo.exceptions import UserError


class ChildPlanLineMixin(models.AbstractModel):
    """A row that belongs to a plan (section, task, target …).

    Odoo checks record rules before a write. This mixin checks again after it, so that nobody can move a row into a plan
    or task that they may not change. Rows of a closed plan are read-only, as are rows of a plan that is being issued,
    unless issuing has failed.
    """

    _name = "child.plan.line.mixin"
    _description = "Part of a Plan"

    _place_fields = ("plan_id", "task_id", "assignment_id")
    _derived_fields = ()  # stored for the record rules; computed from others, so values and defaults are ignored
    _open_after_closing = False

    def _plans(self):
        """Return the plans that these rows belong to."""
        return self.plan_id if "plan_id" in self._fields else self.task_id.plan_id

    def _check_change(self, names=None):
        """Raise unless the current user may change these rows where they are.

        :param names: the fields to write; None to create or delete rows
        Extend for more conditions.
        """
        if not self.env.su and not self._open_after_closing:
            plans = self._plans()
            if plans.filtered(lambda plan: plan.state == "closed"):
                raise UserError(self.env._("This plan is closed. Reopen it to change anything."))
            plans._check_not_issuing()

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {f"default_{name}" for name in self._derived_fields}
        context = {key: value for key, value in self.env.context.items() if key not in defaults}
        model = self.with_env(self.env(context=context))
        parts = (
            super(ChildPlanLineMixin, model).create([self._not_derived(vals) for vals in vals_list]).with_env(self.env)
        )
        parts._check_change()
        return parts

    def _not_derived(self, vals):
        return {name: value for name, value in vals.items() if name not in self._derived_fields}

    def write(self, vals):
        vals = self._not_derived(vals)
        self._check_change(vals.keys())
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._place_fields):
            self.check_access("write")
            self._check_change()
        return result

    @api.ondelete(at_uninstall=True)  # with False, callers could skip this by the context key of an uninstallation
    def _unlink_except_fixed(self):
        self._check_change()
