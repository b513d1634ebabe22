from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.clock import today

REPORTERS = [
    ("all", "All units with work in the plan"),
    ("departments", "The issuer's own departments and bodies"),
    ("authorities", "The authorities below the issuer"),
    ("chosen", "Chosen units and groups"),
]


class ChildPlanReporters(models.AbstractModel):
    """Who reports: all units of a plan, those of a kind, or chosen ones.

    A demand of a plan says it; a period keeps what its demand said when it was opened, or says it itself.
    """

    _name = "child.plan.reporters.mixin"
    _description = "Who Reports"

    reporters = fields.Selection(
        REPORTERS,
        "Who reports",
        default="all",
        required=True,
        help="Only these are asked for the report, with the authorities between them and the issuer, which add up.",
    )
    reporter_ids = fields.Many2many(
        "child.plan.unit",
        string="Reporting units and groups",
        help="A group stands for its members; a unit that has ended for its successor.",
    )
    reporter_text = fields.Char("Reports from", compute="_compute_reporter_text")

    @api.depends("reporters", "reporter_ids")
    @api.depends_context("lang")
    def _compute_reporter_text(self):
        labels = dict(self._fields["reporters"]._description_selection(self.env))
        for row in self:
            chosen = row.reporters == "chosen" and ", ".join(row.reporter_ids.sudo().mapped("name"))
            row.reporter_text = chosen or labels.get(row.reporters)

    @api.constrains("reporters", "reporter_ids", "plan_id")
    def _check_reporters(self):
        for row in self.filtered(lambda row: row.reporters == "chosen"):
            if not row.reporter_ids:
                raise ValidationError(self.env._("Name the units and groups that report, or let all units report."))
            strangers = row.reporter_ids - row._may_report(row.plan_id, row.reporter_ids)
            if strangers:
                names = ", ".join(strangers.mapped("name"))
                raise ValidationError(
                    self.env._("Only a unit below the issuer, or with work in the plan, can be asked: %s", names)
                )

    @api.model
    def _may_report(self, plan, units):
        """Return those of ``units`` that lie below the issuer of ``plan`` or are given work by it."""
        plan = plan.sudo()
        given = plan.task_ids.line_ids.unit_id
        given |= self.env["child.plan.unit"].union(*given.sudo()._expand(today()).values())
        work = [("plan_id", "=", plan.id), ("unit_id", "in", (units - given).ids)]
        working = self.env["child.plan.assignment"].sudo()._read_group(work, ["unit_id"])
        given |= self.env["child.plan.unit"].union(*(unit for (unit,) in working))
        above = plan.issuer_id.parent_path
        return units.filtered(
            lambda unit: unit in given or (unit != plan.issuer_id and unit.parent_path.startswith(above))
        )

    def _reporting_units(self, working, day):
        """Return the units that report on ``day``, where ``working`` are those with work in the plan.

        Callers replace units that have ended by their successors.
        """
        self.ensure_one()
        issuer = self.plan_id.issuer_id
        if self.reporters == "chosen":
            groups = self.reporter_ids.filtered(lambda unit: unit.kind == "collective")
            return (self.reporter_ids - groups).union(*groups._expand(day).values())
        if self.reporters == "departments":
            return working.filtered(lambda unit: unit.kind != "authority" and unit.authority_id == issuer)
        if self.reporters == "authorities":
            below = working.authority_id - issuer
            return below.filtered(lambda unit: unit.parent_path.startswith(issuer.parent_path))
        return working
