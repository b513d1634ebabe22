from odoo import api, fields, models
from odoo.fields import Command

from ...lib.status import MONTHS
from ..unit.take_turns import take_turns

WAITED_FOR = ("expected", "draft", "returned")  # states of a report that has not been submitted


class ChildPlan(models.Model):
    """The targets and reports of a plan."""

    _inherit = "child.plan"

    target_ids = fields.One2many("child.plan.target", "plan_id", "Targets")
    reporting_ids = fields.One2many("child.plan.report.requirement", "plan_id", "Reporting demands", copy=True)
    report_period_ids = fields.One2many("child.plan.report.period", "plan_id", "Reporting periods")
    report_due_count = fields.Integer("Reports not in", compute="_compute_row_counts")
    target_count = fields.Integer(compute="_compute_row_counts")

    @api.model
    def _row_counts(self):
        return [
            *super()._row_counts(),
            ("target_count", "child.plan.target", []),
            ("report_due_count", "child.plan.report", [("current", "=", True), ("state", "in", WAITED_FOR)]),
        ]

    def _left_open(self):
        missing = [("plan_id", "=", self.id), ("current", "=", True), ("state", "in", WAITED_FOR)]
        count = self.env["child.plan.report"].search_count(missing)
        words = [self.env._("%s reports have not been handed in.", count)] if count else []
        return super()._left_open() + words

    @api.model
    def _open_after_issue(self):
        return super()._open_after_issue() | {"target_ids", "reporting_ids"}

    @api.model
    def _dated_fields(self):
        of_targets = [("target_ids", "due_on"), ("target_ids", "year")]
        return [*super()._dated_fields(), *of_targets, ("reporting_ids", "due_on")]

    def _copy_rows(self, copy, sections, tasks):
        result = super()._copy_rows(copy, sections, tasks)
        for target in self.target_ids:
            section = sections.get(target.section_id, target.section_id)
            links = [tasks[task].id for task in target.task_ids if task in tasks]
            target.copy({"plan_id": copy.id, "section_id": section.id, "task_ids": [Command.set(links)]})
        return result

    def _on_issued(self, day):
        result = super()._on_issued(day)
        self._open_report_periods(day)
        return result

    def _open_report_periods(self, day):
        """Open the reporting periods that the plan demands, and update the reports expected for them.

        If the plan demands none, it has a yearly period with the default dates.
        """
        self.ensure_one()
        take_turns(self)
        plan, periods = self.sudo(), self.env["child.plan.report.period"].sudo()
        dated = plan.reporting_ids.filtered(lambda demand: demand.frequency in MONTHS or demand.last_day)
        yearly = {"plan_id": plan.id, "frequency": "yearly", "recipient_unit_id": plan.issuer_id.id}
        for demand in dated or [plan.reporting_ids.new(yearly)]:
            periods._open_for(demand, day)
        plan.report_period_ids.filtered(lambda period: period.due_on >= day)._sync_expected_reports()

    def _reported_targets(self):
        """Return ``{indicator: target}`` of the targets on which units report.

        These are the plan's own targets and those of the plans that it implements; the nearest plan's target wins.
        """
        targets, plan = {}, self.sudo()
        while plan:
            for target in plan.target_ids.filtered("indicator_id"):
                targets.setdefault(target.indicator_id, target)
            plan = plan.implements_id
        return targets

    @api.readonly
    def action_view_targets(self):
        return self._view("child_plan_target_action")

    @api.readonly
    def action_view_reports(self):
        return self._view("child_plan_report_action_received", context={"search_default_group_period": 1})
