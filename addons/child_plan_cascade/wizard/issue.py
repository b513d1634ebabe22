from textwrap import shorten

from odoo import api, models

from odoo.addons.child_plan.wizard.work.issue import NAMED


class ChildPlanIssue(models.TransientModel):
    """The check before issuing names the tasks that are due later than the superior wants them."""

    _inherit = "child.plan.issue"

    @api.depends("task_ids.later_text")
    def _compute_odd_dates(self):
        result = super()._compute_odd_dates()
        for wizard in self:
            later = wizard.task_ids.filtered("later_text")
            lines = [f"{shorten(task.name, 100, placeholder=' …')}: {task.later_text}" for task in later[:NAMED]]
            if len(later) > NAMED:
                lines.append(self.env._("… and %s more.", len(later) - NAMED))
            wizard.odd_dates = "\n".join(filter(None, [wizard.odd_dates, *lines]))
        return result
