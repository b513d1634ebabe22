"""Gives the rows of a list to Excel, as its reader sees them."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, html2plaintext
from odoo.tools.misc import formatLang

from ...lib.clock import today
from ...lib.excel.list_sheet import MOST_ROWS, write_list


class Base(models.AbstractModel):
    _inherit = "base"

    def _child_plan_sheet(self, columns, title, filters=""):
        """Return these records as an Excel workbook (bytes).

        :param columns: ``[(path of a field such as "unit_id/name", heading)]``
        :param filters: the filters of the list, in words
        """
        self.env["res.users"]._child_plan_check_export(len(self))
        columns = [(path, head) for path, head in columns if path.split("/")[0] in self._fields]
        self.check_access("read")
        self.fetch({path.split("/")[0] for path, _head in columns})  # checks the rights on the fields
        styles, stamps, added = self._child_plan_form_columns([path for path, _head in columns])
        columns += added
        rows = [[record._child_plan_cell(path.split("/")) for path, _head in columns] for record in self]
        day = self.env.context.get("child_plan_as_of") or today()
        lines = [self.env._("Figures of %s", format_date(self.env, day, date_format="dd/MM/yyyy"))]
        lines += [self.env._("Filter: %s", filters)] if filters else []
        heads = [(path, head, styles.get(path)) for path, head in columns]
        return write_list(title, lines, heads, rows, stamps)

    def _child_plan_form_columns(self, paths):
        """Return ``({path: style}, [(id, stamp)], further columns)`` where the file can be filled in and read back.

        Extend for models that can.
        """
        return {}, (), []

    def _child_plan_cell(self, path):
        """Return the value of the field at ``path``, a list of names, as it is written into a cell."""
        name, *rest = path
        if name in (".id", "id"):
            return self.id
        field = self._fields[name]
        self._check_field_access(field, "read")
        value = self[name]
        if field.type == "many2one" and not rest:
            return value.sudo().display_name or ""
        if isinstance(value, models.BaseModel):
            readable = value._filtered_access("read")
            return ", ".join(str(row._child_plan_cell(rest or ["display_name"])) for row in readable)
        if field.type == "html":
            return html2plaintext(value or "")
        if field.type in ("date", "datetime"):
            return field.convert_to_export(value, self) or None
        if field.type == "boolean":
            return bool(value)
        if field.type in ("integer", "float", "monetary"):
            return value
        return str(field.convert_to_export(value, self) or "")


class ResUsers(models.Model):
    _inherit = "res.users"

    def _child_plan_check_export(self, number):
        """Raise unless the current user may take ``number`` rows out at once."""
        if not self.env.user.has_group("base.group_allow_export"):
            raise UserError(self.env._("You may not take lists out of the system."))
        if number > MOST_ROWS:
            raise UserError(
                self.env._(
                    "These are %(rows)s rows; a file holds up to %(most)s. Narrow the list with a filter.",
                    rows=formatLang(self.env, number, digits=0),
                    most=formatLang(self.env, MOST_ROWS, digits=0),
                )
            )
