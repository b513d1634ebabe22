from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib.clock import today
from ...lib.schedule.shift import shift_day
from ..unit.chatter import chatter_fields


class ChildPlan(models.Model):
    """A plan: the signed document that gives tasks to units, and its follow-up.

    Draft → issued → closed. A plan for very many units passes through "issuing", while a background job gives out its
    work (``work/plan_issuing.py``). A closed plan can only be read and reopened.
    """

    _name = "child.plan"
    _description = "Plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "period_end desc, issued_on desc, id desc"
    _rec_names_search = ["name", "number"]

    name = fields.Char("Subject", required=True, tracking=True)
    number = fields.Char("Number and symbol", tracking=True, copy=False, help="For instance 287/KH-UBND")
    issued_on = fields.Date("Date of the document", tracking=True, copy=False)
    place = fields.Char(help="The place printed before the date")
    issuer_id = fields.Many2one(
        "child.plan.unit",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user.child_plan_authority_ids[:1],
        domain="[('kind', '!=', 'collective')]",
    )
    level = fields.Selection(related="issuer_id.level")
    standing_unit_id = fields.Many2one(
        "child.plan.unit",
        "Standing office",
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user.child_plan_unit_ids[:1],
        domain="[('kind', '!=', 'collective')]",
        tracking=True,
        help="Follows the plan, confirms what is done and compiles the report",
    )
    period_start = fields.Date("From", required=True, default=lambda self: today().replace(month=1, day=1))
    period_end = fields.Date("To", required=True, default=lambda self: today().replace(month=12, day=31))
    implements_id = fields.Many2one(
        "child.plan", ondelete="restrict", index="btree_not_null", help="The superior plan it carries out"
    )
    implemented_by_ids = fields.One2many("child.plan", "implements_id", "Implemented by")
    basis_ids = fields.One2many("child.plan.basis", "plan_id", "Legal bases", copy=True)
    section_ids = fields.One2many("child.plan.section", "plan_id", "Sections")
    task_ids = fields.One2many("child.plan.task", "plan_id", "Tasks")
    recipients = fields.Text(help="Nơi nhận, one a line")
    signatory_capacity = fields.Char("Signed for", help="For instance TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH")
    signatory_position = fields.Char("Signatory's position")
    source_document = fields.Binary("Signed document", attachment=True, copy=False)
    source_filename = fields.Char("File name", copy=False)
    note = fields.Text()
    state = fields.Selection(
        [("draft", "Draft"), ("issuing", "Being issued"), ("issued", "Issued"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    activated_on = fields.Date("Issued in the system on", readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    next_working_day = fields.Boolean(
        "Deadlines move to a working day",
        compute="_compute_next_working_day",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Work whose deadline is a day off is in time until the end of the next working day",
    )
    soon_days = fields.Integer(
        "Due soon from", default=3, help="How many days before its deadline work is shown as due soon"
    )
    confirm_days = fields.Integer(
        "Confirm within", default=5, help="After so many days the standing office is reminded of work to be confirmed"
    )
    head_days = fields.Integer(
        "Tell the unit's head after",
        default=3,
        help="Working days overdue until the head of the unit is told; 0: never",
    )
    leader_days = fields.Integer(
        "Tell the leader after",
        default=10,
        help="Working days overdue until the leader of the issuer is told; 0: never",
    )
    active = fields.Boolean(default=True)
    can_manage = fields.Boolean(compute="_compute_can_manage", help="The current user may change and decide")
    can_edit = fields.Boolean(compute="_compute_can_edit", help="The current user may change what is open to changes")
    task_count = fields.Integer(compute="_compute_row_counts")
    unclear_count = fields.Integer("Unclear tasks", compute="_compute_unclear_count")
    problem_count = fields.Integer("Tasks with a problem", compute="_compute_unclear_count")

    _period = models.Constraint("CHECK (period_end >= period_start)", "The period ends before it begins.")
    _days_positive = models.Constraint(
        "CHECK (soon_days >= 0 AND confirm_days >= 0 AND head_days >= 0 AND leader_days >= 0)",
        "A number of days cannot be negative.",
    )

    @api.depends("name", "number")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.number} · {plan.name}" if plan.number else plan.name

    @api.depends("standing_unit_id", "issuer_id")
    @api.depends_context("uid")
    def _compute_can_manage(self):
        managed = self._managed()
        for plan in self:
            plan.can_manage = plan in managed

    @api.depends("issuer_id")
    def _compute_next_working_day(self):
        """Take over the issuer's habit, until the plan is issued."""
        for plan in self.filtered(lambda plan: plan.state in ("draft", False)):
            plan.next_working_day = not plan.issuer_id or plan.issuer_id.next_working_day

    def _managed(self):
        """Return those of these plans that the current user manages.

        A member of a standing office manages the plans that the office keeps, a leader the plans that the leader's unit
        issues; units above or below have no say.
        """
        if self.env.su:
            return self
        user = self.env.user
        units, issuers = user._child_plan_places()
        standing = user.has_group("child_plan.child_plan_group_standing")
        leader = user.has_group("child_plan.child_plan_group_leader")
        return self.filtered(
            lambda plan: (
                (standing and plan.standing_unit_id.id in units and plan.issuer_id.id in issuers)
                or (leader and plan.issuer_id.id in units)
            )
        )

    @api.model
    def _decided_by_user(self, limit=None):
        """Return the issued plans on which the current user decides."""
        user = self.env.user
        units, authorities = user.child_plan_unit_ids.ids, user.child_plan_authority_ids.ids
        mine = Domain.FALSE
        if user.has_group("child_plan.child_plan_group_leader"):
            mine |= Domain("issuer_id", "in", units)
        if user.has_group("child_plan.child_plan_group_standing"):
            kept = Domain("standing_unit_id", "in", units)
            mine |= kept & Domain("issuer_id", "in", units + authorities)
        return self.search(mine & Domain("state", "=", "issued"), limit=limit)

    @api.depends("can_manage", "state", "issuing_error")
    def _compute_can_edit(self):
        for plan in self:
            plan.can_edit = plan.can_manage and plan.state != "closed" and not plan._is_being_issued()

    @api.model
    def _row_counts(self):
        """Return ``(field, model, domain)`` for each count on the smart buttons. Extend to count other models."""
        return [("task_count", "child.plan.task", [])]

    def _compute_row_counts(self):
        for field, model, domain in self._row_counts():
            counts = {}
            if self.env[model].has_access("read"):
                counts = dict(
                    self.env[model]._read_group([("plan_id", "in", self.ids), *domain], ["plan_id"], ["__count"])
                )
            for plan in self:
                plan[field] = counts.get(plan, 0)

    @api.depends("task_ids.unclear")
    def _compute_unclear_count(self):
        for plan in self:
            plan.unclear_count = len(plan.task_ids.filtered("unclear"))
            plan.problem_count = len(plan.task_ids.filtered("has_problem"))

    @api.constrains("implements_id")
    def _check_implements_id(self):
        if self._has_cycle("implements_id"):
            raise ValidationError(self.env._("A plan cannot implement itself."))

    @api.model_create_multi
    def create(self, vals_list):
        """Create plans in the draft state, whatever the values or the caller's context say."""
        draft_values = {"state": "draft", "activated_on": False, "closed_on": False, **self._not_issuing()}
        implements = {"implements_id": self.env.context.get("default_implements_id")}
        vals_list = [{**implements, **vals, **draft_values} for vals in vals_list]
        for vals in vals_list:
            self._check_implements(vals)
        return super().create(vals_list)

    def _check_implements(self, vals):
        """Check that the user may read the plan to implement: afterwards all who implement it can read it."""
        if vals.get("implements_id"):
            self.browse(vals["implements_id"]).check_access("read")

    def write(self, vals):
        self._check_implements(vals)
        if not self.env.su:
            if {"state", "activated_on", "closed_on", *self._not_issuing()} & vals.keys():
                raise UserError(self.env._("A plan is issued, closed and reopened with its buttons."))
            if vals.keys() - {"active"} and self.filtered(lambda plan: plan.state == "closed"):
                raise UserError(self.env._("This plan is closed. Reopen it to change anything."))
            self._check_not_issuing()
            if vals.keys() - self._open_after_issue() and self.filtered(lambda plan: plan.state != "draft"):
                raise UserError(
                    self.env._("This plan has been issued: its subject, issuer and period stay as they were signed.")
                )
        result = super().write(vals)
        if not vals.keys().isdisjoint({"issuer_id", "standing_unit_id"}):
            self.check_access("write")  # prevents handing the plan to an authority that is not the user's
        return result

    @api.model
    def _open_after_issue(self):
        """Return the fields that stay writable after the plan has been issued.

        All others are part of the signed document, or change only by buttons. Extend for fields that are not part of
        the document.
        """
        return chatter_fields(self.env) | {
            "standing_unit_id",
            "signatory_capacity",
            "signatory_position",
            "next_working_day",
            "soon_days",
            "confirm_days",
            "head_days",
            "leader_days",
            "note",
            "number",
            "issued_on",
            "place",
            "recipients",
            "source_document",
            "source_filename",
            "implements_id",
            "basis_ids",
            "section_ids",
            "task_ids",
            "active",
        }

    @api.ondelete(at_uninstall=True)
    def _unlink_except_issued(self):
        if self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("Only a draft can be deleted. Close the plan or archive it instead."))

    def copy(self, default=None):
        """Copy the plan with its sections, tasks and targets as a new draft, without anything that was done."""
        copies = super().copy(default)
        for plan, copy in zip(self, copies, strict=True):
            sections = dict(zip(plan.section_ids, plan.section_ids.copy({"plan_id": copy.id}), strict=True))
            tasks = {}
            for task in plan.task_ids.filtered(lambda task: task.state != "withdrawn"):
                section = sections.get(task.section_id, task.section_id)
                tasks[task] = task.copy({"plan_id": copy.id, "section_id": section.id, "superior_task_id": False})
            plan._copy_rows(copy, sections, tasks)
            if copy.period_start != plan.period_start:
                copy._shift_dates(plan.period_start)
        return copies

    @api.model
    def _dated_fields(self):
        """Return ``[(field path from the plan to rows, their date or year)]`` of all that has a time. Extend."""
        return [("task_ids", "due_on"), ("task_ids.line_ids", "due_on")]

    def _dated_rows(self):
        """Yield ``(rows with the same time, its field, the time)``."""
        self.ensure_one()
        for path, name in self._dated_fields():
            yield from ((rows, name, time) for time, rows in self.mapped(path).grouped(name).items() if time)

    def _shift_dates(self, before):
        """Move all dates and years of this copy by the difference between ``before``, when the original began, and its
        own beginning.
        """
        for rows, name, time in list(self._dated_rows()):
            rows.write({name: self._shifted(time, before)})

    def _shifted(self, time, before):
        if isinstance(time, int):
            return time + self.period_start.year - before.year
        return shift_day(time, before, self.period_start)

    def _odd_dates(self, day):
        """Return ``[(row, date, whether it is past)]`` of the dates before ``day`` or outside the plan's period."""
        self.ensure_one()
        return [
            (row, time, time < day)
            for rows, _name, time in self._dated_rows()
            if isinstance(time, date) and (time < day or not self.period_start <= time <= self.period_end)
            for row in rows
        ]

    def _copy_rows(self, copy, sections, tasks):
        """Copy further rows to the plan ``copy``; ``sections`` and ``tasks`` map originals to copies. Extend for other
        models.
        """

    def copy_data(self, default=None):
        rows = super().copy_data(default)
        if "name" in (default or {}):
            return rows
        return [{**row, "name": self.env._("%s (copy)", plan.name)} for plan, row in zip(self, rows, strict=True)]

    def _check_can_manage(self):
        for plan in self:
            if not plan.can_manage:
                raise UserError(
                    self.env._(
                        "Only the standing office of “%s” or a leader of its issuer can do this.", plan.display_name
                    )
                )

    def _view(self, action, **values):
        self.ensure_one()
        actions = self.env["ir.actions.act_window"].with_context(active_id=self.id)  # for the tabs of the plan
        action = actions._for_xml_id(action if "." in action else f"child_plan.{action}")
        action |= {"domain": [("plan_id", "=", self.id)], "context": {"default_plan_id": self.id}, **values}
        return {**action, "context": {**action["context"], "active_id": self.id, "active_model": self._name}}

    @api.readonly
    def action_view_tasks(self):
        return self._view(
            "child_plan_task_action",
            context={"default_plan_id": self.id, "search_default_group_section": 1},
        )
