from odoo import api, models
from odoo.exceptions import UserError


class ChildPlanLineMixin(models.AbstractModel):
    """A row that belongs to a plan (section, task, target …).

    Record rules look at a row before it is written; here it is looked at again afterwards, so that nobody moves a row
    into a plan or to a task that is not theirs to change. In a closed plan nothing changes, nor in one that is being
    issued, until that has failed.
    """

    _name = "child.plan.line.mixin"
    _description = "Part of a Plan"

    _place_fields = ("plan_id", "task_id", "assignment_id")
    _linked_fields = ()  # links that show the names of what they point at: only to what the user may read
    _derived_fields = ()  # stored for the record rules; they follow from others, whatever values or defaults say
    _open_after_closing = False

    def _plans(self):
        """The plans that these rows belong to."""
        return self.plan_id if "plan_id" in self._fields else self.task_id.plan_id

    def _check_change(self, names=None):
        """Raise unless the current user may write the fields ``names`` of these rows, or without names make and delete
        them, in the place where they are. Extend for more conditions.
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
        parts._check_links()
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
        if not vals.keys().isdisjoint(self._linked_fields):
            self._check_links()
        return result

    def _check_links(self):
        for name in self._linked_fields:
            self[name].check_access("read")

    @api.ondelete(at_uninstall=True)  # False would let callers skip it with the context of an uninstallation
    def _unlink_except_fixed(self):
        self._check_change()
