from odoo import api, fields, models


class ChildPlanTask(models.Model):
    """The sector to which a task belongs: the leader's page counts its work there, whichever units have it."""

    _inherit = "child.plan.task"

    sector_id = fields.Many2one(
        "child.plan.sector",
        compute="_compute_sector_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        index="btree_not_null",
        help="That of the departments and bodies that lead, else that of the plan's standing office, unless another is "
        "chosen. The leader's page counts the work of the task there.",
    )

    @api.depends("line_ids.unit_id", "line_ids.role")
    def _compute_sector_id(self):
        """Fill in a sector where the task has none, as soon as a unit leads it; what is there stays."""
        for task in self:
            leads = task.line_ids.filtered(lambda line: line.role == "lead").unit_id.sudo()
            # a People's Committee works in every sector: that it leads says nothing of the task
            special = leads.filtered(lambda unit: "authority" not in (unit.kind, unit.member_kind))
            sectors = {unit.sector_id or unit.member_sector_id for unit in special}
            sector = sectors.pop() if len(sectors) == 1 else task.sector_id.browse()
            if leads and not task.sector_id:
                task.sector_id = sector or task.plan_id.sudo().standing_unit_id.sector_id
            else:
                task.sector_id = task.sector_id  # every record needs a value
