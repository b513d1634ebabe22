from contextlib import suppress

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.bounded import run_bounded

from ..document import DocumentError, Source
from ..document.again import HINTS
from ..document.bounded import again_bounded
from ..reader_words import in_words
from .import_history import undoable
from .import_line import FACTS, TASKS
from .import_reading import ORDER

SECONDS = 20  # for reading a text again: 100 pages take 5


class ChildPlanImport(models.Model):
    """A part read again by what a person said of one of its lines.

    Only lines of that part change, and none that a person has decided on; those get a unit where they lack one.
    """

    _inherit = "child.plan.import"

    def _read_part_again(self, line, said):
        """Read the part of ``line`` again, the line being ``said`` (a key of ``again.HINTS``). Return what changed."""
        hints = {**dict(self.hints or []), line.start: said}
        marks = self.marks or {}
        bold = [tuple(span) for span in marks.get("bold", ())]
        source = Source(self.text, self.kind or "text", bold, marks.get("notes", []))
        try:
            plan = again_bounded(run_bounded, source, hints, seconds=SECONDS)
        except DocumentError as error:
            raise UserError(in_words(self.env, error.message, error.values)) from error
        start, end = _part(plan.parts, line.start, len(self.text))
        self.hints = list(map(list, hints.items()))
        rows = [row for row in self._prepare_lines(plan, self._name_rows(plan)) if start <= row["start"] < end]
        old = self.line_ids.filtered(lambda each: start <= each.start < end and each.change != "removed")
        return self._replace(old, rows)

    def _replace(self, old, rows):
        """Make the lines ``old`` those of ``rows``, changing few. Return the lines that are new, changed or gone."""
        before = {line: _facts(line) for line in old}
        decided = old.filtered(lambda line: line.state != "read")
        left = list(old - decided)
        rest = [row for row in rows if not self._settled(row, decided)]
        for fits in (_is_same, _is_alike, _is_there):
            for row in list(rest):
                line = next((line for line in left if fits(line, row)), None)
                if line is not None:
                    line.write(_anew(row))
                    left.remove(line)
                    rest.remove(row)
        gone = self.env["child.plan.import.line"].union(*left)
        gone.active = False
        new = gone.create(rest)
        self._renumber()
        return new | gone | old.filtered(lambda line: _facts(line) != before[line])

    def _settled(self, row, decided):
        """Whether a person decided on what ``row`` says already; a task without a unit gets that of the row."""
        line = decided.filtered(lambda line: line.start <= row["start"] < max(line.end, line.start + 1))[:1]
        if line.kind in TASKS and not line.name_id and row.get("name_id") and row["kind"] == "task":
            line.write({"name_id": row["name_id"], "kind": "task"})
        return bool(line)

    def _renumber(self):
        printed = self.line_ids.filtered(lambda line: line.change != "removed")
        ordered = printed.sorted(lambda line: (line.start, ORDER.index(line.kind), line.sequence))
        for number, line in enumerate(ordered, 1):
            if line.sequence != number:
                line.sequence = number


class ChildPlanImportLine(models.Model):
    _inherit = "child.plan.import.line"

    def _check_readable(self, said):
        """The line with ``sudo()``, where it may be read again as ``said``."""
        self.ensure_one()
        line = self._open()
        if said not in HINTS or line.end <= line.start or line.import_id.kind == "xlsx":
            raise UserError(self.env._("This cannot be read again."))
        return line

    def preview_as(self, said):
        """What would change if the part were read again: ``[{text, before, after}]``, each of kind and unit or None."""
        line = self._check_readable(said)
        reading = line.import_id
        before = {each.id: _shown(each) for each in reading.line_ids}
        found = []
        with suppress(_Seen), self.env.cr.savepoint():
            changed = reading._read_part_again(line, said).sorted(lambda each: (each.start, each.sequence))
            for each in changed:
                after = _shown(each) if each.active else None
                if before.get(each.id) != after:
                    found.append({"text": each.text, "before": before.get(each.id), "after": after})
            raise _Seen
        return found

    @undoable
    def read_as(self, said):
        """Read the rest of the part again, this line being what a person says it is."""
        line = self._check_readable(said)
        changed = line.import_id._read_part_again(line, said)
        gone = changed.filtered(lambda each: not each.active)
        return line.import_id._changed((line.import_id.line_ids | changed) - gone, gone.ids)  # all: they have moved


class _Seen(Exception):
    """Ends a preview: what it wrote is rolled back."""


def _part(starts, at, length):
    """``(start, end)`` of the part of the first level in which ``at`` lies."""
    edges = [0, *sorted(starts), length]
    return max(edge for edge in edges if edge <= at), min((edge for edge in edges if edge > at), default=length)


def _anew(row):
    """Values that make a line what ``row`` says, whatever it was."""
    lists = {name: [(6, 0, row.get(name, []))] for name in ("coordinating_ids", "watching_ids")}
    kept = {name: value for name, value in row.items() if name not in ("import_id", "sequence")}
    return {**dict.fromkeys((*FACTS, "name_id"), False), **kept, **lists}


def _shown(line):
    return {"kind": line.kind, "unit": line.name_id.text or "", "words": line.text}


def _facts(line):
    return (line.active, line.kind, line.text, line.section, line.name_id, line.end, line.due_on, line.role)


def _is_same(line, row):
    return (line.start, line.kind, line.text) == (row["start"], row["kind"], row["text"])


def _is_alike(line, row):
    return (line.start, line.text) == (row["start"], row["text"])


def _is_there(line, row):
    return line.start == row["start"] and (line.kind == "report") == (row["kind"] == "report")
