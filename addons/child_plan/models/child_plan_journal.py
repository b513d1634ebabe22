from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.misc import clean_context

from ..clock import today


class ChildPlanJournal(models.Model):
    """Who changed what, when, from what to what, and why. Rows are added by the models themselves, never changed.

    A row of an assignment also keeps the facts that its status depends on, as they stood after the change, so that
    the status on any past day is that of the last row up to that day.

    Nobody has the right to create rows; ``_log`` adds them as the system, with the user who acts.
    """

    _name = "child.plan.journal"
    _description = "Journal"
    _order = "id desc"
    _rec_name = "kind"

    day = fields.Date(required=True, readonly=True, help="The day from which the change counts")
    happened_at = fields.Datetime("Recorded at", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("given", "Work given"),
            ("state", "State"),
            ("deadline", "Deadline"),
            ("extension", "More time"),
            ("unit", "Unit"),
            ("wording", "Wording"),
            ("target", "Target"),
            ("task", "Task"),
            ("plan", "Plan"),
            ("milestone", "Milestone"),
            ("reminder", "Reminder"),
        ],
        required=True,
        readonly=True,
    )
    plan_id = fields.Many2one("child.plan", required=True, readonly=True, ondelete="restrict", index=True)
    task_id = fields.Many2one("child.plan.task", readonly=True, ondelete="restrict", index="btree_not_null")
    assignment_id = fields.Many2one("child.plan.assignment", readonly=True, ondelete="restrict")
    unit_id = fields.Many2one("child.plan.unit", readonly=True, ondelete="restrict", index="btree_not_null")
    old_value = fields.Char("From", readonly=True)
    new_value = fields.Char("To", readonly=True)
    reason = fields.Char(readonly=True)
    change = fields.Char(compute="_compute_change", help="The change in words")
    # the assignment's facts after the change
    state = fields.Char(readonly=True)
    due_on = fields.Date(readonly=True)
    submitted_on = fields.Date(readonly=True)

    _assignment_day_idx = models.Index("(assignment_id, day, id) WHERE assignment_id IS NOT NULL")
    _day_idx = models.Index("(day, assignment_id) WHERE assignment_id IS NOT NULL")

    @api.depends("kind", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_change(self):
        states = {}
        for model in ("child.plan.assignment", "child.plan.task", "child.plan", "child.plan.extension"):
            states |= dict(self.env[model]._fields["state"]._description_selection(self.env))
        for row in self:
            values = [self._in_words(value, states) for value in (row.old_value, row.new_value) if value]
            row.change = " → ".join(values)

    def _in_words(self, value, states):
        """A stored value as people read it: a state by its label, a date in the day-month-year order."""
        if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit():
            return fields.Date.to_date(value).strftime("%d/%m/%Y")
        return states.get(value, value)

    @api.model
    def _log(self, vals_list, day=None, user=None):
        """Add rows. ``day`` (default today) and ``user`` (default the one who acts) hold for all of them."""
        common = {
            "day": day or today(),
            "user_id": (user or self.env.user).id,
            "happened_at": fields.Datetime.now(),
        }
        journal = self.with_env(self.env(su=True, context=clean_context(self.env.context)))  # no defaults of the caller
        return journal.create([{**common, **vals} for vals in vals_list])

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("The journal is written by the system."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("The journal cannot be changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise AccessError(self.env._("The journal cannot be changed."))
