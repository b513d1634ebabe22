import hashlib
from base64 import b64decode, b64encode
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.child_plan.models.unit.chatter import chatter_fields
from odoo.addons.child_plan.models.unit.take_turns import take_turns

from ..reader_words import BROKEN_OFF

STATES = [
    ("reading", "Being read"),
    ("review", "To be reviewed"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
    ("failed", "Cannot be read"),
]
# Fields of the plan to be, read from the head and the end of the document; the review can change them.
HEAD_FIELDS = (
    "name",
    "number",
    "issued_on",
    "place",
    "period_start",
    "period_end",
    "issuer_id",
    "standing_unit_id",
    "implements_id",
    "recipients",
    "signatory_capacity",
    "signatory_position",
)
# A reading that takes longer has lost its worker.
PATIENCE = timedelta(minutes=5)
ATTEMPTS = 3  # a document whose reading was broken off so often is not read again


class ChildPlanImport(models.Model):
    """A document taken in: the file, what was read from it, the corrections of the review, the resulting plan.

    States: reading (in the background) → review → done; failed, with the reason; cancelled. The text is stored here
    once, and each line keeps its offsets into it. Only the standing office that took the file in and the leader of the
    issuer have access.
    """

    _name = "child.plan.import"
    _description = "Reading of a Document"
    _inherit = ["child.plan.notification.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "number", "filename"]

    name = fields.Char("Subject")
    number = fields.Char("Number and symbol")
    issued_on = fields.Date("Date of the document")
    place = fields.Char()
    printed_issuer = fields.Char("Issuer as printed", readonly=True)
    author_id = fields.Many2one(
        "child.plan.unit",
        "Unit that signed it",
        readonly=True,
        ondelete="set null",
        help="Empty: not in the tree",
    )
    of_superior = fields.Boolean(
        "Plan of a superior", readonly=True, help="Only what the own authority has to do of it is taken over."
    )
    document_kind = fields.Char("Kind of document", readonly=True)
    issuer_id = fields.Many2one(
        "child.plan.unit", required=True, ondelete="restrict", index=True, domain="[('kind', '!=', 'collective')]"
    )
    standing_unit_id = fields.Many2one(
        "child.plan.unit",
        "Standing office",
        required=True,
        ondelete="restrict",
        domain="[('kind', '!=', 'collective')]",
    )
    period_start = fields.Date("From")
    period_end = fields.Date("To")
    implements_id = fields.Many2one("child.plan", ondelete="set null")
    recipients = fields.Text()
    signatory_capacity = fields.Char("Signed for")
    signatory_position = fields.Char("Signatory's position")
    filename = fields.Char("File name", required=True, readonly=True)
    document = fields.Binary(attachment=True, required=True, readonly=True)
    checksum = fields.Char(readonly=True, index=True, help="SHA-256 of the file")
    kind = fields.Char("Kind of file", readonly=True)
    text = fields.Text("Text of the document", readonly=True)
    marks = fields.Json(readonly=True, help="What the reader knows beside the text: {bold: spans, notes: codes}")
    is_scan = fields.Boolean("From a scan", readonly=True)
    is_plan = fields.Boolean("Looks like a plan", readonly=True, default=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="reading", tracking=True, index=True)
    reading_since = fields.Datetime(readonly=True)
    attempts = fields.Integer(readonly=True, help="How often its reading was begun; one that is broken off is repeated")
    failure = fields.Char(readonly=True, help="Why the file cannot be read, as the reader words it in English")
    failure_values = fields.Json(readonly=True)
    doubts = fields.Json(readonly=True)
    hints = fields.Json(readonly=True, help="What lines were said to be when parts were read again: [[offset, what]]")
    line_ids = fields.One2many("child.plan.import.line", "import_id", "Items")
    name_ids = fields.One2many("child.plan.import.name", "import_id", "Names of units")
    plan_id = fields.Many2one(
        "child.plan", readonly=True, ondelete="set null", index="btree_not_null", help="What it became, or a version of"
    )
    is_version = fields.Boolean("New version of a plan", readonly=True)
    task_count = fields.Integer("Tasks", compute="_compute_task_count")

    _open_once = models.UniqueIndex(
        "(issuer_id, checksum) WHERE state IN ('reading', 'review')", "This document is already being read or reviewed."
    )

    @api.depends("name", "number", "filename")
    def _compute_display_name(self):
        for reading in self:
            known = [part for part in (reading.number, reading.name) if part]
            reading.display_name = " · ".join(known) or reading.filename

    def _compute_task_count(self):
        counts = self.env["child.plan.import.line"]._read_group(
            [("import_id", "in", self.ids), ("kind", "in", ("task", "activity")), ("state", "!=", "dropped")],
            ["import_id"],
            ["__count"],
        )
        counts = dict(counts)
        for reading in self:
            reading.task_count = counts.get(reading, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Create readings in the state *reading*, whatever else the values and the caller's context say."""
        allowed = {"filename", "document", "issuer_id", "standing_unit_id", "plan_id"}
        born = {
            **dict.fromkeys(HEAD_FIELDS, False),
            **dict.fromkeys(("text", "failure", "failure_values", "doubts", "printed_issuer", "kind"), False),
            **dict.fromkeys(("reading_since", "line_ids", "name_ids", "is_scan", "plan_id", "history"), False),
            **dict.fromkeys(("pages", "marks", "hints", "of_superior", "author_id", "document_kind"), False),
            **dict.fromkeys(("attempts", "history_length", "pages_wanted", "pages_read"), 0),
        }
        rows = []
        for vals in vals_list:
            kept = {name: value for name, value in vals.items() if name in allowed}
            digest = hashlib.sha256(b64decode(kept.get("document") or b"")).hexdigest()
            row = {**born, **kept, "state": "reading", "checksum": digest, "is_plan": True}
            rows.append({**row, "is_version": bool(kept.get("plan_id"))})
        readings = super().create(rows)
        readings._check_place()
        return readings

    def write(self, vals):
        if not self.env.su:
            own = vals.keys() - chatter_fields(self.env)
            if own - set(HEAD_FIELDS):
                raise UserError(self.env._("What was read is changed in the review of the document."))
            if own:
                self._check_open()
        result = super().write(vals)
        if not vals.keys().isdisjoint({"issuer_id", "standing_unit_id", "implements_id"}):
            self._check_place()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_done(self):
        if self.filtered(lambda reading: reading.state == "done" and reading.plan_id):
            raise UserError(self.env._("A plan was made from this document: its reading stays with it."))

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise UserError(self.env._("Read the document again instead of copying its reading."))

    def _check_place(self):
        """Refuse an issuer outside the user's authorities, and a link to a plan that the user cannot read."""
        if self.env.su:
            return
        self.check_access("write")
        self.implements_id.check_access("read")
        for reading in self.filtered("is_version"):
            reading._check_version_of(reading.plan_id)

    def _check_version_of(self, plan):
        plan.check_access("write")
        plan._check_can_manage()
        if plan.issuer_id != self.issuer_id or plan.state == "closed":
            raise UserError(self.env._("A new version is taken in for an open plan of the same issuer."))

    def _check_open(self):
        """Raise unless the current user may change this reading now."""
        self.check_access("write")
        if self.filtered(lambda reading: reading.state != "review"):
            raise UserError(self.env._("This document is not under review."))

    # -- taking a file in and reading it --

    @api.model
    def _receive(self, filename, data, plan=None):
        """Take in a file of the current user.

        :return: the reading, and whether the same file had been taken in before
        """
        self.check_access("create")
        plan = plan or self.env["child.plan"]
        units = self.env.user.child_plan_unit_ids
        issuer = plan.issuer_id or units.authority_id[:1] or units[:1]
        if not issuer:
            raise UserError(self.env._("You belong to no unit, so you cannot take in its documents."))
        take_turns(issuer)
        known = self._known(hashlib.sha256(data).hexdigest(), issuer)
        if known:
            return known, True
        reading = self.create(
            {
                "filename": filename or self.env._("Document"),
                "document": b64encode(data),
                "issuer_id": issuer.id,
                "standing_unit_id": (plan.standing_unit_id or units[:1]).id,
                "plan_id": plan.id,
            }
        )
        reading._read_soon()
        return reading, False

    def _known(self, checksum, issuer):
        """The first reading of the same file for the same issuer that is open or became a plan."""
        made = Domain("state", "=", "done") & Domain("plan_id", "!=", False)
        of_use = Domain("state", "in", ("reading", "review")) | made
        domain = Domain("checksum", "=", checksum) & Domain("issuer_id", "=", issuer.id) & of_use
        return self.search(domain, order="id", limit=1)

    def _read_soon(self):
        """Trigger the cron that reads: a scan may take a minute."""
        self.env.ref("child_plan_document.child_plan_cron_read").sudo()._trigger()

    def action_read_again(self):
        """Read again a file that failed, was cancelled, or whose worker died; pages that were read stay read."""
        self.ensure_one()
        self.check_access("write")
        stalled = self.state == "reading" and self._is_stalled()
        if self.state not in ("failed", "cancelled") and not stalled:
            raise UserError(self.env._("This document has been read."))
        begun = {"reading_since": False, "attempts": 0, "failure": False, "failure_values": False}
        self.sudo().write({"state": "reading", **begun})
        self._read_soon()

    def _is_stalled(self):
        """Whether the reading takes so long that its worker must have died."""
        self.ensure_one()
        began = self.reading_since
        return self.state == "reading" and bool(began) and began + PATIENCE < fields.Datetime.now()

    def action_cancel(self):
        for reading in self:
            reading.check_access("write")
            if reading.state == "done":
                raise UserError(self.env._("A plan was made from this document: its reading stays with it."))
        self.sudo().write({"state": "cancelled"})

    def action_review(self):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("child_plan_document.child_plan_import_action_review")
        return {
            **action,
            "name": self.display_name,
            "params": {"import_id": self.id},
            "context": {"active_id": self.id},
        }

    def _begin_reading(self):
        """Note the attempt, and have the job look again after ``PATIENCE``, in case this worker dies."""
        if self.attempts == ATTEMPTS:
            self.write({"state": "failed", "failure": BROKEN_OFF})
            return
        now = fields.Datetime.now()
        self.write({"reading_since": now, "attempts": self.attempts + 1})
        self.env.ref("child_plan_document.child_plan_cron_read").sudo()._trigger(now + PATIENCE + timedelta(seconds=5))
