from datetime import date

from odoo import api, fields, models

from odoo.addons.child_plan.lib.clock import today

from ..lib.plan_paper import plan_paper
from ..lib.plan_words import PART_TITLES
from ..lib.tree import CENTRE, Annex, Paragraph, Run
from .citation import cited, kind_of, lowered
from .figures import number
from .paper_content import ANNEXES

RECURRENCE = {"continuous": "regular"}
#: What a plan may be called in its own subject; all others are plans.
NAMED = ("Chương trình", "Đề án", "Phương án", "Dự án", "Kế hoạch")
#: A target in words, by comparator.
AT_LEAST = {"ge": "từ {} trở lên", "gt": "trên {}", "le": "từ {} trở xuống", "lt": "dưới {}", "eq": "{}"}
USUAL = {**PART_TITLES, "task": PART_TITLES["unit"]}
IN_FORCE = date(2025, 6, 16)  # the law on local government, which gives People's Committees their powers
LOCAL_GOVERNMENT = cited("72/2025/QH15", IN_FORCE, "Luật Tổ chức chính quyền địa phương")
WHOLE = 100  # percent: no more than all can be reached


class ChildPlan(models.Model):
    _inherit = "child.plan"

    paper_count = fields.Integer("Papers", compute="_compute_row_counts")

    @api.model
    def _row_counts(self):
        return [*super()._row_counts(), ("paper_count", "child.plan.paper", [])]

    def action_view_papers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_paper.child_plan_paper_action")
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}

    def action_write_paper(self):
        """Write the plan itself as a paper."""
        self._check_can_manage()
        return self.env["child.plan.paper"]._write_papers([plan._prepare_paper() for plan in self])

    def _paper_name_in_sentence(self):
        """Return the plan's kind and subject: "Kế hoạch chăm sóc trẻ em năm 2026", "Chương trình Sức khỏe học đường"."""
        return self.name if self.name.startswith(NAMED) else f"Kế hoạch {lowered(self.name)}"

    def _paper_kind_and_subject(self):
        """Return the kind and the subject apart, as they head the paper."""
        kind = next((kind for kind in NAMED if self.name.startswith(f"{kind} ")), None)
        subject = self.name.removeprefix(f"{kind} ")
        return kind or "Kế hoạch", subject[:1].upper() + subject[1:]

    def action_write_decision(self):
        """Write the decision that approves the plan, which is annexed to it."""
        self._check_can_manage()
        return self.env["child.plan.paper"]._write_papers([plan._prepare_decision() for plan in self])

    def _prepare_decision(self):
        """Return the values of the decision; it goes to those that the plan goes to."""
        recipients = {"recipients": f"Như Điều 3\n{self.recipients}"} if self.recipients else {}
        return self._prepare_paper_of("decision", **recipients)

    def _prepare_paper_of(self, kind, **vals):
        """Return the values of a paper on this plan: its issuer's, drafted by the standing office."""
        drafter = self.standing_unit_id or self.issuer_id
        return {"kind": kind, "issuer_id": self.issuer_id.id, "drafter_id": drafter.id, "plan_id": self.id, **vals}

    def _prepare_paper(self):
        """Return the values of the plan's own paper: a decision where its number says that one approved it."""
        number, _slash, symbol = (self.number or "").partition("/")
        ordinal = int(number) if number.isdecimal() and len(number) < 7 else 0
        vals = self._prepare_decision() if kind_of(self.number) == "Quyết định" else self._prepare_paper_of("plan")
        vals |= {"ordinal": ordinal, "issued_on": self.issued_on}
        vals |= {"symbol": symbol} if symbol else {}
        vals |= {"recipients": self.recipients} if self.recipients and vals["kind"] == "plan" else {}
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
            "bases": [],
            "other": [
                *({"kind": "preamble", "text": text} for text in self._paper_preamble()),
                *({"kind": "heading", "section": code, "text": text} for code, text in self._paper_headings()),
            ],
            "targets": [
                {"section": target.section_id.code, "text": f"{target.name}: {target._paper_words()}"}
                for target in self.env["child.plan.target"].search([("plan_id", "=", self.id)])
            ],
            "activities": [{"section": task.section_id.code, "text": task.name} for task in tasks - given],
            "units": [],
            "tasks": [
                {
                    "section": task.section_id.code,
                    "text": task.name,
                    "unit": unit._paper_name(),
                    "coordinating": [other._paper_name() for other in task.coordinating_unit_ids - unit],
                    "role": "lead" if unit in task.lead_unit_ids else "coordinate",
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

    def _paper_preamble(self):
        """Return the grounds and the paragraph that follows them."""
        bases = [cited(basis.number, basis.date, basis.name) for basis in self.basis_ids]
        opening = f"{self.issuer_id._paper_name()} ban hành {self._paper_name_in_sentence()} như sau:"
        return [*(f"Căn cứ {basis}" for basis in filter(None, bases)), opening]

    def _paper_headings(self):
        """Return ``(code, text)`` of the sections that hold something, with the usual heading of a part without one."""
        given = _parts(self.task_ids.filtered("line_ids"))
        counted = _parts(self.env["child.plan.target"].search([("plan_id", "=", self.id)]))
        held = given | counted | _parts(self.task_ids)
        headings = {section.code: section.name for section in self.section_ids if section.code and section.code in held}
        for code in list(headings):
            part = code.split(".")[0]
            usual = "task" if part in given else "target" if part in counted else "activity"
            headings.setdefault(part, USUAL[usual])
        return headings.items()


class ChildPlanTarget(models.Model):
    _inherit = "child.plan.target"

    def _paper_value(self):
        """Return what is to be reached, for a table: ≥ 80%."""
        self.ensure_one()
        return "100%" if self._is_all() else self.text_value.replace(" %", "%").replace(" ‰", "‰")

    def _paper_words(self):
        """Return what is to be reached, and when, for a sentence: từ 80% trở lên vào năm 2030."""
        self.ensure_one()
        measure = {"percent": "%", "per_1000": "‰", "per_100000": " trên 100.000", "count": ""}[self.uom]
        value = f"{number(self.value, 4)}{measure}"
        words = value if self._is_all() else AT_LEAST.get(self.comparator, "{}").format(value)
        return f"{words} vào năm {self.year}" if self.year and str(self.year) not in self.name else words

    def _is_all(self):
        return self.uom == "percent" and self.comparator == "ge" and self.value == WHOLE


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _make_decision(self):
        tree = plan_paper(self.plan_id._paper_plan())
        kind, subject = self.plan_id._paper_kind_and_subject()
        plan = Annex(subject, tree.body[1:], label=kind)  # without the paragraph that says who issues it
        office = self.plan_id.standing_unit_id
        asked = [[Run(f"Theo đề nghị của {office._paper_name()}")]] if office else []
        return {
            "tên kế hoạch": lowered(self.plan_id.name),
            "căn cứ thẩm quyền": self._competence(),
            "tên văn bản": self.plan_id._paper_name_in_sentence(),
            "quyết định": [Paragraph([Run("QUYẾT ĐỊNH:", bold=True)], CENTRE)],
            ANNEXES: {"annexes": [plan, *tree.annexes], "grounds": [*tree.grounds, *asked]},
        }

    def _competence(self):
        """Return the ground of a People's Committee's power to decide; others have laws of their own."""
        committee = self._heading_unit().kind == "authority" and self.issuer_id.level != "national"
        in_force = (self.issued_on or today()) >= IN_FORCE
        return [Paragraph(f"Căn cứ {LOCAL_GOVERNMENT}")] if committee and in_force else []

    def _make_plan(self):
        tree = plan_paper(self.plan_id._paper_plan())
        return {
            "tên kế hoạch": self.plan_id._paper_kind_and_subject()[1],
            "nội dung": tree.body,
            ANNEXES: {"annexes": tree.annexes, "grounds": tree.grounds},
        }


def _parts(rows):
    """Return the codes of these rows' sections, and of those above them."""
    codes = {row.section_id.code for row in rows if row.section_id.code}
    return {".".join(code.split(".")[:depth]) for code in codes for depth in range(1, code.count(".") + 2)}
