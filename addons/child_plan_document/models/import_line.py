from odoo import fields, models

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
    active = fields.Boolean(default=True, help="Off: joined to the line above it, or undone")
    sequence = fields.Integer()
    kind = fields.Selection(KINDS, required=True, default="other")
    section = fields.Char("Number", help="Path of the printed numbers and letters, for instance III.2")
    text = fields.Text(required=True)
    start = fields.Integer()
    end = fields.Integer()
    sure = fields.Float(default=1.0, aggregator=None, help="0: text that was not understood")
    name_id = fields.Many2one("child.plan.import.name", "Body that answers", ondelete="set null")
    coordinating_ids = fields.Many2many(
        "child.plan.import.name", "child_plan_import_line_coordinating_rel", "line_id", "name_id"
    )
    watching_ids = fields.Many2many(
        "child.plan.import.name",
        "child_plan_import_line_watching_rel",
        "line_id",
        "name_id",
        "Watched over by",
        help="Who the document's table says urges and checks",
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
