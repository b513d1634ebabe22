from functools import wraps

from odoo import fields, models
from odoo.exceptions import UserError

from .import_line import FACTS
from .plan_import import HEAD_FIELDS

PLACE = ("sequence", "start", "end", "sure")
KEPT = 100  # edits that can be undone
# What an edit can change, by the field of the reading that holds the records; "" is the reading itself.
TRACKED = {
    "": (*HEAD_FIELDS, "doubts", "hints", "of_superior"),
    "line_ids": (*FACTS, *PLACE, "name_id", "coordinating_ids", "watching_ids", "state", "reason", "active"),
    "name_ids": ("unit_ids", "sure", "chosen", "requested", "proposal_id", "parts"),
}


def undoable(edit):
    """Keep what a method of the review changes, so that it can be undone. The method itself checks who may do it."""

    @wraps(edit)
    def wrapper(records, *args, **kwargs):
        reading = records if records._name == "child.plan.import" else records.import_id
        reading.ensure_one().check_access("read")
        before = reading.sudo()._snapshot()
        answer = edit(records, *args, **kwargs)
        reading.sudo()._remember(before)
        return {**answer, "head": reading._read_head()}

    return wrapper


class ChildPlanImport(models.Model):
    """Undo and redo: each edit of the review is kept as the values that it changed, before and after."""

    _inherit = "child.plan.import"

    history = fields.Json(readonly=True, help="[[values before, values after], …], the latest edit last")
    history_length = fields.Integer("Edits that are in force", readonly=True)

    def undo(self):
        return self._step(-1)

    def redo(self):
        return self._step(1)

    def _step(self, direction):
        """Go one edit back or forth."""
        self.ensure_one()
        self._check_open()
        reading, history = self.sudo(), self.history or []
        index = self.history_length - (direction < 0)
        if not 0 <= index < len(history):
            raise UserError(self.env._("There is nothing to undo or to do again."))
        touched = reading._restore(history[index][direction > 0])
        reading.history_length += direction
        kept = touched.filtered("active")
        return self._changed(kept, (touched - kept).ids)

    def _restore(self, values):
        """Write the values of a snapshot. Return the lines among them."""
        touched = self.env["child.plan.import.line"]
        for source, rows in values.items():
            records = self[source] if source else self
            for record_id, vals in rows.items():
                record = records.browse(int(record_id)).exists()
                record.write(vals)
                if source == "line_ids":
                    touched |= record
        return touched

    def _snapshot(self):
        """``{source: {id: {field: value}}}`` of all that an edit can change, as JSON keeps it."""
        self.ensure_one()
        return {
            source: {
                str(record.id): {name: _plain(record, name) for name in names}
                for record in (self.with_context(active_test=False)[source] if source else self)
            }
            for source, names in TRACKED.items()
        }

    def _remember(self, before):
        """Add what changed since the snapshot ``before`` to the history; what was undone cannot be redone any more."""
        after = self._snapshot()
        step = [{}, {}]
        for source, rows in after.items():
            for record_id, new in rows.items():
                old = before[source].get(record_id)
                if old is None and (source != "line_ids" or self.line_ids.browse(int(record_id)).change == "removed"):
                    continue  # a name that was added may stay; what only the plan has is compared anew each time
                old = {**new, "active": False} if old is None else old
                changed = [name for name in new if new[name] != old[name]]
                if changed:
                    step[0].setdefault(source, {})[record_id] = {name: old[name] for name in changed}
                    step[1].setdefault(source, {})[record_id] = {name: new[name] for name in changed}
        if step[1]:
            history = [*(self.history or [])[: self.history_length], step][-KEPT:]
            self.write({"history": history, "history_length": len(history)})


def _plain(record, name):
    """The value of a field as JSON can keep it and ``write`` takes it."""
    value, field = record[name], record._fields[name]
    if field.type == "many2one":
        return value.id
    if field.type == "many2many":
        return [[6, 0, value.ids]]
    return fields.Date.to_string(value) if field.type == "date" else value
