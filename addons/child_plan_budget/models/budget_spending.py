from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import clean_context, format_amount

from odoo.addons.child_plan.lib.clock import today

WRITABLE = ("line_id", "stage", "day", "amount", "reference", "note", "evidence_ids")


class ChildPlanBudgetSpending(models.Model):
    """What a unit says it has spent or committed. It counts when the finance office has confirmed it.

    Reported by the unit; confirmed or refused by finance, or withdrawn by the unit. A decision is final: confirming
    makes the entry, and what was confirmed wrongly is reversed there.
    """

    _name = "child.plan.budget.spending"
    _inherit = "child.plan.evidence"
    _description = "Spending Reported"
    _order = "id desc"
    _rec_name = "line_id"

    line_id = fields.Many2one("child.plan.budget.line", required=True, ondelete="cascade", index=True)
    plan_id = fields.Many2one(related="line_id.plan_id", store=True, precompute=True, index=True)
    unit_id = fields.Many2one(related="line_id.unit_id", store=True, precompute=True, index=True)
    stage = fields.Selection(
        [("commitment", "Commitment"), ("disbursement", "Disbursement")], required=True, default="disbursement"
    )
    day = fields.Date(required=True, default=lambda self: today())
    amount = fields.Monetary(required=True, currency_field="dong_id")
    dong_id = fields.Many2one(related="line_id.dong_id")
    reference = fields.Char("Voucher")
    note = fields.Char()
    evidence_ids = fields.Many2many(
        "ir.attachment", "child_plan_budget_spending_evidence_rel", "spending_id", "attachment_id", "Files"
    )
    state = fields.Selection(
        [("asked", "Waiting"), ("confirmed", "Confirmed"), ("refused", "Refused"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="asked",
        index=True,
    )
    asked_by = fields.Many2one("res.users", "Reported by", required=True, readonly=True, ondelete="restrict")
    asked_on = fields.Date("Reported on", required=True, readonly=True)
    decided_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    decided_on = fields.Date(readonly=True)
    decision_note = fields.Char("Note on the decision", readonly=True)
    entry_id = fields.Many2one("child.plan.budget.entry", readonly=True, ondelete="restrict", copy=False)
    can_enter = fields.Boolean(related="line_id.can_enter")
    can_report = fields.Boolean(related="line_id.can_report")

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Give an amount above zero.")

    @api.depends("line_id", "amount")
    def _compute_display_name(self):
        for spending in self:
            amount = format_amount(self.env, spending.amount, spending.dong_id)
            spending.display_name = f"{spending.line_id.name or spending.line_id.display_name}: {amount}"

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "dong_id":
            return self.env["child.plan.budget.line"]._field_to_sql(alias, field_expr)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_line_id")
        writable = (*WRITABLE, "asked_by") if self.env.su else WRITABLE
        common = {"line_id": default, "asked_by": self.env.uid}
        rows = [{**common, **{name: vals[name] for name in writable if name in vals}} for vals in vals_list]
        for row in rows:
            row |= {"state": "asked", "asked_on": today()}
        model = self.with_env(self.env(context=clean_context(self.env.context)))
        reported = super(ChildPlanBudgetSpending, model).create(rows)
        for spending in reported:
            if not (self.env.su or spending.line_id.can_report):
                raise AccessError(self.env._("“%s” is money of another unit.", spending.line_id.display_name))
            if spending.day > today() and not self.env.su:
                raise UserError(self.env._("Spending is dated today or earlier."))
        reported._bind_evidence()
        reported._tell_finance()
        return reported.with_env(self.env)

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A report stays as it was sent. Withdraw it and report again."))
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("A report of spending is kept. Withdraw it instead."))

    def action_confirm(self):
        for spending in self:
            spending._decide("confirmed")
            files = [fields.Command.set(spending.sudo().evidence_ids.ids)]
            row = {name: spending[name] for name in WRITABLE[1:-1]}
            entry = self.env["child.plan.budget.entry"]._enter(
                [{**row, "line_id": spending.line_id.id, "evidence_ids": files}]
            )
            spending.sudo().entry_id = entry
        self._tell_reporters(self.env._("Spending confirmed"))
        return True

    def _refuse(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason: the unit is told."))
        self._decide("refused", reason.strip())
        self._tell_reporters(self.env._("Spending not confirmed"), self.decision_note)

    def action_withdraw(self):
        for spending in self:
            spending._decide("withdrawn")
        return True

    def _decide(self, state, note=None):
        self.ensure_one()
        self.check_access("read")
        line = self.line_id
        if not (self.env.su or (line.can_report if state == "withdrawn" else line.can_enter)):
            raise AccessError(self.env._("Only finance confirms or refuses spending, and only its unit withdraws it."))
        if self.state != "asked":
            raise UserError(self.env._("“%s” has been decided already.", self.display_name))
        self.sudo().write({"state": state, "decision_note": note, "decided_by": self.env.uid, "decided_on": today()})

    # -- who is told --

    def _tell_finance(self):
        """Send the finance office of each plan one message on what waits for it, to those who have their messages in
        Odoo or want them at once; the others read it in their summary (:meth:`_waiting_for`).
        """
        for plan, reported in self.grouped("plan_id").items():
            users = plan.sudo().issuer_id._finance_users()
            at_once = users.filtered(lambda user: user.notification_type == "inbox" or user.child_plan_notice == "now")
            reported._tell(at_once, self.env._("Spending to be confirmed"))

    def _tell_reporters(self, subject, note=""):
        """Send one message to each of those who reported these, however many they are."""
        for reporter, decided in self.sudo().grouped("asked_by").items():
            decided._tell(reporter, subject, note)

    def _tell(self, users, subject, note=""):
        """Send each of ``users``, except the current one, a message that lists these reports."""
        values = {"spendings": self.sudo(), "note": note}
        self.sudo().plan_id[:1].message_notify(
            partner_ids=(users - self.env.user).partner_id.ids,
            subject=f"{subject}: {len(self)}",
            body=self.env["ir.qweb"]._render("child_plan_budget.spending_message", values),
        )

    @api.model
    def _waiting_for(self, users):
        """Return ``{user: how many reports wait for the user as finance}``, counted in one query."""
        waiting = dict(self.sudo()._read_group([("state", "=", "asked")], ["plan_id"], ["__count"]))
        counts = {}
        for issuer, plans in self.env["child.plan"].union(*waiting).sudo().grouped("issuer_id").items():
            for user in issuer._finance_users() & users:
                counts[user] = counts.get(user, 0) + sum(waiting[plan] for plan in plans)
        return counts
