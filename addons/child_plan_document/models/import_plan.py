from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..document.dates import WITHIN_THE_YEAR
from .import_line import TASKS
from .import_name import spelled

COMES_AGAIN = (*WITHIN_THE_YEAR, "yearly")
# Demands that are equal in these are one, whoever is asked.
SAME_DEMAND = ("frequency", "due_on", "due_day", "due_month", "before", "recipient")
ANNEX = "PL"  # how the reader numbers what stands in an annex


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def action_create_plan(self):
        """Create a draft plan from the reviewed lines, with the rights of the current user, in one transaction."""
        self.ensure_one()
        self._check_open()
        if self.is_version:
            raise UserError(self.env._("This is a new version of a plan that is there already."))
        if not (self.name and self.period_start and self.period_end):
            raise UserError(self.env._("Give the subject and the period of the plan."))
        lines = self.line_ids.filtered(lambda line: line.state != "dropped")
        if not lines.filtered(lambda line: line.kind in TASKS):
            raise UserError(self.env._("There is no task to follow yet. Mark at least one text as a task."))
        plan = self.env["child.plan"].create(self._prepare_plan(lines))
        sections = self._make_sections(plan, lines)
        self._make_rows("child.plan.task", lines, TASKS, lambda line: self._prepare_task_of(line, plan, sections))
        self._make_rows(
            "child.plan.target", lines, ("target",), lambda line: self._prepare_target_of(line, plan, sections)
        )
        self._make_rows("child.plan.basis", lines, ("basis",), lambda line: self._prepare_basis_of(line, plan))
        self._make_reports(plan, lines)
        self._make_funding(plan, lines)
        self.sudo().write({"state": "done", "plan_id": plan.id})
        plan.message_post(body=self.env._("Made from the document %s.", self.filename))
        self._tell_guesses(plan, lines)
        return {
            "type": "ir.actions.act_window",
            "res_model": "child.plan",
            "res_id": plan.id,
            "views": [(False, "form")],
        }

    def _tell_guesses(self, plan, lines):
        """Note in the plan which names were left out, because it is not certain whom they mean."""
        tasks = lines.filtered(lambda line: line.kind in TASKS)
        named = tasks.name_id | tasks.coordinating_ids | tasks.watching_ids
        left = {name: [name.text] for name in named._undecided()}
        left |= {name: parts for name in named - named._undecided() if (parts := name._unknown_parts())}
        if left:
            names = named.browse([name.id for name in left])
            told = tasks.filtered(lambda line: (line.name_id | line.coordinating_ids | line.watching_ids) & names)
            words = self.env._(
                "Left out, because nobody has confirmed which unit is meant, on %(tasks)s tasks: %(names)s.",
                tasks=len(told),
                names="; ".join(text for texts in left.values() for text in texts),
            )
            plan.message_post(body=words)

    def _prepare_plan(self, lines):
        issuer, number = self.issuer_id, self.number
        day = self.issued_on or self.period_start
        if number and self.env["child.plan"]._with_number(issuer, number, day):
            raise UserError(
                self.env._(
                    "%s is there already. Take this document in as its new version, or change the number.", number
                )
            )
        return {
            "name": self.name,
            "number": number,
            "issued_on": self.issued_on,
            "place": self.place,
            "issuer_id": issuer.id,
            "standing_unit_id": self.standing_unit_id.id,
            "period_start": self.period_start,
            "period_end": self.period_end,
            "implements_id": self.implements_id.id,
            "recipients": self.recipients,
            "signatory_capacity": self.signatory_capacity,
            "signatory_position": self.signatory_position,
            "source_document": self.document,
            "source_filename": self.filename,
            "signed_by": self.printed_issuer if self.of_superior else False,
        }

    def _make_rows(self, model, lines, kinds, prepare):
        """Create a record of ``model`` for each line of ``kinds``, and link the line to it."""
        chosen = lines.filtered(lambda line: line.kind in kinds)
        records = self.env[model].create([prepare(line) for line in chosen])
        for line, record in zip(chosen.sudo(), records, strict=True):
            line.write({"res_model": model, "res_id": record.id})
        return records

    # -- sections --

    def _make_sections(self, plan, lines):
        """Create the sections that the plan lacks, in printed order. Return ``{number of a line: section}``.

        A section is what has a heading on the paper: a task lettered a) belongs to the heading above it.
        """
        sections = {section.code: section for section in plan.section_ids}
        headings = self._headings()
        codes = dict.fromkeys(line.section for line in lines if line.section and line.kind in (*TASKS, "target"))
        printed = {code: code if code in sections else self._printed_code(code, headings) for code in codes}
        rows = [
            {
                "plan_id": plan.id,
                "code": code,
                "name": headings.get(code) or self._unprinted(code),
                "sequence": 10 * number,
            }
            for number, code in enumerate(dict.fromkeys(printed.values()), len(sections) + 1)
            if code not in sections
        ]
        made = self.env["child.plan.section"].create(rows)
        sections |= {section.code: section for section in made}
        return {code: sections[printed[code]] for code in codes}

    def _unprinted(self, code):
        return self.env._("Annex") if code.startswith(ANNEX) else code

    def _headings(self):
        """``{printed number: heading}``; the cell of an annex that names a row's unit heads nothing."""
        headings, rows = {}, {line.start for line in self.line_ids if line.kind in TASKS}
        for line in self.line_ids:
            in_row = line.kind == "unit" and line.start in rows and (line.section or "").startswith(ANNEX)
            if line.section and line.kind in ("heading", "unit") and line.state != "dropped" and not in_row:
                headings.setdefault(line.section, line.text)
        return headings

    def _printed_code(self, code, headings):
        """The nearest number at or above ``code`` that has a heading; the first of its numbers where none has."""
        at = code
        while at and at not in headings:
            at = at.rpartition(".")[0]
        return at or code.partition(".")[0]

    # -- rows --

    def _prepare_row(self, line, plan, sections):
        """Values that tasks and targets share: place in the plan and wording."""
        section = sections.get(line.section)
        return {
            "plan_id": plan.id,
            "section_id": section.id if section else False,
            "sequence": 10 * line.sequence,
            "name": line.text,
        }

    def _prepare_task_of(self, line, plan, sections):
        return {
            **self._prepare_row(line, plan, sections),
            **self._prepare_timing(line),
            "line_ids": [Command.create(vals) for vals in self._prepare_units(line)],
            "deliverable_ids": [Command.create({"name": line.deliverable})] if line.deliverable else [],
        }

    def _prepare_timing(self, line):
        """``trước ngày 31/10`` means 30 October at the latest. A task without a date stays so until it is issued."""
        last = line.due_on and line.due_on - timedelta(days=line.due_kind == "before")
        if line.recurrence == "regular":
            return {"timing": "continuous"}
        if not line.recurrence:
            return {"timing": "one_off", "due_on": last}
        days = {"due_day": line.due_day and line.due_day - (line.due_kind == "before")}
        if last:
            days = {"due_day": last.day, "due_month": last.month if line.recurrence == "yearly" else 0}
        return {"timing": "recurring", "recurrence": line.recurrence, **days}

    def _prepare_units(self, line, guesses=False):
        """Values of the task's units, the lead first, each unit once; of a superior's plan only the own units.

        Units that were guessed and that nobody confirmed are given no work; ``guesses`` adds them, to compare.
        """
        rows = {}

        def units_of(name):
            return name.unit_ids if guesses else name._confirmed_units()

        for unit in units_of(line.name_id):
            rows[unit] = {"role": line.role or "lead", "requested": line.name_id.requested or unit.external}
        for names, note in ((line.coordinating_ids, False), (line.watching_ids, self.env._("Watches over it"))):
            for name in names:
                for unit in units_of(name):
                    vals = {"role": "coordinate", "requested": name.requested or unit.external, "note": note}
                    rows.setdefault(unit, vals)
        own = self._own_authority().parent_path if self.of_superior else ""
        return [{"unit_id": unit.id, **vals} for unit, vals in rows.items() if (unit.parent_path or "").startswith(own)]

    def _prepare_target_of(self, line, plan, sections):
        return {
            **self._prepare_row(line, plan, sections),
            "comparator": line.comparator or "ge",
            "value": line.value,
            "uom": line.uom or "percent",
            "year": line.year,
        }

    def _prepare_basis_of(self, line, plan):
        found = self.env["child.plan"].search([("number", "=", line.number)], limit=1) if line.number else plan.browse()
        return {
            "plan_id": plan.id,
            "sequence": line.sequence,
            "number": line.number,
            "date": line.due_on,
            "name": line.text if line.text != line.number else False,
            "basis_plan_id": found.id,
        }

    def _make_reports(self, plan, lines):
        """Create the demands; what several places demand of several units is one demand of all of these."""
        demands = {}
        told = lines.filtered(lambda line: line.kind == "report")
        rows = [(line, self._prepare_report_of(line, plan)) for line in told]
        for line, vals in _joined_months(rows):
            key = tuple(spelled(vals[name]) if name == "recipient" else vals[name] for name in SAME_DEMAND)
            demands.setdefault(key, []).append((line, vals))
        groups = list(demands.values())
        made = self.env["child.plan.report.requirement"].create(
            [self._join_demands([vals for _, vals in group]) for group in groups]
        )
        for group, record in zip(groups, made, strict=True):
            for line, _ in group:
                line.sudo().write({"res_model": made._name, "res_id": record.id})

    def _join_demands(self, demands):
        """The values of one demand for equal ones."""
        return demands[0]

    def _prepare_report_of(self, line, plan):
        """Values of a demand; one that comes again goes by day and month, though a date is printed for it."""
        day = line.due_on if line.frequency in COMES_AGAIN else False
        return {
            "plan_id": plan.id,
            "frequency": line.frequency,
            "due_on": False if day else line.due_on,
            "due_day": day.day if day else line.due_day,
            "due_month": day.month if day and line.frequency != "monthly" else line.due_month,
            "before": line.due_kind == "before",
            "recipient": line.recipient,
        }

    def _make_funding(self, plan, lines):
        """Hook: create records from the paragraphs on funding."""


def _joined_months(rows):
    """``15/6 và 15/12``, half-yearly: one demand, whose first month tells the others, so no day is covered twice."""
    several = {}
    for line, vals in rows:
        several.setdefault((line.start, vals["frequency"], vals["due_day"]), []).append((line, vals))
    for (_, frequency, day), group in several.items():
        count = {"half_yearly": 2, "quarterly": 4}.get(frequency)
        months = sorted(vals["due_month"] for _, vals in group)
        if day and len(group) == count and months == list(range(months[0], 13, 12 // count)):
            group = [(line, {**vals, "due_month": months[0]}) for line, vals in group]
        yield from group
