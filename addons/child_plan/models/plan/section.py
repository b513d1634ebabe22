from odoo import api, fields, models


class ChildPlanSection(models.Model):
    """A numbered section of the plan document; tasks are listed under it in the printed order."""

    _name = "child.plan.section"
    _inherit = "child.plan.line.mixin"
    _description = "Plan Section"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    code = fields.Char("Number", help="Path of the printed numbers and letters, for instance III.2")
    name = fields.Char("Heading", required=True)
    task_ids = fields.One2many("child.plan.task", "section_id", "Tasks")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for section in self:
            section.display_name = f"{section.code}. {section.name}" if section.code else section.name
