from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from odoo.addons.child_plan.lib.clock import today

from ..lib.money import STAGES

# What the entries of a line were made for; it cannot change once money has moved.
PURPOSE = ("plan_id", "unit_id", "year", "source_id", "currency_id", "parent_id")
SUMS = tuple(f"sum_{stage}" for stage in STAGES)


class ChildPlanBudgetLine(models.Model):
    """Money of a plan or task for a unit, a year and a source. Its amount may be unknown, which is not zero.

    What was estimated, allotted, spent … follows from the line's entries (``child.plan.budget.entry``). The sums of
    the entries of each stage are kept on the line; ``budget_money.py`` computes the measures from them.
    """

    _name = "child.plan.budget.line"
    _inherit = "child.plan.line.mixin"
    _description = "Budget Line"
    _order = "plan_id, year, source_id, id"
    _open_after_closing = True  # money is settled after the work has ended
    _place_fields = ("plan_id", "task_id", "parent_id")
    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    task_id = fields.Many2one(
        "child.plan.task", ondelete="set null", index="btree_not_null", domain="[('plan_id', '=', plan_id)]"
    )
    unit_id = fields.Many2one(
        "child.plan.unit",
        required=True,
        ondelete="restrict",
        index=True,
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    level = fields.Selection(related="unit_id.level")
    # stored, so that sums by level need no join; child.plan.unit._store_levels() updates them when a unit moves
    province_id = fields.Many2one(related="unit_id.province_id", store=True, precompute=True, index="btree_not_null")
    district_id = fields.Many2one(related="unit_id.district_id", store=True, precompute=True, index="btree_not_null")
    commune_id = fields.Many2one(related="unit_id.commune_id", store=True, precompute=True, index="btree_not_null")
    year = fields.Integer(required=True, aggregator=None, default=lambda self: today().year)
    source_id = fields.Many2one("child.plan.funding.source", required=True, ondelete="restrict", index=True)
    source_kind = fields.Selection(related="source_id.kind", string="Kind of source")
    parent_id = fields.Many2one(
        "child.plan.budget.line",
        "Money from",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('year', '=', year), ('id', '!=', id)]",
        help="The line of the authority above that passes this money on",
    )
    child_ids = fields.One2many("child.plan.budget.line", "parent_id", "Passed on to")
    code = fields.Char(compute="_compute_code", help="By which Excel files name the line")
    name = fields.Char("Wording", help="In the words of the plan")
    chapter_id = fields.Many2one("child.plan.budget.code", ondelete="restrict", domain="[('kind', '=', 'chapter')]")
    category_id = fields.Many2one("child.plan.budget.code", ondelete="restrict", domain="[('kind', '=', 'category')]")
    item_id = fields.Many2one("child.plan.budget.code", ondelete="restrict", domain="[('kind', '=', 'item')]")
    index_code = fields.Char("Budget index", compute="_compute_index_code", help="Chương, Loại-Khoản, Mục-Tiểu mục")
    amount_known = fields.Boolean(
        "Amount known today",
        readonly=True,
        help="The plan names the source but no sum as long as there is no entry: unknown, not zero.",
    )
    quantity = fields.Float(aggregator=None)
    unit_price = fields.Monetary(aggregator=None, currency_field="dong_id")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.ref("base.VND"),
        ondelete="restrict",
        help="In which the source gives the money. Sums are in đồng, at the rate of each entry's day.",
    )
    dong_id = fields.Many2one("res.currency", compute="_compute_dong_id")
    foreign = fields.Boolean(compute="_compute_dong_id")
    target_id = fields.Many2one(
        "child.plan.target",
        ondelete="set null",
        index="btree_not_null",
        domain="[('plan_id', '=', plan_id), ('uom', '=', 'count')]",
        help="Whom the money is for, as a number: shows the amount for each of them",
    )
    reference = fields.Char(help="Decision or voucher")
    note = fields.Char()
    entry_ids = fields.One2many("child.plan.budget.entry", "line_id", "Entries")
    can_enter = fields.Boolean(compute="_compute_can", help="The current user may enter money on the line")
    can_report = fields.Boolean(compute="_compute_can", help="The current user may report what the unit spent")
    spending_ids = fields.One2many("child.plan.budget.spending", "line_id", "Spending reported")

    _quantity_positive = models.Constraint(
        "CHECK (quantity >= 0 AND unit_price >= 0)", "Quantities and prices cannot be negative."
    )

    @api.depends("source_id", "year", "unit_id", "name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = " · ".join(
                filter(None, (line.name, line.source_id.name, str(line.year), line.unit_id.name))
            )

    def _compute_code(self):
        for line in self:
            line.code = f"KP{line._origin.id:05d}" if line._origin.id else False

    @api.depends("plan_id")
    def _compute_unit_id(self):
        for line in self:
            line.unit_id = line.unit_id or line.plan_id.issuer_id

    @api.depends("chapter_id", "category_id", "item_id")
    @api.depends_context("lang")
    def _compute_index_code(self):
        for line in self:
            codes = line.chapter_id, line.category_id, line.item_id
            line.index_code = " · ".join(code.short_name for code in codes if code)

    @api.depends("currency_id")
    def _compute_dong_id(self):
        dong = self.env.ref("base.VND")
        for line in self:
            line.dong_id = dong
            line.foreign = bool(line.currency_id) and line.currency_id != dong

    @api.depends("plan_id", "unit_id")
    @api.depends_context("uid")
    def _compute_can(self):
        user = self.env.user
        finance = user.has_group("child_plan.child_plan_group_finance")
        officer = user.has_group("child_plan.child_plan_group_officer")
        theirs = self.env["child.plan.budget.line"]
        if finance:
            theirs = self._filtered_access("write")
        for line in self:
            line.can_enter = line in theirs
            line.can_report = (
                officer and line.unit_id in user.child_plan_unit_ids and line.sudo().plan_id.state != "draft"
            )

    @api.onchange("quantity", "unit_price")
    def _onchange_costing(self):
        if self.quantity and self.unit_price:
            self.estimated = self.quantity * self.unit_price

    @api.constrains("plan_id", "task_id", "target_id")
    def _check_task_id(self):
        for line in self:
            if line.task_id and line.task_id.plan_id != line.plan_id:
                raise ValidationError(self.env._("The task of “%s” is of another plan.", line.display_name))
            if line.target_id and line.target_id.plan_id != line.plan_id:
                raise ValidationError(self.env._("The target of “%s” is of another plan.", line.display_name))

    @api.constrains("parent_id", "unit_id", "year", "currency_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("Money cannot be passed on in a circle."))
        for line in self.filtered("parent_id"):
            above = line.parent_id
            authority = above.unit_id.authority_id or above.unit_id
            if not (line.unit_id.parent_path or "").startswith(authority.parent_path):
                raise ValidationError(
                    self.env._("%(unit)s is not below %(above)s.", unit=line.unit_id.name, above=authority.name)
                )
            if line.year != above.year or line.currency_id != above.currency_id:
                raise ValidationError(self.env._("Money is passed on in the same year and currency."))
            if line.with_context(child_plan_as_of=None).estimated:
                raise ValidationError(
                    self.env._("The estimate of money that comes from above stands on the line above, not on this one.")
                )

    @api.constrains("chapter_id", "category_id", "item_id", "year")
    def _check_codes(self):
        for line in self:
            for kind, code in (
                ("chapter", line.chapter_id),
                ("category", line.category_id),
                ("item", line.item_id),
            ):
                if code and (code.kind != kind or not code._valid_in(line.year)):
                    raise ValidationError(
                        self.env._(
                            "%(code)s is not in force in %(year)s, or belongs elsewhere.",
                            code=code.display_name,
                            year=line.year,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Enter the estimate, or quantity × unit price, of the values as an entry: sums follow from entries alone."""
        barred = (*SUMS, "amount_known")
        estimates = [self._costed(vals) for vals in vals_list]
        rows = [{name: vals[name] for name in vals if name not in (*barred, "estimated")} for vals in vals_list]
        hidden = {f"default_{name}" for name in barred}
        context = {name: value for name, value in self.env.context.items() if name not in hidden}
        lines = super(ChildPlanBudgetLine, self.with_env(self.env(context=context))).create(rows)
        lines._set_estimates(dict(zip(lines, estimates, strict=True)))
        return lines.with_env(self.env)

    def write(self, vals):
        if not vals.keys().isdisjoint(SUMS):
            raise UserError(self.env._("Sums follow from the entries of a line."))
        vals = {name: value for name, value in vals.items() if name != "amount_known"}
        moved = self.browse() if vals.keys().isdisjoint(PURPOSE) else self._money_moved()
        before = {line: [line[name] for name in PURPOSE] for line in moved}
        result = super().write(vals)
        for line, purpose in before.items():
            if [line[name] for name in PURPOSE] != purpose:
                raise UserError(
                    self.env._(
                        "Money of “%s” has moved already: its plan, unit, year, source and currency stay as they are.",
                        line.display_name,
                    )
                )
        if not vals.keys().isdisjoint(("quantity", "unit_price")) and "estimated" not in vals:
            self._set_estimates({line: self._costed(vals, line) for line in self})
        return result

    @api.model
    def _costed(self, vals, line=None):
        """Return the estimate in ``vals``, else quantity × unit price of ``vals`` and ``line``, else None."""
        if vals.get("estimated") is not None and vals["estimated"] is not False:  # zero is an answer
            return vals["estimated"]
        quantity, price = (
            vals[name] if name in vals else line[name] if line else 0 for name in ("quantity", "unit_price")
        )
        return quantity * price if quantity and price else None

    def _money_moved(self):
        """Return the lines that have entries other than estimates."""
        entries = self.env["child.plan.budget.entry"].sudo()
        return entries.search([("line_id", "in", self.ids), ("stage", "!=", "estimate")]).line_id & self

    @api.ondelete(at_uninstall=True)
    def _unlink_except_money(self):
        entries = self.env["child.plan.budget.entry"].sudo().search([("line_id", "in", self.ids)])
        kept = entries.filtered(lambda entry: entry.stage != "estimate" or entry.plan_id.state != "draft").line_id
        if kept:
            raise UserError(
                self.env._("Entries were made on “%s”: it is kept. Reverse them instead.", kept[0].display_name)
            )

    def _pass_on(self, unit, row):
        """Pass money on to ``unit``: enter an allotment on its line below this one, which is created if missing.

        :param row: values of the entry
        """
        self.ensure_one()
        self._lock()
        below = self.child_ids.filtered(lambda line: line.unit_id == unit)[:1]
        if not below:
            below = self.create(
                {
                    **{name: self[name].id for name in ("plan_id", "task_id", "source_id", "currency_id")},
                    **{name: self[name].id for name in ("chapter_id", "category_id", "item_id")},
                    "year": self.year,
                    "name": self.name,
                    "unit_id": unit.id,
                    "parent_id": self.id,
                }
            )
        return self.env["child.plan.budget.entry"]._enter([{**row, "line_id": below.id, "stage": "allotment"}])

    def _carry_over(self, row):
        """Carry money over to the line of the same purpose in the next year, which is created if missing."""
        self.ensure_one()
        self._lock()
        same = ("plan_id", "task_id", "unit_id", "source_id", "currency_id")
        domain = [(name, "=", self[name].id) for name in same] + [("name", "=", self.name)]
        following = self.search([*domain, ("year", "=", self.year + 1), ("parent_id", "=", False)], limit=1)
        if not following:
            following = self.create(
                {**{name: self[name].id for name in same}, "name": self.name, "year": self.year + 1}
            )
        amount = row["amount"]
        return self.env["child.plan.budget.entry"]._enter(
            [
                {**row, "line_id": self.id, "stage": "carry_over", "amount": -amount},
                {**row, "line_id": following.id, "stage": "carry_over", "counterpart": 0},
            ]
        )

    def _lock(self):
        """Lock the rows: nobody else enters anything on these lines before this transaction ends."""
        self.env.flush_all()
        ids = tuple(sorted(self.ids))
        if ids:
            self.env.cr.execute(SQL("SELECT id FROM child_plan_budget_line WHERE id IN %s ORDER BY id FOR UPDATE", ids))

    @api.readonly
    def action_view_entries(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_budget.child_plan_budget_entry_action")
        domain = [("line_id", "=", self.id)]
        if (day := self._as_of()) < today():
            action["name"] = self.env._("Entries up to %s", format_date(self.env, day))
            domain.append(("day", "<=", day))
        return {**action, "domain": domain, "context": {}}

    def _copy_demand(self, plan, task):
        """Copy the line into ``plan`` with its estimate, and with nothing of what was allotted or spent."""
        self.ensure_one()
        vals = {"plan_id": plan.id, "task_id": task.id if task else False, "reference": False}
        vals |= {"parent_id": False, "target_id": False, "estimated": self.estimated or False}
        return self.copy(vals | self._prepare_heir(plan))
