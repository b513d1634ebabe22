from odoo import fields, models
from odoo.exceptions import UserError

from ..document.compare import Item, compare
from .import_line import TASKS

# What the head of a new version may change in a plan that is there, issued or not.
HEAD = ("number", "issued_on", "place", "recipients", "signatory_capacity", "signatory_position")


class ChildPlanImport(models.Model):
    """A new version of a plan's document: compare it with the plan, and apply the accepted changes.

    In a draft records are written directly. In an issued plan each change is a decision on the task with a reason, so
    progress, results and evidence stay with the assignments.
    """

    _inherit = "child.plan.import"

    def action_as_version(self):
        """Compare the document with the plan that has the same number, as its new version."""
        self.ensure_one()
        self._check_open()
        plan = self._same_number()
        if not plan:
            raise UserError(self.env._("No open plan of this issuer has this number."))
        self._check_version_of(plan)
        self.sudo().write({"plan_id": plan.id, "is_version": True})
        self.sudo()._compare()
        return self._changed(self.line_ids)

    def action_review(self):
        """Open the review. A new version is compared again first: the plan may have changed since."""
        action = super().action_review()
        if self.is_version and self.state == "review" and self.line_ids:
            self.sudo()._compare()
        return action

    def _compare(self):
        """Set ``change`` of every task and target by comparing with the plan; what only the plan has becomes a line
        without offsets. Must run as the system, for a user who may change the plan.
        """
        removed = self.line_ids.filtered(lambda line: line.change == "removed")
        known = {(line.res_model, line.res_id): line for line in removed}
        printed = self.line_ids - removed
        lines = printed.filtered(lambda line: line.state != "dropped")
        (printed - lines).write({"change": False, "res_model": False, "res_id": False})
        plan, rows, headings = self.plan_id, [], self._headings()
        tasks = plan.task_ids.filtered(lambda task: task.state != "withdrawn")
        for model, kinds, records in (
            ("child.plan.task", TASKS, tasks),
            ("child.plan.target", ("target",), plan.target_ids),
        ):
            new = lines.filtered(lambda line, kinds=kinds: line.kind in kinds)
            old_items = [self._item_of_record(record) for record in records]
            for change in compare(old_items, [self._item_of_line(line, headings) for line in new]):
                record = records[change.old] if change.old is not None else records.browse()
                if change.kind == "removed":
                    if not known.pop((model, record.id), None):
                        rows.append(self._prepare_removed(record, kinds[0]))
                    continue
                new[change.new].write(
                    {
                        "change": change.kind,
                        "res_model": model,
                        "res_id": record.id,
                        "old_text": record.name if change.kind == "changed" else False,
                    }
                )
        removed.browse([line.id for line in known.values()]).unlink()
        self.env["child.plan.import.line"].create(rows)

    def _prepare_removed(self, record, kind):
        return {
            "import_id": self.id,
            "kind": kind,
            "text": record.name,
            "section": record.section_id.code,
            "sequence": 1_000_000 + record.id % 1_000_000,
            "change": "removed",
            "res_model": record._name,
            "res_id": record.id,
        }

    def _item_of_line(self, line, headings):
        section = self._printed_code(line.section, headings) if line.section else None
        if line.kind == "target":
            return Item(str(line.id), line.text, None, section, self._target_facts(line))
        timing = self._prepare_timing(line)
        units = [row["unit_id"] for row in self._prepare_units(line, guesses=True) if row["role"] == "lead"]
        return Item(str(line.id), line.text, _joined(units), section, self._timing_facts(timing))

    def _item_of_record(self, record):
        section = record.section_id.code or None
        if record._name == "child.plan.target":
            return Item(str(record.id), record.name, None, section, self._target_facts(record))
        timing = {name: record[name] for name in ("timing", "due_on", "recurrence", "due_day", "due_month")}
        return Item(str(record.id), record.name, _joined(record.lead_unit_ids.ids), section, self._timing_facts(timing))

    def _target_facts(self, row):
        return (row.comparator or "ge", round(row.value, 4), row.uom or "percent", row.year or self._only_year())

    def _timing_facts(self, timing):
        return tuple(timing.get(name) or None for name in ("timing", "due_on", "recurrence"))

    # -- taking over --

    def action_apply_version(self):
        """Apply the accepted changes to the plan, in one transaction."""
        self.ensure_one()
        self._check_open()
        plan = self.plan_id
        self._check_version_of(plan)
        accepted = self.line_ids.filtered(lambda line: line.state == "accepted" and line.change not in (False, "same"))
        plan._check_not_issuing()
        if plan.state == "draft":
            self._apply_to_draft(accepted, plan)
        else:
            self._apply_to_issued(accepted, plan)
        self._add_rows(accepted.filtered(lambda line: line.change == "added"), plan)
        self._apply_head(plan)
        self.sudo().state = "done"
        plan.message_post(body=self._summary(accepted))
        return {
            "type": "ir.actions.act_window",
            "res_model": "child.plan",
            "res_id": plan.id,
            "views": [(False, "form")],
        }

    def _target_record(self, line):
        return self.env[line.res_model].browse(line.res_id).exists()

    def _add_rows(self, lines, plan):
        """Create what is new; in an issued plan new tasks stay drafts until they are given out with their button."""
        sections = self._make_sections(plan, lines)
        self._make_rows("child.plan.task", lines, TASKS, lambda line: self._prepare_task_of(line, plan, sections))
        self._make_rows(
            "child.plan.target", lines, ("target",), lambda line: self._prepare_target_of(line, plan, sections)
        )

    def _apply_to_draft(self, lines, plan):
        for line in lines.filtered(lambda line: line.change == "changed"):
            record = self._target_record(line)
            if line.kind == "target":
                self._apply_target(line, record)
                continue
            timing = {"due_on": False, "recurrence": False, "due_day": 0, "due_month": 0, **self._prepare_timing(line)}
            record.write({"name": line.text, **timing})
            if not (line.name_id | line.coordinating_ids | line.watching_ids)._undecided():
                units = [fields.Command.create(vals) for vals in self._prepare_units(line)]
                record.write({"line_ids": [fields.Command.clear(), *units]})
        for line in lines.filtered(lambda line: line.change == "removed"):
            self._target_record(line).unlink()
        lines.filtered(lambda line: line.change == "removed").sudo().write({"res_id": False})

    def _apply_to_issued(self, lines, plan):
        reason = self._reason()
        for line in lines.filtered(lambda line: line.change == "changed"):
            record = self._target_record(line)
            if line.kind == "target":
                self._apply_target(line, record)
            else:
                self._decide_changes(line, record, reason)
        for line in lines.filtered(lambda line: line.change == "removed" and line.kind in TASKS):
            task = self._target_record(line)
            if task.state == "given":
                task._withdraw(reason)
            else:
                task.unlink()
        for line in lines.filtered(lambda line: line.change == "removed" and line.kind == "target"):
            self._target_record(line).unlink()

    def _apply_target(self, line, target):
        facts = ("comparator", "value", "uom", "year")
        target.write({"name": line.text, **{name: line[name] for name in facts if line[name]}})

    def _decide_changes(self, line, task, reason):
        """Apply the new wording, deadline and unit of a task, each as a decision if it has been given out."""
        if task.state == "draft":
            self._apply_to_draft(line, task.plan_id)
            return
        if line.text != task.name:
            task._reword(line.text, reason)
        timing = self._prepare_timing(line)
        if timing["timing"] == task.timing == "one_off" and timing.get("due_on") and timing["due_on"] != task.due_on:
            task._move_deadline(timing["due_on"], reason)
        old, new = task.lead_unit_ids, line.name_id._confirmed_units()
        if len(old) == len(new) == 1 and old != new and "collective" not in (old | new).mapped("kind"):
            task._hand_over(new, reason, old)

    def _apply_head(self, plan):
        vals = {name: self[name] for name in HEAD if self[name] and self[name] != plan[name]}
        plan.write({**vals, "source_document": self.document, "source_filename": self.filename})

    def _reason(self):
        return self.env._("New version of the document: %s", self.number or self.filename)

    def _summary(self, lines):
        counts = {
            change: len(lines.filtered(lambda line, c=change: line.change == c)) for change in lines.mapped("change")
        }
        return self.env._(
            "New version %(file)s taken over: %(added)s added, %(changed)s changed, %(removed)s removed.",
            file=self.filename,
            added=counts.get("added", 0),
            changed=counts.get("changed", 0),
            removed=counts.get("removed", 0),
        )


def _joined(ids):
    return ",".join(map(str, sorted(ids))) or None
