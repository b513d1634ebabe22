from odoo.http import Controller, content_disposition, request, route

from .report_form import XLSX


class EntryForm(Controller):
    """Serves the empty forms of administrators: units, accounts."""

    @route("/child_plan/form/units/<int:unit_id>", type="http", auth="user", readonly=True)
    def units(self, unit_id):
        unit = request.env["child.plan.unit"].browse(unit_id)
        unit.check_access("write")
        return self._file(unit._unit_form(), f"{unit.name}.xlsx")

    @route("/child_plan/form/accounts", type="http", auth="user", readonly=True)
    def accounts(self):
        users = request.env["res.users"]
        return self._file(users._child_plan_account_form(), request.env._("Accounts") + ".xlsx")

    @route("/child_plan/form/reorganisation/<int:row_id>", type="http", auth="user", readonly=True)
    def reorganisation(self, row_id):
        row = request.env["child.plan.reorganisation"].browse(row_id)
        row.check_access("write")
        return self._file(row._form(), f"{row.name}.xlsx")

    def _file(self, content, name):
        headers = [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name.replace("/", "-")))]
        return request.make_response(content, headers)
