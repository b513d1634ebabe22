from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...lib.clock import today
from ...lib.status import STATES


class ChildPlanAssignment(models.Model):
    """One task for one unit: the row whose progress is followed.

    Rows are created only when a task is given out (``child.plan.task._give``), and are never deleted. A write of
    ``state`` or ``due_on`` is a decision: it is checked against the table of transitions and recorded in the journal,
    whether it comes from a button, a list, an import or the API (see ``assignment_workflow.py``).
    """

    _name = "child.plan.assignment"
    _description = "Assignment"
    _inherit = ["mail.thread", "mail.activity.mixin", "child.plan.evidence", "child.plan.last.day.mixin"]
    _order = "due_on, id"
    _mail_post_access = "read"

    task_id = fields.Many2one("child.plan.task", required=True, readonly=True, ondelete="restrict", index=True)
    plan_id = fields.Many2one("child.plan", required=True, readonly=True, ondelete="restrict", index=True)
    plan_state = fields.Selection(related="plan_id.state", string="Plan's state", tracking=False)
    unit_id = fields.Many2one("child.plan.unit", required=True, readonly=True, ondelete="restrict", index=True)
    name = fields.Char(related="task_id.name", string="Work")
    is_favorite = fields.Boolean(related="task_id.is_favorite", exportable=False)
    section_id = fields.Many2one(related="task_id.section_id")
    section_code = fields.Char(related="section_id.code", string="Number")
    sector_id = fields.Many2one(related="task_id.sector_id", store=True)
    # Stored and indexed, so that sums by level and the record rules need no join with the tree.
    # child.plan.unit._store_levels() updates them when a unit moves.
    province_id = fields.Many2one(related="unit_id.province_id", store=True, index="btree_not_null")
    district_id = fields.Many2one(related="unit_id.district_id", store=True, index="btree_not_null")
    commune_id = fields.Many2one(related="unit_id.commune_id", store=True, index="btree_not_null")
    unit_level = fields.Selection(related="unit_id.level", string="Level")
    timing = fields.Selection(related="task_id.timing")
    weight = fields.Float(related="task_id.weight", aggregator=None)
    role = fields.Selection([("lead", "Lead"), ("coordinate", "Coordinate")], required=True, readonly=True)
    requested = fields.Boolean(readonly=True, help="The body is outside the authority: the plan requests it.")
    period_start = fields.Date("Period from", readonly=True)
    period_end = fields.Date("Period to", readonly=True)
    officer_id = fields.Many2one(
        "res.users",
        "In charge",
        domain="[('child_plan_unit_ids', 'in', unit_id)]",
        index="btree_not_null",
        help="The person in the unit who answers for it",
    )
    state = fields.Selection(list(STATES.items()), required=True, default="not_started", group_expand=True, copy=False)
    given_on = fields.Date("Given on", required=True, readonly=True)
    due_on = fields.Date("Deadline", help="The day that the plan names; see also the last day in time")
    first_due_on = fields.Date("First deadline", readonly=True)
    submitted_on = fields.Date("Handed in on", readonly=True)
    confirmed_on = fields.Date("Confirmed on", readonly=True)
    progress = fields.Integer(
        compute="_compute_progress",
        store=True,
        readonly=False,
        aggregator=None,
        help="In percent; counted from the deliverables where there are several",
    )
    progress_counted = fields.Boolean("Progress is counted", compute="_compute_progress_counted")
    result = fields.Text()
    reason = fields.Char("Last reason", help="Why it was returned, suspended, cancelled or its deadline moved")
    evidence_ids = fields.Many2many("ir.attachment", "child_plan_assignment_evidence_rel")
    deliverable_ids = fields.One2many("child.plan.deliverable", "assignment_id", "Deliverables")
    milestone_ids = fields.One2many("child.plan.milestone", "assignment_id", "Milestones")
    extension_ids = fields.One2many("child.plan.extension", "assignment_id", "Requests for more time")
    extension_count = fields.Integer(compute="_compute_extension_count")
    extension_pending = fields.Boolean("More time asked", readonly=True, help="A request waits for a decision.")
    predecessor_id = fields.Many2one(
        "child.plan.assignment",
        "Handed over from",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The assignment of the unit that had this work before",
    )
    journal_ids = fields.One2many("child.plan.journal", "assignment_id")
    deliverable_text = fields.Char(compute="_compute_deliverable_text")
    evidence_missing = fields.Char(compute="_compute_evidence_missing", help="What is missing for handing it in")
    is_mine = fields.Boolean("My unit's", compute="_compute_is_mine", search="_search_is_mine")

    _once = models.UniqueIndex(
        "(task_id, unit_id, COALESCE(period_start, '-infinity'::date)) WHERE state != 'cancelled'",
        "This unit already has this task.",
    )
    _open_due_idx = models.Index("(unit_id, due_on) WHERE state NOT IN ('done', 'suspended', 'cancelled')")
    # These indexes return the first rows of the usual lists quickly, for a nation's or a province's work alike.
    _due_idx = models.Index("(due_on, id) WHERE state NOT IN ('done', 'cancelled')")
    _submitted_idx = models.Index("(submitted_on, id) WHERE state = 'submitted'")
    _extension_idx = models.Index("(due_on, id) WHERE extension_pending IS TRUE")
    _province_due_idx = models.Index("(province_id, due_on, id) WHERE state NOT IN ('done', 'cancelled')")
    _province_submitted_idx = models.Index("(province_id, submitted_on, id) WHERE state = 'submitted'")
    _province_extension_idx = models.Index("(province_id, due_on, id) WHERE extension_pending IS TRUE")
    _progress_percent = models.Constraint("CHECK (progress BETWEEN 0 AND 100)", "Progress goes from 0 to 100 percent.")

    @api.depends("name", "unit_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = f"{assignment.name} · {assignment.unit_id.name}"

    @api.depends("deliverable_ids.quantity")
    def _compute_progress_counted(self):
        for assignment in self:
            assignment.progress_counted = sum(assignment.deliverable_ids.mapped("quantity")) > 1

    @api.depends("deliverable_ids.quantity", "deliverable_ids.done_quantity")
    def _compute_progress(self):
        """Compute the mean share of the deliverables that is done. All count alike, and none for more than 100 %.

        A single product is done or not; how far it is on the way is the unit's to say.
        """
        for assignment in self:
            shares = [min(d.done_quantity / d.quantity, 1.0) for d in assignment.deliverable_ids if d.quantity]
            share = int(100 * sum(shares) / len(shares)) if shares else None
            told = assignment.progress
            if share is None or (share < 100 and not assignment.progress_counted):
                assignment.progress = told if share is None or told < 100 else share
            else:
                assignment.progress = share

    @api.depends("extension_ids")
    def _compute_extension_count(self):
        for assignment in self:
            assignment.extension_count = len(assignment.extension_ids)

    @api.depends("deliverable_ids.name", "deliverable_ids.quantity", "deliverable_ids.done_quantity")
    @api.depends_context("lang")
    def _compute_deliverable_text(self):
        for assignment in self:
            assignment.deliverable_text = "; ".join(
                f"{d.name} ({d._in_words()}{f' {d.uom}' if d.uom else ''})" for d in assignment.deliverable_ids
            )

    @api.depends("result", "deliverable_ids.done_quantity", "deliverable_ids.quantity", "deliverable_ids.evidence_ids")
    @api.depends_context("lang")
    def _compute_evidence_missing(self):
        for assignment in self:
            missing = [] if (assignment.result or "").strip() else [self.env._("the result in a sentence")]
            for deliverable in assignment.sudo().deliverable_ids:  # sudo: count files that the reader may not open, too
                if not deliverable.is_done:
                    missing.append(
                        self.env._(
                            "%(name)s: %(quantities)s done",
                            name=deliverable.name,
                            quantities=deliverable._in_words(),
                        )
                    )
                elif not deliverable.evidence_ids:
                    missing.append(self.env._("a file that shows “%s”", deliverable.name))
            assignment.evidence_missing = "; ".join(missing)

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.env.user.child_plan_unit_ids
        for assignment in self:
            assignment.is_mine = assignment.unit_id in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("unit_id", "in" if True in value else "not in", self.env.user.child_plan_unit_ids.ids)]

    @api.constrains("officer_id")
    def _check_officer_id(self):
        for assignment in self:
            officer = assignment.officer_id
            if officer and assignment.unit_id not in officer.sudo().child_plan_unit_ids:
                raise ValidationError(
                    self.env._("%(user)s is not a user of %(unit)s.", user=officer.name, unit=assignment.unit_id.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Work is given out by issuing a plan or giving out its task."))
        return super().create(vals_list)

    def action_toggle_favorite(self):
        """Set or take away the user's own star of the tasks."""
        return self.task_id.action_toggle_favorite()

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("Work that was given out is not deleted. Withdraw the task; its history stays."))

    @api.model
    def _today(self):
        return today()
