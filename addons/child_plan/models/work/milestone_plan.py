from odoo import api, fields, models

WARNED = 5  # milestones listed in the warning on the plan's form


class ChildPlanMilestonePlan(models.Model):
    """The milestones of a plan: their number, and the warning on its form."""

    _inherit = "child.plan"

    milestone_count = fields.Integer(compute="_compute_milestone_count")
    milestone_warning = fields.Text(
        compute="_compute_milestone_warning", help="Milestones that are late or will be, and what holds them up"
    )

    def _compute_milestone_count(self):
        milestones = self.env["child.plan.milestone"].search(
            [("plan_id", "in", self.ids), ("assignment_id", "=", False)]
        )
        of_plan = milestones.grouped("plan_id")
        for plan in self:
            plan.milestone_count = len(of_plan.get(plan, ()))

    def _compute_milestone_warning(self):
        demanded = [("plan_id", "in", self.ids), ("plan_id.state", "=", "issued"), ("assignment_id", "=", False)]
        late = self.env["child.plan.milestone"].search(demanded).filtered(lambda m: m.situation in ("late", "delayed"))
        of_plan = late.grouped("plan_id")
        for plan in self:
            warned = of_plan.get(plan, late.browse())
            lines = [f"{milestone.name}: {milestone.situation_text}" for milestone in warned[:WARNED]]
            if len(warned) > WARNED:
                lines.append(self.env._("and %s more milestones", len(warned) - WARNED))
            plan.milestone_warning = "\n".join(lines)

    @api.model
    def _dated_fields(self):
        return [*super()._dated_fields(), ("task_ids.milestone_ids", "due_on")]

    def _copy_rows(self, copy, sections, tasks):
        result = super()._copy_rows(copy, sections, tasks)
        self._copy_milestone_links(tasks)
        return result

    def _copy_milestone_links(self, tasks):
        """Link the milestones of copied tasks as their originals are linked; ``tasks`` is {original: copy}."""
        copies = {}
        for task, copy in tasks.items():
            copies |= zip(task.milestone_ids.sorted("id"), copy.milestone_ids.sorted("id"), strict=True)
        for milestone, copy in copies.items():
            copy.depends_on_ids = [copies.get(other, other).id for other in milestone.depends_on_ids]

    @api.readonly
    def action_view_timeline(self):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("child_plan.child_plan_timeline_action")
        return {**action, "context": {"child_plan_timeline_plan_id": self.id}}
