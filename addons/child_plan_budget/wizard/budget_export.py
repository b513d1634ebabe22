import io
from base64 import b64encode

import xlsxwriter

from odoo import fields, models

COLUMNS = ("code", "name", "unit_id", "source_id", "year")
AMOUNTS = ("estimated", "allotted", "spent", "settled", "balance")


class ChildPlanBudgetExport(models.TransientModel):
    """The annex of money of a plan as an Excel file, with subtotals by unit, or a form to fill entries in.

    Words are always written as words: a wording that begins with "=" is no formula.
    """

    _name = "child.plan.budget.export"
    _description = "Money to Excel"

    file = fields.Binary(readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    def _download(self, lines, form=False):
        data = self._form(lines) if form else self._annex(lines)
        return self._offer(data, self.env._("Entries to fill in") if form else self.env._("Annex of money"))

    def _offer(self, data, name):
        """Return the action by which the browser downloads the workbook ``data``."""
        export = self.create({"file": b64encode(data), "filename": f"{name}.xlsx"})
        url = f"/web/content/{self._name}/{export.id}/file?filename_field=filename&download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _book(self):
        output = io.BytesIO()
        book = xlsxwriter.Workbook(output, {"in_memory": True})
        font = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        formats = {
            "title": book.add_format({**font, "bold": True, "font_size": 14, "align": "center", "text_wrap": False}),
            "head": book.add_format({**font, "bold": True, "align": "center", "valign": "vcenter", "border": 1}),
            "text": book.add_format({**font, "border": 1}),
            "money": book.add_format({**font, "border": 1, "num_format": "#,##0"}),
            "sum": book.add_format({**font, "border": 1, "bold": True, "num_format": "#,##0"}),
        }
        return output, book, formats

    def _labels(self, names):
        fields_ = self.env["child.plan.budget.line"].fields_get(names, ["string"])
        return [fields_[name]["string"] for name in names]

    def _text(self, line, name):
        value = line[name]
        return (value.display_name if hasattr(value, "_name") else str(value or "")) or ""

    def _annex(self, lines):
        output, book, formats = self._book()
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 3, 34)
        sheet.set_column(4, 10, 17)
        heads = [self.env._("No."), *self._labels(["name", "unit_id", "source_id", "year", *AMOUNTS])]
        heads.append(self.env._("Spent, of allotted (%)"))
        sheet.merge_range(0, 0, 0, len(heads) - 1, "", formats["title"])
        sheet.write_string(0, 0, self.env._("Annex of money"), formats["title"])
        sheet.merge_range(1, 0, 1, len(heads) - 1, "", formats["text"])
        day = lines._as_of().strftime("%d/%m/%Y")
        sheet.write_string(1, 0, self.env._("Figures as of %s. Unit: đồng. Empty: not known.", day), formats["text"])
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, formats["head"])
        row = 3
        for unit, of_unit in lines.grouped("unit_id").items():
            self._sums(sheet, row, unit.display_name, of_unit, formats)
            row += 1
            for number, line in enumerate(of_unit, 1):
                sheet.write_number(row, 0, number, formats["text"])
                for column, name in enumerate(("name", "unit_id", "source_id", "year"), 1):
                    sheet.write_string(row, column, self._text(line, name), formats["text"])
                self._amounts(sheet, row, line, formats["money"])
                row += 1
        self._sums(sheet, row, self.env._("Total"), lines, formats)
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.repeat_rows(2)
        book.close()
        return output.getvalue()

    def _amounts(self, sheet, row, line, style):
        for column, name in enumerate(AMOUNTS, 5):
            if line.known and (name != "estimated" or line.estimated):
                sheet.write_number(row, column, line[name], style)
            else:
                sheet.write_blank(row, column, None, style)
        if line.allotted > 0:
            sheet.write_number(row, 10, round(line.spent_rate, 1), style)
        else:
            sheet.write_blank(row, 10, None, style)

    def _sums(self, sheet, row, name, lines, formats):
        for column in range(5):
            sheet.write_string(row, column, name if column == 1 else "", formats["sum"])
        known = lines.filtered("known")
        for column, measure in enumerate(AMOUNTS, 5):
            sheet.write_number(row, column, sum(known.mapped(measure)), formats["sum"])
        allotted, spent = sum(known.mapped("allotted")), sum(known.mapped("spent"))
        if allotted > 0:
            sheet.write_number(row, 10, round(100 * spent / allotted, 1), formats["sum"])

    def _form(self, lines):
        """Write the lines with empty columns for one entry each, under the headings that the import knows."""
        output, book, formats = self._book()
        sheet = book.add_worksheet()
        sheet.set_column(0, 12, 20)
        heads = ["Mã khoản kinh phí", *self._labels(COLUMNS[1:]), *self._labels(["allotted", "spent", "balance"])]
        heads[1] = "Khoản"  # the wording of the line; the note of the entry is a column of its own
        heads += ["Ngày", "Loại bút toán", "Số tiền", "Số chứng từ", "Nội dung"]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, formats["head"])
        for row, line in enumerate(lines, 1):
            for column, name in enumerate(COLUMNS):
                sheet.write_string(row, column, self._text(line, name), formats["text"])
            for column, name in enumerate(("allotted", "spent", "balance"), len(COLUMNS)):
                sheet.write_number(row, column, line[name], formats["money"])
            sheet.write_string(row, len(COLUMNS) + 4, "Giải ngân", formats["text"])
        sheet.freeze_panes(1, 2)
        book.close()
        return output.getvalue()


class ChildPlanBudgetLine(models.Model):
    """Lines go out to Excel."""

    _inherit = "child.plan.budget.line"

    def action_export_annex(self):
        """Download the annex of money of these lines as Excel."""
        return self.env["child.plan.budget.export"]._download(self)

    def action_export_form(self):
        """Download an Excel file of these lines to fill entries in, which the import reads."""
        return self.env["child.plan.budget.export"]._download(self, form=True)
