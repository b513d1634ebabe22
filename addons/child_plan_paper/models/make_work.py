from odoo import models
from odoo.exceptions import UserError

from ..lib.printed import in_figures
from ..lib.tree import CENTRE, GROUP, Annex, Cell, Column, Ref, Row, Run, Table
from .paper_content import ANNEXES

IN_LETTER = 10  # tasks that a letter lists itself; more stand in an annex
STATUS = {
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "in_time": "Chưa hoàn thành, trong hạn",
    "due_soon": "Chưa hoàn thành, sắp đến hạn",
    "overdue": "Chưa hoàn thành, quá hạn",
    "no_deadline": "Không có thời hạn",
    "left_open": "Chưa hoàn thành khi kết thúc kế hoạch",
    "suspended": "Tạm dừng",
    "cancelled": "Đã hủy",
}
COLUMNS = (
    Column("TT", 6, CENTRE),
    Column("Nhiệm vụ", 42),
    Column("Thời hạn", 14, CENTRE),
    Column("Kết quả", 22),
    Column("Tiến độ", 16),
)


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    def _paper_status(self):
        """Return the status as papers say it."""
        self.ensure_one()
        if self.status == "overdue" and self.days_late:
            return f"Quá hạn {self.days_late} ngày làm việc"
        return STATUS.get(self.status, "")

    def _paper_rows(self):
        """Return the rows of a table of tasks with ``COLUMNS``."""
        return [
            Row(
                [
                    str(number),
                    Run(work.name, ref=Ref(work._name, work.id)),
                    in_figures(work.deadline_on) if work.deadline_on else "",
                    work.result or "",
                    Cell(work._paper_status(), work.status or ""),
                ]
            )
            for number, work in enumerate(self, 1)
        ]

    def _paper_table(self):
        return Table(list(COLUMNS), self._paper_rows())

    def _paper_table_by_unit(self):
        rows = []
        for unit, work in self.grouped("unit_id").items():
            rows += [Row([unit._paper_name()], GROUP), *work._paper_rows()]
        return Table(list(COLUMNS), rows)

    def action_write_reminders(self):
        """Write a reminder letter to each unit whose work among these is overdue."""
        return self._write_reminders(one_each=True)

    def action_write_common_reminder(self):
        """Write one reminder letter to all units whose work among these is overdue."""
        return self._write_reminders(one_each=False)

    def _write_reminders(self, one_each):
        self._check_can_decide()
        late = self.filtered(lambda work: work.status == "overdue")
        if not late:
            raise UserError(self.env._("None of these is overdue: nobody is reminded."))
        unreached = late.unit_id.filtered(lambda unit: not unit._units_to_address())
        if unreached == late.unit_id:
            unreached._check_not_ended()
        letters = {}
        for work in late.filtered(lambda work: work.unit_id not in unreached):
            plan = work.plan_id
            key = (plan.issuer_id, plan.standing_unit_id, work.unit_id if one_each else None)
            letters[key] = letters.get(key, self.browse()) | work
        action = self.env["child.plan.paper"]._write_papers(
            [
                {
                    "kind": "reminder",
                    "issuer_id": issuer.id,
                    "drafter_id": (office or issuer).id,
                    "plan_id": work.plan_id.id if len(work.plan_id) == 1 else False,
                    "addressee_ids": work.unit_id._units_to_address().ids,
                    "assignment_ids": work.ids,
                }
                for (issuer, office, _unit), work in letters.items()
            ]
        )
        if not unreached:
            return action
        names = ", ".join(unreached.mapped("name"))
        message = self.env._(
            "Not written to, for they have ended and have no successor: %s. Hand over their work.", names
        )
        params = {"message": message, "type": "warning", "sticky": True, "next": action}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _check_makeable(self):
        if self.kind == "reminder" and not self._late_work():
            raise UserError(self.env._("Nothing is overdue any more."))
        return super()._check_makeable()

    def _late_work(self):
        late = self.assignment_ids.filtered(lambda work: work.status == "overdue")
        return late.sorted(lambda work: (work.unit_id.id, work.deadline_on, work.id))

    def _make_reminder(self):
        """Remind of the overdue work among ``assignment_ids``."""
        late = self._late_work()
        plans = late.plan_id
        earlier = [("kind", "=", "reminder"), ("state", "=", "issued"), ("addressee_ids", "in", self.addressee_ids.ids)]
        rank = 1 + self.search_count([*earlier, ("plan_id", "=", self.plan_id.id), ("id", "!=", self.id)])
        orders = all(not unit.external for unit in self.addressee_ids)
        values = {
            "số nhiệm vụ": str(len(late)),
            "lần": str(rank),
            "yêu cầu": "yêu cầu" if orders else "đề nghị",
            "danh sách": [late._paper_table()],
            "cách tính thời hạn": plans._paper_term(),
        }
        if not self.plan_id:
            values["kế hoạch"] = "; ".join(plan._paper_citation() for plan in plans)
        if len(late) > IN_LETTER or len(late.unit_id) > 1:
            values["danh sách"] = "(Chi tiết tại phụ lục kèm theo)."
            table = late._paper_table_by_unit() if len(late.unit_id) > 1 else late._paper_table()
            values[ANNEXES] = {"annexes": [Annex("Danh mục nhiệm vụ quá hạn", [table], landscape=True)]}
        return values
