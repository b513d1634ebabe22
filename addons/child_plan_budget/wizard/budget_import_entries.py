import hashlib
from collections import Counter

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.child_plan.lib.numbers import parse_number

from ..lib.sheet.cells import Problem, SheetError, cell_name
from ..lib.sheet.movements import NEEDED, find_heading, propose, read_movements
from ..lib.sheet.values import code_of, normalise_cell
from .budget_import import CODE_KINDS

# What tells rows of a treasury export apart whose line the user picks.
TOLD_APART = ("line", "budget_code", "unit", *CODE_KINDS, "source", "note")
SAMPLES = 3  # rows of which each column shows the values


class ChildPlanBudgetImportEntries(models.TransientModel):
    """Entries from a treasury export. The user says which column is what, and picks the line of rows that fit none or
    several; both is remembered for the next file.
    """

    _inherit = "child.plan.budget.import"

    column_ids = fields.One2many("child.plan.budget.import.column", "import_id", "Columns")
    row_ids = fields.One2many("child.plan.budget.import.row", "import_id", "Rows whose line is asked")

    @api.onchange("file", "kind")
    def _onchange_file(self):
        self.problems = self.summary = self.hidden_rows = self.has_hidden = self.has_unread = self.leave_unread = False
        self.column_ids = [Command.clear()]
        if self.file and self.kind == "entries":
            try:
                rows = self._read_workbook(self.file)
                heading = find_heading(rows)
            except (SheetError, UserError) as error:
                self.problems = self._translated(str(error)) if isinstance(error, SheetError) else str(error)
                return
            proposed = propose(rows[heading], self.env.user.sudo().child_plan_money_columns)
            below = rows[heading + 1 : heading + 1 + SAMPLES]
            self.column_ids = [
                Command.create(
                    {
                        "number": number,
                        "heading": str(value),
                        "sample": " · ".join(
                            str(row[number]) for row in below if number < len(row) and row[number] is not None
                        ),
                        "target": proposed.get(number, False),
                    }
                )
                for number, value in enumerate(rows[heading])
                if value is not None
            ]

    def _take_entries(self):
        rows = self._read_workbook(self.file)
        heading = find_heading(rows)
        columns = {column.number: column.target for column in self.column_ids if column.target}
        columns = columns or propose(rows[heading], self.env.user.sudo().child_plan_money_columns)
        if missing := set(NEEDED) - set(columns.values()):
            raise UserError(
                self.env._("Say which columns hold the day and the amount (missing: %s).", ", ".join(sorted(missing)))
            )
        movements, problems = read_movements(rows, heading, columns, parse_number, self._left_out(rows))
        problems += self._ask_hidden([row.number for row in movements if row.number in rows.hidden])
        entries, unknown = self._matched(movements, {target: number for number, target in columns.items()})
        problems += unknown
        if problems:
            return problems, ""
        new = self._not_yet_entered(entries)
        self.env["child.plan.budget.entry"]._enter(new)
        words = {normalise_cell(rows[heading][number]): target for number, target in columns.items()}
        me = self.env.user.sudo()
        me.child_plan_money_columns = {**(me.child_plan_money_columns or {}), **words}
        chosen = {question.key: question.line_id.id for question in self.row_ids if question.line_id}
        known = me.child_plan_money_lines or {}
        me.child_plan_money_lines = {**known, str(self.year): {**known.get(str(self.year), {}), **chosen}}
        said = self.env._(
            "%(new)s entries made, %(old)s of the file were there already.",
            new=len(new),
            old=len(entries) - len(new),
        )
        outside = sum(fields.Date.to_date(entry["day"]).year != self.year for entry in new)
        if outside:
            said += " " + self.env._(
                "%(number)s of them are dated outside the budget year %(year)s: look at these.",
                number=outside,
                year=self.year,
            )
        return [], said

    def _matched(self, rows, place):
        """Return the values of an entry for each row, and a problem for each row that fits no line or several."""
        lines = self._lines_by_key()
        entries, problems, unmatched = [], [], {}
        for row in rows:
            line = self._line_of(row, lines)
            if not line:
                unmatched[self._key_of(row)] = row
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
        self._ask_lines(unmatched)
        return entries, problems

    def _ask_lines(self, unmatched):
        """Have the user pick the line of the rows that fit none or several, one question for rows that are alike."""
        asked = {question.key for question in self.row_ids}
        self.row_ids = [
            Command.create({"key": key, "number": row.number + 1, "words": self._words_of(row)})
            for key, row in unmatched.items()
            if key not in asked
        ]

    @staticmethod
    def _words_of(row):
        return " · ".join(text for name in TOLD_APART if (text := row.texts.get(name, "")))

    @staticmethod
    def _key_of(row):
        """Return what rows of the same budget line have in common, in this file and in later ones."""
        return "|".join(normalise_cell(row.texts.get(name)) for name in TOLD_APART)

    def _chosen_lines(self):
        """Return ``{key of a row: line id}`` as the user has picked now or for earlier files, now before earlier."""
        known = self.env.user.sudo().child_plan_money_lines or {}
        chosen = {question.key: question.line_id.id for question in self.row_ids if question.line_id}
        return {**known.get(str(self.year), {}), **chosen}

    def _lines_by_key(self):
        """Return the lines that the user may write: by code, by wording, and by the key of a row as picked."""
        domain = [("year", "=", self.year)] + ([("plan_id", "=", self.plan_id.id)] if self.plan_id else [])
        lines = self.env["child.plan.budget.line"].search(domain)._filtered_access("write")
        writable = set(lines.ids)
        chosen = {key: line for key, line in self._chosen_lines().items() if line in writable}
        return (
            {line.code: line for line in lines},
            lines.grouped(lambda line: normalise_cell(line.name)),
            {key: lines.browse(id_) for key, id_ in chosen.items()},
            lines,
        )

    def _line_of(self, row, lines):
        """Return the id of the line to which a row belongs, None if it fits none or several.

        The code of the line decides, then the user's choice, then the wording. A row that names no line is told by its
        codes, its source and its unit, if a single line has all of these. Its unit alone does not tell: what it spends
        on may be another line's, or none's.
        """
        by_code, by_name, chosen, all_lines = lines
        text = row.texts.get("line", "")
        if line := by_code.get(text.upper()) or chosen.get(self._key_of(row)):
            return line.id
        named = by_name.get(normalise_cell(text or row.texts.get("note")))
        if named is None and (text or not any(row.texts.get(name) for name in (*CODE_KINDS, "source"))):
            return None
        fits = [line for line in named or all_lines if self._fits(row, line)]
        return fits[0].id if len(fits) == 1 else None

    def _fits(self, row, line):
        """Return whether nothing that the row says of its unit, codes and source contradicts the line."""
        unit, texts = line.unit_id, row.texts
        names = {normalise_cell(name) for name in (unit.name, unit.short_name, unit.code)} - {""}
        said = normalise_cell(texts.get("unit"))
        if said and said not in names:
            return False
        if texts.get("budget_code") and texts["budget_code"] != (unit.budget_code or ""):
            return False
        for kind in CODE_KINDS:
            wanted, known = texts.get(kind), line[f"{kind}_id"].code
            if wanted and known and code_of(wanted, kind) != known:
                return False
        source = normalise_cell(texts.get("source"))
        return not source or source in {normalise_cell(line.source_id.code), normalise_cell(line.source_id.name)}

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


