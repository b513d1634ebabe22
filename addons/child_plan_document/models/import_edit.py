from odoo import models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.bounded import run_bounded

from ..document.bounded import targets_bounded
from .import_history import undoable
from .import_line import FACTS, TASKS

GLUE = " ;,-+"  # what may stand between two items of one sentence


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    @undoable
    def add_line(self, words):
        """Make a task of a text that stands in the document; its unit is that of the block in which it stands."""
        self.ensure_one()
        self._check_open()
        reading = self.sudo()
        place = _find(reading.text or "", words, [(line.start, line.end) for line in reading.line_ids])
        if not place:
            raise UserError(self.env._("This text does not stand in the document."))
        start, end = place
        before = reading.line_ids.filtered(lambda line: line.end > line.start and line.start <= start)
        sequence = max(before.mapped("sequence"), default=0) + 1
        following = reading.line_ids.filtered(lambda line: line.sequence >= sequence)
        for line in following:
            line.sequence += 1
        vals = {"start": start, "end": end, "sequence": sequence, "state": "accepted", "text": " ".join(words.split())}
        new = following.create({"import_id": self.id, "kind": "activity", **vals})
        new._move_blocks({"kind": "task"})
        return self._changed(new | following)


class ChildPlanImportLine(models.Model):
    """Edits of the review; each returns what the screen has to update."""

    _inherit = "child.plan.import.line"

    def _open(self):
        """Check that the current user may change these lines; return them with sudo."""
        self.check_access("write")
        self.import_id._check_open()
        return self.sudo()

    @undoable
    def edit(self, vals, opened=None):
        """Change facts of lines, which thereby count as accepted.

        What becomes a unit takes its block along, what becomes a task takes the unit of its block.

        :param opened: ``{field: value}``, what the user saw before; raise if another has changed it
        """
        lines = self._open()
        self._child_plan_check_opened(vals, opened)
        facts = {name: value for name, value in vals.items() if name in FACTS}
        if "text" in facts:
            lines.ensure_one()
            if not (facts["text"] or "").strip():
                raise UserError(self.env._("Give the wording."))
        moved = lines._move_blocks(facts) if "kind" in facts else lines.browse()
        lines.write({**facts, "state": "accepted"})
        return lines.import_id._changed(lines | moved)

    def _move_blocks(self, facts):
        """Change the kind of lines, and give the tasks of their blocks to whom they belong then. Return these tasks."""
        kind, moved = facts["kind"], self.browse()
        units = self.filtered(lambda line: line.kind == "unit")
        former_blocks = {line: line._block() for line in units} if kind != "unit" else {}
        former_units = {line: line._block_unit() for line in self - units} if kind == "unit" else {}
        self.write({"kind": kind})
        for line, block in former_blocks.items():
            moved |= line._release(block)
        for line, unit in former_units.items():
            moved |= line._take_block(unit)
        if kind == "task":
            for line in self.filtered(lambda line: not line.name_id):
                line.name_id = line._block_unit().name_id
        return moved

    @undoable
    def accept(self):
        lines = self._open()
        lines.write({"state": "accepted", "reason": False})
        return lines.import_id._changed(lines)

    @undoable
    def drop(self, reason=None):
        lines = self._open()
        lines.write({"state": "dropped", "reason": (reason or "").strip() or False})
        return lines.import_id._changed(lines)

    @undoable
    def restore(self):
        lines = self._open()
        lines.write({"state": "read", "reason": False})
        return lines.import_id._changed(lines)

    @undoable
    def split(self, at):
        """Split a line in two before the character ``at`` of its wording; what was joined there comes back."""
        self.ensure_one()
        line = self._open()
        before, behind = line.text[:at].rstrip(GLUE), line.text[at:].lstrip(GLUE)
        if not before or not behind:
            raise UserError(self.env._("Put the cursor where the second item begins."))
        reading = line.import_id
        middle = _place(reading.text or "", line.start, line.end, line.text[:at])
        hidden = line.with_context(active_test=False).search([("import_id", "=", reading.id), ("active", "=", False)])
        joined = hidden.filtered(lambda each: each.text == behind and middle <= each.start < line.end)[:1]
        following = reading.line_ids.filtered(lambda other: other.sequence > line.sequence)
        for other in following:
            other.sequence += 1
        vals = {"sequence": line.sequence + 1, "state": "accepted"}
        if joined:
            joined.write({**vals, "active": True})
        else:
            joined = line.copy({**vals, "text": behind, "start": middle})
        line.write({"text": before, "end": middle, "state": "accepted"})
        return reading._changed(line | joined | following)

    @undoable
    def merge_up(self):
        """Append a line to the nearest line of its kind above it, with what stands between them on the paper."""
        self.ensure_one()
        line = self._open()
        kinds = TASKS if line.kind in TASKS else (line.kind,)
        above = line.import_id.line_ids.filtered(
            lambda other: other.sequence < line.sequence and other.state != "dropped" and other.kind in kinds
        ).sorted("sequence")[-1:]
        if not above:
            raise UserError(self.env._("There is nothing above to join it to."))
        glue = _between(line.import_id.text or "", above, line)
        above.write({"text": f"{above.text}{glue}{line.text}", "end": max(above.end, line.end), "state": "accepted"})
        line.active = False
        return line.import_id._changed(above, line.ids)

    @undoable
    def make_targets(self):
        """Make a target of each number to reach that the wording states; the line itself stays."""
        self.ensure_one()
        line = self._open()
        found = targets_bounded(run_bounded, line.text, seconds=10)
        if not found:
            raise UserError(self.env._("No number to reach was found in this text."))
        following = line.import_id.line_ids.filtered(lambda other: other.sequence > line.sequence)
        for other in following:
            other.sequence += len(found)
        rows = [
            {
                "import_id": line.import_id.id,
                "kind": "target",
                "section": line.section,
                "text": row["text"].strip(GLUE),
                **line.import_id._prepare_aim(row["text"], row["comparator"], row["value"], row["unit"], row["year"]),
                "start": line.start,
                "end": line.end,
                "sequence": line.sequence + number,
                "state": "accepted",
            }
            for number, row in enumerate(found, 1)
        ]
        return line.import_id._changed(line.create(rows) | following)

    @undoable
    def assign(self, unit_id=None, name_id=None):
        """Give tasks to another printed name, or to a unit of the tree; without either, to nobody."""
        lines = self._open()
        reading = lines.import_id.ensure_one()
        name = reading.name_ids.filtered(lambda other: other.id == name_id)
        if unit_id:
            unit = self.env["child.plan.unit"].browse(unit_id)
            unit.check_access("read")
            name = reading._name_of(unit.name, unit)
        lines.write({"name_id": name.id, "kind": "task" if name else "activity", "state": "accepted"})
        return reading._changed(lines)

    # -- blocks: a unit and the lines below it --

    def _block(self):
        """The lines below this one, up to the next unit, or to a heading that is not below it."""
        lines = self.import_id.line_ids.filtered(lambda line: line.state != "dropped").sorted("sequence")
        block = self.browse()
        for line in lines.filtered(lambda line: line.sequence > self.sequence):
            if line.kind == "unit" or (line.kind == "heading" and not self._is_above(line)):
                break
            block |= line
        return block

    def _is_above(self, line):
        return bool(self.section) and (line.section or "").startswith(f"{self.section}.")

    def _block_unit(self):
        """The unit line in whose block this line stands, if any."""
        units = self.import_id.line_ids.filtered(
            lambda line: line.kind == "unit" and line.state != "dropped" and line.sequence < self.sequence
        )
        unit = units.sorted("sequence")[-1:]
        return unit if unit and self in unit._block() else unit.browse()

    def _take_block(self, former):
        """Give the tasks below a new unit to it: those without a unit and those of the unit ``former``. Return them."""
        self.name_id = self.import_id._name_of(self.text)
        tasks = self._block().filtered(
            lambda line: line.kind in TASKS and (not line.name_id or line.name_id == former.name_id)
        )
        tasks.write({"name_id": self.name_id.id, "kind": "task"})
        return tasks

    def _release(self, block):
        """Give the tasks of a line that is no unit any more to the unit above it, or to nobody. Return them."""
        tasks = block.filtered(lambda line: line.kind in TASKS and line.name_id == self.name_id)
        above = self._block_unit().name_id
        tasks.write({"name_id": above.id, "kind": "task" if above else "activity"})
        self.name_id = False
        return tasks


