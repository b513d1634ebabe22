"""Progress of many assignments in an Excel file: the list as it was exported, filled in, is read back."""

import re
from hashlib import sha256

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...lib.days import parse_day
from ...lib.excel.list_sheet import column_letter, read_list
from ...lib.excel.workbook import LONGEST_CELL
from ...lib.fold import fold

# field: the style of its cells; an empty cell changes nothing
OPEN = {
    "state": "open",
    "progress": "open",
    "result": "open",
    "extension_due_on": "open_date",
    "extension_reason": "open",
}
MOST_CHANGES = 2_000  # rows; each is a decision of its own with its entry in the journal


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    extension_due_on = fields.Date("More time asked until", compute="_compute_pending_extension")
    extension_reason = fields.Char("Reason for more time", compute="_compute_pending_extension")

    @api.depends("extension_ids.state")
    def _compute_pending_extension(self):
        for assignment in self:
            asked = assignment.extension_ids.filtered(lambda extension: extension.state == "asked")[:1]
            assignment.extension_due_on = asked.asked_due_on
            assignment.extension_reason = asked.reason

    def _child_plan_sheet(self, columns, *args, **kwargs):
        """Add what the list shows below a task's name, and leave out the columns of a past day where none is chosen."""
        fold_out = {"name": ("plan_id", "section_code", "role")}
        shown = {path for path, _head in columns}
        added = [name for path in fold_out if path in shown for name in fold_out[path] if name not in shown]
        if not self.env.context.get("child_plan_as_of"):
            columns = [column for column in columns if column[0] not in ("state_on", "deadline_on")]
        columns = [*columns, *((name, self._fields[name]._description_string(self.env)) for name in added)]
        return super()._child_plan_sheet(columns, *args, **kwargs)

    def _child_plan_form(self, paths):
        described = self.fields_get(OPEN, ["string"])
        return OPEN, [(name, described[name]["string"]) for name in OPEN if name not in paths]

    def _child_plan_stamps(self):
        """Return for each a text by which it is seen which of the values in ``OPEN`` have changed, on which side."""
        columns = [map(_digest, self._child_plan_column([name])) for name in OPEN]
        return map(" ".join, zip(*columns, strict=True))

    @api.model
    def _take_sheet(self, rows):
        """Take over what was changed in an exported list. All changes are written, or none with the errors.

        :param rows: the cells of the file
        :return: how many assignments were changed, and the errors, each with its cell
        """
        filled = read_list(rows)
        if filled is None:
            return 0, [self.env._("This is no list of work as it comes out of the system: take it out again.")]
        number, errors, letters = 0, [], {name: column_letter(rows, name) for name in OPEN if name in rows[3]}
        known = self.browse({int(row["id"]) for _line, row in filled if str(row["id"]).isdigit()}).exists()
        readable = {row.id: row for row in known._filtered_access("read")}
        readable_rows = self.browse(readable)
        readable_rows.fetch(["state", "progress", "result"])
        with self.env.cr.savepoint() as point:
            for line, row in filled:
                assignment = readable.get(int(row["id"]) if str(row["id"]).isdigit() else 0)
                if not assignment:
                    errors.append(self.env._("Row %s: this work is not there, or not yours to see.", line))
                    continue
                vals, wrong = assignment._changes(row)
                errors += [f"{letters[name]}{line}: {words}" for name, words in wrong]
                if not vals or wrong:
                    continue
                number += 1
                if number > MOST_CHANGES:
                    errors.append(self.env._("More than %s rows are changed: split the file.", MOST_CHANGES))
                    break
                try:
                    with self.env.cr.savepoint():
                        assignment._take_changes(vals)
                except (UserError, ValidationError) as error:
                    errors.append(f"{letters[next(iter(vals))]}{line}: {error}")
            if errors:
                point.rollback()
        return number, errors

    def _changes(self, row):
        """Return ``({field: value that the file changes}, [(field, error)])`` of a ``row`` of the file."""
        vals, errors, stamps = {}, [], str(row["stamp"] or "").split()
        if len(stamps) != len(OPEN):
            return {}, [("state", self.env._("The hidden columns on the left were changed: take the list out again."))]
        for (name, _style), stamp in zip(OPEN.items(), stamps, strict=True):
            cell = row.get(name)
            if cell is None or not str(cell).strip():
                continue
            try:
                value, text = self._read_cell(name, cell)
            except ValueError as error:
                errors.append((name, str(error)))
                continue
            current = _digest(*self._child_plan_column([name]))
            if _digest(text) in (stamp, current):
                continue
            if current != stamp:
                errors.append((name, self.env._("this was changed in the system after the file was made")))
            else:
                vals[name] = value
        named = {*vals, *(name for name, _words in errors)}
        if "extension_reason" in vals and "extension_due_on" not in named:
            errors.append(("extension_due_on", self.env._("give the day until which more time is asked for")))
        return vals, errors

    def _read_cell(self, name, cell):
        """Return the value of a ``cell``, and how the export writes it. Raise a ValueError with what is wrong."""
        match name:
            case "state":
                text = str(cell).strip()
                labels = {fold(label): (key, label) for key, label in self._state_labels().items()}
                if fold(text) not in labels:
                    words = ", ".join(label for _key, label in labels.values())
                    raise ValueError(self.env._("“%(text)s” is none of: %(states)s", text=text[:40], states=words))
                return labels[fold(text)]
            case "progress":
                number = cell if isinstance(cell, int | float) else _percent(str(cell))
                if isinstance(cell, bool) or number is None or number != int(number) or not 0 <= number <= 100:
                    raise ValueError(self.env._("give a whole number from 0 to 100"))
                return int(number), int(number)
            case "extension_due_on":
                try:
                    day = parse_day(cell)
                except ValueError:
                    raise ValueError(self.env._("give a day, for instance 31/12/2026")) from None
                return day, day
        text = str(cell)
        if len(text) >= LONGEST_CELL:
            raise ValueError(self.env._("this text is too long for a cell; record it on the screen"))
        return text, text

    def _take_changes(self, vals):
        if "extension_due_on" in vals:
            asked = {"asked_due_on": vals["extension_due_on"], "reason": vals.get("extension_reason")}
            if not asked["reason"]:
                raise UserError(self.env._("give the reason for more time"))
            if self.extension_pending:
                raise UserError(self.env._("More time has already been asked for; wait for the decision."))
            self.env["child.plan.extension"].create({**asked, "assignment_id": self.id})
        own = {name: value for name, value in vals.items() if not name.startswith("extension_")}
        if own:
            self.write(own)


def _digest(value):
    """Return a short digest of a cell; line ends and blanks at the ends make no difference."""
    text = "" if value in (None, False) else str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
    return sha256(text.encode()).hexdigest()[:12]


def _percent(text):
    match = re.fullmatch(r"(\d{1,3})\s*%?", text.strip())
    return int(match[1]) if match else None
