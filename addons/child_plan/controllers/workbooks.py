from odoo.http import Controller, content_disposition, request, route

from .report_form import XLSX

FILTERS = ("unit_id", "plan_id", "sector_id", "compare")  # of the leader's page that are numbers


class Workbooks(Controller):
    """Serves pages and lists of figures as workbooks. A file holds only what its reader may see on the screen."""

    @route("/child_plan/steering", type="http", auth="user", readonly=True)
    def steering(self, day=None, **asked):
        filters = {name: int(asked[name]) for name in FILTERS if (asked.get(name) or "").isdecimal()}
        content, name = request.env["child.plan.dashboard"]._sheet(day=day or None, **filters)
        return self._file(content, name)

    @route("/child_plan/evaluation/<int(min=2000, max=2099):year>/<string:ids>", type="http", auth="user", readonly=True)
    def evaluation(self, year, ids):
        units = request.env["child.plan.unit"].browse(int(id_) for id_ in ids.split(",") if id_.isdecimal()).exists()
        name = request.env._("Evaluation %s", year)
        return self._file(units._evaluation_sheet(year), f"{name}.xlsx")

    def _file(self, content, name):
        return request.make_response(
            content, [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        )