def _find(text, words, taken):
    """``(start, end)`` of ``words`` in ``text``, blanks and line ends left aside; one outside of ``taken`` first."""
    offsets = [offset for offset, char in enumerate(text) if not char.isspace()]
    compact, wanted = "".join(text.split()), "".join(words.split())
    places, at = [], compact.find(wanted) if wanted else -1
    while at != -1:
        places.append((offsets[at], offsets[at + len(wanted) - 1] + 1))
        at = compact.find(wanted, at + 1)
    free = [place for place in places if not any(start < place[1] and place[0] < end for start, end in taken)]
    return next(iter(free or places), None)


def _place(text, start, end, words):
    """The offset in ``text[start:end]`` behind ``words``, blanks and line ends left aside."""
    left = sum(not char.isspace() for char in words)
    for position in range(start, end):
        if not left:
            return position
        left -= not text[position].isspace()
    return end


def _between(text, above, line):
    """What the paper has between two lines that were cut out of one sentence; a space between others."""
    if above.end != line.start:
        return " "
    around = " ".join(text[above.start : line.end].split())
    head, tail = around.rfind(above.text, 0, len(around) - len(line.text)), around.rfind(line.text)
    between = around[head + len(above.text) : tail] if head != -1 else ""
    return between if between and not between.strip(GLUE) else " "
