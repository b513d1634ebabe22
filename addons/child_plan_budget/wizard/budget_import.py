import hashlib
from collections import Counter, defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.lib.excel.writer import Book
from odoo.addons.child_plan.models.unit.take_turns import take_turns

from ..lib.sheet.cells import SheetError, cell_name
from ..lib.sheet.estimate import Problem, read_estimate
from ..lib.sheet.movements import NEEDED, find_heading, propose, read_movements
from ..lib.sheet.template import write_estimate
from ..lib.sheet.values import normalise_cell

CODE_KINDS = ("chapter", "category", "item")
DETAILS = ("quantity", "unit_price", "note", *(f"{kind}_id" for kind in CODE_KINDS))
SHOWN = 50  # problems that are listed; the others are counted


class ChildPlanBudgetImport(models.TransientModel):
    """Import the estimate table of a plan, or entries from a treasury export, from Excel: all of a file, or nothing.

    Whatever is wrong is named at its cell. The same file taken in twice adds nothing the second time.
    """

    _name = "child.plan.budget.import"
    _inherit = "child.plan.dialog.mixin"
    _description = "Money from Excel"

    _shown_fields = ("plan_id",)

    kind = fields.Selection(
        [("estimate", "Estimate table"), ("entries", "Entries (treasury export)")], required=True, default="estimate"
    )
    plan_id = fields.Many2one("child.plan")
    year = fields.Integer(default=lambda self: today().year)
    source_id = fields.Many2one(
        "child.plan.funding.source", help="Where the table names none, or none that is in the list"
    )
    unit_id = fields.Many2one("child.plan.unit", help="Where the table names none; empty: the issuer of the plan")
    stage = fields.Selection(
        [
            ("allotment", "Allotment"),
            ("commitment", "Commitment"),
            ("disbursement", "Disbursement"),
            ("settlement", "Settlement"),
        ],
        default="disbursement",
        help="Where the table has no column for it",
    )
    file = fields.Binary("Excel file", attachment=False)
    filename = fields.Char()
    column_ids = fields.One2many("child.plan.budget.import.column", "import_id", "Columns")
    problems = fields.Text("To be mended", readonly=True)
    summary = fields.Char(readonly=True)

    @api.onchange("file", "kind")
    def _onchange_file(self):
        self.problems = self.summary = False
        self.column_ids = [Command.clear()]
        if self.file and self.kind == "entries":
            try:
                rows = self._read_workbook(self.file)
                heading = find_heading(rows)
            except (SheetError, UserError) as error:
                self.problems = self._translated(str(error)) if isinstance(error, SheetError) else str(error)
                return
            proposed = propose(rows[heading], self.env.user.sudo().child_plan_money_columns)
            below = rows[heading + 1] if heading + 1 < len(rows) else []
            self.column_ids = [
                Command.create(
                    {
                        "number": number,
                        "heading": str(value),
                        "sample": str(below[number]) if number < len(below) and below[number] is not None else "",
                        "target": proposed.get(number, False),
                    }
                )
                for number, value in enumerate(rows[heading])
                if value is not None
            ]

    def action_apply(self):
        self.ensure_one()
        self = self.with_context(child_plan_as_of=None)  # compare with the figures of today
        if not self.file:
            raise UserError(self.env._("Choose the Excel file."))
        try:
            problems, summary = getattr(self, f"_take_{self.kind}")()
        except SheetError as error:
            raise UserError(self._translated(str(error))) from error
        self.problems = "\n".join(
            f"{problem.cell}: {self._translated(problem.message) % problem.values}" for problem in problems[:SHOWN]
        )
        if len(problems) > SHOWN:
            self.problems += "\n" + self.env._("… and %s more.", len(problems) - SHOWN)
        self.summary = summary if not problems else self.env._("Nothing was taken in: %s cells to mend.", len(problems))
        return self._window(self.env._("Money from Excel"))

    def _translated(self, message):
        """Translate a message of ``lib/sheet``; they are listed in ``models/budget_terms.py``."""
        return self.env._(message)

    # -- estimate tables --

    def _take_estimate(self):
        plan = self.plan_id
        if not plan:
            raise UserError(self.env._("Say to which plan the estimate belongs."))
        table = read_estimate(self._read_workbook(self.file, merged=True))
        problems, wanted = list(table.problems), []
        sources, units, known_codes = self._sources(), self._units(plan), self._codes()
        for item in table.items:
            source, unit = self._source_of(item.source, sources), self._unit_of(item.unit, units)
            years = item.years or {self.year: item.amount}
            codes, unknown = self._codes_of(table, item, years, known_codes)
            problems += unknown
            if not source:
                message = "The source of money of this row is not known."
                problems.append(Problem(table.cell(item, "source"), message, {}))
            if unit is None:
                cell = table.cell(item, "unit")
                problems.append(Problem(cell, "“%(value)s” is no unit here.", {"value": item.unit}))
            if source and unit is not None:
                single = len(years) == 1
                wanted += [
                    {
                        **codes,
                        "plan_id": plan.id,
                        "name": item.name,
                        "source_id": source.id,
                        "unit_id": (unit or self.unit_id or plan.issuer_id).id,
                        "year": year,
                        "estimated": float(amount) if amount is not None else False,
                        "quantity": float(item.quantity or 0) if single else 0,
                        "unit_price": float(item.price or 0) if single else 0,
                        "note": item.note or False,
                    }
                    for year, amount in years.items()
                ]
        if problems:
            return problems, ""
        made, changed = self._keep_estimate(plan, wanted)
        return [], self.env._(
            "%(made)s lines added, %(changed)s estimates changed, %(same)s as before; %(subtotals)s subtotals agree.",
            made=made,
            changed=changed,
            same=len(wanted) - made - changed,
            subtotals=table.subtotals,
        )

    def _keep_estimate(self, plan, wanted):
        """Create the lines that are missing and update those that differ; return how many of each."""
        take_turns(plan)
        key = ("name", "source_id", "unit_id", "year")
        lines = defaultdict(list)
        for line in self.env["child.plan.budget.line"].search([("plan_id", "=", plan.id)]):
            lines[(line.name, line.source_id.id, line.unit_id.id, line.year)].append(line)
        new, changed, estimates = [], 0, {}
        for vals in wanted:
            same = lines[tuple(vals[name] for name in key)]
            line = same.pop(0) if same else None
            if not line:
                new.append(vals)
                continue
            known = {} if vals["estimated"] is False else {"estimated": vals["estimated"]}
            details = {name: vals[name] for name in DETAILS if vals.get(name) and vals[name] != _value(line, name)}
            if details:
                line.write({**details, **known})
            elif known and vals["estimated"] != line.estimated:
                line.check_access("write")
                estimates |= {line: vals["estimated"]}
            else:
                continue
            changed += 1
        model = self.env["child.plan.budget.line"]
        model.create(new)
        model._set_estimates(estimates)
        return len(new), changed

    def _sources(self):
        sources = self.env["child.plan.funding.source"].search([("active", "=", True)])
        return {normalise_cell(name): source for source in sources for name in (source.name, source.code)}

    def _source_of(self, text, sources):
        word = normalise_cell(text)
        close = next((source for name, source in sources.items() if word and (name in word or word in name)), None)
        return sources.get(word) or close or self.source_id

    def _unit_domain(self, plan):
        return [("id", "child_of", plan.issuer_id.id), ("kind", "!=", "collective")]

    def _units(self, plan):
        named = {}
        for unit in self.env["child.plan.unit"].search(self._unit_domain(plan)):
            named[normalise_cell(unit.display_name)] = unit
            for name in (unit.name, unit.short_name, unit.code):
                if name:
                    named.setdefault(normalise_cell(name), unit)
        return named

    def _unit_of(self, text, units):
        """Return the unit that the text names, an empty one for an empty text, None where no unit has that name."""
        return units.get(normalise_cell(text)) if text else self.env["child.plan.unit"]

    def _codes(self):
        """Return ``{(kind, number): codes}`` of the budget's index, in force or not."""
        codes = self.env["child.plan.budget.code"].search([("active", "=", True)])
        return codes.grouped(lambda code: (code.kind, code.code))

    def _codes_of(self, table, item, years, known):
        """Return the index codes of the row as values of a line, and a problem for each that is not in force then."""
        vals, problems = {}, []
        for kind in CODE_KINDS:
            text = getattr(item, kind)
            if not text:
                continue
            codes = known.get((kind, text.split(" ")[0]), self.env["child.plan.budget.code"])
            code = codes.filtered(lambda code: all(code._valid_in(year) for year in years))[:1]
            vals[f"{kind}_id"] = code.id
            if not code:
                message = "“%(value)s” is no code of the budget index in force in %(year)s."
                values = {"value": text, "year": ", ".join(map(str, years))}
                problems.append(Problem(table.cell(item, kind), message, values))
        return vals, problems

    def action_template(self):
        """Download an estimate table to fill in: the lines of the year, with lists of sources, units and codes."""
        self.ensure_one()
        plan = self.plan_id
        if not plan:
            raise UserError(self.env._("Say to which plan the estimate belongs."))
        plan.check_access("read")
        of_year = [("plan_id", "=", plan.id), ("year", "=", self.year), ("parent_id", "=", False)]
        lines = self.env["child.plan.budget.line"].with_context(child_plan_as_of=None).search(of_year)
        codes = self.env["child.plan.budget.code"].search([("active", "=", True)])
        lists = codes.filtered(lambda code: code._valid_in(self.year)).grouped("kind")
        lists["source"] = self.env["child.plan.funding.source"].search([("active", "=", True)])
        lists["unit"] = self.env["child.plan.unit"].search(self._unit_domain(plan))
        data = write_estimate(
            Book(),
            f"DỰ TOÁN KINH PHÍ NĂM {self.year}: {plan.display_name}",
            [self._prepare_template_row(line) for line in lines],
            {name: records.mapped("display_name") for name, records in lists.items()},
        )
        return self.env["child.plan.budget.export"]._offer(data, self.env._("Estimate of %s", self.year))

    def _prepare_template_row(self, line):
        costed = line.quantity and line.unit_price and line.estimated == line.quantity * line.unit_price
        return {
            "name": line.name or None,
            "quantity": line.quantity if costed else None,
            "price": line.unit_price if costed else None,
            "amount": None if costed else line.estimated or None,
            "note": line.note or None,
            **{kind: line[f"{kind}_id"].display_name or None for kind in ("source", "unit", *CODE_KINDS)},
        }

    # -- entries --

    def _take_entries(self):
        rows = self._read_workbook(self.file)
        heading = find_heading(rows)
        columns = {column.number: column.target for column in self.column_ids if column.target}
        columns = columns or propose(rows[heading], self.env.user.sudo().child_plan_money_columns)
        if missing := set(NEEDED) - set(columns.values()):
            raise UserError(
                self.env._("Say which columns hold the day and the amount (missing: %s).", ", ".join(sorted(missing)))
            )
        movements, problems = read_movements(rows, heading, columns)
        entries, unknown = self._matched(movements, {target: number for number, target in columns.items()})
        problems += unknown
        if problems:
            return problems, ""
        new = self._not_yet_entered(entries)
        self.env["child.plan.budget.entry"]._enter(new)
        words = {normalise_cell(rows[heading][number]): target for number, target in columns.items()}
        self.env.user.sudo().child_plan_money_columns = {
            **(self.env.user.sudo().child_plan_money_columns or {}),
            **words,
        }
        return [], self.env._(
            "%(new)s entries made, %(old)s of the file were there already.",
            new=len(new),
            old=len(entries) - len(new),
        )

    def _matched(self, rows, place):
        """Return the values of an entry for each row, and a problem for each row that fits no line or several."""
        lines = self._lines_by_key()
        entries, problems = [], []
        for row in rows:
            line = self._line_of(row, lines)
            if not line:
                column = place.get("line", place.get("note", 0))
                problems.append(
                    Problem(
                        cell_name(row.number, column),
                        "“%(value)s” fits no budget line of the year, or several.",
                        {"value": row.texts.get("line") or row.texts.get("note", "")},
                    )
                )
                continue
            entries.append(
                {
                    "line_id": line,
                    "stage": row.stage or self.stage,
                    "day": row.day,
                    "amount": float(row.amount or 0),
                    "reference": row.texts.get("reference") or False,
                    "note": row.texts.get("note") or False,
                }
            )
        return entries, problems

    def _lines_by_key(self):
        """Return ``{code: line id}`` and ``{wording: [(line id, names of its unit, item)]}`` of the lines that the user
        may write.
        """
        domain = [("year", "=", self.year)] + ([("plan_id", "=", self.plan_id.id)] if self.plan_id else [])
        lines = self.env["child.plan.budget.line"].search(domain)._filtered_access("write")
        by_code, by_name = {}, defaultdict(list)
        for line in lines:
            by_code[line.code] = line.id
            unit = line.unit_id
            names = {normalise_cell(name) for name in (unit.name, unit.short_name, unit.code)} - {""}
            by_name[normalise_cell(line.name)].append((line.id, names, line.item_id.code or ""))
        return by_code, by_name

    def _line_of(self, row, lines):
        by_code, by_name = lines
        text = row.texts.get("line", "")
        if text.upper() in by_code:
            return by_code[text.upper()]
        unit, item = normalise_cell(row.texts.get("unit")), row.texts.get("item", "")
        fits = [
            line
            for line, names, code in by_name.get(normalise_cell(text or row.texts.get("note")), ())
            if (not unit or unit in names) and (not item or not code or item == code)
        ]
        return fits[0] if len(fits) == 1 else None

    def _not_yet_entered(self, entries):
        """Return those of ``entries`` that no earlier file brought; two equal rows of one file are two entries."""
        seen, keys = Counter(), []
        for entry in entries:
            facts = "|".join(str(entry[name]) for name in ("line_id", "stage", "day", "amount", "reference", "note"))
            seen[facts] += 1
            keys.append(hashlib.sha256(f"{facts}|{seen[facts]}".encode()).hexdigest())
        model = self.env["child.plan.budget.entry"].sudo()
        there = {entry.import_key for entry in model.search_fetch([("import_key", "in", keys)], ["import_key"])}
        return [{**e, "import_key": key} for e, key in zip(entries, keys, strict=True) if key not in there]


def _value(line, name):
    return line[name].id if name.endswith("_id") else line[name]


class ChildPlanBudgetImportColumn(models.TransientModel):
    """What a column of the file holds."""

    _name = "child.plan.budget.import.column"
    _description = "Column of an Excel File"
    _order = "number"

    import_id = fields.Many2one("child.plan.budget.import", required=True, ondelete="cascade")
    number = fields.Integer(required=True)
    heading = fields.Char()
    sample = fields.Char("First row")
    target = fields.Selection(
        [
            ("line", "Budget line (code or wording)"),
            ("day", "Day"),
            ("stage", "Stage"),
            ("amount", "Amount"),
            ("reference", "Decision, voucher"),
            ("unit", "Unit"),
            ("item", "Item"),
            ("note", "Note"),
        ],
        "Holds",
        help="Empty: it is not taken in",
    )

    @api.constrains("import_id")
    def _check_import_id(self):
        self.sudo(self.env.uid == SUPERUSER_ID).import_id.check_access("write")
