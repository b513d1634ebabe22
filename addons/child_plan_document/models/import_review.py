from odoo import api, models

from odoo.addons.child_plan.lib.clock import today

from ..document.doubts import MESSAGES
from ..reader_words import OTHER_ISSUER, in_words
from .import_history import undoable
from .import_line import FACTS
from .plan_import import HEAD_FIELDS

LABELLED = ("kind", "role", "due_kind", "recurrence", "comparator", "uom", "source_kind", "frequency", "change")


class ChildPlanImport(models.Model):
    """What the review screen calls: everything at once, then the changes of each edit."""

    _inherit = "child.plan.import"

    @api.readonly
    def get_review(self):
        """Everything that the screen shows, as it was compared last: by `action_review` or by an edit."""
        self.ensure_one()
        self.check_access("read")
        line_model = self.env["child.plan.import.line"]
        return {
            "text": self.text or "",
            "labels": {name: dict(line_model._fields[name]._description_selection(self.env)) for name in LABELLED},
            "can_create_unit": self.env["child.plan.unit"].has_access("create"),
            "unit_kinds": self.env["child.plan.unit.proposal"]._fields["kind"]._description_selection(self.env),
            **self._screen(self.line_ids),
        }

    @api.readonly
    def get_state(self):
        """Whether the file has been read: polled by the screen while it is being read."""
        self.ensure_one()
        return {
            "state": self.state,
            "failure": self._failure_in_words(),
            "stalled": self._is_stalled(),
            "progress": self._progress(),
        }

    @undoable
    def set_head(self, vals, opened=None):
        """Change fields of the plan to be created, unless another has changed what the user saw (``opened``)."""
        self.ensure_one()
        self._check_open()
        self._child_plan_check_opened(vals, opened)
        self.write({name: value for name, value in vals.items() if name in HEAD_FIELDS})
        return self._changed(self.env["child.plan.import.line"])

    @undoable
    def dismiss_doubt(self, index):
        """Mark a doubt as looked at."""
        self.ensure_one()
        self._check_open()
        doubts = self.doubts or []
        if 0 <= index < len(doubts):
            doubts[index]["seen"] = True
            self.sudo().doubts = doubts
        return self._changed(self.env["child.plan.import.line"])

    @api.private
    def _changed(self, lines, gone=()):
        """What the screen has to update after ``lines`` changed and ``gone`` were deleted."""
        self.ensure_one()
        reading = self.with_env(self.env(su=False))
        if reading.is_version and reading.state == "review" and reading.line_ids:
            before = {line.id: (line.change, line.old_text) for line in reading.line_ids}
            reading.sudo()._compare()
            lines |= reading.line_ids.sudo().filtered(lambda line: before.get(line.id) != (line.change, line.old_text))
            gone = [*gone, *(before.keys() - set(reading.line_ids.ids))]
            lines = lines.exists()
        return reading._screen(lines.with_env(reading.env), gone)

    def _screen(self, lines, gone=()):
        return {
            "head": self._read_head(),
            "names": [self._read_name(name) for name in self.name_ids],
            "lines": [self._read_line(line) for line in lines],
            "gone": list(gone),
            "doubts": [{**doubt, "message": self._doubt_in_words(doubt)} for doubt in self.doubts or []],
        }

    def _read_head(self):
        values = {}
        for name in HEAD_FIELDS:
            field, value = self._fields[name], self[name]
            values[name] = (value.id and [value.id, value.display_name]) if field.relational else value
        same, twin = self._same_number(), self._same_document()
        editable = self.state == "review" and self.has_access("write")
        return {
            **values,
            "id": self.id,
            "display_name": self.display_name,
            "filename": self.filename,
            "printed_issuer": self.printed_issuer,
            "document_kind": self.document_kind,
            "is_foreign": self._is_foreign(),
            "of_superior": self.of_superior,
            "kind": self.kind,
            "state": self.state,
            "can_edit": editable,
            "failure": self._failure_in_words(),
            "stalled": self._is_stalled(),
            "is_scan": self.is_scan,
            "is_plan": self.is_plan,
            "is_version": self.is_version,
            "read_on": self.create_date,
            "read_by": self.create_uid.name,
            "plan": self.plan_id.id and [self.plan_id.id, self.plan_id.display_name],
            "plan_state": self.plan_id.state,
            "can_undo": self.history_length > 0,
            "can_redo": self.history_length < len(self.history or []),
            "same": same.id and [same.id, same.display_name],
            "twin": twin.id and [twin.id, twin._handed_in()],
        }

    def _same_number(self):
        """The plan of the issuer with the same number, of which the document may be a new version."""
        if not self.number or self.state != "review":
            return self.env["child.plan"]
        day = self.issued_on or self.period_start or today()
        plan = self.env["child.plan"]._with_number(self.issuer_id, self.number, day)
        return plan.filtered(lambda plan: plan.state != "closed" and plan != self.plan_id)

    def _same_document(self):
        """Another reading under review with the same number and the same issuer on the paper."""
        if not self.number or self.state != "review":
            return self.browse()
        return self.search(
            [("number", "=", self.number), ("printed_issuer", "=", self.printed_issuer), ("state", "=", "review")]
            + [("issuer_id", "=", self.issuer_id.id), ("id", "!=", self.id)],
            order="id",
            limit=1,
        )

    def _handed_in(self):
        return self.env._(
            "%(document)s, handed in by %(person)s", document=self.display_name, person=self.create_uid.name
        )

    def _read_name(self, name):
        units = self.env["child.plan.unit"]
        others = units.browse([each[0] for each in name.alternatives or []]).exists()
        return {
            "id": name.id,
            "text": name.text,
            "units": [[unit.id, unit.display_name] for unit in name.unit_ids],
            "state": name._match_state(),
            "alternatives": [[unit.id, unit.display_name] for unit in others],
            "unknown_parts": name._unknown_parts(),
            "proposal": name.proposal_id.sudo().name or False,
            "requested": name.requested,
            "standing": name.standing,
        }

    def _read_line(self, line):
        return {
            **{name: line[name] for name in FACTS},
            "id": line.id,
            "sequence": line.sequence,
            "start": line.start,
            "end": line.end,
            "sure": line.sure,
            "name_id": line.name_id.id,
            "coordinating": line.coordinating_ids.ids,
            "watching": line.watching_ids.ids,
            "state": line.state,
            "reason": line.reason,
            "change": line.change,
            "old_text": line.old_text,
            "record": bool(line.res_id) and [line.res_model, line.res_id],
        }

    def _failure_in_words(self):
        return self.failure and in_words(self.env, self.failure, self.failure_values)

    def _doubt_in_words(self, doubt):
        if doubt["code"] == "other_issuer":
            return in_words(
                self.env, OTHER_ISSUER, {"printed": self.printed_issuer, "issuer": self.issuer_id.display_name}
            )
        return in_words(self.env, MESSAGES.get(doubt["code"], doubt["code"]))
