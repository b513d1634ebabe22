from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import date_utils

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.lib.status import OPEN_STATES
from odoo.addons.child_plan.models.report.report import IN

from ..lib.printed import in_figures
from ..lib.tree import CENTRE, RIGHT, Annex, Column, Item, Paragraph, Ref, Row, Run, Table
from .figures import WORST, class_values, number, table_by_unit
from .kinds import TERM
from .paper_content import ANNEXES

NOTHING = "Không có."
APART = "(gửi riêng)"  # in the place of a sensitive figure: a paper goes through many hands
REPORTED = [
    Column("TT", 6, CENTRE),
    Column("Chỉ tiêu, chỉ số", 40),
    Column("Đơn vị tính", 12, CENTRE),
    Column("Mục tiêu", 12, RIGHT),
    Column("Kết quả", 12, RIGHT),
    Column("Ghi chú", 18),
]
TARGETS = [
    Column("TT", 6, CENTRE),
    Column("Chỉ tiêu", 50),
    Column("Mục tiêu", 14, RIGHT),
    Column("Kết quả", 30),
]


class ChildPlanReport(models.Model):
    _inherit = "child.plan.report"

    def action_write_paper(self):
        """Write these reports as papers to the units that receive them."""
        if self.filtered(lambda report: report.state not in IN):
            raise UserError(self.env._("Hand the report in first: the paper says what was handed in."))
        units = self.env.user.child_plan_unit_ids
        return self.env["child.plan.paper"]._write_papers(
            [
                {
                    "kind": "report",
                    "issuer_id": report.unit_id.id,
                    "drafter_id": (
                        report.unit_id & units
                        or units.filtered(lambda unit, r=report: unit.authority_id == r.unit_id)[:1]
                        or report.unit_id
                    ).id,
                    "plan_id": report.plan_id.id,
                    "res_model": report._name,
                    "res_id": report.id,
                    "addressee_ids": report.receiver_id.ids,
                }
                for report in self
            ]
        )


    def _paper_results(self):
        """Return the results in the unit's words, without the sentence of counts that was drafted for it.

        The paper says these counts itself, with their denominators.
        """
        drafted = self._counts_in_words()
        return "\n".join(line for line in (self.results or "").split("\n") if line.strip() != drafted)


