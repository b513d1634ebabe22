from datetime import date

from odoo import fields, models
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.evaluation import Evaluated
from ...lib.excel.evaluation import write_evaluation
from .excuse import LATE

LEFT_OUT = ("suspended", "cancelled")  # nobody answers for these


class ChildPlanUnitEvaluation(models.Model):
    """The work by which units and officials are evaluated each year (Decree 335/2025/NĐ-CP)."""

    _inherit = "child.plan.unit"

    def _evaluation_day(self, year):
        """Return the day on which the work of a year is judged: its last one, or today."""
        return min(date(year, 12, 31), today())

    def _evaluated_work(self, year):
        """Return the own work of these units that counts for a year, as far as the user may read it.

        It counts in the year in which it was handed in; what was not handed in by the end of the year counts if it was
        due by then, so that what has stayed undone counts in each year anew.
        """
        start, end = date(year, 1, 1), date(year, 12, 31)
        day = fields.Date.to_string(self._evaluation_day(year))
        work = self.env["child.plan.assignment"].with_context(child_plan_as_of=day)
        handed_in = [("submitted_on", ">=", start), ("submitted_on", "<=", end)]
        undone = ["&", "|", ("submitted_on", "=", False), ("submitted_on", ">", end), ("in_time_until", "<=", end)]
        domain = [("unit_id", "in", self.ids), "|", "&", *handed_in, *undone]
        found = work.search(domain, order="unit_id, in_time_until, id")
        return found.filtered(lambda assignment: assignment.status and assignment.status not in LEFT_OUT)

    def _evaluation_year(self):
        """Return the year whose evaluation is prepared now: in January still the one before."""
        day = today()
        return day.year if day.month > 1 else day.year - 1

    def action_evaluation_sheet(self):
        """Hand out the evaluation of these units as a workbook."""
        ids = ",".join(map(str, self.ids))
        url = f"/child_plan/evaluation/{self._evaluation_year()}/{ids}"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _evaluation_sheet(self, year):
        """Return the workbook of the evaluation of these units for a year, as bytes."""
        self.check_access("read")
        work = self._evaluated_work(year)
        self.env["res.users"]._child_plan_check_export(len(work))
        by_unit = work.grouped("unit_id")
        units = [(unit.name, by_unit.get(unit, work.browse())) for unit in self]
        officials = [
            (unit.name, officer.sudo().name or self.env._("Nobody named"), rows)
            for unit, own in by_unit.items()
            for officer, rows in own.grouped("officer_id").items()
        ]
        day = format_date(self.env, self._evaluation_day(year), date_format="dd/MM/yyyy")
        return write_evaluation(
            self.env._("Work of the year %s by which units and officials are evaluated", year),
            [self.env._("Figures of %s", day), self.env._("Decree 335/2025/NĐ-CP of 21 December 2025")],
            [(name, rows._evaluated()) for name, rows in units],
            [(unit, name, rows._evaluated()) for unit, name, rows in officials],
            [row._evaluation_row() for row in work],
            self._evaluation_words(work),
        )

    def _evaluation_words(self, work):
        unit, official = self.env._("Unit"), self.env._("Official")
        return {
            "units": self.env._("Units"),
            "officials": self.env._("Officials"),
            "work": self.env._("Work"),
            "total": self.env._("Total"),
            "figures": {
                "assigned": self.env._("Assigned"),
                "done": self.env._("Done"),
                "on_time": self.env._("Done on time"),
                "late": self.env._("Done late"),
                "overdue": self.env._("Not done, overdue"),
                "delays": self.env._("Delays"),
                "excused": self.env._("Delays excused"),
                "counted": self.env._("Delays counted"),
            },
            "heads": {
                "units": [unit],
                "officials": [unit, official],
                "work": [
                    unit,
                    official,
                    self.env._("Task"),
                    self.env._("Plan"),
                    self.env._("Deadline"),
                    self.env._("Handed in on"),
                    self.env._("Status"),
                    self.env._("Delay excused by"),
                    self.env._("Delay excused on"),
                    self.env._("Objective reason of the delay"),
                ],
            },
            "colours": work._child_plan_colours_of("status"),
        }


class ChildPlanAssignmentEvaluation(models.Model):
    _inherit = "child.plan.assignment"

    def _evaluated(self):
        """Return the figures of these assignments."""
        late = self.filtered(lambda assignment: assignment.status in LATE)
        return Evaluated(
            assigned=len(self),
            on_time=len(self.filtered(lambda assignment: assignment.status == "done_on_time")),
            late=len(late.filtered(lambda assignment: assignment.status == "done_late")),
            overdue=len(late.filtered(lambda assignment: assignment.status == "overdue")),
            excused=len(late.filtered("excused_by")),
        )

    def _evaluation_row(self):
        excused = self if self._is_excused() else self.browse()
        plan = self.plan_id.sudo()
        return (
            self.unit_id.name,
            self.officer_id.sudo().name or "",
            self.name,
            plan.number or plan.name,
            self.deadline_on or None,
            self.submitted_on or None,
            dict(self._fields["status"]._description_selection(self.env))[self.status],
            excused.excused_by.sudo().name or "",
            excused.excused_on or None,
            excused.excuse or "",
        )

    def _is_excused(self):
        """Whether it is late, and the delay is not held against unit and official."""
        return self.status in LATE and bool(self.excused_by)
