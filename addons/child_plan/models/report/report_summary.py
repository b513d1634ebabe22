from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...lib.clock import today
from ...lib.rollup import achievement

CHOICES = 60  # periods offered for choice


class ChildPlanReportSummary(models.AbstractModel):
    """The sums of a period for the summary screen and its Excel sheet. Nothing is stored."""

    _name = "child.plan.report.summary"
    _description = "Summary of Reports"

    @api.model
    def get_summary(self, period_id=None, unit_id=None):
        """Return the sums of a period below a unit, as the screen shows them.

        :param period_id: default: the last period with a submitted report
        :param unit_id: default: the highest unit whose report the user may read
        :return: ``None`` where nothing can be shown, else ``{"period": {id, name, cut_off, plan, due_on}, "periods":
            [{id, name}], "path": [{id, name}] from the top down to the unit, "columns": [{id, name, opens, expected,
            in, in_time}], "rows": [{id, code, name, uom, target, achievement, cells}], "day"}``. Cells are as
            ``rollup.Cell.as_dict`` returns them; the first is the total.
        """
        periods = self.env["child.plan.report.period"].search(
            [("plan_id.state", "!=", "draft"), ("unit_ids", "=", False)], limit=CHOICES
        )
        period = periods.browse(period_id) if period_id else self._last_with_reports(periods)
        if not period:
            return None
        root = self._root(period, unit_id)
        matrix = self.env["child.plan.report"]._summary_matrix(period, root)
        return {
            "period": {
                "id": period.id,
                "name": period.name,
                "cut_off": period.cut_off,
                "plan": period.plan_id.display_name,
                "waiting": self._waiting(period, root),
            },
            "day": today(),
            "periods": [{"id": p.id, "name": f"{p.name} · {p.plan_id.display_name}"} for p in periods | period],
            "path": self._path(period, root),
            "columns": self._columns(period, root, matrix),
            "rows": self._rows(period, matrix),
        }

    def _last_with_reports(self, periods):
        return (periods.filtered("in_count") or periods)[:1]

    def _readable_units(self, period):
        """Return the units whose report for ``period`` the user may read, the highest of the cut-off day first."""
        reports = self.env["child.plan.report"].search([("period_id", "=", period.id), ("current", "=", True)])
        then = reports._paths_then(period)
        return reports.unit_id.sorted(
            lambda unit: (then.get(unit.id, unit.parent_path).count("/"), unit.parent_path.count("/"))
        )

    def _below(self, period, unit_id):
        """Return the domain of what lay at or below the unit on the cut-off day of ``period``."""
        then = self.env["child.plan.report"]._paths_then(period)
        below = Domain("unit_id", "child_of", unit_id)
        if not then:
            return below
        unit = self.env["child.plan.unit"].sudo().browse(unit_id)
        top = then.get(unit_id, unit.parent_path)
        inside = [id_ for id_, path in then.items() if path.startswith(top)]
        moved = Domain("unit_id", "in", inside)
        if unit_id in then:  # it lay elsewhere: so did all that was below it
            return moved
        return moved | (below & Domain("unit_id", "not in", [id_ for id_ in then if id_ not in inside]))

    def _root(self, period, unit_id):
        units = self._readable_units(period)
        root = units.filtered(lambda unit: unit.id == unit_id) if unit_id else units[:1]
        if not root:
            raise AccessError(self.env._("These reports are not yours to see."))
        return root

    def _path(self, period, root):
        units = self._readable_units(period)
        then, names = self.env["child.plan.report"]._paths_then(period), units._names_on(period.cut_off)
        paths = {unit: then.get(unit.id, unit.parent_path) for unit in units}
        return [{"id": unit.id, "name": names[unit.id][0]} for unit in units if paths[root].startswith(paths[unit])]

    def _waiting(self, period, root):
        """Return how many reports below ``root`` are missing."""
        return self.env["child.plan.report"].search_count(self._waiting_domain(period, root.id))

    def _waiting_domain(self, period, unit_id):
        """Return the domain of the missing reports below the unit, without its own, into which they are added up."""
        own = Domain("unit_id", "=", unit_id) & Domain("compiled", "=", True)
        below = Domain("period_id", "=", period.id) & self._below(period, unit_id) & ~own
        return below & Domain("current", "=", True) & Domain("state", "in", ("expected", "draft", "returned"))

    def _columns(self, period, root, matrix):
        units = {unit.id: unit for unit in self.env["child.plan.unit"].browse(abs(id_) for id_ in matrix.columns)}
        names = self.env["child.plan.unit"].union(*units.values())._names_on(period.cut_off)
        receivers = self.env["child.plan.report"].search(
            [("period_id", "=", period.id), ("compiled", "=", True), ("unit_id", "in", list(units))]
        )
        columns = []
        for id_ in matrix.columns:
            unit = units[abs(id_)]
            name = self.env._("Total") if id_ == root.id else self.env._("Own") if id_ < 0 else names[id_][0]
            opens = id_ != root.id and id_ > 0 and unit in receivers.unit_id
            columns.append({"id": id_, "name": name, "opens": opens})
        return columns

    def _rows(self, period, matrix):
        targets = period.sudo().plan_id._reported_targets()
        rows = []
        for id_, cells in matrix.lines():
            indicator = self.env["child.plan.indicator"].browse(id_)
            target = targets[indicator]
            rows.append(
                {
                    "id": id_,
                    "code": indicator.code or "",
                    "name": indicator.name,
                    "uom": indicator.uom or "",
                    "target": target.text_value,
                    "cells": [
                        {**cell.as_dict(), "achievement": self._achievement(target, cell, period)} for cell in cells
                    ],
                }
            )
        return rows

    def _achievement(self, target, cell, period):
        baseline = target.baseline if target.has_baseline else None
        elapsed = target._elapsed(period.cut_off)
        return "" if cell.hidden else achievement(cell.value, target.comparator, target.value, baseline, elapsed)

    @api.model
    def action_open_cell(self, period_id, unit_id, indicator_id):
        """Open the reported figures that make up the figure of ``unit_id``, as far as the user may read them.

        A negative ``unit_id`` stands for that unit's own figure.
        """
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_indicator_value_action")
        period = self.env["child.plan.report.period"].browse(period_id)
        units = Domain("unit_id", "=", -unit_id) if unit_id < 0 else self._below(period, unit_id)
        domain = [("period_id", "=", period_id), ("indicator_id", "=", indicator_id), *units]
        domain += [("current", "=", True), ("compiled", "=", False), ("breakdown_id", "=", False)]
        return {**action, "domain": domain, "context": {}}

    @api.model
    def action_waiting(self, period_id, unit_id):
        """Open the reports below ``unit_id`` that are missing, the latest first."""
        period = self.env["child.plan.report.period"].browse(period_id)
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": list(self._waiting_domain(period, unit_id)), "context": {}}