class ChildPlanBudgetImportColumn(models.TransientModel):
    """What a column of the file holds."""

    _name = "child.plan.budget.import.column"
    _description = "Column of an Excel File"
    _order = "number"

    import_id = fields.Many2one("child.plan.budget.import", required=True, ondelete="cascade")
    number = fields.Integer(required=True)
    heading = fields.Char()
    sample = fields.Char("First rows")
    target = fields.Selection(
        [
            ("line", "Budget line (code or wording)"),
            ("day", "Day"),
            ("stage", "Stage"),
            ("amount", "Amount"),
            ("reference", "Decision, voucher"),
            ("budget_code", "Unit's budget code (ĐVQHNS)"),
            ("unit", "Unit"),
            ("chapter", "Chapter"),
            ("category", "Category"),
            ("item", "Item"),
            ("source", "Source"),
            ("note", "Note"),
        ],
        "Holds",
        help="Empty: it is not taken in",
    )

    @api.constrains("import_id")
    def _check_import_id(self):
        self.sudo(self.env.uid == SUPERUSER_ID).import_id.check_access("write")


class ChildPlanBudgetImportRow(models.TransientModel):
    """The line to which a row of the file belongs, and all rows that are like it; the user picks it."""

    _name = "child.plan.budget.import.row"
    _description = "Row of an Excel File"
    _order = "number"

    import_id = fields.Many2one("child.plan.budget.import", required=True, ondelete="cascade")
    year = fields.Integer(related="import_id.year")
    plan_id = fields.Many2one(related="import_id.plan_id")
    key = fields.Char(readonly=True)
    number = fields.Integer("Row", readonly=True)
    words = fields.Char("What it says", readonly=True)
    line_id = fields.Many2one("child.plan.budget.line", "Budget line", domain="[('year', '=', year)]")

    @api.constrains("import_id", "line_id")
    def _check_import_id(self):
        rows = self.sudo(self.env.uid == SUPERUSER_ID)
        rows.import_id.check_access("write")
        rows.line_id.check_access("read")
