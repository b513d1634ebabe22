import json

from odoo.http import content_disposition, request

from odoo.addons.web.controllers.export import ExcelExport

from ..lib.excel.list_sheet import MOST_ROWS
from ..models.unit.given_links import OURS
from .report_form import XLSX


class ListExport(ExcelExport):
    """Writes lists of our models on the product's own sheet, with the day and the filter that the client names."""

    def base(self, data):
        params = json.loads(data)
        if not OURS.match(params["model"]) or params["import_compat"]:
            return super().base(data)
        model = request.env[params["model"]].with_context(**params.get("context", {}))
        if params["ids"]:
            records = model.browse(params["ids"])
        else:
            records = model.search(params["domain"], limit=MOST_ROWS + 1)
        columns = [(field["name"], field["label"].strip()) for field in params["fields"]]
        title = params.get("title") or request.env["ir.model"]._get(model._name).name
        content = records._child_plan_sheet(columns, title, params.get("filters", ""))
        name = f"{title}.xlsx".replace("/", "-")
        return request.make_response(
            content, [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
