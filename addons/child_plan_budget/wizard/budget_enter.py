from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from odoo.addons.child_plan.lib.clock import today

from ..lib.money import STAGES, Movement, breaches, measures
from ..models.budget_entry import STAGE_LABELS


class ChildPlanBudgetEnter(models.TransientModel):
    """One dialog for every movement of money: an entry, its reversal, a unit's report of spending, or its refusal.

    It shows what the line will have afterwards, and what stands against the entry, before anything is saved.
    """

    _name = "child.plan.budget.enter"
    _inherit = "child.plan.dialog.mixin"
    _description = "Enter Money"

    _shown_fields = ("line_id", "entry_id", "spending_id")

    line_id = fields.Many2one("child.plan.budget.line", required=True, readonly=True)
    kind = fields.Selection(
        [("entry", "Entry"), ("report", "Report"), ("reverse", "Reverse"), ("refuse", "Refuse")],
        required=True,
        readonly=True,
        default="entry",
    )
    entry_id = fields.Many2one("child.plan.budget.entry", readonly=True)
    spending_id = fields.Many2one("child.plan.budget.spending", readonly=True)
    stage = fields.Selection(STAGE_LABELS)
    day = fields.Date(required=True, default=lambda self: today())
    amount = fields.Monetary(currency_field="dong_id")
    cut = fields.Boolean("It is a cut", help="The adjustment takes money away")
    dong_id = fields.Many2one(related="line_id.dong_id")
    currency_id = fields.Many2one(related="line_id.currency_id")
    foreign = fields.Boolean(related="line_id.foreign")
    currency_amount = fields.Monetary("In the source's currency")
    rate = fields.Float("Đồng for one", digits=(16, 4), help="Empty: the rate that the system knows of that day")
    unit_id = fields.Many2one(
        "child.plan.unit", "To unit", domain="[('kind', '!=', 'collective'), ('id', 'child_of', authority_id)]"
    )
    authority_id = fields.Many2one("child.plan.unit", compute="_compute_authority_id")
    reference = fields.Char("Decision, voucher")
    note = fields.Char()
    evidence_ids = fields.Many2many("ir.attachment", string="Files")
    reason = fields.Char()
    allotted = fields.Monetary("Allotted afterwards", currency_field="dong_id", compute="_compute_afterwards")
    spent = fields.Monetary("Spent afterwards", currency_field="dong_id", compute="_compute_afterwards")
    balance = fields.Monetary("Left afterwards", currency_field="dong_id", compute="_compute_afterwards")
    warning = fields.Char(compute="_compute_afterwards")
    refused = fields.Boolean(compute="_compute_afterwards")

    @api.model
    def _open(self, line, stage=None, entry=None, spending=None, report=False):
        kind = "reverse" if entry else "refuse" if spending else "report" if report else "entry"
        vals = {"line_id": line.id, "kind": kind, "stage": stage if stage in STAGES else False}
        if entry:
            vals |= {"entry_id": entry.id, "stage": entry.stage, "amount": entry.amount}
        if spending:
            vals |= {"spending_id": spending.id, "stage": spending.stage, "amount": spending.amount}
        wizard = self.create(vals)
        titles = {
            "reverse": self.env._("Reverse the entry"),
            "refuse": self.env._("Do not confirm"),
            "report": self.env._("Report spending"),
            "entry": dict(self._fields["stage"]._description_selection(self.env)).get(stage, self.env._("Entry")),
        }
        return wizard._window(titles[kind], context={"dialog_size": "medium"})

    @api.depends("line_id")
    def _compute_authority_id(self):
        for wizard in self:
            wizard.authority_id = wizard.line_id.unit_id.authority_id or wizard.line_id.unit_id

    @api.depends("line_id", "kind", "stage", "day", "amount", "cut", "currency_amount", "rate", "entry_id")
    def _compute_afterwards(self):
        entries = self.env["child.plan.budget.entry"]
        policies = entries._policies()
        for wizard in self:
            line = wizard.line_id._filtered_access("read")  # an onchange may be sent any line
            before = entries._movements(line.ids or [0])[line.id]
            new = wizard._movements()
            new_breaches = breaches(before, new)
            sums = {}
            for movement in [*before, *new]:
                sums[movement.stage] = sums.get(movement.stage, 0) + movement.amount
            after = measures(sums)
            for name in ("allotted", "spent", "balance"):
                wizard[name] = after[name]
            wizard.refused = any(policies.get(breach.kind) != "warn" for breach in new_breaches)
            words = [entries._in_words(breach, wizard.line_id.id) for breach in new_breaches]
            if wizard.kind in ("entry", "report") and entries._is_outside(line, wizard.stage, wizard.day):
                words.append(
                    self.env._(
                        "%(day)s lies outside the budget year %(year)s. That is right for money allotted before the "
                        "year begins, carried over, or settled after its end; otherwise look at the day and the line.",
                        day=format_date(self.env, wizard.day),
                        year=line.year,
                    )
                )
            wizard.warning = "\n".join(words)

    def _movements(self):
        """Return the movements that saving will make on the line itself."""
        self.ensure_one()
        if self.kind == "refuse" or not self.stage or not self.day:
            return []
        amount = self.currency_amount * self.rate if self.foreign and self.rate else self.amount
        if self.kind == "reverse":
            amount = -amount
        elif self.stage == "carry_over" or (self.stage == "adjustment" and self.cut):
            amount = -abs(amount)
        return [Movement(max(self.day, self.entry_id.day or self.day), self.stage, amount)] if amount else []

    def action_apply(self):
        self.ensure_one()
        getattr(self, f"_apply_{self.kind}")()
        return {"type": "ir.actions.act_window_close"}

    def _apply_reverse(self):
        self.entry_id._reverse(self.reason, self.day)

    def _apply_refuse(self):
        self.spending_id._refuse(self.reason)

    def _apply_report(self):
        names = ("line_id", "stage", "day", "amount", "reference", "note")
        row = {name: self[name].id if name == "line_id" else self[name] for name in names}
        self.env["child.plan.budget.spending"].create([{**row, "evidence_ids": [Command.set(self.evidence_ids.ids)]}])

    def _apply_entry(self):
        names = ("day", "amount", "currency_amount", "rate", "reference", "note")
        row = {name: self[name] for name in names} | {"evidence_ids": [Command.set(self.evidence_ids.ids)]}
        if self.stage == "pass_on":
            if not self.unit_id:
                raise UserError(self.env._("Say to which unit the money goes."))
            self.line_id._pass_on(self.unit_id, row)
        elif self.stage == "carry_over":
            self.line_id._carry_over(row)
        else:
            sign = -1 if self.stage == "adjustment" and self.cut else 1
            row |= {"amount": sign * self.amount, "currency_amount": sign * self.currency_amount}
            self.env["child.plan.budget.entry"]._enter([{**row, "line_id": self.line_id.id, "stage": self.stage}])


class ChildPlanBudgetLine(models.Model):
    """The buttons of a line that open the dialog."""

    _inherit = "child.plan.budget.line"

    def action_enter(self):
        """Open the dialog for an entry of the stage that the button names."""
        self.ensure_one()
        return self.env["child.plan.budget.enter"]._open(self, stage=self.env.context.get("child_plan_stage"))

    def action_report_spending(self):
        self.ensure_one()
        return self.env["child.plan.budget.enter"]._open(self, stage="disbursement", report=True)


class ChildPlanBudgetEntry(models.Model):
    """An entry is reversed with a reason."""

    _inherit = "child.plan.budget.entry"

    def action_reverse(self):
        self.ensure_one()
        return self.env["child.plan.budget.enter"]._open(self.line_id, entry=self)


class ChildPlanBudgetSpending(models.Model):
    """Spending is refused with a reason."""

    _inherit = "child.plan.budget.spending"

    def action_refuse(self):
        self.ensure_one()
        return self.env["child.plan.budget.enter"]._open(self.line_id, spending=self)
