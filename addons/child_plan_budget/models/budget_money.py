import operator as op
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.child_plan.lib.clock import today

from ..lib.money import MEASURES, STAGES, expected_rate, measure_sql, measures

OPERATORS = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}
MONEY = {"currency_field": "dong_id", "compute": "_compute_money"}
SLOW = "child_plan.money_slow_points"


def search_measure(name):
    return {"search": lambda self, operator, value: self._search_measure(name, operator, value)}


class ChildPlanBudgetMoney(models.Model):
    """The measures of a line on the day in the context (``child_plan_as_of``, default today).

    For today the measures come from the sums kept on the line, which every entry brings up to date under a lock; for
    a past day from the entries up to it. Both through the one table in ``lib/money.py``, so that lists, pivots,
    filters and :meth:`_money_tally` cannot disagree.
    """

    _inherit = "child.plan.budget.line"

    known = fields.Boolean(
        "Amount known", compute="_compute_money", search="_search_known", help="Something had been entered by that day"
    )
    estimated = fields.Monetary(**MONEY, inverse="_inverse_estimated", **search_measure("estimated"))
    received = fields.Monetary(**MONEY, **search_measure("received"), help="By decisions, before anything is passed on")
    passed_on = fields.Monetary(**MONEY, **search_measure("passed_on"), help="To lines of authorities below")
    returned = fields.Monetary(**MONEY, **search_measure("returned"), help="Given back unused")
    allotted = fields.Monetary(
        **MONEY,
        **search_measure("allotted"),
        help="What the unit may spend itself: received, less what it passed on or gave back. "
        "So that sums over a tree count no money twice.",
    )
    committed = fields.Monetary(**MONEY, **search_measure("committed"))
    advanced = fields.Monetary(
        "Advance outstanding",
        **MONEY,
        **search_measure("advanced"),
        help="Advanced, neither cleared nor given back yet",
    )
    spent = fields.Monetary(
        **MONEY, **search_measure("spent"), help="Paid for good, or advanced and cleared by vouchers"
    )
    settled = fields.Monetary(**MONEY, **search_measure("settled"))
    balance = fields.Monetary("Left", **MONEY, **search_measure("balance"), help="Allotted less spent and advanced")
    spent_rate = fields.Float(
        "Spent, of allotted",
        compute="_compute_rates",
        help="In percent of what is allotted; of a group, its sum over its sum",
        **search_measure("spent_rate"),
    )
    lag = fields.Float(
        "Behind even spending",
        compute="_compute_rates",
        aggregator=None,
        help="Percentage points between the share of the year that has gone by and the share that is spent",
        **search_measure("lag"),
    )
    as_of = fields.Date("Figures as of", compute="_compute_as_of")
    days_left = fields.Integer("Days left in the year", compute="_compute_rates", aggregator=None)
    slow = fields.Boolean(compute="_compute_slow", search="_search_slow")
    per_head = fields.Monetary(
        "For each", currency_field="dong_id", compute="_compute_per_head", aggregator=None, help="Allotted a head"
    )
    # the sums of the entries of each stage; only the entries write them
    sum_estimate = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_allotment = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_adjustment = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_pass_on = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_commitment = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_advance = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_clearance = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_advance_return = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_disbursement = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_settlement = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_carry_over = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)
    sum_return = fields.Monetary(currency_field="dong_id", copy=False, groups=fields.NO_ACCESS)

    def _as_of(self):
        """Return the day of the context. It only decides what is shown: no check may depend on a context."""
        return min(fields.Date.to_date(self.env.context.get("child_plan_as_of")) or today(), today())

    @api.depends_context("child_plan_as_of")
    def _compute_as_of(self):
        self.as_of = self._as_of()

    @api.depends("entry_ids")
    @api.depends_context("child_plan_as_of")
    def _compute_money(self):
        sums = self._stage_sums(self._as_of())
        for line in self:
            of_line = sums.get(line._origin.id, {})
            line.known = any(of_line.values())
            for measure, amount in measures(of_line).items():
                line[measure] = amount

    @api.depends("allotted", "spent", "year")
    @api.depends_context("child_plan_as_of")
    def _compute_rates(self):
        day = self._as_of()
        for line in self:
            year = line.year or day.year
            line.spent_rate = 100 * line.spent / line.allotted if line.allotted > 0 else 0.0
            line.lag = expected_rate(year, day) - line.spent_rate if line.allotted > 0 else 0.0
            line.days_left = max((day.replace(year=year, month=12, day=31) - day).days, 0)

    def _stage_sums(self, day):
        """Return ``{line id: {stage: sum}}`` at the end of ``day``, in one query."""
        ids = tuple(self._origin.ids)
        if not ids:
            return {}
        self.env["child.plan.budget.entry"].flush_model()
        columns = SQL(", ").join(self._sum_sql(stage, "child_plan_budget_line", day) for stage in STAGES)
        rows = self.env.execute_query(SQL("SELECT id, %s FROM child_plan_budget_line WHERE id IN %s", columns, ids))
        return {row[0]: {s: float(amount or 0) for s, amount in zip(STAGES, row[1:], strict=True)} for row in rows}

    def _sum_sql(self, stage, alias, day):
        """Return the SQL of the sum of the entries of ``stage`` up to ``day``: of today, the stored sum."""
        if day >= today():
            return SQL("COALESCE(%s, 0)", SQL.identifier(alias, f"sum_{stage}"))
        return SQL(
            """COALESCE((SELECT SUM(child_plan_of_day.amount) FROM child_plan_budget_entry AS child_plan_of_day
                          WHERE child_plan_of_day.line_id = %s AND child_plan_of_day.stage = %s
                            AND child_plan_of_day.day <= %s), 0)""",
            SQL.identifier(alias, "id"),
            stage,
            day,
        )

    def _known_to_sql(self, alias, day):
        """Return the SQL of whether the entries up to ``day`` of any stage have a sum other than zero."""
        if day >= today():
            return SQL("COALESCE(%s, FALSE)", SQL.identifier(alias, "amount_known"))
        return SQL(
            """EXISTS (SELECT FROM child_plan_budget_entry AS child_plan_of_day
                        WHERE child_plan_of_day.line_id = %s AND child_plan_of_day.day <= %s
                        GROUP BY child_plan_of_day.stage HAVING SUM(child_plan_of_day.amount) <> 0)""",
            SQL.identifier(alias, "id"),
            day,
        )

    def _search_known(self, operator, value):
        if operator != "in":
            return NotImplemented
        day, wanted = self._as_of(), set(value)
        known = Domain.custom(
            to_sql=lambda model, alias, query: model._known_to_sql(alias, day),
            predicate=lambda line: line.known,
        )
        return known if wanted == {True} else ~known if wanted == {False} else Domain(bool(wanted))

    def _measure_to_sql(self, alias, measure, day):
        parts = []
        text = measure_sql(measure, lambda stage: parts.append(self._sum_sql(stage, alias, day)) or "%s")
        return SQL(text, *parts)

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr in MEASURES:
            return self._measure_to_sql(alias, field_expr, self._as_of())
        if field_expr == "dong_id":
            return SQL("%s::integer", self.env.ref("base.VND").id)
        if field_expr in ("spent_rate", "lag"):
            measure = partial(self._measure_to_sql, alias, day=self._as_of())
            rate = SQL("COALESCE(100 * %s / NULLIF(GREATEST(%s, 0), 0), 0)", measure("spent"), measure("allotted"))
            if field_expr == "spent_rate":
                return rate
            expected = self._expected_sql(alias)
            return SQL("(CASE WHEN %s > 0 THEN %s - %s ELSE 0 END)", measure("allotted"), expected, rate)
        return super()._field_to_sql(alias, field_expr, query)

    def _expected_sql(self, alias):
        """Return :func:`..lib.money.expected_rate` of the line's year on the day of the context, as SQL."""
        day = self._as_of()
        year = SQL.identifier(alias, "year", to_flush=self._fields["year"])
        return SQL(
            "(CASE WHEN %s < %s THEN 100 WHEN %s > %s THEN 0 ELSE %s END)",
            year,
            day.year,
            year,
            day.year,
            expected_rate(day.year, day),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Divide the sum spent by the sum allotted for the rate of a group, never add or average rates. The sum of a
        group of which no amount is known is not known either.
        """
        name, _colon, function = aggregate_spec.partition(":")
        if name in MEASURES and function == "sum":
            amount = self._measure_to_sql(self._table, name, self._as_of())
            if name == "estimated":  # which is not entered where it is zero: nothing was stated
                amount = SQL("NULLIF(%s, 0)", amount)
            known = self._known_to_sql(self._table, self._as_of())
            return self._of_one_year(SQL("SUM(%s) FILTER (WHERE %s)", amount, known))
        if aggregate_spec == "spent_rate:sum":
            measure = partial(self._measure_to_sql, self._table, day=self._as_of())
            return self._of_one_year(
                SQL("100 * SUM(%s) / NULLIF(GREATEST(SUM(%s), 0), 0)", measure("spent"), measure("allotted"))
            )
        return super()._read_group_select(aggregate_spec, query)

    def _of_one_year(self, total, table=None):
        """Return ``total``, NULL for a group of several budget years, unless the user asks for them together: money of
        different years is not added up. ``table`` is the one with the year, default the lines'.
        """
        if self.env.context.get("child_plan_years_together"):
            return total
        year = SQL.identifier(table or self._table, "year", to_flush=self._fields["year"])
        return SQL("(CASE WHEN MIN(%s) = MAX(%s) THEN %s END)", year, year, total)

    def _search_measure(self, name, operator, value):
        if operator == "in":
            wanted = tuple(amount or 0 for amount in value) or (None,)
            return Domain.custom(
                to_sql=lambda model, alias, query: SQL("(%s IN %s)", model._field_to_sql(alias, name, query), wanted),
                predicate=lambda line: line[name] in wanted,
            )
        if operator not in OPERATORS:
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s %s %s)", model._field_to_sql(alias, name, query), SQL(operator), value
            ),
            predicate=lambda line: OPERATORS[operator](line[name], value),
        )

    def _slow_points(self):
        return float(self.env["ir.config_parameter"].sudo().get_param(SLOW, "15"))

    @api.depends("lag")
    def _compute_slow(self):
        points = self._slow_points()
        for line in self:
            line.slow = line.allotted > 0 and line.lag >= points

    def _search_slow(self, operator, value):
        if operator != "in":
            return NotImplemented
        slow = Domain("allotted", ">", 0) & Domain("lag", ">=", self._slow_points())
        return slow if set(value) == {True} else ~slow if set(value) == {False} else Domain(bool(value))

    @api.depends("target_id.value")
    def _compute_per_head(self):
        for line in self:
            heads = line.target_id.value if line.target_id.uom == "count" else 0
            line.per_head = line.allotted / heads if heads else 0

    def _inverse_estimated(self):
        self._set_estimates({line: line.estimated for line in self})

    @api.model
    def _set_estimates(self, amounts):
        """Enter the differences that bring the estimates to ``amounts``: ``{line: amount, or None for no change}``."""
        lines = self.browse([line.id for line, amount in amounts.items() if amount is not None])
        now = lines._stage_sums(today())
        rows = [
            {"line_id": line.id, "stage": "estimate", "amount": amount - now[line.id]["estimate"]}
            for line, amount in amounts.items()
            if amount is not None and amount != now[line.id]["estimate"]
        ]
        self.env["child.plan.budget.entry"]._enter(rows)

    @api.model
    def _money_tally(self, domain=(), by=(), day=None):
        """Add up the money of the lines in ``domain`` that the user may see, at the end of ``day`` (default today).

        ``by`` names fields of entries (``plan_id``, ``unit_id``, ``source_id``, ``year``, ``line_id.task_id`` …).

        :return: ``{values of by: {measure: amount in đồng}}``, one query; with an empty ``by`` the one key is ``()``.
            A group without a single entry is not there: nothing is known of it, which is not zero.
        """
        entries = self.env["child.plan.budget.entry"].with_context(child_plan_years_together=True)
        counted = Domain("day", "<=", day or today())
        if domain:
            counted &= Domain("line_id", "any", domain)
        sums = {}
        for *group, stage, amount in entries._read_group(counted, [*by, "stage"], ["amount:sum"]):
            sums.setdefault(tuple(group), {})[stage] = amount
        return {group: measures(of_group) for group, of_group in sums.items()}
