import io

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

from ..document.task_list import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE = "mau-danh-sach-nhiem-vu.xlsx"


class DocumentImport(http.Controller):
    """Upload of documents and download of the Excel template."""

    @http.route("/child_plan/import/upload", type="http", auth="user", methods=["POST"])
    def upload(self, ufile, plan_id=None, **_more):
        """Take in one file. Return JSON: ``{"id", "known"}``, or ``{"error"}`` with a sentence for the user."""
        plan = request.env["child.plan"].browse(int(plan_id)) if (plan_id or "").isdigit() else None
        try:
            reading, known = request.env["child.plan.import"]._receive(ufile.filename, ufile.read(), plan)
            answer = {"id": reading.id, "known": known}
        except (UserError, AccessError, MissingError) as error:
            request.env.cr.rollback()
            answer = {"error": str(error)}
        return request.make_json_response(answer)

    @http.route("/child_plan/import/template", type="http", auth="user", readonly=True)
    def template(self):
        """The Excel template: a list of tasks that can be filled in and taken in like a document."""
        request.env["child.plan.import"].check_access("create")
        buffer = io.BytesIO()
        write_template(buffer)
        headers = [("Content-Type", XLSX), ("Content-Disposition", content_disposition(TEMPLATE))]
        return request.make_response(buffer.getvalue(), headers)
