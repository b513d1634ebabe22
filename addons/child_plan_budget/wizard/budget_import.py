from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.lib.excel.writer import Book
from odoo.addons.child_plan.lib.numbers import parse_number
from odoo.addons.child_plan.models.unit.take_turns import take_turns

from ..lib.sheet.cells import Problem, SheetError, cell_name
from ..lib.sheet.estimate import read_estimate
from ..lib.sheet.sources import source_code
from ..lib.sheet.template import write_estimate
from ..lib.sheet.values import code_of, normalise_cell

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
            ("advance", "Advance"),
            ("clearance", "Clearance of an advance"),
            ("disbursement", "Disbursement"),
            ("settlement", "Settlement"),
        ],
        default="disbursement",
        help="Where the table has no column for it",
    )
    file = fields.Binary("Excel file", attachment=False)
    filename = fields.Char()
    has_hidden = fields.Boolean(readonly=True)
    hidden_rows = fields.Selection(
        [("take", "Take them in"), ("leave", "Leave them out")],
        "Hidden rows",
        help="The file has rows that are hidden or filtered out",
    )
    has_unread = fields.Boolean(readonly=True)
    leave_unread = fields.Boolean(
        "Leave these columns out",
        help="The file has columns with numbers that are not understood. Money by source is read from columns whose "
        "heads name the source.",
    )
    problems = fields.Text("To be mended", readonly=True)
    summary = fields.Char(readonly=True)

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
        rows = self._read_workbook(self.file, merged=True)
        sources, units, known_codes = self._sources(), self._units(plan), self._codes()
        table = read_estimate(rows, parse_number, self._left_out(rows), set(sources))
        problems, wanted = list(table.problems), []
        problems += self._ask_hidden(table.hidden)
        self.has_unread = bool(table.unread)
        problems += [] if self.leave_unread else table.unread
        for item in table.items:
            unit = self._unit_of(item.unit, units)
            years = item.years or {self.year: item.amount}
            codes, unknown = self._codes_of(table, item, years, known_codes)
            amounts, wrong = self._amounts_of(table, item, years, sources)
            problems += [*unknown, *wrong]
            if unit is None:
                cell = table.cell(item, "unit")
                problems.append(Problem(cell, "“%(value)s” is no unit here.", {"value": item.unit}))
                continue
            single = len(amounts) == 1
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
                for year, source, amount in amounts
            ]
        if problems:
            return problems, ""
        made, changed = self._keep_estimate(plan, wanted)
        said = self.env._(
            "%(made)s lines added, %(changed)s estimates changed, %(same)s as before; %(subtotals)s subtotals agree.",
            made=made,
            changed=changed,
            same=len(wanted) - made - changed,
            subtotals=table.subtotals,
        )
        if table.left_out:
            said += " " + self.env._("%s rows below the table were left out.", table.left_out)
        return [], said

    def _amounts_of(self, table, item, years, sources):
        """Return the year, source and amount of each line that the row becomes, and what is wrong with its sources."""
        if not item.parts:
            source = self._source_of(item.source, sources)
            message = "The source of money of this row is not known."
            unknown = [] if source else [Problem(table.cell(item, "source"), message, {})]
            return [(year, source, amount) for year, amount in years.items() if source], unknown
        amounts, unknown = [], []
        for column, amount in item.parts.items():
            year, words = table.parts[column]
            source = self._named_source(words, sources)
            if not source:
                message = "“%(value)s” is no source of money that is in the list."
                unknown.append(Problem(cell_name(item.row, column), message, {"value": words}))
            elif amount:
                amounts.append((year or self.year, source, amount))
        return amounts, unknown

    def _left_out(self, rows):
        """Return the numbers of the hidden rows, if they are to be left out."""
        return rows.hidden if self.hidden_rows == "leave" else ()

    def _ask_hidden(self, hidden):
        """Return a problem for each hidden row, numbers from 0, unless the user has said what becomes of them."""
        self.has_hidden = bool(hidden) or bool(self.hidden_rows)
        if self.hidden_rows:
            return []
        message = "This row is hidden or filtered out: say whether it is taken in."
        return [Problem(cell_name(number, 0), message, {}) for number in hidden]

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

    def _named_source(self, text, sources):
        """Return the source of that name or code, or of the words that offices use for it; None if there is none."""
        word = normalise_cell(text)
        codes = {source.code: source for source in sources.values()}
        return sources.get(word) or codes.get(source_code(word))

    def _source_of(self, text, sources):
        word = normalise_cell(text)
        close = next((source for name, source in sources.items() if word and (name in word or word in name)), None)
        return self._named_source(text, sources) or close or self.source_id

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
            codes = known.get((kind, code_of(text, kind)), self.env["child.plan.budget.code"])
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


def _value(line, name):
    return line[name].id if name.endswith("_id") else line[name]
