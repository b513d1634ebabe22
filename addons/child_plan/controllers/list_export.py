import json

from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from odoo.addons.web.controllers.export import ExcelExport

from ..models.unit.export import AT_ONCE
from ..models.unit.given_links import OURS
from .report_form import XLSX


class ListExport(ExcelExport):
    """Writes lists of our models on the product's own sheet, with the day and the filter that the client names."""

    def base(self, data):
        asked = json.loads(data)
        if not OURS.match(asked["model"]) or asked["import_compat"]:
            return super().base(data)
        exports = request.env["child.plan.export"]
        if exports._number(asked) > AT_ONCE:
            raise UserError(exports.env._("Lists of more than %s rows are written in the background.", AT_ONCE))
        title = exports._title(asked)
        content = exports._sheet(asked, title, asked.get("filters"))
        name = f"{title}.xlsx".replace("/", "-")
        return request.make_response(
            content, [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
