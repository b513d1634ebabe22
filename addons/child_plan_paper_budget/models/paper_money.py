from odoo import fields, models

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan_paper.lib.tree import CENTRE, RIGHT, TOTAL, Annex, Column, Paragraph, Ref, Row, Run, Table
from odoo.addons.child_plan_paper.models.citation import lowered
from odoo.addons.child_plan_paper.models.figures import number

MEASURES = ("estimated", "allotted", "spent", "balance")
COLUMNS = [
    Column("TT", 6, CENTRE),
    Column("Nội dung, đơn vị", 30),
    Column("Nguồn kinh phí", 18),
    Column("Năm", 8, CENTRE),
    Column("Dự toán", 10, RIGHT),
    Column("Được giao", 10, RIGHT),
    Column("Đã thực hiện, giải ngân", 10, RIGHT),
    Column("Còn lại", 10, RIGHT),
]
UNKNOWN = "chưa xác định"


class ChildPlanBudgetLine(models.Model):
    _inherit = "child.plan.budget.line"

    def _paper_annex(self):
        """Return the annex on the money of these lines, in million đồng; none without lines."""
        if not self:
            return []
        rows, sums = [], dict.fromkeys(MEASURES, 0)
        for at, line in enumerate(self, 1):
            figures = []
            for name in MEASURES:
                sums[name] += line[name] if line.known else 0
                text = number(line[name] / 1e6, 3) if line.known else UNKNOWN
                figures.append(Run(text, ref=Ref(line._name, line.id, name)))
            what = " - ".join(filter(None, (line.name, line.unit_id._paper_name())))
            rows.append(Row([str(at), what, line.source_id.name, str(line.year), *figures]))
        total = [number(amount / 1e6, 3) for amount in sums.values()]
        if len(set(self.mapped("year"))) == 1:  # money of different years is not added up
            rows.append(Row(["", "Tổng cộng", "", "", *total], TOTAL))
        unit = Paragraph([Run("Đơn vị tính: triệu đồng", italic=True)], RIGHT)
        return [Annex("Tình hình kinh phí", [unit, Table(list(COLUMNS), rows)], landscape=True)]


    def _paper_sentences(self):
        """Return what the plan says of its money, a line each: what for, the sum estimated, the source, the year.

        Lines of money that was only passed on to units have no estimate, and are no part of the plan's text.
        """
        groups = self.grouped(lambda line: (line.name or "", line.source_id, line.year))
        years = set(self.mapped("year"))
        found = []
        for (name, source, year), lines in groups.items():
            amount = sum(lines.filtered("known").mapped("estimated"))
            if not amount and all(lines.mapped("known")):
                continue
            said = [f"{number(amount / 1e6, 3)} triệu đồng" if amount else ""]
            said += [f"nguồn {lowered(source.name)}" if source and (amount or not name) else ""]
            said += [f"năm {year}" if amount and len(years) > 1 else ""]
            found.append(": ".join(filter(None, (name, ", ".join(filter(None, said))))))
        return list(dict.fromkeys(filter(None, found)))


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def _paper_annexes(self):
        lines = self.env["child.plan.budget.line"].search([("plan_id", "=", self.id)], order="year, unit_id, id")
        return super()._paper_annexes() + lines._paper_annex()

    def _paper_plan(self):
        lines = self.env["child.plan.budget.line"].search([("plan_id", "=", self.id)])
        funding = [{"section": None, "text": text} for text in lines._paper_sentences()]
        return {**super()._paper_plan(), "funding": funding}


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _report_annexes(self, report):
        below = "child_of" if report.compiled else "="
        day = fields.Date.to_string(min(report.cut_off, today()))
        lines = self.env["child.plan.budget.line"].with_context(child_plan_as_of=day)
        domain = [("plan_id", "=", report.plan_id.id), ("unit_id", below, report.unit_id.id)]
        domain.append(("year", "=", report.cut_off.year))
        return super()._report_annexes(report) + lines.search(domain, order="unit_id, id")._paper_annex()
