from odoo import fields, models
from odoo.exceptions import UserError

from ..lib.printed import in_figures
from ..lib.tree import CENTRE, GROUP, RIGHT, TOTAL, Annex, Column, Ref, Row, Run, Table
from .figures import number
from .kinds import DECREE
from .paper_content import ANNEXES

HANDED_IN = "Đã báo cáo hoàn thành, chờ xác nhận"
NOBODY = "Chưa phân công"
FIGURES = ("assigned", "on_time", "late", "overdue", "delays", "excused", "counted")
COUNTED = [
    Column("Số nhiệm vụ", 9, RIGHT),
    Column("Đúng hạn", 9, RIGHT, "Hoàn thành"),
    Column("Quá hạn", 9, RIGHT, "Hoàn thành"),
    Column("Chưa hoàn thành, quá hạn", 11, RIGHT),
    Column("Tổng số", 8, RIGHT, "Số lần chậm"),
    Column("Khách quan", 9, RIGHT, "Số lần chậm"),
    Column("Tính chậm", 8, RIGHT, "Số lần chậm"),
]
WORK = [
    Column("TT", 5, CENTRE),
    Column("Nhiệm vụ", 34),
    Column("Cán bộ", 13),
    Column("Thời hạn", 10, CENTRE),
    Column("Ngày báo cáo hoàn thành", 10, CENTRE),
    Column("Tiến độ", 13),
    Column("Chậm do nguyên nhân khách quan (lý do, người xác nhận)", 15),
]


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def action_write_evaluations(self):
        """Write the evaluation list of each of these units."""
        return self._write_evaluations(one_each=True)

    def action_write_common_evaluation(self):
        """Write one evaluation list of all these units."""
        return self._write_evaluations(one_each=False)

    def _write_evaluations(self, one_each):
        self.check_access("read")
        papers = self.env["child.plan.paper"]
        return papers._write_papers([papers._prepare_evaluation(units) for units in (self if one_each else [self])])


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    evaluated_ids = fields.Many2many("child.plan.unit", "child_plan_paper_evaluated_rel", string="Evaluated units")
    evaluated_year = fields.Integer("Year of the evaluation", aggregator=None)

    def _prepare_evaluation(self, units):
        """Return the values of the list of these units: their own, or that of the office or authority of the user."""
        user = self.env.user
        offices = user.child_plan_unit_ids
        own = units & offices if len(units) == 1 else units.browse()
        office = own or offices[:1] or units[:1]
        standing = user.has_group("child_plan.child_plan_group_standing") and office not in units
        issuer = office.authority_id if standing and office.authority_id else office
        above = issuer.parent_id.authority_id if issuer.kind == "authority" else issuer.authority_id
        return {
            "kind": "evaluation",
            "issuer_id": issuer.id,
            "drafter_id": office.id,
            "evaluated_ids": units.ids,
            "evaluated_year": units._evaluation_year(),
            "addressee_ids": (above - issuer).ids,
        }

    def _check_makeable(self):
        if self.kind == "evaluation" and not self._evaluated_work():
            raise UserError(
                self.env._("No work of these units that you may read counts for the year %s.", self.evaluated_year)
            )
        return super()._check_makeable()

    def _evaluated_work(self):
        return self.evaluated_ids._evaluated_work(self.evaluated_year)

    def _make_evaluation(self):
        """List the work of units and officials in a year: assigned, done, on time, late, excused by whom."""
        work = self._evaluated_work()
        figures, units = work._evaluated(), self.evaluated_ids
        day = units._evaluation_day(self.evaluated_year)
        table = _by_unit(units, work) if len(units) > 1 else _by_official(work, grouped=False)
        annexes = [Annex(f"Danh mục nhiệm vụ năm {self.evaluated_year}", [_work_table(work)], landscape=True)]
        if len(units) > 1:
            annexes.insert(0, Annex("Kết quả theo cán bộ, công chức", [_by_official(work, grouped=True)], landscape=True))
        return {
            "năm": str(self.evaluated_year),
            "nghị định": DECREE,
            "đơn vị được đánh giá": units._paper_name() if len(units) == 1 else f"{len(units)} cơ quan, đơn vị",
            "ngày số liệu": in_figures(day),
            "số kế hoạch": str(len(work.plan_id)),
            "tổng số": number(figures.assigned, 0),
            "hoàn thành": number(figures.done, 0),
            "hoàn thành đúng hạn": number(figures.on_time, 0),
            "hoàn thành quá hạn": number(figures.late, 0),
            "quá hạn": number(figures.overdue, 0),
            "số lần chậm": number(figures.delays, 0),
            "được xác nhận": number(figures.excused, 0),
            "tính chậm": number(figures.counted, 0),
            "bảng kết quả": [table],
            "cách tính thời hạn": work.plan_id._paper_term(),
            ANNEXES: {"annexes": annexes},
        }


def _cells(rows, ref=None):
    figures = rows._evaluated()
    return [Run(number(getattr(figures, name), 0), ref=ref) for name in FIGURES]


def _by_unit(units, work):
    own = work.grouped("unit_id")
    rows = [
        Row([str(at), unit._paper_name(), *_cells(own.get(unit, work.browse()), Ref(unit._name, unit.id))])
        for at, unit in enumerate(units, 1)
    ]
    columns = [Column("TT", 6, CENTRE), Column("Cơ quan, đơn vị", 31), *COUNTED]
    return Table(columns, [*rows, Row(["", "Tổng cộng", *_cells(work)], TOTAL)])


def _by_official(work, grouped):
    """Return the table of officials; ``grouped`` puts those of a unit below its name."""
    rows = []
    for unit, own in work.grouped("unit_id").items():
        rows += [Row([unit._paper_name()], GROUP)] if grouped else []
        named = sorted(own.grouped("officer_id").items(), key=lambda pair: (not pair[0], pair[0].sudo().name or ""))
        rows += [
            Row([str(at), officer.sudo().name or NOBODY, *_cells(held)]) for at, (officer, held) in enumerate(named, 1)
        ]
    columns = [Column("TT", 6, CENTRE), Column("Cán bộ, công chức", 31), *COUNTED]
    return Table(columns, [*rows, Row(["", "Tổng cộng", *_cells(work)], TOTAL)])


def _work_table(work):
    rows = []
    for unit, own in work.grouped("unit_id").items():
        rows += [Row([unit._paper_name()], GROUP)] if len(work.unit_id) > 1 else []
        rows += [
            Row(
                [
                    str(at),
                    Run(row.name, ref=Ref(row._name, row.id)),
                    row.officer_id.sudo().name or "",
                    in_figures(row.deadline_on) if row.deadline_on else "",
                    in_figures(row.submitted_on) if row.submitted_on else "",
                    HANDED_IN if row.state_on == "submitted" else row._paper_status(),
                    _excused(row),
                ]
            )
            for at, row in enumerate(own, 1)
        ]
    return Table(list(WORK), rows)


def _excused(row):
    """Return why a delay is excused, by whom and when."""
    if not row._is_excused():
        return ""
    who = row.excused_by.sudo()
    office = who.child_plan_unit_ids[:1]
    named = ", ".join(filter(None, (who.name, office and office._paper_name())))
    return f"{row.excuse} ({named}, {in_figures(row.excused_on)})"
