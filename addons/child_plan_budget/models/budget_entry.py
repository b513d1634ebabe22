from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, groupby
from odoo.tools.misc import clean_context, format_amount, format_date

from odoo.addons.child_plan.lib.clock import today

from ..lib.money import ABOVE, MEASURES, POLICIES, STAGES, Movement, breaches

STAGE_LABELS = [
    ("estimate", "Estimate"),
    ("allotment", "Allotment"),
    ("adjustment", "Adjustment"),
    ("pass_on", "Passed on below"),
    ("commitment", "Commitment"),
    ("advance", "Advance"),
    ("clearance", "Clearance of an advance"),
    ("advance_return", "Return of an advance"),
    ("disbursement", "Disbursement"),
    ("settlement", "Settlement"),
    ("carry_over", "Carry-over"),
    ("return", "Return"),
]
POLICY_LABELS = [
    ("overspending", "Spent more than allotted"),
    ("unallotted", "Spent without an allotment"),
    ("negative", "Less than what is spent already"),
]
SIDE_LABELS = [
    ("estimated", "Estimated"),
    ("allotted", "Allotted"),
    ("committed", "Committed"),
    ("advanced", "Advanced"),
    ("spent", "Spent"),
    ("settled", "Settled"),
]
# stage -> the measure that it moves, and its sign there; a clearance counts as spent, so advances are those paid out
SIDES = {stage: (side, sign) for side, _label in SIDE_LABELS for stage, sign in MEASURES[side].items()}
# What callers may write into an entry; all other fields are the system's.
WRITABLE = ("line_id", "stage", "day", "amount", "currency_amount", "rate", "reference", "note", "evidence_ids")


