from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import today
from ...lib.rollup import BLOCKING, Figure, check
from ...lib.status import CLASSES
from ..unit.take_turns import take_turns
from .report import IN, WRITABLE

LISTED = 15  # results listed in the draft of the texts


class ChildPlanReportContent(models.Model):
    """The content of a report: figures, counts of work in the four classes, texts.

    It is filled in when the report is opened, updated, and frozen when the report is submitted.
    """

    _inherit = "child.plan.report"

    value_ids = fields.One2many("child.plan.indicator.value", "report_id", "Figures", readonly=True)
    done_on_time = fields.Integer(readonly=True)
    done_late = fields.Integer(readonly=True)
    open_in_time = fields.Integer("Open, in time", readonly=True)
    open_overdue = fields.Integer("Open, overdue", readonly=True)
    results = fields.Text()
    difficulties = fields.Text("Difficulties and their causes")
    proposals = fields.Text()
    missing = fields.Char(compute="_compute_missing", help="What is missing before it can be handed in")
    filled_on = fields.Date("Filled in on", readonly=True)

    @api.depends("results", "value_ids.has_data", "value_ids.no_data", "value_ids.note", "state", "compiled")
    @api.depends_context("lang")
    def _compute_missing(self):
        for report in self:
            missing = []
            if report.state in WRITABLE:
                rows = report.sudo().value_ids
                problems = rows._problems(report._last_figures())
                empty = rows.filtered(lambda row: row._is_empty())
                wrong = (rows - empty).filtered(lambda row, p=problems: row.has_data and not row._is_complete(p[row]))
                if empty:
                    missing.append(self.env._("%s figures are empty", len(empty)))
                if wrong:
                    missing.append(self.env._("%s figures are doubtful", len(wrong)))
                if not (report.results or "").strip():
                    missing.append(self.env._("the results in words"))
            report.missing = "; ".join(missing)

    # -- filling in --

    def _fill_in(self, words=True):
        """Update these reports: rows for the figures asked for, sums from below, own counts. Call with ``sudo()``."""
        take_turns(self)
        for report in self:
            report._ask_figures()
        self.filtered("compiled")._compile()
        for report in self:
            report.write({**report._system_figures(), "filled_on": today()})
            if words and not report.results:
                report.results = report._draft_words()
            if words and report.compiled:
                report._draft_from_below()

    def _asked(self):
        """Return the indicators that the unit reports, from the targets of the plan and of the plans it implements.

        Authorities report all of them. Offices and facilities report those of their sector, unless an authority reports
        to the same receiver.
        """
        self.ensure_one()
        indicators = self.env["child.plan.indicator"].union(*self.plan_id._reported_targets())
        peers = [("period_id", "=", self.period_id.id), ("receiver_id", "=", self.receiver_id.id)]
        beside_authorities = self.search_count([*peers, ("unit_id.kind", "=", "authority")], limit=1)
        authority = self.unit_id.kind == "authority"
        return indicators._asked_of(authority, self.unit_id.sector_id, bool(beside_authorities))

    def _ask_figures(self):
        self.ensure_one()
        there = {(row.indicator_id, row.breakdown_id) for row in self.value_ids}
        none = self.env["child.plan.breakdown"]
        wanted = [(i, part) for i in self._asked() for part in [none, *i.breakdown_ids]]
        self.env["child.plan.indicator.value"].create(
            [
                {
                    "report_id": self.id,
                    "sequence": sequence,
                    "indicator_id": indicator.id,
                    "breakdown_id": part.id,
                }
                for sequence, (indicator, part) in enumerate(wanted)
                if (indicator, part) not in there
            ]
        )

    def _work_domain(self):
        """Return the domain of the unit's work in the plan; if others report to it, also of the units below."""
        self.ensure_one()
        return [("plan_id", "=", self.plan_id.id), ("unit_id", "child_of" if self.compiled else "=", self.unit_id.id)]

    def _system_figures(self):
        """Return the values that the system counts by itself. Extend to count more than work."""
        return self._work_counts()

    def _work_counts(self):
        """Count the work in the four classes on the day of the cut-off, or today if that is still to come."""
        day = min(self.period_id.cut_off, today())
        assignments = self.env["child.plan.assignment"].with_context(child_plan_as_of=fields.Date.to_string(day))
        counts = dict(assignments._read_group(self._work_domain(), ["status"], ["__count"]))
        return {name: sum(counts.get(status, 0) for status in statuses) for name, statuses in CLASSES.items()}

    def _draft_words(self):
        """List the results submitted or confirmed in the period, one a line."""
        done = self.env["child.plan.assignment"].search(
            [
                *self._work_domain(),
                ("submitted_on", ">=", self.period_id.date_start),
                ("submitted_on", "<=", self.period_id.cut_off),
                ("result", "!=", False),
            ],
            order="submitted_on, id",
            limit=LISTED,
        )
        whose = {a: f"{a.unit_id.name}: {a.name}" if self.compiled else a.name for a in done}
        return "\n".join([self._counts_in_words(), *(f"- {whose[a]}: {a.result}" for a in done)])

    def _counts_in_words(self):
        """Return the sentence of counts with which the drafted results begin."""
        return self.env._(
            "Work: %(done)s done in time, %(late)s done late, %(open)s open in time, %(overdue)s overdue.",
            done=self.done_on_time,
            late=self.done_late,
            open=self.open_in_time,
            overdue=self.open_overdue,
        )

    def _draft_from_below(self):
        """Fill in what the reports added up say of difficulties and proposals, a line each, where nothing stands."""
        for name in ("difficulties", "proposals"):
            if not (self[name] or "").strip():
                said = [(below.unit_id.name, (below[name] or "").strip()) for below in self.source_ids]
                self[name] = "\n".join(f"- {unit}: {words}" for unit, words in said if words) or False

    def action_view_work(self):
        """Open the assignments behind the four numbers, as of the same day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action")
        day = fields.Date.to_string(min(self.cut_off, today()))
        counted = [status for statuses in CLASSES.values() for status in statuses]
        domain = [*self._work_domain(), ("status", "in", counted)]
        return {**action, "domain": domain, "context": {"child_plan_as_of": day}}

    # -- the period before --

    def _before(self):
        """Return the unit's last submitted report of the same kind for an earlier period."""
        self.ensure_one()
        return self.sudo().search(
            [
                ("unit_id", "=", self.unit_id.id),
                ("plan_id", "=", self.plan_id.id),
                ("period_id.kind", "=", self.period_id.kind),
                ("period_id.cut_off", "<", self.period_id.cut_off),
                ("current", "=", True),
                ("state", "in", IN),
            ],
            order="cut_off desc",
            limit=1,
        )

    def _last_figures(self):
        return {(row.indicator_id, row.breakdown_id): row._figure() for row in self._before().value_ids}

    # -- the grid --

    def get_grid(self):
        """Return the rows of the report's grid, with last period's figures, targets and doubts."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env["child.plan.indicator.value"].search([("report_id", "=", self.id)])
        last = self._last_figures()
        problems = rows.sudo()._problems(last)
        targets = {indicator: t.text_value for indicator, t in self.plan_id.sudo()._reported_targets().items()}
        return {
            "editable": self.can_edit and self.state in WRITABLE,
            "before": self._before().period_id.name or "",
            "rows": [row._grid_row(last, targets, problems[row]) for row in rows.sudo()],
        }

    def save_grid(self, rows, opened=None):
        """Write ``[{id, numerator, denominator, no_data, note}]`` to this report, all or none; return the new grid.

        An empty numerator means no figure. Entering a figure clears ``no_data``.

        :param opened: ``{id: {name: value}}``, what the user had in the cells before; raise if another changed them
        """
        self.ensure_one()
        self._check_can_edit()
        own = {row.id: row for row in self.sudo().value_ids}
        changed = [
            change
            for vals in rows
            if vals["id"] in own
            for change in own[vals["id"]]._changed_cells(vals, (opened or {}).get(str(vals["id"]), {}))
        ]
        self._child_plan_raise_changed(changed)
        for vals in rows:
            row = own.get(vals["id"])
            if not row:
                raise UserError(self.env._("This figure is not of this report."))
            if row.compiled and not vals.keys() <= {"id", "note"}:
                raise UserError(self.env._("This figure is added up from the reports below: it is mended there."))
            row._write_cells(row._prepare_cells(vals))
        return self.get_grid()

    # -- the Excel form --

    def action_download_form(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/child_plan/report/{self.id}/form", "target": "self"}

    def _check_form(self, form, clears=False):
        """Return ``(the rows for save_grid that differ, errors)`` of what ``read_form`` (``lib/excel``) has read.

        :param clears: whether empty cells take away figures that are there; otherwise each is an error
        """
        self.ensure_one()
        values = {row.id: row for row in self.sudo().value_ids}
        changed, errors = [], []
        for cells in form:
            row = values.get(cells["id"])
            if not row:
                errors.append(self.env._("Cell A%s: this row is not in the report.", cells["row"]))
                continue
            vals, wrong = self._form_cells(row, cells)
            errors += wrong
            if vals.get("no_data") and vals.get("numerator") is not None:
                errors.append(self.env._("Cell I%s: there is a figure, and it says that there is none.", cells["row"]))
            elif row.has_data and not (clears or row.compiled or vals["no_data"]) and vals["numerator"] is None:
                errors.append(
                    self.env._(
                        "Cell G%(row)s: nothing stands here, the report has %(figure)s.",
                        row=cells["row"],
                        figure=f"{row.numerator:g}",
                    )
                )
            elif not errors:
                new = row._prepare_cells(vals)
                if any((row[name] or "") != (value or "") for name, value in new.items() if name != "reported"):
                    changed.append({"id": row.id, **vals})
        if not errors:
            errors = self._form_problems(form, values)
        return changed, errors

    def _form_cells(self, row, cells):
        """Return ``(the values of a row of the form, errors)``; numbers that were texts become numbers in ``cells``."""
        vals, errors = {"note": cells["note"]}, []
        if not row.compiled:
            vals |= {name: cells[name] for name in ("numerator", "no_data")}
            vals |= {"denominator": cells["denominator"]} if row.indicator_id.kind == "ratio" else {}
        for column, name in (("G", "numerator"), ("H", "denominator")):
            try:
                if name in vals:
                    vals[name] = cells[name] = row._number(vals[name])
            except UserError as error:
                errors.append(self.env._("Cell %(cell)s: %(error)s", cell=f"{column}{cells['row']}", error=error))
        return vals, errors

    def _form_problems(self, form, values):
        """Return an error with its cell for each figure of the form that cannot be true."""
        words = self.env["child.plan.indicator.value"]._problem_words()
        errors, parts = [], {}
        figures = {}
        for cells in form:
            row = values[cells["id"]]
            ratio = row.indicator_id.kind == "ratio"
            figures[row] = Figure(cells["numerator"], (cells["denominator"] or 0) if ratio else None)
            if row.breakdown_id:
                parts.setdefault(row.indicator_id, []).append(figures[row])
        for cells in form:
            row = values[cells["id"]]
            if row.compiled:
                continue
            codes = check(figures[row], parts=() if row.breakdown_id else parts.get(row.indicator_id, ()))
            errors += [
                self.env._("Cell %(cell)s: %(error)s", cell=f"G{cells['row']}", error=words[code])
                for code in codes
                if code in BLOCKING
            ]
        return errors