class ChildPlanReportPeriod(models.Model):
    _inherit = "child.plan.report.period"

    def _collected_by(self):
        """Return the units that nobody asks for reports: the issuer, and the office that collects them."""
        return self.plan_id.issuer_id | self.plan_id.standing_unit_id

    def action_write_request(self):
        """Write the letter that asks all units of this period for their reports."""
        self.plan_id._check_can_manage()
        return self.env["child.plan.paper"]._write_papers(
            [
                period.plan_id._prepare_paper_of(
                    "report_request",
                    res_model=period._name,
                    res_id=period.id,
                    addressee_ids=(period.report_ids.unit_id - period._collected_by()).ids,
                )
                for period in self
            ]
        )


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def action_write_progress(self):
        """Write the report on how the plan is carried out, as of today."""
        self._check_can_manage()
        return self.env["child.plan.paper"]._write_papers(
            [plan._prepare_paper_of("progress", addressee_ids=plan._paper_superior().ids) for plan in self]
        )

    def _paper_term(self):
        """Return the paragraph that says what a deadline on a day off means, where these plans move it."""
        return [Paragraph(TERM)] if any(self.mapped("next_working_day")) else []

    def _paper_superior(self):
        """Return to whom the issuer reports: the authority above it."""
        return self.issuer_id.parent_id.authority_id

    def _paper_annexes(self):
        """Return annexes on the plan as of today: units, tasks, what is due next month, targets. Extend for more."""
        self.ensure_one()
        counts = self.env["child.plan.assignment"]._count_work([("plan_id", "=", self.id)], by="unit_id")
        work = self.env["child.plan.assignment"].search(
            [("plan_id", "=", self.id), ("state", "!=", "cancelled")], order="unit_id, due_on, id"
        )
        annexes = [
            Annex(
                "Kết quả thực hiện nhiệm vụ theo đơn vị",
                [
                    table_by_unit(
                        {unit: found["by_status"] for unit, found in counts.items()},
                        lambda unit: unit._paper_name(),
                        lambda unit: Ref(unit._name, unit.id),
                    )
                ],
                landscape=True,
            ),
            Annex("Danh mục nhiệm vụ và tiến độ thực hiện", [work._paper_table_by_unit()], landscape=True),
        ]
        start = date_utils.start_of(today() + relativedelta(months=1), "month")
        end = date_utils.end_of(start, "month")
        if soon := work.filtered(
            lambda row: row.state in OPEN_STATES and row.deadline_on and start <= row.deadline_on <= end
        ):
            title = f"Nhiệm vụ đến hạn trong tháng {start.month}/{start.year}"
            annexes.append(Annex(title, [soon._paper_table_by_unit()], landscape=True))
        if targets := self._paper_targets():
            annexes.append(Annex("Kết quả thực hiện chỉ tiêu", [targets], landscape=True))
        return annexes

    def _paper_targets(self):
        targets = self.env["child.plan.target"].search([("plan_id", "=", self.id)])
        tallies = targets._tallies(today())
        apart = {
            target
            for target in targets.filtered("indicator_id.sensitive")
            if (target.unit_id and target.unit_id != self.issuer_id)
            or (target in tallies and _is_small(target.indicator_id, tallies[target].figure.numerator))
        }
        rows = [
            Row(
                [
                    str(at),
                    target.name,
                    target._paper_value(),
                    Run(
                        APART if target in apart else target.actual_text or "",
                        ref=Ref(target._name, target.id, "actual"),
                    ),
                ]
            )
            for at, target in enumerate(targets, 1)
        ]
        return Table(list(TARGETS), rows) if rows else None


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _make_progress(self):
        plan = self.plan_id
        work = self.env["child.plan.assignment"]
        [found] = work._count_work([("plan_id", "=", plan.id)]).values()
        by_unit = work._count_work([("plan_id", "=", plan.id)], by="unit_id")
        late = sorted(by_unit.items(), key=lambda pair: -pair[1]["overdue"])[:WORST]
        worst = [
            Item([f"{unit._paper_name()}: ", Run(str(counts["overdue"]), ref=Ref(unit._name, unit.id)), " nhiệm vụ."])
            for unit, counts in late
            if counts["overdue"]
        ]
        return {
            **class_values(found["by_status"], lambda _class: Ref(plan._name, plan.id)),
            "số đơn vị": str(len(by_unit)),
            "cách tính thời hạn": plan._paper_term(),
            "chậm nhất": worst or [Paragraph("Không có nhiệm vụ quá hạn.")],
            ANNEXES: {"annexes": plan._paper_annexes()},
        }

    def _check_makeable(self):
        if self.kind == "report" and self._source().state not in IN:
            raise UserError(self.env._("Hand the report in first: the paper says what was handed in."))
        return super()._check_makeable()

    def _make_report(self):
        """Take what was handed in: counts, figures and words of the report."""
        report = self._source()
        by_status = {
            "done_on_time": report.done_on_time,
            "done_late": report.done_late,
            "in_time": report.open_in_time,
            "overdue": report.open_overdue,
        }
        fields_of = {name: name for name in ("done_on_time", "done_late", "open_in_time", "open_overdue")}
        period = report.period_id
        return {
            **class_values(by_status, lambda of: Ref(report._name, report.id, fields_of.get(of, ""))),
            "kỳ báo cáo": _in_sentence(period.name),
            "từ ngày": in_figures(period.date_start),
            "ngày số liệu": in_figures(min(period.cut_off, today())),
            "kết quả": _paragraphs(report._paper_results(), nothing=""),
            "khó khăn": _paragraphs(report.difficulties),
            "kiến nghị": _paragraphs(report.proposals),
            "chỉ tiêu": self._paper_reported(report),
            "số báo cáo": [Run(str(report.source_count), ref=Ref(report._name, report.id, "source_count"))],
            "số đơn vị": [Run(str(report.below_count), ref=Ref(report._name, report.id, "below_count"))],
            ANNEXES: {"annexes": self._report_annexes(report)},
        }

    def _paper_reported(self, report):
        """Return the table of the reported figures, and what they rest on."""
        targets = report.plan_id.sudo()._reported_targets()
        values = self.env["child.plan.indicator.value"].search([("report_id", "=", report.id)])
        apart = self._sent_apart(report, values)
        rows = []
        for at, value in enumerate(values, 1):
            indicator = value.indicator_id
            name = f"Trong đó: {value.breakdown_id.name}" if value.breakdown_id else indicator.name
            rows.append(
                Row(
                    [
                        str(at),
                        name,
                        indicator.uom or "",
                        targets[indicator]._paper_value() if indicator in targets and not value.breakdown_id else "",
                        Run(APART if value in apart else _figure(value), ref=Ref(value._name, value.id, "value")),
                        value.note or "",
                    ]
                )
            )
        if not rows:
            return [Paragraph(NOTHING)]
        table = [Table(list(REPORTED), rows)]
        if report.compiled:
            base = [
                "Số liệu tổng hợp từ ",
                Run(str(report.source_count), ref=Ref(report._name, report.id, "source_count")),
                "/",
                Run(str(report.below_count), ref=Ref(report._name, report.id, "below_count")),
                " báo cáo của các đơn vị.",
            ]
            table.insert(0, Paragraph(base))
        return table

    def _sent_apart(self, report, values):
        """Return the sensitive figures that stand on no paper: those of a single unit, and small sums.

        A paper is read above the receiver, too. If one part of a breakdown is small, none stands there: it could be
        found from the others.
        """
        sensitive = values.filtered("indicator_id.sensitive")
        if not report.compiled:
            return sensitive
        small = sensitive.filtered(lambda value: _is_small(value.indicator_id, value.numerator))
        of_parts = small.filtered("breakdown_id").indicator_id
        return small | sensitive.filtered(lambda value: value.breakdown_id and value.indicator_id in of_parts)

    def _report_annexes(self, report):
        """Return the annexes of a report as of its cut-off. Extend for more."""
        day = min(report.cut_off, today())
        work = self.env["child.plan.assignment"].with_context(child_plan_as_of=day.isoformat())
        domain = [*report._work_domain(), ("state", "!=", "cancelled")]
        annexes = []
        if report.compiled:
            counts = work._count_work(report._work_domain(), by="unit_id")
            table = table_by_unit(
                {unit: found["by_status"] for unit, found in counts.items()},
                lambda unit: unit._paper_name(),
                lambda unit: Ref(unit._name, unit.id),
            )
            annexes.append(Annex("Kết quả thực hiện nhiệm vụ theo đơn vị", [table], landscape=True))
        found = work.search(domain, order="unit_id, due_on, id").filtered("status")  # given by that day
        if found:
            table = found._paper_table_by_unit() if report.compiled else found._paper_table()
            annexes.append(Annex("Danh mục nhiệm vụ và tiến độ thực hiện", [table], landscape=True))
        return annexes

    def _make_report_request(self):
        period = self._source()
        return {
            "kỳ báo cáo": _in_sentence(period.name),
            "thời hạn": in_figures(period.due_on),
            "chốt số liệu": in_figures(period.cut_off),
        }


def _in_sentence(period):
    """Return a period's name as it stands in a sentence: quý IV/2026."""
    return period[:1].lower() + period[1:]


def _is_small(indicator, count):
    return 0 < (count or 0) < indicator.threshold


def _figure(value):
    if not value.has_data:
        return "Không có số liệu"
    if value.indicator_id.kind == "ratio":
        return f"{number(value.value)} ({number(value.numerator)}/{number(value.denominator)})"
    return number(value.numerator)


def _paragraphs(text, nothing=NOTHING):
    """Return the paragraphs of a text that a person wrote; lines that begin with a dash are items."""
    lines = [line.strip() for line in (text or "").split("\n") if line.strip()]
    blocks = [Item(line.lstrip("-– ")) if line[0] in "-–" else Paragraph(line) for line in lines]
    return blocks or ([Paragraph(nothing)] if nothing else [])
