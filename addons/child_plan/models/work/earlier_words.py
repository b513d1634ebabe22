"""Keeps in the journal what somebody's words and figures were before they were overwritten."""

from odoo import models


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    def write(self, vals):
        """Log results and progress that are replaced. What was empty is not worth a row."""
        earlier = self._earlier_words(() if self.env.su else vals.keys() & {"result", "progress"})
        result = super().write(vals)
        self.env["child.plan.journal"]._log_earlier_words(earlier, lambda work: work._journal_vals())
        return result


class Base(models.AbstractModel):
    _inherit = "base"

    def _earlier_words(self, names):
        """Return ``{record: {field: stored value}}`` of the fields that are not empty, for ``_log_earlier_words``."""
        fields = [self._fields[name] for name in names]
        return {
            record: {field: record[field.name] for field in fields if record[field.name]} for record in self if fields
        }


class ChildPlanJournal(models.Model):
    _inherit = "child.plan.journal"

    def _log_earlier_words(self, earlier, place):
        """Log what differs from ``earlier``; ``place(record)`` returns the ids that the row is filed under."""
        rows = []
        for record, values in earlier.items():
            for field, old in values.items():
                new = record[field.name]
                if new != old:
                    words = {"old_value": str(old), "new_value": str(new or "")}
                    reason = f"{record.display_name}: {field._description_string(self.env)}"
                    rows.append({**place(record), "kind": "wording", **words, "reason": reason})
        self._log(rows)
