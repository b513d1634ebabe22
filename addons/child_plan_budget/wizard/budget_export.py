from base64 import b64encode

from xlsxwriter.utility import xl_col_to_name

from odoo import fields, models

from odoo.addons.child_plan.lib.excel.writer import Book

from ..lib.money import MEASURES

COLUMNS = ("code", "name", "unit_id", "source_id", "year")
AMOUNTS = ("estimated", "allotted", "advanced", "spent", "settled", "balance")
RATE = 5 + len(AMOUNTS)  # the last column


class ChildPlanBudgetExport(models.TransientModel):
    """The annex of money of a plan as an Excel file, with subtotals by unit, or a form to fill entries in."""

    _name = "child.plan.budget.export"
    _description = "Money to Excel"

    file = fields.Binary(readonly=True, attachment=False)
    filename = fields.Char(readonly=True)

    def _download(self, lines, form=False):
        lines = lines.sorted("year")
        data = self._form(lines) if form else self._annex(lines, self.env.user.child_plan_money_unit == "million")
        return self._offer(data, self.env._("Entries to fill in") if form else self.env._("Annex of money"))

    def _offer(self, data, name):
        """Return the action by which the browser downloads the workbook ``data``."""
        export = self.create({"file": b64encode(data), "filename": f"{name}.xlsx"})
        url = f"/web/content/{self._name}/{export.id}/file?filename_field=filename&download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def _labels(self, names):
        fields_ = self.env["child.plan.budget.line"].fields_get(names, ["string"])
        return [fields_[name]["string"] for name in names]

    def _text(self, line, name):
        value = line[name]
        return (value.display_name if hasattr(value, "_name") else str(value or "")) or ""

    def _annex(self, lines, millions=False):
        """Return the annex; amounts in đồng, or in ``millions`` of it as the user sees them on the screen.

        Years are never added up: each has its own total.
        """
        book = Book()
        scale = 1_000_000 if millions else 1
        amount_style = "number" if millions else "money"
        sheet, style = book.add_sheet(), book.style
        sheet.set_widths((6, *[34] * 3, *[17] * (RATE - 3)))
        heads = [self.env._("No."), *self._labels(["name", "unit_id", "source_id", "year", *AMOUNTS])]
        heads.append(self.env._("Spent, of allotted (%)"))
        sheet.write_across(0, len(heads) - 1, self.env._("Annex of money"), style["title"])
        day = lines._as_of().strftime("%d/%m/%Y")
        if millions:
            told = self.env._("Figures as of %s. Unit: millions of đồng. Empty: not known.", day)
        else:
            told = self.env._("Figures as of %s. Unit: đồng. Empty: not known.", day)
        sheet.write_across(1, len(heads) - 1, told, style["text"])
        sheet.write_texts(2, 0, heads, style["head"])
        row, years = 3, lines.grouped("year")
        for year, of_year in years.items():
            first = row
            for unit, of_unit in of_year.grouped("unit_id").items():
                name = unit.display_name if len(years) == 1 else f"{unit.display_name} · {year}"
                self._sums(sheet, row, name, of_unit, (row + 1, row + len(of_unit)), scale)
                row += 1
                for number, line in enumerate(of_unit, 1):
                    sheet.write_number(row, 0, number, style["text"])
                    texts = [self._text(line, name) for name in ("name", "unit_id", "source_id", "year")]
                    sheet.write_texts(row, 1, texts, style["text"])
                    self._amounts(sheet, row, line, style[amount_style], scale)
                    row += 1
            total = self.env._("Total") if len(years) == 1 else self.env._("Total of %s", year)
            self._sums(sheet, row, total, of_year, (first, row - 1), scale)
            row += 1
        sheet.hold_head(2)
        return book.finish()

    def _amounts(self, sheet, row, line, style, scale):
        for column, name in enumerate(AMOUNTS, 5):
            known = line.known and (name != "estimated" or line.estimated)
            sheet.write_known(row, column, line[name] / scale if known else None, style)
        sheet.write_known(row, RATE, round(line.spent_rate, 1) if line.allotted > 0 else None, style)

    def _sums(self, sheet, row, name, lines, rows, scale):
        """Write the sums of ``lines``, which stand in ``rows`` (first, last), as formulas that count each line once."""
        style = sheet.formats["sum" if scale == 1 else "sum_number"]
        sheet.write_texts(row, 0, ("", name, "", "", ""), style)
        known, cells = lines.filtered("known"), {}
        for column, measure in enumerate(AMOUNTS, 5):
            letter = xl_col_to_name(column)
            cells[measure] = f"{letter}{row + 1}"
            formula = f"=SUBTOTAL(9,{letter}{rows[0] + 1}:{letter}{rows[1] + 1})"
            sheet.write_formula(row, column, formula, style, sum(known.mapped(measure)) / scale)
        allotted, spent = sum(known.mapped("allotted")), sum(known.mapped("spent"))
        if allotted > 0:
            formula = "=ROUND(100*{spent}/{allotted},1)".format(**cells)
            sheet.write_formula(row, RATE, formula, style, round(100 * spent / allotted, 1))

    def _form(self, lines):
        """Write the lines with empty columns for one entry each, under the headings that the import knows."""
        book = Book()
        sheet, style = book.add_sheet(), book.style
        sheet.set_widths([20] * 13)
        heads = ["Mã khoản kinh phí", *self._labels(COLUMNS[1:]), *self._labels(["allotted", "spent", "balance"])]
        heads[1] = "Khoản"  # the wording of the line; the note of the entry is a column of its own
        heads += ["Ngày", "Loại bút toán", "Số tiền", "Số chứng từ", "Nội dung"]
        sheet.write_texts(0, 0, heads, style["head"])
        for row, line in enumerate(lines, 1):
            sheet.write_texts(row, 0, [self._text(line, name) for name in COLUMNS], style["text"])
            for column, name in enumerate(("allotted", "spent", "balance"), len(COLUMNS)):
                sheet.write_number(row, column, line[name], style["money"])
            sheet.write_string(row, len(COLUMNS) + 4, "Giải ngân", style["text"])
        sheet.hold_head(0, 2)
        return book.finish()


SHARES = ("spent_rate", "lag")  # of what is allotted


class ChildPlanBudgetLine(models.Model):
    """Lines go out to Excel."""

    _inherit = "child.plan.budget.line"

    def _child_plan_totals(self):
        return MEASURES

    def _child_plan_apart(self):
        """Money of several budget years is not added up."""
        return "year" if len(self._read_group([("id", "in", self.ids)], ["year"])) > 1 else None

    def _child_plan_select(self, path, query):
        return None if path[0] in (*MEASURES, *SHARES) else super()._child_plan_select(path, query)

    def _child_plan_column(self, path):
        """Leave amounts empty that are not known, and shares of nothing; they are not zero."""
        values = super()._child_plan_column(path)
        if path[0] in SHARES:
            return [value if line.allotted > 0 else None for line, value in zip(self, values, strict=True)]
        if path[0] not in MEASURES:
            return values
        zero = path[0] != "estimated"  # which is not entered where it is zero
        return [value if line.known and (value or zero) else None for line, value in zip(self, values, strict=True)]

    def action_export_annex(self):
        """Download the annex of money of these lines as Excel."""
        return self.env["child.plan.budget.export"]._download(self)

    def action_export_form(self):
        """Download an Excel file of these lines to fill entries in, which the import reads."""
        return self.env["child.plan.budget.export"]._download(self, form=True)
