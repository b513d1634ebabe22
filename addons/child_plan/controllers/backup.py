import time

from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.utils import send_file

from odoo.exceptions import AccessError, UserError
from odoo.http import Controller, request, route

CONFIRMED = 10 * 60  # seconds since the user gave the password


class Backup(Controller):
    @route("/child_plan/backup/<int:backup_id>", type="http", auth="user", methods=["GET"], readonly=False)
    def download(self, backup_id):
        """Download an archive; only for an administrator of the system who has just given the password."""
        if request.session.get("identity-check-last", 0) < time.time() - CONFIRMED:
            raise Forbidden
        try:
            backup = request.env["child.plan.backup"].search([("id", "=", backup_id)])
            path = backup.ensure_one()._archive()
        except (AccessError, UserError, ValueError) as error:
            raise NotFound from error
        backup._on_download()
        response = send_file(
            path, request.httprequest.environ, mimetype="application/x-tar", as_attachment=True, download_name=path.name
        )
        response.headers["Cache-Control"] = "no-store"
        return response
