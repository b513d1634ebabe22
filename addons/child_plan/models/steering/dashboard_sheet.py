from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...lib.excel.steering import write_page
from ...lib.rollup import COUNTED


class ChildPlanDashboardSheet(models.AbstractModel):
    """The leader's page as a workbook: what the screen shows under the user's own rights, on the same day."""

    _inherit = "child.plan.dashboard"

    def _sheet(self, **filters):
        """Return ``(workbook as bytes, name of the file)`` of the page with these filters of ``get_page``."""
        self.env["res.users"]._child_plan_check_export(0)
        page = self.get_page(**filters)
        if not page["unit"]:
            raise UserError(self.env._("You do not work for a unit yet"))
        day = self._in_figures(page["day"])
        name = f"{page['unit']['name']} {day}.xlsx".replace("/", "-")
        return write_page(page, self._sheet_words(page, day)), name

    def _in_figures(self, day):
        return format_date(self.env, fields.Date.to_date(day), date_format="dd/MM/yyyy")

    def _sheet_words(self, page, day):
        statuses = dict(self.env["child.plan.assignment"]._fields["status"]._description_selection(self.env))
        narrowed = ", ".join(each["label"] for each in page["narrowed"])
        before = self._in_figures(page["compare_day"])
        return {
            "lines": [
                page["unit"]["name"],
                self.env._("Figures of %s", day),
                self.env._("Filter: %s", narrowed) if narrowed else self.env._("All plans and sectors"),
                self.env._("Compared with %s", before),
            ],
            "whole": self.env._("The whole"),
            "figure": self.env._("Figure"),
            "number": self.env._("Number"),
            "before": self.env._("On %s", before),
            "change": self.env._("Change"),
            "rate": self.env._("Rate"),
            "part": self.env._("Numerator"),
            "of": self.env._("Denominator"),
            "total": self.env._("Total"),
            "other": self.env._("All others"),
            "name": {
                "unit": self.env._("Unit"),
                "plan": self.env._("Plan"),
                "sector": self.env._("Sector"),
                "level": self.env._("Level"),
            },
            "sheets": {
                "unit": self.env._("Units"),
                "plan": self.env._("Plans"),
                "sector": self.env._("Sectors"),
                "level": self.env._("Levels"),
            },
            "measures": {
                "total": self.env._("All work"),
                "done_on_time": self.env._("Done on time"),
                "done_late": self.env._("Done late"),
                "open_in_time": self.env._("Open, in time"),
                "open_overdue": self.env._("Overdue"),
                "no_deadline": self.env._("No deadline"),
                "left_open": self.env._("Left open when the plan was closed"),
                "suspended": self.env._("Suspended"),
                "submitted": self.env._("Waiting for confirmation"),
                "extension": self.env._("More time asked for"),
                "due_7": self.env._("Due within 7 days"),
                "due_30": self.env._("Due within 30 days"),
            },
            "rates": {
                "done_of_due": self.env._("Done, of all that has fallen due"),
                "on_time_of_done": self.env._("Done on time, of all that is done"),
                "overdue_of_due": self.env._("Overdue, of all that has fallen due"),
                "overdue_of_open": self.env._("Overdue, of all that is open"),
                "done_of_all": self.env._("Done, of all that was given"),
            },
            "statuses": {
                name: statuses.get(name) or self.env._("Waiting for confirmation") for name in COUNTED
            },
            "reports": self.env._("Reports not in"),
            "targets": self.env._("Targets behind"),
            "report_heads": [self.env._("Unit"), self.env._("Fallen due"), self.env._("Missing")],
            "target_heads": [
                self.env._("Target"),
                self.env._("Plan"),
                self.env._("Unit"),
                self.env._("To be reached"),
                self.env._("Reached"),
            ],
        }
