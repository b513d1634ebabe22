from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...lib.excel.workbook import Uncalculated
from ...lib.numbers import NotANumber, UnclearNumber, parse_number
from ...lib.rollup import BLOCKING, Figure, check, value_sql

KEPT = ("numerator", "denominator", "note")  # what the journal keeps when another overwrites it


class ChildPlanIndicatorValue(models.Model):
    """The figure that a unit reports of an indicator for a period, for the whole or for one part of its breakdown.

    No data is not zero. Rows are created and written only by their report (``child.plan.report.save_grid``). Each
    belongs to one version of it, so that what was submitted does not change.
    """

    _name = "child.plan.indicator.value"
    _description = "Reported Figure"
    _order = "report_id, sequence, id"
    _rec_name = "indicator_id"

    report_id = fields.Many2one("child.plan.report", required=True, readonly=True, ondelete="cascade", index=True)
    sequence = fields.Integer(readonly=True)
    plan_id = fields.Many2one(related="report_id.plan_id", store=True)
    period_id = fields.Many2one(related="report_id.period_id", string="Reporting period", store=True, index=True)
    unit_id = fields.Many2one(related="report_id.unit_id", store=True, index=True)
    cut_off = fields.Date(related="period_id.cut_off", store=True)
    state = fields.Selection(related="report_id.state", string="Report's state")
    current = fields.Boolean(related="report_id.current")
    indicator_id = fields.Many2one(
        "child.plan.indicator", required=True, readonly=True, ondelete="restrict", index=True
    )
    breakdown_id = fields.Many2one("child.plan.breakdown", "Of these", readonly=True, ondelete="restrict")
    numerator = fields.Float(digits=(16, 2), readonly=True)
    denominator = fields.Float(digits=(16, 2), readonly=True)
    denominator_open = fields.Boolean(readonly=True, help="The denominator has not been entered: that is no zero.")
    has_data = fields.Boolean(readonly=True)
    no_data = fields.Boolean("There is no figure", readonly=True, help="The unit says that it has no figure.")
    note = fields.Char("Explanation", readonly=True)
    compiled = fields.Boolean("Added up", readonly=True)
    expected = fields.Integer("Reports expected", readonly=True, default=1)
    reported = fields.Integer("Resting on reports", readonly=True)
    in_time = fields.Integer("In time", readonly=True)
    value = fields.Float(
        "Figure",
        digits=(16, 4),
        compute="_compute_value",
        store=True,
        aggregator="sum",
        help="Of several rows: the ratio of their sums; nothing where they cannot be added up.",
    )

    _once = models.UniqueIndex(
        "(report_id, indicator_id, COALESCE(breakdown_id, 0))", "This figure is already in the report."
    )

    @api.depends("numerator", "denominator", "has_data", "indicator_id.kind", "indicator_id.factor")
    def _compute_value(self):
        for row in self:
            row.value = row._figure().value(row.indicator_id.factor) or 0.0

    def _read_group_select(self, aggregate_spec, query):
        """Aggregate ``value`` as a ratio of sums, whatever aggregate is asked for: never as a sum or mean of ratios.

        Return NULL where no single figure stands for the rows: rows of several indicators, of a whole and its parts, of
        an indicator that does not add up over periods, or of which some are sums of others.
        """
        if not aggregate_spec.startswith("value:"):
            return super()._read_group_select(aggregate_spec, query)
        indicator = query.join(self._table, "indicator_id", "child_plan_indicator", "id", "rate")
        own = ("numerator", "denominator", "has_data", "breakdown_id", "compiled", "period_id")
        columns = {name: SQL.identifier(self._table, name) for name in own}
        of_indicator = ("id", "time_rule", "unit_rule", "kind", "factor")
        columns |= {f"i_{name}": SQL.identifier(indicator, name) for name in of_indicator}
        sums = [f"sum(%({part})s) FILTER (WHERE %(has_data)s)" for part in ("numerator", "denominator")]
        return SQL(
            f"""
            CASE WHEN min(%(i_id)s) = max(%(i_id)s) AND count(DISTINCT COALESCE(%(breakdown_id)s, 0)) = 1
                      AND count(DISTINCT COALESCE(%(compiled)s, FALSE)) = 1
                      AND (count(DISTINCT %(period_id)s) = 1 OR bool_and(%(i_time_rule)s = 'sum'))
                      AND (bool_and(%(i_unit_rule)s = 'sum') OR count(*) = 1)
                 THEN {value_sql(*sums, "max(%(i_kind)s)", "max(%(i_factor)s)")} END""",
            **columns,
        )

    def _figure(self):
        """Return the row as a ``Figure`` of ``lib/rollup``."""
        self.ensure_one()
        if not self.has_data:
            return Figure()
        ratio = self.indicator_id.kind == "ratio"
        return Figure(self.numerator, self.denominator if ratio else None, self.cut_off)

    def _in_time(self):
        """Return how many reports that were submitted in time the figure is made of."""
        self.ensure_one()
        return self.in_time if self.compiled else int(self.has_data and self.report_id.punctuality == "in_time")

    @api.model_create_multi
    def create(self, vals_list):
        self._check_system()
        return super().create(vals_list)

    def write(self, vals):
        self._check_system()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_by_report(self):
        self._check_system()

    def _check_system(self):
        if not self.env.su:
            raise AccessError(self.env._("Figures are written in the grid of their report."))

    def _problems(self, last):
        """Return ``{row: codes}`` of what is wrong or has to be explained.

        :param last: last period's figures, ``{(indicator, breakdown): Figure}``
        """
        parts = {}
        for row in self.filtered("breakdown_id"):
            parts.setdefault(row.indicator_id, []).append(row._figure())
        codes = {}
        for row in self:
            before = last.get((row.indicator_id, row.breakdown_id), Figure())
            codes[row] = check(row._figure(), before, () if row.breakdown_id else parts.get(row.indicator_id, ()))
        return codes

    @api.model
    def _problem_words(self):
        return {
            "negative": self.env._("A count cannot be negative."),
            "no_denominator": self.env._("There is something to count, but of how many is zero."),
            "over_denominator": self.env._("The numerator is greater than the denominator."),
            "part_over_whole": self.env._("A part is greater than the whole."),
            "jump": self.env._("It differs from last period by more than half: explain it in the note."),
        }

    def _is_empty(self):
        """Return whether a cell that has to be filled in is empty; nobody fills in what is added up."""
        self.ensure_one()
        return not self.compiled and not self.no_data and (not self.has_data or self.denominator_open)

    def _is_complete(self, problems):
        """Return whether the row can be submitted: it has a figure or says that there is none, and anomalies are
        explained.
        """
        self.ensure_one()
        if self._is_empty() or not self.has_data:
            return self.no_data
        return not any(code in BLOCKING or not (self.note or "").strip() for code in problems)

    def _prepare_cells(self, vals):
        """Convert ``vals`` from the grid or the Excel form to field values; raise with a message for the user."""
        self.ensure_one()
        new = {name: vals[name] for name in ("no_data", "note") if name in vals}
        for name in ("numerator", "denominator"):
            if name in vals:
                new[name] = self._number(vals[name])
        if "numerator" in new:
            new["has_data"] = new["numerator"] is not None
            new["numerator"] = new["numerator"] or 0.0
            if new["has_data"]:
                new["no_data"] = False
        if "denominator" in new:
            new["denominator_open"] = self.indicator_id.kind == "ratio" and new["denominator"] is None
            new["denominator"] = new["denominator"] or 0.0
        elif new.get("has_data") and not self.has_data:
            new["denominator_open"] = self.indicator_id.kind == "ratio" and not self.denominator
        if new.get("no_data"):
            new |= {"has_data": False, "numerator": 0.0, "denominator": 0.0, "denominator_open": False}
        if "has_data" in new:
            new["reported"] = int(new["has_data"])
        return new

    def _cells(self):
        """Return what the cells of the grid hold; None is an empty one."""
        self.ensure_one()
        return {
            "numerator": self.numerator if self.has_data else None,
            "denominator": self.denominator
            if self.denominator or (self.has_data and not self.denominator_open)
            else None,
            "no_data": self.no_data,
            "note": self.note or "",
        }

    def _changed_cells(self, vals, opened):
        """Return what others changed of the cells that ``vals`` would overwrite, for ``_child_plan_raise_changed``."""
        return [
            {
                **self._child_plan_change(self._fields[name], now, vals[name]),
                "label": f"{self.breakdown_id.name or self.indicator_id.name}: {self._fields[name].string}",
            }
            for name, now in self._cells().items()
            if name in vals and name in opened and now != opened[name] and now != vals[name]
        ]

    def _write_cells(self, vals):
        """Write cells; the journal keeps a figure of another person that is replaced."""
        earlier = self._earlier_words(() if self.write_uid == self.env.user else KEPT)
        self.write(vals)
        place = {"plan_id": self.plan_id.id, "unit_id": self.unit_id.id}
        self.env["child.plan.journal"]._log_earlier_words(earlier, lambda _row: place)

    def _number(self, value):
        """Return a number, or None for an empty cell; raise for anything else. Texts are read as people write them."""
        if value is None or value is False or value == "":
            return None
        shown = str(value)[:40]
        if isinstance(value, Uncalculated):
            raise UserError(
                self.env._("The formula %s has no result: open the file in Excel and save it there.", shown)
            )
        if isinstance(value, str):
            try:
                number = parse_number(value)
                value = None if number is None else float(number)
            except UnclearNumber as unclear:
                first, second = (f"{reading.normalize():f}".replace(".", ",") for reading in unclear.readings)
                raise UserError(
                    self.env._(
                        "“%(value)s” can be %(first)s or %(second)s: write it so that it is clear.",
                        value=shown,
                        first=first,
                        second=second,
                    )
                ) from unclear
            except NotANumber as wrong:
                raise UserError(self.env._("“%s” is not a number.", shown)) from wrong
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e13
        ):
            raise UserError(self.env._("“%s” is not a number.", shown))
        return value

    def _grid_row(self, last, targets, problems):
        self.ensure_one()
        indicator = self.indicator_id
        before = last.get((indicator, self.breakdown_id), Figure())
        words = self._problem_words()
        return {
            "id": self.id,
            "code": indicator.code or "",
            "name": self.breakdown_id.name or indicator.name,
            "part": bool(self.breakdown_id),
            "ratio": indicator.kind == "ratio",
            "uom": indicator.uom or "",
            "factor": indicator.factor if indicator.kind == "ratio" else 1,
            "hint": "\n".join(
                filter(None, (indicator.definition, indicator.numerator_name, indicator.denominator_name))
            ),
            "target": "" if self.breakdown_id else targets.get(indicator, ""),
            **self._cells(),
            "value": self._figure().value(indicator.factor),
            "last": before.value(indicator.factor),
            "last_parts": [before.numerator, before.denominator],
            "compiled": self.compiled,
            "expected": self.expected,
            "reported": self.reported,
            "in_time": self.in_time,
            "problems": [words[code] for code in problems],
            "blocking": any(code in BLOCKING for code in problems),
            "complete": self.compiled or self._is_complete(problems),
        }
