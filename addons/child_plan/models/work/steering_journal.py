"""Logs changes of settings that steer work after the plan was issued, with old and new values.

These are days of reminders, recipients, the signed document, names of sections and lines, weights, and any field that a
model of lines is given later. Changes by buttons have journal rows of their own; they write with ``sudo()``, which is
not logged here.
"""

import base64
import hashlib

from odoo import api, models

from ..unit.chatter import chatter_fields


class ChildPlanJournal(models.Model):
    _inherit = "child.plan.journal"

    @api.model
    def _steering_values(self, records, names):
        """Return ``{record: {field: value as text}}`` of the stored fields ``names``, for :meth:`_log_steering`."""
        fields = [records._fields[name] for name in names if name in records._fields]
        fields = [field for field in fields if (field.store or field.type == "binary") and field.type != "one2many"]
        return {record: {field: self._value_in_words(field, record) for field in fields} for record in records.sudo()}

    @api.model
    def _value_in_words(self, field, record):
        value = record.with_context(bin_size=False)[field.name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "binary":
            return f"SHA-256 {hashlib.sha256(base64.b64decode(value)).hexdigest()}" if value else ""
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        return "" if value is False or value is None else str(value)

    @api.model
    def _log_steering(self, before, place):
        """Log each value that now differs from ``before``. ``place(record)`` returns the ids that the row is filed
        under.
        """
        rows = []
        for record, values in before.items():
            for field, old in values.items():
                new = self._value_in_words(field, record)
                if new != old:
                    label = field._description_string(self.env)
                    reason = f"{record.display_name}: {label}"
                    rows.append(
                        {**place(record), "kind": "setting", "old_value": old, "new_value": new, "reason": reason}
                    )
        self._log(rows)


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        journal = self.env["child.plan.journal"]
        issued = self.sudo().filtered(lambda plan: plan.state != "draft")
        before = journal._steering_values(issued, vals.keys() - chatter_fields(self.env))
        result = super().write(vals)
        journal._log_steering(before, lambda plan: {"plan_id": plan.id, "unit_id": plan.issuer_id.id})
        return result


class ChildPlanLineMixin(models.AbstractModel):
    _inherit = "child.plan.line.mixin"

    _journal_changes = True  # False where the model logs its changes itself

    def write(self, vals):
        if self.env.su or not self._journal_changes:
            return super().write(vals)
        journal = self.env["child.plan.journal"]
        issued = self.sudo().filtered(lambda line: line._plans()[:1].state not in (False, "draft"))
        before = journal._steering_values(issued, vals.keys())
        result = super().write(vals)
        journal._log_steering(before, lambda line: line._journal_place())
        return result

    def _journal_place(self):
        plan = self._plans()[:1]
        task = self.task_id if "task_id" in self._fields else self.env["child.plan.task"]
        return {"plan_id": plan.id, "task_id": task[:1].id, "unit_id": plan.issuer_id.id}
