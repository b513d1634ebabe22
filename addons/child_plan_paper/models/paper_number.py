from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.models.unit.take_turns import take_turns

from .paper import OUT


class ChildPlanPaperNumber(models.Model):
    """The number of a paper, by issuer, year and symbol; secret papers are counted apart.

    A steering board's symbol is another one, so it counts by itself. Where the office's own register gives the numbers,
    they are typed; a number that leaves others out needs a word why.
    """

    _inherit = "child.plan.paper"

    ordinal = fields.Integer(
        "Number", copy=False, aggregator=None, help="Empty: the next one when it is issued; or that of the register"
    )
    number = fields.Char("Number and symbol", compute="_compute_number", store=True)
    issued_on = fields.Date("Day of the paper", copy=False, tracking=True, help="Empty: the day on which it is issued")
    year = fields.Integer(compute="_compute_year", store=True, aggregator=None)
    gap_reason = fields.Char(
        "Why numbers are left out", copy=False, tracking=True, help="For instance: taken from the office's register"
    )

    _number_once = models.UniqueIndex(
        "(issuer_id, year, symbol, (secrecy IS NULL), ordinal)"
        " WHERE ordinal > 0 AND state IN ('issued', 'replaced', 'withdrawn')",
        "Another paper of this issuer and year has this number.",
    )
    _ordinal_positive = models.Constraint("CHECK (ordinal >= 0)", "A number cannot be negative.")

    @api.depends("ordinal", "symbol")
    def _compute_number(self):
        for paper in self:
            paper.number = f"{paper.ordinal:02d}/{paper.symbol}" if paper.ordinal else False

    @api.depends("issued_on")
    def _compute_year(self):
        for paper in self:
            paper.year = paper.issued_on.year if paper.issued_on else 0

    def _give_number(self):
        """Give the next number, or check the one that was typed. Call with ``sudo()``."""
        self.ensure_one()
        take_turns(self.issuer_id)
        day = self.issued_on or today()
        given = self._given_numbers(day.year)
        last = max(given, default=0)
        ordinal = self.ordinal or last + 1
        if ordinal in given:
            raise UserError(self.env._("Another paper of this issuer and year has the number %s.", ordinal))
        if ordinal > last + 1 and not (self.gap_reason or "").strip():
            raise UserError(
                self.env._(
                    "The last number of this year is %(last)s; %(next)s leaves numbers out. Say why, for instance "
                    "that it was taken from the office's register.",
                    last=last,
                    next=ordinal,
                )
            )
        self.write({"ordinal": ordinal, "issued_on": day})

    def _given_numbers(self, year):
        """Return the numbers of the papers of the same series that have been issued."""
        series = [("issuer_id", "=", self.issuer_id.id), ("year", "=", year), ("symbol", "=", self.symbol)]
        secret = ("secrecy", "!=" if self.secrecy else "=", False)
        return set(self.search([*series, secret, ("state", "in", OUT)]).mapped("ordinal"))
