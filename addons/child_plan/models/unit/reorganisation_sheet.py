"""The lines of a reorganisation from a form in Excel. Every row is checked; then all are taken over, or none."""

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib.excel.entry_form import read_entries, write_entry_form
from ...lib.fold import fold
from .reorganisation import LINE_KINDS

COLUMNS = ("unit", "kind", "heir", "rest", "name", "unit_kind", "level", "code", "parent")
LETTERS = dict(zip(COLUMNS, "ABCDEFGHI", strict=True))


class ChildPlanReorganisation(models.Model):
    _inherit = "child.plan.reorganisation"

    def _line_kinds(self):
        return dict(self.env["child.plan.reorganisation.line"]._fields["kind"]._description_selection(self.env))

    def _form(self):
        """Return the form (bytes), with the lines that are there."""
        self.ensure_one()
        units, kinds = self.env["child.plan.unit"], self._line_kinds()
        columns = [
            ("unit", self.env._("Unit (name or code)"), 40),
            ("kind", self.env._("What happens"), 26),
            ("heir", self.env._("Into (name or code; a name that there is not yet: a new unit)"), 40),
            ("rest", self.env._("Gets the rest (x)"), 14),
            ("name", self.env._("New name"), 30),
            ("unit_kind", self.env._("Kind"), 28),
            ("level", self.env._("Level"), 12),
            ("code", self.env._("Official code"), 12),
            ("parent", self.env._("Placed below (empty: as before)"), 35),
        ]
        choices = {
            "kind": list(kinds.values()),
            "unit_kind": list(units._labels("kind").values()),
            "level": list(units._labels("level").values()),
        }
        lines = [self.env._("One row for each unit; of a unit that is split one row for each heir.")]
        rows = [
            [
                line.unit_id.code or line.unit_id.display_name,
                kinds[line.kind],
                line.successor_id.display_name or line.new_unit_id.name or "",
                "x" if line.is_default else "",
                line.new_name or "",
                "",
                "",
                line.new_code or "",
                line.new_parent_id.display_name or line.new_parent_unit_id.name or "",
            ]
            for line in self.line_ids
        ]
        return write_entry_form(self.env._("Reorganisation"), lines, columns, rows, choices)

    def _take_lines(self, rows):
        """Take over a filled-in form in place of the lines. Return how many, and the errors with their cells."""
        self.ensure_one()
        self._check_draft()
        entries = read_entries(rows, COLUMNS)
        if entries is None:
            return 0, [self.env._("This is not the form for a reorganisation: download it again.")]
        named, errors = self._units_by_name(), []
        with self.env.cr.savepoint() as point:
            self.line_ids.unlink()
            self.new_unit_ids.unlink()
            for line, entry in entries:
                vals, wrong = self._entry_values(entry, named)
                errors += [f"{LETTERS[column]}{line}: {words}" for column, words in wrong]
                if wrong:
                    continue
                try:
                    with self.env.cr.savepoint():
                        self._add_lines([vals])
                except (UserError, ValidationError) as error:
                    errors.append(f"A{line}: {error}")
            if errors:
                point.rollback()
                self.env.invalidate_all()
        return len(entries), errors

    def _units_by_name(self):
        """Return ``{name, full name or code: ids}`` of the units of the authority that have not ended."""
        named = {}
        below = Domain("id", "child_of", self.authority_id.ids) & Domain("valid_to", "=", False)
        for unit in self.env["child.plan.unit"].search(below):
            for text in filter(None, (unit.name, unit.display_name, unit.code)):
                named.setdefault(_key(text), set()).add(unit.id)
        return named

    def _entry_values(self, entry, named):
        """Return ``(values for _add_lines, [(column, what is wrong)])`` of a row of the form."""
        units, wrong, vals = self.env["child.plan.unit"], [], {}
        kinds = self._by_label({key: label for key, label in LINE_KINDS}, self._line_kinds())
        vals["kind"] = kinds.get(fold(entry["kind"]))
        if not vals["kind"]:
            wrong.append(("kind", self.env._("“%s” is not in the list.", entry["kind"][:60])))
        vals["unit_id"] = self._find(entry, "unit", named, wrong)
        labels = {}
        for column, name in (("unit_kind", "kind"), ("level", "level")):
            labels[name] = units._by_label(name).get(fold(entry[column]))
            if entry[column] and not labels[name]:
                wrong.append((column, self.env._("“%s” is not in the list.", entry[column][:60])))
        parent = self._find(entry, "parent", named, wrong) if entry["parent"] else None
        if vals["kind"] in ("merge", "split"):
            self._take_heir(entry, vals, labels, parent, named, wrong)
            vals["is_default"] = bool(entry["rest"])
        elif vals["kind"] == "change":
            new = {"new_name": entry["name"], "new_code": entry["code"], "new_parent_id": parent}
            vals |= {**new, "new_kind": labels["kind"], "new_level": labels["level"]}
        return {name: value for name, value in vals.items() if value}, wrong

    def _take_heir(self, entry, vals, labels, parent, named, wrong):
        if not entry["heir"]:
            wrong.append(("heir", self.env._("Say into which unit it goes.")))
        elif _key(entry["heir"]) in named:
            vals["successor_id"] = self._find(entry, "heir", named, wrong)
        elif vals["unit_id"]:
            unit = self.env["child.plan.unit"].browse(vals["unit_id"])
            vals["new"] = {
                "name": entry["heir"],
                "kind": labels["kind"] or unit.kind,
                "level": labels["level"] or unit.level,
                "code": entry["code"] or False,
                "parent_id": parent or unit.parent_id.id,
            }

    def _find(self, entry, column, named, wrong):
        found = named.get(_key(entry[column]), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            wrong.append((column, self.env._("Several units are called so: write the official code.")))
        else:
            wrong.append((column, self.env._("There is no unit “%s” here.", entry[column][:60])))
        return None

    @api.model
    def _by_label(self, *labels):
        return {fold(label): key for names in labels for key, label in names.items()}


def _key(text):
    return " ".join((text or "").split()).casefold()
