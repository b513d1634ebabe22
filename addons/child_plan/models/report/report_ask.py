from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date, plaintext2html


class ChildPlanReportPeriodAsk(models.Model):
    """A report requested ad hoc from chosen units: it has texts only and goes straight to the plan's issuer."""

    _inherit = "child.plan.report.period"

    content = fields.Text("What is asked", help="What an ad hoc report is to tell, in words")
    unit_ids = fields.Many2many(
        "child.plan.unit",
        "child_plan_report_period_unit_rel",
        "period_id",
        "unit_id",
        "Asked of",
        readonly=True,
        help="These units report to the issuer, in words. Empty: all units with work in the plan, with its figures",
    )

    @api.constrains("unit_ids", "plan_id")
    def _check_unit_ids(self):
        """Check that all units asked lie below the issuer or have work in the plan."""
        for period in self.filtered("unit_ids"):
            issuer = period.plan_id.issuer_id
            below = period.unit_ids.filtered(
                lambda unit, above=issuer: unit != above and unit.parent_path.startswith(above.parent_path)
            )
            work = [("plan_id", "=", period.plan_id.id), ("unit_id", "in", (period.unit_ids - issuer).ids)]
            working = [unit for (unit,) in self.env["child.plan.assignment"].sudo()._read_group(work, ["unit_id"])]
            single = below.union(*working).filtered(lambda unit: unit.kind != "collective")
            strangers = period.unit_ids - single
            if strangers:
                names = ", ".join(strangers.mapped("name"))
                raise ValidationError(
                    self.env._("Only a unit below the issuer, or with work in the plan, can be asked: %s", names)
                )

    @api.depends("unit_ids")
    def _compute_due_below(self):
        """Clear the due dates of the levels between: units asked report directly to the issuer."""
        asked = self.filtered("unit_ids")
        for level in ("province", "district", "commune"):
            asked[f"due_{level}"] = False
        return super(ChildPlanReportPeriodAsk, self - asked)._compute_due_below()

    def _whole(self):
        """Return those of these periods for which the whole plan reports, with figures."""
        return self.filtered(lambda period: not period.unit_ids)

    @api.model
    def _whole_sql(self, alias):
        """Return the SQL condition of ``_whole`` for the table alias ``alias``."""
        return SQL(
            "NOT EXISTS (SELECT FROM child_plan_report_period_unit_rel AS asked WHERE asked.period_id = %s)",
            SQL.identifier(alias, "id"),
        )

    def _tell_asked(self):
        """Send one message to the users of all units that are asked. Return the units that have no user."""
        self.ensure_one()
        units = self.sudo().report_ids.unit_id - self.plan_id.issuer_id
        lines = [
            self.env._("Please report by %s.", format_date(self.env, self.due_on)),
            self.content,
            self.env._("You find it under Reports ▸ My reports."),
        ]
        self.plan_id.sudo().message_notify(
            partner_ids=(units.user_ids - self.env.user).partner_id.ids,
            subject=self.env._("A report is asked for: %s", self.name),
            body=plaintext2html("\n".join(filter(None, lines))),
        )
        return units.filtered(lambda unit: not unit.user_ids)


class ChildPlanReportAsk(models.Model):
    _inherit = "child.plan.report"

    content = fields.Text(related="period_id.content")

    def _reporting_chain(self, period):
        if not period.unit_ids:
            return super()._reporting_chain(period)
        return dict.fromkeys(period.unit_ids._successors_on(period.cut_off), period.plan_id.issuer_id)

    def _asked(self):
        asked = super()._asked()
        return asked.browse() if self.period_id.unit_ids else asked
