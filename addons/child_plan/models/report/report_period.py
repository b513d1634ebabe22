from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.status import GAP, MONTHS, cascade, demanded_periods, last_cut_off, working_day_before

KINDS = [
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("half_yearly", "Half-yearly"),
    ("yearly", "Yearly"),
    ("once", "Once, on a date of the plan"),
    ("thematic", "Thematic"),
    ("ad_hoc", "Ad hoc"),
]
BELOW = {  # the levels at which reports are received, from each level down
    "national": ["national", "province", "district", "commune"],
    "province": ["province", "district", "commune"],
    "district": ["district", "commune"],
    "commune": ["commune"],
    "village": ["village"],
}
AHEAD = 45  # a period is opened this many days before its cut-off, so that units can prepare


class ChildPlanReportPeriod(models.Model):
    """A period for which the units of a plan report: what is counted, until when, and when reports are due.

    Reports are due at the plan's issuer on ``due_on``; each level below is due some working days earlier
    (``lib/status/due_dates.py``). The expected reports are created together with the period.
    """

    _name = "child.plan.report.period"
    _inherit = ["child.plan.line.mixin", "child.plan.reporters.mixin", "child.plan.visibility.mixin"]
    _description = "Reporting Period"
    _order = "cut_off desc, id desc"
    _rec_names_search = ["title", "plan_id.name", "plan_id.number"]

    _given_field = "report_ids"

    plan_id = fields.Many2one("child.plan", required=True, ondelete="restrict", index=True)
    reporting_id = fields.Many2one(
        "child.plan.report.requirement", "Demand of the plan", ondelete="set null", readonly=True
    )
    kind = fields.Selection(KINDS, required=True, default="ad_hoc")
    title = fields.Char(help="Where the period has a name of its own, for instance that of a campaign")
    name = fields.Char("Reporting period", compute="_compute_name")
    date_start = fields.Date(
        "Counted from", compute="_compute_date_start", store=True, readonly=False, required=True, precompute=True
    )
    cut_off = fields.Date(required=True, default=lambda self: today(), help="The last day that is counted")
    due_on = fields.Date("Due at the issuer on", required=True, help="The last day in time")
    due_above = fields.Date("The issuer's own report due on", help="Where the issuer reports to its superior")
    due_province = fields.Date("Due at the provinces on", compute="_compute_due_below", store=True, readonly=False)
    due_district = fields.Date("Due at the districts on", compute="_compute_due_below", store=True, readonly=False)
    due_commune = fields.Date("Due at the communes on", compute="_compute_due_below", store=True, readonly=False)
    report_ids = fields.One2many("child.plan.report", "period_id", "Reports")
    expected_count = fields.Integer("Reports expected", compute="_compute_counts")
    in_count = fields.Integer("Reports in", compute="_compute_counts")
    in_time_count = fields.Integer("In time", compute="_compute_counts")

    _dates = models.Constraint(
        "CHECK (date_start <= cut_off AND cut_off < due_on)",
        "A period begins before its cut-off, and reports are due after it.",
    )
    _once = models.UniqueIndex(
        "(plan_id, reporting_id, kind, cut_off) WHERE reporting_id IS NOT NULL", "This period is already there."
    )

    @api.depends("title", "kind", "cut_off")
    @api.depends_context("lang")
    def _compute_name(self):
        for period in self:
            period.name = period.title or (period.cut_off and period._default_name())

    @api.depends("kind", "cut_off")
    def _compute_date_start(self):
        """Begin with the month, quarter, half-year or year by which the period is called, else with the year."""
        for period in self:
            months = MONTHS.get(period.kind, 12)
            day = period.cut_off or period.date_start or today()
            period.date_start = date(day.year, (day.month - 1) // months * months + 1, 1)

    def _default_name(self):
        month, year = self.cut_off.month, self.cut_off.year
        quarter = "I II III IV".split()[(month - 1) // 3]
        match self.kind:
            case "monthly":
                return self.env._("Month %(month)s/%(year)s", month=month, year=year)
            case "quarterly":
                return self.env._("Quarter %(quarter)s/%(year)s", quarter=quarter, year=year)
            case "half_yearly" if month <= 6:
                return self.env._("First half of %s", year)
            case "half_yearly":
                return self.env._("Second half of %s", year)
            case "yearly":
                return self.env._("Year %s", year)
        return self.env._("Up to %s", format_date(self.env, self.cut_off))

    @api.depends("plan_id.issuer_id", "due_on", "kind")
    def _compute_due_below(self):
        days_off = self.env["child.plan.day.off"]._special_days()
        for period in self:
            due = {}
            if period.due_on and period.plan_id:
                days = self.env["child.plan.report.schedule"]._of_kind(period.kind)
                levels = BELOW[period.plan_id.issuer_id.level]
                due = cascade(
                    period.due_on, levels, {level: days.get(f"{level}_days", 1) for level in levels}, days_off
                )
                due.pop(levels[0])
            for level in ("province", "district", "commune"):
                period[f"due_{level}"] = due.get(level)

    @api.model
    def _below(self):
        return Domain("unit_id", "child_of", self.env.user.child_plan_unit_ids.ids)

    @api.depends("report_ids.state", "report_ids.current")
    def _compute_counts(self):
        groups = self.env["child.plan.report"]._read_group(
            [("period_id", "in", self.ids), ("current", "=", True)], ["period_id", "punctuality"], ["__count"]
        )
        counts = {}
        for period, punctuality, count in groups:
            counts.setdefault(period, {})[punctuality] = count
        for period in self:
            by_punctuality = counts.get(period, {})
            period.expected_count = sum(by_punctuality.values())
            period.in_time_count = by_punctuality.get("in_time", 0)
            period.in_count = period.in_time_count + by_punctuality.get("late", 0)

    @api.constrains("cut_off", "due_province", "due_district", "due_commune")
    def _check_due_below(self):
        for period in self:
            below = [period.due_province, period.due_district, period.due_commune]
            if any(day and day <= period.cut_off for day in below):
                raise ValidationError(
                    self.env._(
                        "“%s”: between the cut-off and every due date lies at least one working day.", period.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        periods = super().create(vals_list)
        periods._sync_expected_reports()
        return periods

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("reporters", "reporter_ids")):
            self._sync_expected_reports()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_begun(self):
        reports = self.sudo().report_ids
        if reports.filtered(lambda report: report.state != "expected"):
            raise UserError(self.env._("Reports for this period have been begun: it stays."))
        reports.unlink()

    def _due_for(self, unit, receiver):
        """Return the last day for the report of ``unit`` to ``receiver`` (empty: the authority above the issuer)."""
        self.ensure_one()
        if unit == self.plan_id.issuer_id:
            return self.due_above or working_day_before(
                fields.Date.add(self.due_on, days=7), 0, self.env["child.plan.day.off"]._special_days()
            )
        if receiver == self.plan_id.issuer_id:
            return self.due_on
        return (self[f"due_{receiver.level}"] if f"due_{receiver.level}" in self._fields else None) or self.due_on

    def _sync_expected_reports(self):
        """Create the expected reports that are missing, and delete untouched ones of units that ended before the
        cut-off.

        Running it again changes nothing.
        """
        for period in self.filtered(lambda period: period.plan_id.state == "issued"):
            self.env["child.plan.report"].sudo()._sync_expected_reports(period.sudo())

    def action_expect(self):
        self.plan_id._check_can_manage()
        self._sync_expected_reports()

    @api.readonly
    def action_view_reports(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": [("period_id", "=", self.id)], "context": {"search_default_group_state": 1}}

    def action_remind(self):
        """Remind every unit whose report is missing, at once."""
        self.ensure_one()
        return self.report_ids.filtered(
            lambda r: r.current and r.state in ("expected", "draft", "returned")
        ).action_remind()

    @api.readonly
    def action_view_summary(self):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("child_plan.child_plan_summary_action")
        return {**action, "params": {"period_id": self.id}, "context": {"child_plan_period_id": self.id}}

    # -- periods that plans demand --

    @api.model
    def _cron_open(self):
        """Open the periods that issued plans demand, and update the expected reports."""
        plans = self.env["child.plan"].search([("state", "=", "issued")])
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(plans))
        for plan in plans:
            plan._open_report_periods(today())
            if not cron._commit_progress(1):
                break

    @api.model
    def _open_for(self, demand, day):
        """Open the periods of ``demand`` whose cut-off is at most ``AHEAD`` days after ``day``."""
        days_off = self.env["child.plan.day.off"]._special_days()
        plan = demand.plan_id
        taken = {
            (period.kind, period.cut_off.strftime("%Y-%m"))
            for period in self.search([("plan_id", "=", plan.id), ("reporting_id", "=", demand._origin.id)])
        }
        vals_list = []
        for kind, start, cut_off, due_on in self._demanded(demand, day, days_off):
            if (kind, cut_off.strftime("%Y-%m")) in taken:
                continue
            vals = {"plan_id": plan.id, "reporting_id": demand._origin.id, "kind": kind, "date_start": start}
            vals |= self._prepare_dates(demand, kind, cut_off, due_on, days_off) | demand._prepare_reporters()
            vals_list.append({**vals, "date_start": min(start, vals["cut_off"])})
        return self.create(vals_list)

    def _demanded(self, demand, day, days_off):
        """Yield ``(kind, first day, cut-off, due or None)`` of the periods of ``demand`` to open on ``day``."""
        plan = demand.plan_id
        horizon = fields.Date.add(day, days=AHEAD)
        if demand.frequency == "once" and demand.last_day:
            cut_off = working_day_before(demand.last_day, GAP, days_off)
            if cut_off <= horizon:
                yield "once", plan.period_start, cut_off, demand.last_day
        elif demand.frequency in MONTHS:
            cut_off_day = self.env["child.plan.report.schedule"]._of_kind(demand.frequency)["cut_off_day"]
            first = max(plan.period_start, plan.activated_on or day, fields.Date.subtract(day, days=AHEAD))
            last = min(horizon, plan.period_end)
            for (start, cut_off), due_on in demanded_periods(demand._demand(), first, last, cut_off_day, days_off):
                yield demand.frequency, max(start, plan.period_start), cut_off, due_on

    def _prepare_dates(self, demand, kind, cut_off, due_on, days_off):
        """Return cut-off and due dates: those that the plan gives, the others from the defaults, level by level
        downwards.
        """
        plan = demand.plan_id
        days = self.env["child.plan.report.schedule"]._of_kind(kind)
        issuer = plan.issuer_id
        upward = demand.recipient_unit_id and demand.recipient_unit_id.authority_id != issuer
        levels = BELOW[issuer.level]
        above = None
        if due_on and upward:
            above = due_on
            due_on = working_day_before(due_on, days.get(f"{issuer.level}_days", 1), days_off)
        elif not due_on:
            top = date(cut_off.year, cut_off.month, min(days["due_day"], 28))
            chain = {level: days.get(f"{level}_days", 1) for level in BELOW["national"]}
            due_on = cascade(top, BELOW["national"], chain, days_off).get(issuer.level, top)
        lowest = cascade(due_on, levels, {level: days.get(f"{level}_days", 1) for level in levels}, days_off)[
            levels[-1]
        ]
        return {"due_on": due_on, "due_above": above, "cut_off": last_cut_off(cut_off, lowest, days_off)}
