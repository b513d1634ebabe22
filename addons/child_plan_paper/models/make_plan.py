from odoo import api, fields, models

from ..lib.plan_paper import plan_paper
from ..lib.tree import CENTRE, Annex, Paragraph, Run
from .paper_content import ANNEXES

RECURRENCE = {"continuous": "regular"}
#: The kinds of papers that a plan rests on, by the first letters of their symbols.
BASES = {
    "CT": "Chỉ thị",
    "KH": "Kế hoạch",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "TT": "Thông tư",
}


class ChildPlan(models.Model):
    _inherit = "child.plan"

    paper_count = fields.Integer("Papers", compute="_compute_row_counts")

    @api.model
    def _row_counts(self):
        return [*super()._row_counts(), ("paper_count", "child.plan.paper", [])]

    @api.readonly
    def action_view_papers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_paper.child_plan_paper_action")
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    def action_write_paper(self):
        """Write the plan itself as a paper."""
        self._check_can_manage()
        return self.env["child.plan.paper"]._write_papers([plan._prepare_paper() for plan in self])

    def action_write_decision(self):
        """Write the decision that approves the plan, which is annexed to it."""
        self._check_can_manage()
        return self.env["child.plan.paper"]._write_papers([plan._prepare_paper_of("decision") for plan in self])

    def _prepare_paper_of(self, kind, **vals):
        """Return the values of a paper on this plan: its issuer's, drafted by the standing office."""
        drafter = self.standing_unit_id or self.issuer_id
        return {"kind": kind, "issuer_id": self.issuer_id.id, "drafter_id": drafter.id, "plan_id": self.id, **vals}

    def _prepare_paper(self):
        number, _slash, symbol = (self.number or "").partition("/")
        ordinal = int(number) if number.isdecimal() and len(number) < 7 else 0
        vals = self._prepare_paper_of("plan", ordinal=ordinal, issued_on=self.issued_on)
        vals |= {"symbol": symbol} if symbol else {}
        vals |= {"recipients": self.recipients} if self.recipients else {}
        if self.signatory_position:
            power = (self.signatory_capacity or "").replace(", ", "\n")
            vals |= {"signing_power": power, "signing_position": self.signatory_position}
        return vals

    def _paper_plan(self):
        """Return the plan in the shape that ``lib/plan_paper`` writes. Extend for what is kept elsewhere, as money."""
        self.ensure_one()
        tasks = self.task_ids.filtered(lambda task: task.state != "withdrawn")
        given = tasks.filtered("line_ids")
        return {
            "kind": "Kế hoạch",
            "title": self.name,
            "issuer": self.issuer_id._paper_name(),
            "bases": [
                {
                    "kind": _kind_of(basis.number),
                    "number": basis.number,
                    "date": fields.Date.to_string(basis.date) or None,
                }
                for basis in self.basis_ids
                if basis.number
            ],
            "other": [{"kind": "heading", "section": code, "text": text} for code, text in self._paper_headings()],
            "targets": [
                {"section": target.section_id.code, "text": target.name}
                for target in self.env["child.plan.target"].search([("plan_id", "=", self.id)])
            ],
            "activities": [{"section": task.section_id.code, "text": task.name} for task in tasks - given],
            "units": [],
            "tasks": [
                {
                    "section": task.section_id.code,
                    "text": task.name,
                    "unit": unit._paper_name(),
                    "coordinating": [other._paper_name() for other in task.coordinating_unit_ids],
                    "role": "lead",
                    "deadline": fields.Date.to_string(task.due_on) if task.timing == "one_off" else None,
                    "recurrence": task.recurrence or RECURRENCE.get(task.timing),
                    "deliverable": "; ".join(
                        task.deliverable_ids.filtered(lambda product: not product.assignment_id).mapped("name")
                    ),
                }
                for task in given
                for unit in task.lead_unit_ids or task.coordinating_unit_ids[:1]
            ],
            "funding": [],
        }

    def _paper_headings(self):
        """Return ``(code, text)`` of the sections, with the usual heading of a part that has none of its own."""
        headings = {section.code: section.name for section in self.section_ids if section.code}
        given = {task.section_id.code for task in self.task_ids if task.line_ids and task.section_id}
        for code in list(headings):
            part = code.split(".")[0]
            organises = any(other.split(".")[0] == part for other in given if other)
            headings.setdefault(part, "Tổ chức thực hiện" if organises else "Nhiệm vụ, giải pháp")
        return headings.items()


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _make_decision(self):
        tree = plan_paper(self.plan_id._paper_plan())
        plan = Annex(self.plan_id.name, tree.body, label="Kế hoạch")
        office = self.plan_id.standing_unit_id
        asked = [[Run(f"Theo đề nghị của {office._paper_name()}")]] if office else []
        name = self.plan_id.name
        return {
            "tên kế hoạch": name[:1].lower() + name[1:],
            "quyết định": [Paragraph([Run("QUYẾT ĐỊNH:", bold=True)], CENTRE)],
            ANNEXES: {"annexes": [plan, *tree.annexes], "grounds": [*tree.grounds, *asked]},
        }

    def _make_plan(self):
        tree = plan_paper(self.plan_id._paper_plan())
        return {
            "tên kế hoạch": self.plan_id.name,
            "nội dung": tree.body,
            ANNEXES: {"annexes": tree.annexes, "grounds": tree.grounds},
        }


def _kind_of(number):
    """Return the kind of a paper by its number, None where the number does not tell: 66/KH-UBND is a plan."""
    return BASES.get(number.rpartition("/")[2].partition("-")[0])
