from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request


class DocumentImport(http.Controller):
    """Files in; what is done with them stands in ``child.plan.import``."""

    @http.route("/child_plan/import/upload", type="http", auth="user", methods=["POST"])
    def upload(self, ufile, plan_id=None, **_more):
        """Take one file in: ``{"id", "known"}``, or ``{"error"}`` with a sentence for the user."""
        plan = request.env["child.plan"].browse(int(plan_id)) if (plan_id or "").isdigit() else None
        try:
            reading, known = request.env["child.plan.import"]._receive(ufile.filename, ufile.read(), plan)
            answer = {"id": reading.id, "known": known}
        except (UserError, AccessError, MissingError) as error:
            request.env.cr.rollback()
            answer = {"error": str(error)}
        return request.make_json_response(answer)
