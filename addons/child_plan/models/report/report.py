from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ..unit.chatter import chatter_fields
from ..unit.refusals import raise_all

STATES = [
    ("expected", "Not begun"),
    ("draft", "Being written"),
    ("submitted", "Handed in"),
    ("returned", "Returned"),
    ("accepted", "Accepted"),
]
IN = ("submitted", "accepted")
WRITABLE = ("draft", "returned")
WORDS = {"results", "difficulties", "proposals"}  # written by users; all other fields are set by code
PUNCTUALITY = [
    ("open", "Not due yet"),
    ("overdue", "Overdue"),
    ("in_time", "In time"),
    ("late", "Late"),
    ("left_open", "Not handed in when the plan was closed"),
]
QUIET = {"tracking_disable": True, "mail_create_nolog": True, "mail_create_nosubscribe": True}


class ChildPlanReport(models.Model):
    """The report of one unit for one period of a plan. The row exists before anybody writes in it.

    Not begun → being written → submitted → accepted, or returned with a reason. An accepted report is frozen. A
    correction is a new version with a reason; it replaces the old one when it is accepted. The report of an authority
    to which other units report is summed from theirs (``report_compile.py``).
    """

    _name = "child.plan.report"
    _description = "Report"
    _inherit = ["child.plan.notification.mixin", "mail.activity.mixin", "child.plan.last.day.mixin"]
    _order = "due_on desc, unit_id, version desc, id"
    _mail_post_access = "read"
    _child_plan_colours = {
        "punctuality": {
            "open": "in_time",
            "overdue": "overdue",
            "in_time": "done_on_time",
            "late": "done_late",
            "left_open": "left_open",
        }
    }

    period_id = fields.Many2one(
        "child.plan.report.period", "Reporting period", required=True, readonly=True, ondelete="cascade", index=True
    )
    plan_id = fields.Many2one("child.plan", required=True, readonly=True, ondelete="restrict", index=True)
    unit_id = fields.Many2one("child.plan.unit", required=True, readonly=True, ondelete="restrict", index=True)
    unit_name = fields.Char("Name of the unit then", readonly=True, copy=False)
    receiver_id = fields.Many2one("child.plan.unit", "Reports to", readonly=True, ondelete="restrict", index=True)
    unit_level = fields.Selection(related="unit_id.level", string="Level")
    kind = fields.Selection(related="period_id.kind")
    cut_off = fields.Date(related="period_id.cut_off", store=True)
    plan_closed_on = fields.Date(related="plan_id.closed_on", store=True)
    compiled = fields.Boolean("Added up", readonly=True, help="Other units report to this one.")
    due_on = fields.Date(required=True, readonly=True)
    state = fields.Selection(STATES, required=True, default="expected", readonly=True, index=True, tracking=True)
    version = fields.Integer(default=1, readonly=True, aggregator=None)
    current = fields.Boolean(default=True, readonly=True, help="This version is the one that counts.")
    corrects_id = fields.Many2one("child.plan.report", readonly=True, ondelete="restrict")
    reason = fields.Char("Last reason", readonly=True, tracking=True)
    submitted_on = fields.Date("Report sent on", readonly=True)
    first_submitted_on = fields.Date(
        "First handed in on",
        readonly=True,
        help="Of a correction: when the accepted report first came in; its timeliness is told by that day",
    )
    submitted_by = fields.Many2one("res.users", "Handed in by", readonly=True, ondelete="restrict")
    decided_on = fields.Date("Decided on", readonly=True)
    decided_by = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    punctuality = fields.Selection(
        PUNCTUALITY, "Punctual", compute="_compute_punctuality", search="_search_punctuality"
    )
    can_edit = fields.Boolean(compute="_compute_rights", help="The current user writes this report")
    can_receive = fields.Boolean(compute="_compute_rights", help="The current user accepts it or returns it")
    is_mine = fields.Boolean("My unit's", compute="_compute_rights", search="_search_is_mine")

    _once = models.UniqueIndex("(period_id, unit_id, version)", "This unit already reports for this period.")

    @api.depends("unit_id", "unit_name", "period_id.name", "version")
    def _compute_display_name(self):
        for report in self:
            version = self.env._(" (version %s)", report.version) if report.version > 1 else ""
            unit = report.unit_name or report.unit_id.name
            report.display_name = f"{unit} · {report.period_id.name}{version}"

    @api.depends("state", "in_time_until", "submitted_on", "first_submitted_on", "plan_closed_on")
    def _compute_punctuality(self):
        day = today()
        for report in self:
            last = report.in_time_until
            if report.state in IN:
                came = report.first_submitted_on or report.submitted_on
                report.punctuality = "in_time" if came <= last else "late"
            elif report.plan_closed_on:
                report.punctuality = "left_open"
            else:
                report.punctuality = "overdue" if last and last < day else "open"

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "punctuality":
            return super()._field_to_sql(alias, field_expr, query)
        state, last_day, submitted_on, first_submitted_on, closed_on = (
            super(ChildPlanReport, self)._field_to_sql(alias, name, query)
            for name in ("state", "in_time_until", "submitted_on", "first_submitted_on", "plan_closed_on")
        )
        return SQL(
            """(CASE WHEN %s IN %s THEN CASE WHEN COALESCE(%s, %s) <= %s THEN 'in_time' ELSE 'late' END
                     WHEN %s IS NOT NULL THEN 'left_open'
                     WHEN %s < %s THEN 'overdue' ELSE 'open' END)""",
            state,
            IN,
            first_submitted_on,
            submitted_on,
            last_day,
            closed_on,
            last_day,
            today(),
        )

    def _search_punctuality(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = tuple(label for label in value if label) or ("",)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s IN %s)", model._field_to_sql(alias, "punctuality", query), wanted
            ),
            predicate=lambda report: report.punctuality in wanted,
        )

    @api.model
    def _last_day_models(self):
        return [*super()._last_day_models(), "child.plan.report"]

    @api.depends("unit_id", "receiver_id", "plan_id.standing_unit_id", "plan_id.issuer_id")
    @api.depends_context("uid")
    def _compute_rights(self):
        """Compute who may write the report, and who may accept or return it.

        The unit's officers write it; an authority's standing office writes, too. Heirs write what their predecessors
        owe. The leaders and the standing office of the receiver accept and return it; if the receiver is the plan's
        issuer, only the office that keeps the plan does.
        """
        user = self.env.user
        units, authorities = user.child_plan_unit_ids._with_left(), user.child_plan_authority_ids._with_left()
        officer = user.has_group("child_plan.child_plan_group_officer")
        standing = user.has_group("child_plan.child_plan_group_standing")
        leader = user.has_group("child_plan.child_plan_group_leader")
        for report in self:
            plan, unit, receiver = report.plan_id.sudo(), report.unit_id, report.receiver_id
            stands_for = authorities if plan.standing_unit_id in units else authorities - plan.issuer_id
            stands_for = stands_for if standing else stands_for.browse()
            running = plan.state == "issued"
            report.is_mine = unit in units | stands_for
            counts = report.current or report.corrects_id
            writes = counts and (unit in stands_for or (officer and unit in units))
            receives = receiver in stands_for or (leader and receiver in units)
            report.can_edit = self.env.su or bool(running and writes)
            report.can_receive = self.env.su or (running and bool(receiver) and receives)

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        user = self.env.user
        mine = Domain("unit_id", "in", user.child_plan_unit_ids._with_left().ids)
        if user.has_group("child_plan.child_plan_group_standing"):
            own = Domain("unit_id", "in", user.child_plan_authority_ids._with_left().ids)
            keeps = Domain("plan_id.standing_unit_id", "in", user.child_plan_unit_ids.ids)
            mine |= own & (keeps | Domain("plan_id.issuer_id", "not in", user.child_plan_authority_ids.ids))
        return mine if True in value else ~mine

    @api.model
    def _count_to_write(self):
        """Return how many reports the user's units have to write now: those past their cut-off, and returned ones."""
        if not self.env.user.has_group("child_plan.child_plan_group_officer"):
            return 0
        now = Domain("cut_off", "<=", today()) | Domain("state", "=", "returned")
        domain = Domain("is_mine", "=", True) & Domain("state", "in", ("expected", *WRITABLE)) & now
        return self.search_count(domain)

    # -- what is expected --

    @api.model
    def _sync_expected_reports(self, period):
        """Create the reports that are missing for ``period``. Call with ``sudo()``."""
        above = self._reporting_chain(period)
        there = self.search_fetch([("period_id", "=", period.id)], ["unit_id", "state", "receiver_id", "compiled"])
        receivers = set(above.values())
        gone = there.filtered(lambda r: r.state == "expected" and r.unit_id not in above)
        gone -= gone._left_behind()
        gone.unlink()
        there -= gone
        for report in there:
            if report.state == "expected" and report.compiled != (report.unit_id in receivers):
                report.compiled = report.unit_id in receivers
        reporting = there.unit_id
        missing = [unit for unit in above if unit not in reporting]
        return self.with_context(**QUIET).create(
            [
                {
                    "period_id": period.id,
                    "plan_id": period.plan_id.id,
                    "unit_id": unit.id,
                    "receiver_id": above[unit].id,
                    "compiled": unit in receivers,
                    "due_on": period._due_for(unit, above[unit]),
                }
                for unit in missing
            ]
        )

    def _reporting_chain(self, period):
        """Return ``{unit: the authority it reports to}`` of all units that report for ``period``.

        These are the units with work of the plan, or those of them that the period asks (or their successors), the
        authorities between them and the issuer, and the issuer, which reports to the authority above it if the system
        has one.
        """
        issuer = period.plan_id.issuer_id
        domain = [("plan_id", "=", period.plan_id.id), ("state", "!=", "cancelled")]
        groups = self.env["child.plan.assignment"]._read_group(domain, ["unit_id"])
        units = self.env["child.plan.unit"].browse([unit.id for (unit,) in groups])
        asked = period._reporting_units(units, period.cut_off)
        units = self._heirs_reporting(period, asked, asked._successors_on(period.cut_off))
        paths = {unit: [int(id_) for id_ in unit.parent_path.split("/") if id_] for unit in units | issuer}
        units_and_above = units.browse({id_ for path in paths.values() for id_ in path})
        authorities = set(units_and_above.filtered(lambda unit: unit.kind == "authority").ids)
        chain = {}

        def report(unit, path):
            inside = path[path.index(issuer.id) :] if issuer.id in path else [issuer.id, unit.id]
            above = next((id_ for id_ in reversed(inside[:-1]) if id_ in authorities), issuer.id)
            chain[unit] = units.browse(above)
            if above != issuer.id and units.browse(above) not in chain:
                report(units.browse(above), path[: path.index(above) + 1])

        for unit in units - issuer:
            report(unit, paths[unit])
        chain[issuer] = units.browse(
            next((id_ for id_ in reversed(paths[issuer][:-1]) if id_ in authorities), False) or []
        )
        return chain

    # -- writing and deciding --

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Reports are expected by the system: open a period for them."))
        return super().create(vals_list)

    def write(self, vals):
        """Let users write the texts of their own report until it is submitted; buttons change everything else."""
        if not self.env.su:
            own = vals.keys() - chatter_fields(self.env)
            if own - WORDS:
                raise AccessError(self.env._("A report changes its state and figures with its buttons and its grid."))
            if own:
                self._check_can_edit()
        earlier = self._earlier_words(() if self.env.su else vals.keys() & WORDS)
        result = super().write(vals)
        self.env["child.plan.journal"]._log_earlier_words(
            earlier, lambda report: {"plan_id": report.plan_id.id, "unit_id": report.unit_id.id}
        )
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_expected(self):
        if not self.env.su or self.filtered(lambda report: report.state != "expected"):
            raise UserError(self.env._("A report is not deleted."))

    def _check_can_edit(self):
        if not self.env.su:
            self.plan_id._check_running()
        for report in self:
            if not report.can_edit:
                raise AccessError(self.env._("“%s” is written by another unit.", report.display_name))
            if report.state not in WRITABLE:
                raise UserError(self.env._("“%s” is handed in: it stays as it is.", report.display_name))

    def _check_can_receive(self, *states):
        if not self.env.su:
            self.plan_id._check_running()
        refusals = []
        for report in self:
            if not report.can_receive:
                refusals.append(AccessError(self.env._("“%s” is received by another unit.", report.display_name)))
            elif report.state not in states:
                refusals.append(UserError(self.env._("“%s” is not handed in.", report.display_name)))
        raise_all(self.env, refusals)

    def action_open(self):
        """Open the report. Fill it in first if the user is to write it."""
        self.ensure_one()
        if self.state == "expected" and self.can_edit:
            self._begin()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _begin(self):
        """Fill in what the system knows: rows for the figures, counts of work, a draft of the texts."""
        self.sudo().write({"state": "draft"})
        self.sudo()._fill_in()

    def _check_complete(self):
        """Bring the figures up to date; raise UserError with what is still missing."""
        self._check_can_edit()
        self.sudo()._fill_in(words=False)
        if self.missing:
            raise UserError(
                self.env._("“%(name)s” is not complete yet: %(missing)s", name=self.display_name, missing=self.missing)
            )

    def action_submit(self):
        for report in self:
            report._check_complete()
            report.sudo().write(
                {
                    "state": "submitted",
                    "submitted_on": today(),
                    "submitted_by": self.env.uid,
                    "reason": False,
                    "unit_name": report.unit_id.sudo().name,
                }
            )

    def action_take_back(self):
        for report in self:
            if not report.can_edit or report.state != "submitted":
                raise UserError(self.env._("Only a report that is handed in and not decided can be taken back."))
        self.sudo().write({"state": "draft", "submitted_on": False, "submitted_by": False})

    def action_accept(self):
        self._check_can_receive("submitted")
        for report in self.sudo():
            report.write({"state": "accepted", "decided_on": today(), "decided_by": self.env.uid, "current": True})
            report.corrects_id.current = False

    def _return(self, reason):
        self._check_can_receive("submitted")
        self.sudo().write(
            {
                "state": "returned",
                "reason": reason,
                "decided_on": today(),
                "decided_by": self.env.uid,
                "submitted_on": False,
                "submitted_by": False,
            }
        )
        for report in self:
            report._tell(self.env._("Report returned: %s", report.display_name), reason)

    def _correct(self, reason):
        """Create a new version of an accepted report; the old one stays valid until the new one is accepted."""
        self.ensure_one()
        if not self.can_edit or self.state != "accepted" or not self.current:
            raise UserError(self.env._("Only the unit itself corrects its accepted report."))
        reports = self.sudo()
        if reports.search_count([("corrects_id", "=", self.id)], limit=1):
            raise UserError(self.env._("A correction has already been begun."))
        new = reports.with_context(**QUIET).copy(
            {
                "version": self.version + 1,
                "corrects_id": self.id,
                "current": False,
                "state": "draft",
                "reason": reason,
                "first_submitted_on": self.first_submitted_on or self.submitted_on,
                **dict.fromkeys(("submitted_on", "submitted_by", "decided_on", "decided_by"), False),
            }
        )
        reports.value_ids.copy({"report_id": new.id})
        return new.with_env(self.env)

    def _tell(self, subject, body):
        """Send one message to the users of the unit that writes the report, except the sender."""
        self.ensure_one()
        partners = (self._writers() - self.env.user).partner_id
        if partners:
            self.sudo().message_notify(partner_ids=partners.ids, subject=subject, body=body)
