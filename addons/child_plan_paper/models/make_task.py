import contextlib
from datetime import date

from odoo import models
from odoo.exceptions import UserError

from ..lib.printed import UNKNOWN, in_figures
from ..lib.tree import Item, Paragraph

RECURRENCE = {
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "half_yearly": "06 tháng một lần",
    "yearly": "Hằng năm",
}
KINDS = {"task": "Thời hạn", "wording": "Nội dung nhiệm vụ", "unit": "Đơn vị thực hiện"}  # of the journal


class ChildPlanTask(models.Model):
    _inherit = "child.plan.task"

    def _paper_due(self):
        """Return the time of the task as papers say it."""
        if self.timing == "recurring":
            return RECURRENCE.get(self.recurrence, "Định kỳ")
        return in_figures(self.due_on) if self.due_on else "Thường xuyên"

    def _paper_facts(self):
        """Return the task as a list: wording, units, time, products."""
        facts = [("Nội dung nhiệm vụ", self.name)]
        facts += [
            (label, "; ".join(unit._paper_name() for unit in units))
            for label, units in (("Chủ trì", self.lead_unit_ids), ("Phối hợp", self.coordinating_unit_ids))
            if units
        ]
        facts.append(("Thời hạn", self._paper_due()))
        if products := self.deliverable_ids.filtered(lambda product: not product.assignment_id):
            facts.append(("Sản phẩm", "; ".join(products.mapped("name"))))
        return [Item([f"{label}: {value.rstrip('.;')}."]) for label, value in facts]

    def action_write_sheet(self):
        return self._write_paper("task_sheet")

    def action_write_given(self):
        return self._write_paper("task_given")

    def action_write_changed(self):
        return self._write_paper("task_changed")

    def action_write_withdrawn(self):
        return self._write_paper("task_withdrawn")

    def _write_paper(self, kind):
        """Write one paper of ``kind`` for each of these tasks, to the units that have it."""
        for plan in self.plan_id:
            plan._check_can_manage()
        if self.filtered(lambda task: task.state != ("withdrawn" if kind == "task_withdrawn" else "given")):
            raise UserError(
                self.env._("Only of a task that was withdrawn.")
                if kind == "task_withdrawn"
                else self.env._("Only of tasks that have been given out.")
            )
        return self.env["child.plan.paper"]._write_papers(
            [
                task.plan_id._prepare_paper_of(
                    kind,
                    res_model=task._name,
                    res_id=task.id,
                    addressee_ids=task.assignment_ids.unit_id.ids,
                    assignment_ids=task.assignment_ids.ids,
                )
                for task in self
            ]
        )


class ChildPlanExtension(models.Model):
    _inherit = "child.plan.extension"

    def action_write_answer(self):
        """Write the answer on requests that were granted or refused."""
        for plan in self.plan_id:
            plan._check_can_manage()
        if self.filtered(lambda extension: extension.state not in ("granted", "refused")):
            raise UserError(self.env._("Decide on the request first: the letter says what was decided."))
        return self.env["child.plan.paper"]._write_papers(
            [
                extension.plan_id._prepare_paper_of(
                    "extension",
                    res_model=extension._name,
                    res_id=extension.id,
                    addressee_ids=extension.unit_id.ids,
                    assignment_ids=extension.assignment_id.ids,
                )
                for extension in self
            ]
        )


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _make_task_sheet(self):
        return {"danh sách": self._source()._paper_facts()}

    def _make_task_given(self):
        task = self._source()
        return {**self._of_task(task), "danh sách": task._paper_facts()}

    def _make_task_changed(self):
        """List the decisions on the task that the journal keeps, the last of each kind."""
        task = self._source()
        rows = self.env["child.plan.journal"].search(
            [("task_id", "=", task.id), ("assignment_id", "=", False), ("kind", "in", list(KINDS))], order="id"
        )
        last = {row.kind: row for row in rows}
        changes = [
            Item(f"{KINDS[kind]}: {_word(row.old_value)} điều chỉnh thành {_word(row.new_value)}.")
            for kind, row in last.items()
        ]
        reason = rows[-1:].reason
        values = {**self._of_task(task), "thay đổi": changes or [Paragraph(UNKNOWN)]}
        return {**values, **({"lý do": reason} if reason else {})}

    def _make_task_withdrawn(self):
        task = self._source()
        row = self.env["child.plan.journal"].search(
            [("task_id", "=", task.id), ("kind", "=", "task"), ("new_value", "=", "withdrawn")],
            order="id desc",
            limit=1,
        )
        return {**self._of_task(task), "lý do": (row.reason or UNKNOWN).rstrip(".")}

    def _of_task(self, task):
        return {"nhiệm vụ": task.name, "thời hạn": task._paper_due(), "lý do": UNKNOWN}

    def _make_extension(self):
        extension = self._source()
        granted = extension.state == "granted"
        due = extension.decided_due_on or extension.asked_due_on if granted else extension.old_due_on
        return {
            "nhiệm vụ": extension.assignment_id.name,
            "đề nghị đến": in_figures(extension.asked_due_on),
            "trả lời": "đồng ý" if granted else "không đồng ý",
            "thời hạn": in_figures(due),
            "lý do": (extension.decision_note or extension.reason or UNKNOWN).rstrip("."),
        }


def _word(value):
    """Return a journal's value as papers write it: days in figures."""
    with contextlib.suppress(ValueError):
        return f"ngày {in_figures(date.fromisoformat(value or ''))}"
    return f"“{value}”" if value else "(không có)"
