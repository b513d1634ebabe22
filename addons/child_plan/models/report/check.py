from odoo import api, models

from ...lib.clock import today


class ChildPlanCheck(models.Model):
    """Checks that every unit that has work of a plan is expected to report for its open periods."""

    _inherit = "child.plan.check"

    @api.model
    def _parts(self):
        return super()._parts() | {"reports": self.env._("Reports expected")}

    def _check_reports(self):
        """Work that was given today is left out: its reports are opened tonight."""
        reports, count, found = self.env["child.plan.report"].sudo(), 0, []
        periods = self.env["child.plan.report.period"].sudo()
        for period in periods.search([("plan_id.state", "=", "issued"), ("due_on", ">=", today())]):
            there = reports.search([("period_id", "=", period.id)]).unit_id
            before = [("plan_id", "=", period.plan_id.id), ("given_on", "<", today()), ("state", "!=", "cancelled")]
            given = self.env["child.plan.assignment"].sudo()._read_group(before, [], ["unit_id:recordset"])[0][0]
            missing = given._successors_on(period.cut_off) - there
            count += len(there) + len(missing)
            found += [
                self.env._(
                    "%(plan)s, %(period)s: no report is expected of %(unit)s.",
                    plan=period.plan_id.display_name,
                    period=period.name,
                    unit=unit.display_name,
                )
                for unit in missing
            ]
        return count, found
