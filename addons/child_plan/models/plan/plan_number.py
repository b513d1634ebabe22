import re

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

DETAIL = re.compile(r"=\((\d+), (.+), (\d+)\)")  # of PostgreSQL's message: issuer, number, year


class ChildPlanNumber(models.Model):
    """The number of a plan is unique for its issuer in the year of the document; who is second is told of the first.

    Spaces and capital letters make no difference; an archived plan does not count.
    """

    _inherit = "child.plan"

    _number_once = models.UniqueIndex(
        """(COALESCE(first_issuer_id, issuer_id), upper(regexp_replace(number, '\\s', '', 'g')),
            EXTRACT(YEAR FROM COALESCE(issued_on, period_start)))
           WHERE number IS NOT NULL AND number != '' AND active""",
        "This issuer already has a plan with this number in this year.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_own_issuer(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_own_issuer([vals])
        return super().write(vals)

    @api.model
    def _check_own_issuer(self, vals_list):
        """Refuse foreign issuers before the database compares numbers, so that nobody learns which of theirs exist."""
        if self.env.su:
            return
        _units, places = self.env.user._child_plan_places()
        given = {vals.get("issuer_id") for vals in vals_list} | {self.env.context.get("default_issuer_id")}
        if given - places - {None, False}:
            raise AccessError(self.env._("You can enter plans of your own authority only."))

    @api.model
    def _with_number(self, issuer, number, day):
        """Return the first plan of ``issuer`` with this ``number`` in the year of ``day`` that the user can read."""
        known = self.search([("issuer_id", "=", issuer.id), ("number", "!=", False)], order="id")
        return known.filtered(
            lambda plan: (
                plan._plain_number(plan.number) == self._plain_number(number)
                and (plan.issued_on or plan.period_start).year == day.year
            )
        )[:1]

    @api.model
    def _plain_number(self, number):
        return re.sub(r"\s", "", number or "").upper()

    @api.model
    def _sql_error_to_message(self, exc):
        message = super()._sql_error_to_message(exc)
        found = DETAIL.search(exc.diag.message_detail or "")
        if exc.diag.constraint_name != "child_plan_number_once" or not found:
            return message
        issuer, number, year = found.groups()
        day = self._fields["period_start"].to_date(f"{year}-01-01")
        first = self._with_number(self.env["child.plan.unit"].browse(int(issuer)), number, day)
        if not first:
            return message
        return self.env._(
            "%(issuer)s already has a plan with the number %(number)s in %(year)s: “%(name)s”, entered by %(who)s on"
            " %(day)s.",
            issuer=first.issuer_id.name,
            number=first.number,
            year=year,
            name=first.name,
            who=first.create_uid.sudo().name,
            day=format_date(self.env, first.create_date),
        )
