from odoo.http import Controller, content_disposition, request, route

from ..lib.excel.report_form import write_form
from ..lib.excel.report_summary import write_summary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportForm(Controller):
    """Serves the Excel files of reports. A file holds only what its reader may see on the screen."""

    @route("/child_plan/report/<int:report_id>/form", type="http", auth="user", readonly=True)
    def form(self, report_id):
        report = request.env["child.plan.report"].browse(report_id)
        report.check_access("read")
        return self._file(write_form(report), f"{report.unit_id.name} - {report.period_id.name}.xlsx")

    @route("/child_plan/summary/<int:period_id>/<int:unit_id>", type="http", auth="user", readonly=True)
    def summary(self, period_id, unit_id):
        summary = request.env["child.plan.report.summary"].get_summary(period_id, unit_id)
        return self._file(write_summary(summary, request.env), f"{summary['period']['name']}.xlsx")

    def _file(self, content, name):
        name = name.replace("/", "-")
        return request.make_response(
            content, [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