class ChildPlanBudgetEntry(models.Model):
    """A movement of money on a budget line: stage, day, amount, decision or voucher. Never changed, never deleted.

    A mistake is put right by its reversal, an entry of the opposite amount with the reason. Whatever comes in, from
    a button, a list, an import or the API, passes through :meth:`_enter`, which locks the lines, looks at every day
    from the entry on (``lib/money.py``), and brings the sums of the lines up to date.
    """

    _name = "child.plan.budget.entry"
    _inherit = "child.plan.evidence"
    _description = "Budget Entry"
    _order = "day desc, id desc"
    _rec_name = "reference"

    line_id = fields.Many2one("child.plan.budget.line", required=True, readonly=True, ondelete="cascade", index=True)
    plan_id = fields.Many2one(related="line_id.plan_id", store=True, precompute=True, index=True)
    unit_id = fields.Many2one(related="line_id.unit_id", store=True, precompute=True, index=True)
    source_id = fields.Many2one(related="line_id.source_id", store=True, precompute=True)
    year = fields.Integer(related="line_id.year", store=True, precompute=True, aggregator=None)
    task_id = fields.Many2one(related="line_id.task_id")
    stage = fields.Selection(STAGE_LABELS, required=True, readonly=True)
    day = fields.Date(required=True, readonly=True, help="The day from which it counts: of the decision or the voucher")
    amount = fields.Monetary(required=True, readonly=True, currency_field="dong_id")
    side = fields.Selection(SIDE_LABELS, "Counts as", compute="_compute_side")
    net_amount = fields.Monetary(
        compute="_compute_side",
        currency_field="dong_id",
        help="What was passed on or given back counts against what is allotted, so that no money is counted twice",
    )
    dong_id = fields.Many2one(related="line_id.dong_id")
    currency_id = fields.Many2one(related="line_id.currency_id")
    foreign = fields.Boolean(related="line_id.foreign")
    currency_amount = fields.Monetary("In the source's currency", readonly=True, aggregator=None)
    rate = fields.Float("Đồng for one", digits=(16, 4), readonly=True, aggregator=None)
    reference = fields.Char("Decision, voucher", readonly=True)
    note = fields.Char(readonly=True)
    evidence_ids = fields.Many2many(
        "ir.attachment", "child_plan_budget_entry_evidence_rel", "entry_id", "attachment_id", "Files", readonly=True
    )
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    recorded_at = fields.Datetime(required=True, readonly=True)
    reversal_of_id = fields.Many2one(
        "child.plan.budget.entry", "Reversal of", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    reversal_ids = fields.One2many("child.plan.budget.entry", "reversal_of_id", "Reversed by")
    is_reversed = fields.Boolean("Reversed", compute="_compute_is_reversed")
    reason = fields.Char("Reason of the reversal", readonly=True)
    counterpart_id = fields.Many2one(
        "child.plan.budget.entry",
        "Made with",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="The entry on another line that this one belongs to: money passed on, or carried over",
    )
    counterpart_ids = fields.One2many("child.plan.budget.entry", "counterpart_id", "Made on other lines")
    breach = fields.Selection(POLICY_LABELS, "Against the rule", readonly=True)
    import_key = fields.Char("Row of a file", readonly=True, copy=False)

    _not_zero = models.Constraint("CHECK (amount <> 0)", "An entry of nothing says nothing.")
    _one_reversal = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL", "This entry has been reversed already."
    )
    _imported_once = models.UniqueIndex(
        "(import_key) WHERE import_key IS NOT NULL", "This row of the file has been entered already."
    )
    _line_stage_day = models.Index("(line_id, stage, day) INCLUDE (amount)")

    @api.depends("stage", "day", "amount")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["stage"]._description_selection(self.env))
        for entry in self:
            day = format_date(self.env, entry.day) if entry.day else ""
            entry.display_name = (
                f"{labels.get(entry.stage, '')} {day} · {format_amount(self.env, entry.amount, entry.dong_id)}"
            )

    @api.depends("reversal_ids")
    def _compute_is_reversed(self):
        for entry in self:
            entry.is_reversed = bool(entry.reversal_ids)

    @api.depends("stage", "amount")
    def _compute_side(self):
        for entry in self:
            side, sign = SIDES.get(entry.stage, (False, 1))
            entry.side, entry.net_amount = side, sign * entry.amount

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "dong_id":
            return SQL("%s::integer", self.env.ref("base.VND").id)
        if field_expr in ("side", "net_amount"):
            stage = SQL.identifier(alias, "stage", to_flush=self._fields["stage"])
            against = tuple(stage for stage, (_side, sign) in SIDES.items() if sign < 0)
            if field_expr == "net_amount":
                return SQL(
                    "(CASE WHEN %s IN %s THEN -1 ELSE 1 END * %s)", stage, against, SQL.identifier(alias, "amount")
                )
            cases = SQL(" ").join(SQL("WHEN %s THEN %s", of_side, side) for of_side, (side, _sign) in SIDES.items())
            return SQL("(CASE %s %s END)", stage, cases)
        return super()._field_to_sql(alias, field_expr, query)

    def _read_group_select(self, aggregate_spec, query):
        """Add up no money of different budget years, unless the user asks for them together."""
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in ("amount:sum", "net_amount:sum"):
            return total
        return self.env["child.plan.budget.line"]._of_one_year(total, self._table)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        model = self.with_env(self.env(context=clean_context(self.env.context)))  # no defaults of the caller
        writable = (*WRITABLE, "user_id") if self.env.su else WRITABLE
        rows = [{name: vals[name] for name in writable if name in vals} for vals in vals_list]
        for row in rows:
            row.setdefault("line_id", self.env.context.get("default_line_id"))
            row.setdefault("stage", self.env.context.get("default_stage"))
            if row.get("stage") in ("pass_on", "carry_over") and not self.env.su:
                raise UserError(self.env._("Money is passed on and carried over with the buttons of its line."))
        return model._enter(rows)[: len(rows)].with_env(self.env)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("An entry stays as it was made. Reverse it and enter it anew."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise AccessError(self.env._("An entry stays as it was made. Reverse it and enter it anew."))

    @api.model
    def _enter(self, rows):
        """Create the entries, and update the sums of their lines.

        A line may have its money from a line above: what is allotted to it is passed on there in the same step.

        :param rows: values of :data:`WRITABLE`; ``counterpart`` is the index of the row to which a row belongs
        :return: the entries of ``rows`` in that order, then those made on lines above
        :raise UserError: the policy refuses an entry, or no entry may be so
        :raise AccessError: the user may not enter this
        """
        if not rows:
            return self.browse()
        self.check_access("create")
        lines = self.env["child.plan.budget.line"].browse({row.get("line_id") for row in rows} - {None, False})
        lines = lines.exists()
        lines.check_access("read")
        (lines | lines.sudo().parent_id.with_env(self.env))._lock()
        rows = self._with_counterparts([self._completed(row) for row in rows])
        self._check_rules(rows)
        first = [number for number, row in enumerate(rows) if "counterpart" not in row]
        made = dict(zip(first, self._insert([rows[number] for number in first]), strict=True))
        with_them = [row for row in rows if "counterpart" in row]
        others = self._insert([{**row, "counterpart_id": made[row["counterpart"]].id} for row in with_them])
        self._keep_sums(rows)
        return self.browse().concat(*made.values(), others)

    def _insert(self, rows):
        rows = [{name: value for name, value in row.items() if name != "counterpart"} for row in rows]
        entries = super().create(rows)
        entries.filtered("evidence_ids")._bind_evidence()
        return entries

    def _completed(self, row):
        """Return ``row`` with its defaults and its amount in đồng; raise UserError for what no entry may be."""
        line = self.env["child.plan.budget.line"].browse(row.get("line_id")).sudo()
        day = fields.Date.to_date(row.get("day")) or today()
        stage = row.get("stage")
        if not line or stage not in STAGES:
            raise UserError(self.env._("Say on which line and of which stage the entry is."))
        if day > today() and not self.env.su:
            raise UserError(self.env._("An entry is dated today or earlier."))
        if line.foreign and row.get("currency_amount") and not row.get("reversal_of_id"):
            row = {**row, **self._converted(line, row, day)}
        amount = line.dong_id.round(row.get("amount") or 0)
        if not amount or (amount < 0 and not STAGES[stage] and not row.get("reversal_of_id") and stage != "estimate"):
            raise UserError(self.env._("Give an amount above zero. To take an entry back, reverse it."))
        if stage == "estimate" and line.parent_id and amount > 0 and not row.get("reversal_of_id"):
            raise UserError(
                self.env._("The estimate of money that comes from above stands on the line above, not on this one.")
            )
        now = fields.Datetime.now()
        return {"user_id": self.env.uid, **row, "amount": amount, "day": day, "recorded_at": now}

    def _converted(self, line, row, day):
        """Return the amount in đồng and the rate: the rate of the row, else the one that Odoo knows of that day."""
        rate = row.get("rate")
        if not rate:
            if not (line.currency_id.rate_ids or line.dong_id.rate_ids):
                raise UserError(self.env._("Give the rate: how many đồng for one %s.", line.currency_id.name))
            rate = line.currency_id._get_conversion_rate(line.currency_id, line.dong_id, self.env.company, day)
        return {"rate": rate, "amount": row["currency_amount"] * rate}

    def _with_counterparts(self, rows):
        """Return ``rows``, and after them the rows that they cause on the lines above; reversals bring their own."""
        added = []
        for number, row in enumerate(rows):
            above = self.env["child.plan.budget.line"].browse(row["line_id"]).sudo().parent_id
            if above and row["stage"] in ABOVE and not row.get("reversal_of_id"):
                stage, sign = ABOVE[row["stage"]]
                added.append(
                    {
                        **{name: row.get(name) for name in ("day", "reference", "note", "user_id", "recorded_at")},
                        "line_id": above.id,
                        "stage": stage,
                        "amount": sign * row["amount"],
                        "counterpart": number,
                    }
                )
        return rows + added

    def _check_rules(self, rows):
        """Raise UserError where the policy refuses, or nothing can allow; set ``breach`` where it only warns."""
        before = self._movements([row["line_id"] for row in rows])
        policies = self._policies()
        for line_id, of_line in groupby(rows, lambda row: row["line_id"]):
            new = [Movement(row["day"], row["stage"], row["amount"]) for row in of_line]
            for breach in breaches(before[line_id], new):
                if policies.get(breach.kind) != "warn":
                    raise UserError(self._in_words(breach, line_id))
                for row in of_line:
                    if row["day"] == breach.day:
                        row["breach"] = breach.kind

    @api.model
    def _is_outside(self, line, stage, day):
        """Return whether the day of an entry lies outside its line's budget year, where that is to be looked at."""
        return bool(line and day) and stage not in ("estimate", "carry_over") and day.year != line.year

    @api.model
    def _policies(self):
        """Return ``{policy: "refuse" or "warn"}`` of the settings."""
        param = self.env["ir.config_parameter"].sudo().get_param
        return {policy: param(f"child_plan.money_{policy}", "refuse") for policy in POLICIES}

    def _movements(self, line_ids):
        """Return ``{line id: [Movement]}``, entries of one day and stage added up, in one query."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT line_id, day, stage, SUM(amount) FROM child_plan_budget_entry
                    WHERE line_id IN %s GROUP BY line_id, day, stage""",
                tuple(set(line_ids)),
            )
        )
        movements = defaultdict(list)
        for line_id, day, stage, amount in rows:
            movements[line_id].append(Movement(day, stage, float(amount)))
        return movements

    def _in_words(self, breach, line_id):
        line = self.env["child.plan.budget.line"].browse(line_id).sudo()
        words = {
            "overspending": self.env._("more would be spent or committed than is allotted"),
            "unallotted": self.env._("money would be spent or committed that was not allotted"),
            "negative": self.env._("less would be left than is spent or committed already"),
            "advanced": self.env._("more would be cleared or given back than was advanced"),
            "allotted": self.env._("more would be passed on, given back or carried over than was received"),
        }
        labels = line.fields_get([breach.kind], ["string"]) if breach.kind in line._fields else {}
        wrong = words.get(breach.kind) or self.env._("“%s” would fall below zero", labels[breach.kind]["string"])
        return self.env._(
            "%(line)s, %(day)s: %(wrong)s, by %(amount)s.",
            line=line.display_name,
            day=format_date(self.env, breach.day),
            wrong=wrong,
            amount=format_amount(self.env, breach.amount, line.dong_id),
        )

    def _keep_sums(self, rows):
        """Add the amounts to the sums of the lines, which are locked.

        By SQL: the sums are written by nothing else, and one statement per stage serves thousands of rows of an import.
        """
        sums = defaultdict(lambda: defaultdict(float))
        for row in rows:
            sums[row["stage"]][row["line_id"]] += row["amount"]
        for stage, by_line in sums.items():
            column = SQL.identifier(f"sum_{stage}")
            self.env.cr.execute(
                SQL(
                    """UPDATE child_plan_budget_line AS line SET %s = COALESCE(line.%s, 0) + more.amount
                         FROM unnest(%s::integer[], %s::numeric[]) AS more (line_id, amount)
                        WHERE line.id = more.line_id""",
                    column,
                    column,
                    list(by_line),
                    list(by_line.values()),
                )
            )
        lines = self.env["child.plan.budget.line"].browse({row["line_id"] for row in rows})
        known = SQL(" OR ").join(SQL("%s <> 0", SQL.identifier(f"sum_{stage}")) for stage in STAGES)
        self.env.cr.execute(
            SQL("UPDATE child_plan_budget_line SET amount_known = (%s) WHERE id IN %s", known, tuple(lines.ids))
        )
        lines.invalidate_recordset()
        self.env["child.plan.task"].invalidate_model(["funded"])

    def _reverse(self, reason, day=None):
        """Reverse the entry as of ``day`` (default today), together with its counterparts on other lines."""
        self.ensure_one()
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason: it is kept with the reversal."))
        first = self.counterpart_id or self
        if first.reversal_of_id or first.reversal_ids:
            raise UserError(self.env._("This entry has been reversed already."))
        day = max(day or today(), first.day)
        rows = [
            {
                "line_id": entry.line_id.id,
                "stage": entry.stage,
                "day": day,
                "amount": -entry.amount,
                "currency_amount": -entry.currency_amount,
                "rate": entry.rate,
                "reference": entry.reference,
                "reason": reason.strip(),
                "reversal_of_id": entry.id,
                **({"counterpart": 0} if number else {}),
            }
            for number, entry in enumerate(first | first.counterpart_ids)
        ]
        return self._enter(rows)
