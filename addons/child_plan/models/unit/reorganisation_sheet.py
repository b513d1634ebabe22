"""The lines of a reorganisation from a form in Excel. Every row is checked; then all are taken over, or none."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...lib.excel.entry_form import read_entries, write_entry_form
from ...lib.fold import fold
from ...lib.unit_words import body_before, place_words, plain, spelled
from .reorganisation import ENDING, LINE_KINDS

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
        if not entries:
            return 0, [self.env._("The form has no row yet.")]
        named, errors = _Named(self, entries), []
        with self.env.cr.savepoint() as point:
            self.line_ids.unlink()
            self.new_unit_ids.unlink()
            for line, entry in sorted(entries, key=lambda row: not row[1]["heir"]):  # new units first
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
        return len(entries), sorted(errors, key=lambda words: int(words[1 : words.index(":")]))

    def _kind_of(self, entry):
        kinds = self._by_label({key: label for key, label in LINE_KINDS}, self._line_kinds())
        return kinds.get(fold(entry["kind"]))

    def _entry_values(self, entry, named):
        """Return ``(values for _add_lines, [(column, what is wrong)])`` of a row of the form."""
        units, wrong, vals = self.env["child.plan.unit"], [], {"kind": self._kind_of(entry)}
        if not vals["kind"]:
            wrong.append(("kind", self.env._("“%s” is not in the list.", entry["kind"][:60])))
        vals["unit_id"] = self._find(entry, "unit", named, wrong)
        labels = {}
        for column, name in (("unit_kind", "kind"), ("level", "level")):
            labels[name] = units._by_label(name).get(fold(entry[column]))
            if entry[column] and not labels[name]:
                wrong.append((column, self.env._("“%s” is not in the list.", entry[column][:60])))
        place = spelled(entry["parent"])
        new_parent = self.new_unit_ids.filtered(lambda row: place and spelled(row.name) == place)[:1]
        parent = self._find(entry, "parent", named, wrong) if place and not new_parent else None
        if vals["kind"] in ("merge", "split"):
            self._take_heir(entry, vals, labels, parent, named, wrong)
            vals["is_default"] = bool(entry["rest"])
        elif vals["kind"] == "change":
            new = {"new_name": entry["name"], "new_code": entry["code"], "new_parent_id": parent}
            vals |= {**new, "new_parent_unit_id": new_parent.id}
            vals |= {"new_kind": labels["kind"], "new_level": labels["level"]}
        return {name: value for name, value in vals.items() if value}, wrong

    def _take_heir(self, entry, vals, labels, parent, named, wrong):
        if not entry["heir"]:
            wrong.append(("heir", self.env._("Say into which unit it goes.")))
        elif named.alike(entry["heir"], "heir"):
            vals["successor_id"] = self._find(entry, "heir", named, wrong)
        elif vals["unit_id"]:
            unit = self.env["child.plan.unit"].browse(vals["unit_id"])
            vals["new"] = {
                "name": body_before(entry["heir"], unit.name),
                "kind": labels["kind"] or unit.kind,
                "level": labels["level"] or unit.level,
                "code": entry["code"] or False,
                "parent_id": parent or named.above(unit).id,
            }

    def _find(self, entry, column, named, wrong):
        """Return the id of the unit that a cell names; None, and what is wrong there, if it is not one."""
        text = entry[column]
        found = named.find(text, column)
        if len(found) == 1:
            return found.id
        if found:
            words = self.env._("Several units are called so: write the official code.")
        elif alike := named.alike(text, column):
            names = ", ".join(alike.mapped("name"))
            words = self.env._("There is no unit “%(text)s” here. Is it %(names)s?", text=text[:60], names=names)
        else:
            words = self.env._("There is no unit “%s” here.", text[:60])
        wrong.append((column, words))
        return None

    @api.model
    def _by_label(self, *labels):
        return {fold(label): key for names in labels for key, label in names.items()}


class _Named:
    """The units of an authority by what the cells of a form call them: name or full name, with or without the body and
    accents, or official code, with or without the zeros that Excel drops.

    What a reorganisation changes is there on the day before, heirs and what lies above them on the day itself. Of
    several such units these are those that begin on that day, else those that no row of the form ends: a new commune
    often bears the name or the code of one of its parts.
    """

    def __init__(self, reorganisation, entries):
        units = reorganisation.env["child.plan.unit"]
        below = Domain("id", "child_of", reorganisation.authority_id.ids)
        self.day = reorganisation.day
        eve = fields.Date.subtract(self.day, days=1)
        self.by_column = dict.fromkeys(
            ("heir", "parent"), _by_names(units.search(below & units._valid_domain(self.day)))
        )
        self.by_column["unit"] = _by_names(units.search(below & units._valid_domain(eve)))
        self.ending = units.browse()
        ends = [entry for _line, entry in entries if reorganisation._kind_of(entry) in ENDING]
        for entry in ends:
            found = self.find(entry["unit"], "unit")
            self.ending |= found if len(found) == 1 else units.browse()

    def find(self, text, column):
        """Return the units that ``text`` names as they spell it, or all of it without accents."""
        exact, rough = self.by_column[column]
        bare = text.casefold() == plain(text)
        found = (
            exact[spelled(text)] or rough[_code(text)] or (rough[place_words(text)] if bare else self.ending.browse())
        )
        return found if column == "unit" else self._lasting(found, column)

    def alike(self, text, column):
        """Return the units whose names differ from ``text`` in accents at most."""
        return self.find(text, column) or self._lasting(self.by_column[column][1][place_words(text)], column)

    def _lasting(self, units, column):
        lasting = units.filtered(lambda unit: unit.valid_from == self.day) or units - self.ending
        return lasting if column == "heir" else lasting or units

    def above(self, unit):
        """Return the unit above ``unit`` that the form does not end."""
        parent = unit.parent_id
        while parent & self.ending:
            parent = parent.parent_id
        return parent


def _by_names(units):
    """Return ``{spelled name: units}`` and ``{name without accents, or code: units}``."""
    exact, rough = defaultdict(units.browse), defaultdict(units.browse)
    for unit in units:
        for name in {unit.name, unit.display_name}:
            exact[spelled(name)] |= unit
            rough[place_words(name)] |= unit
        if unit.code:
            rough[_code(unit.code)] |= unit
    return exact, rough


def _code(text):
    """Return what is left of a number without its first zeros, marked as a code."""
    return f"code {text.strip().lstrip('0').casefold()}"
