from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.child_plan.models.report.report_requirement import FREQUENCIES

KINDS = [
    ("unit", "Unit"),
    ("task", "Task"),
    ("activity", "Task for no unit by name"),
    ("target", "Target"),
    ("funding", "Money"),
    ("report", "Report"),
    ("basis", "Legal basis"),
    ("heading", "Heading"),
    ("other", "Other text"),
]
TASKS = ("task", "activity")
# Fields of a line that the review can change.
FACTS = (
    "kind",
    "section",
    "text",
    "role",
    "due_on",
    "due_kind",
    "due_day",
    "due_month",
    "recurrence",
    "deliverable",
    "comparator",
    "value",
    "uom",
    "year",
    "source_kind",
    "frequency",
    "recipient",
    "number",
)


class ChildPlanImportLine(models.Model):
    """One item of a document: its kind, its place, the decision of the review, the record it became.

    ``start`` and ``end`` are offsets into the text of the reading. The unit of a task is that of its printed name
    (``child.plan.import.name``), so that correcting the name corrects all its tasks.
    """

    _name = "child.plan.import.line"
    _inherit = "child.plan.import.mixin"
    _description = "Item of a Document"
    _order = "import_id, sequence, id"
    _rec_name = "text"

    import_id = fields.Many2one("child.plan.import", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    kind = fields.Selection(KINDS, required=True, default="other")
    section = fields.Char("Number", help="Path of the printed numbers and letters, for instance III.2")
    text = fields.Text(required=True)
    start = fields.Integer()
    end = fields.Integer()
    sure = fields.Float(default=1.0, aggregator=None)
    name_id = fields.Many2one("child.plan.import.name", "Body that answers", ondelete="set null")
    coordinating_ids = fields.Many2many(
        "child.plan.import.name", "child_plan_import_line_coordinating_rel", "line_id", "name_id"
    )
    role = fields.Selection([("lead", "Lead"), ("coordinate", "Coordinate")])
    due_on = fields.Date("Date", help="As printed: 'before 31 October' keeps 31 October")
    due_kind = fields.Selection([("before", "before that day"), ("latest", "that day at the latest")])
    due_day = fields.Integer("Day")
    due_month = fields.Integer("Month")
    recurrence = fields.Selection(
        [
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("half_yearly", "Half-yearly"),
            ("yearly", "Yearly"),
            ("regular", "Continuous"),
        ]
    )
    deliverable = fields.Char()
    comparator = fields.Selection(
        [("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"), ("eq", "exactly")]
    )
    value = fields.Float(digits=(16, 4), aggregator=None)
    uom = fields.Selection(
        [("percent", "%"), ("per_1000", "‰"), ("per_100000", "per 100,000"), ("count", "number")], "Measure"
    )
    year = fields.Integer(aggregator=None)
    source_kind = fields.Selection(
        [("state_budget", "State budget"), ("mobilised", "Mobilised, sponsors"), ("other", "Other")], "Source"
    )
    frequency = fields.Selection(FREQUENCIES)
    recipient = fields.Char()
    number = fields.Char("Number and symbol")
    state = fields.Selection(
        [("read", "As read"), ("accepted", "Accepted"), ("dropped", "Dropped")], required=True, default="read"
    )
    reason = fields.Char("Why it was dropped")
    change = fields.Selection(
        [("same", "Unchanged"), ("changed", "Changed"), ("added", "Added"), ("removed", "Removed")],
        readonly=True,
        help="Against the plan that the document is a new version of",
    )
    old_text = fields.Text("Wording in the plan", readonly=True)
    res_model = fields.Char("What it became: model", readonly=True)
    res_id = fields.Many2oneReference("What it became", model_field="res_model", readonly=True, index=True)

    # -- edits of the review; each returns what the screen has to update --

    def _open(self):
        """Check that the current user may change these lines; return them with sudo."""
        self.check_access("write")
        self.import_id._check_open()
        return self.sudo()

    def edit(self, vals):
        """Change facts of one line, which thereby counts as accepted."""
        self.ensure_one()
        line = self._open()
        facts = {name: value for name, value in vals.items() if name in FACTS}
        if not (facts.get("text", line.text) or "").strip():
            raise UserError(self.env._("Give the wording."))
        line.write({**facts, "state": "accepted"})
        if line.kind == "unit" and not line.name_id:
            line.name_id = line.import_id._name_of(line.text)
        return line.import_id._changed(line)

    def accept(self):
        lines = self._open()
        lines.write({"state": "accepted", "reason": False})
        return lines.import_id._changed(lines)

    def drop(self, reason=None):
        lines = self._open()
        lines.write({"state": "dropped", "reason": (reason or "").strip() or False})
        return lines.import_id._changed(lines)

    def restore(self):
        lines = self._open()
        lines.write({"state": "read", "reason": False})
        return lines.import_id._changed(lines)

    def split(self, at):
        """Split a line in two before the character ``at`` of its wording."""
        self.ensure_one()
        line = self._open()
        before, behind = line.text[:at].rstrip(" ;,"), line.text[at:].lstrip(" ;,-+")
        if not before or not behind:
            raise UserError(self.env._("Put the cursor where the second item begins."))
        middle = _place(line.import_id.text or "", line.start, line.end, line.text[:at])
        following = line.import_id.line_ids.filtered(lambda each: each.sequence > line.sequence)
        for each in following:
            each.sequence += 1
        new = line.copy({"text": behind, "start": middle, "sequence": line.sequence + 1, "state": "accepted"})
        line.write({"text": before, "end": middle, "state": "accepted"})
        return line.import_id._changed(line | new | following)

    def merge_up(self):
        """Append a line to the nearest line of its kind above it."""
        self.ensure_one()
        line = self._open()
        above = line.import_id.line_ids.filtered(
            lambda each: each.sequence < line.sequence and each.state != "dropped" and each.kind in _alike(line.kind)
        )[-1:]
        if not above:
            raise UserError(self.env._("There is nothing above to join it to."))
        above.write({"text": f"{above.text} {line.text}", "end": max(above.end, line.end), "state": "accepted"})
        gone, reading = line.ids, line.import_id
        line.unlink()
        return reading._changed(above, gone)

    def assign(self, unit_id=None, name_id=None):
        """Give tasks to another printed name, or to a unit of the tree; without either, to nobody."""
        lines = self._open()
        reading = lines.import_id.ensure_one()
        name = reading.name_ids.filtered(lambda each: each.id == name_id)
        if unit_id:
            unit = self.env["child.plan.unit"].browse(unit_id)
            unit.check_access("read")
            name = reading._name_of(unit.name, unit)
        lines.write({"name_id": name.id, "kind": "task" if name else "activity", "state": "accepted"})
        return reading._changed(lines)


def _alike(kind):
    return TASKS if kind in TASKS else (kind,)


def _place(text, start, end, words):
    """The offset in ``text[start:end]`` behind ``words``, blanks and line ends left aside."""
    left = sum(not char.isspace() for char in words)
    for position in range(start, end):
        if not left:
            return position
        left -= not text[position].isspace()
    return end
