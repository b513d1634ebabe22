from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.child_plan.models.unit.unit import LEVELS


class ChildPlanBudgetCode(models.Model):
    """A code of the index of the state budget: a chapter, category or item, with the period in which it is in force.

    Which chapters belong to which level is kept in ``child.plan.budget.range``; it changed on 1 July 2025.
    """

    _name = "child.plan.budget.code"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Budget Index Code"
    _order = "kind, code, id"
    _rec_names_search = ["code", "name"]

    kind = fields.Selection(
        [("chapter", "Chapter"), ("category", "Category"), ("item", "Item")],
        required=True,
        help="Chương; Loại and, below it, Khoản; Mục and, below it, Tiểu mục",
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    parent_id = fields.Many2one(
        "child.plan.budget.code", "Part of", ondelete="restrict", domain="[('kind', '=', kind), ('id', '!=', id)]"
    )
    level = fields.Selection(LEVELS, compute="_compute_level", help="Of a chapter: whose budget it is")
    short_name = fields.Char(compute="_compute_short_name")
    valid_from = fields.Date()
    valid_to = fields.Date(help="The last day on which it was in force")
    active = fields.Boolean(default=True)
    basis = fields.Char("Legal basis")

    _valid_dates = models.Constraint("CHECK (valid_to >= valid_from)", "A code cannot end before it begins.")
    _digits = models.Constraint("CHECK (code ~ '^[0-9]{3,4}$')", "A code has three or four digits.")

    @api.depends("kind", "code", "parent_id")
    @api.depends_context("lang")
    def _compute_short_name(self):
        for code in self:
            match code.kind, bool(code.parent_id):
                case "chapter", _:
                    word = self.env._("Chapter")
                case "category", below:
                    word = self.env._("Sub-category") if below else self.env._("Category")
                case _, below:
                    word = self.env._("Sub-item") if below else self.env._("Item")
            code.short_name = f"{word} {code.code}" if code.code else False

    @api.depends("code", "name")
    def _compute_display_name(self):
        for code in self:
            code.display_name = f"{code.code} {code.name}" if code.code else code.name

    @api.depends("kind", "code", "valid_from", "valid_to")
    def _compute_level(self):
        ranges = self.env["child.plan.budget.range"].sudo().search([("code_from", ">", 0)])
        for code in self:
            fitting = code._ranges(ranges) if code.kind == "chapter" else ranges.browse()
            code.level = fitting[:1].level

    def _ranges(self, ranges):
        """Return those of ``ranges`` that contain the chapter at a time when both are in force, the newest first."""
        number = int(self.code) if (self.code or "").isdigit() else 0
        return ranges.filtered(
            lambda r: (
                r.code_from <= number <= r.code_to
                and (r.valid_from or date.min) <= (self.valid_to or date.max)
                and (r.valid_to or date.max) >= (self.valid_from or date.min)
            )
        )

    @api.constrains("kind", "code", "parent_id", "valid_from", "valid_to", "active")
    def _check_code(self):
        ranges = self.env["child.plan.budget.range"].sudo().search([("code_from", ">", 0)])
        if self._has_cycle():
            raise ValidationError(self.env._("A code cannot be part of itself."))
        for code in self:
            if code.parent_id and (code.parent_id.kind != code.kind or code.kind == "chapter"):
                raise ValidationError(self.env._("%s is part of a code of another kind.", code.display_name))
            if code.kind == "chapter" and not code._ranges(ranges):
                raise ValidationError(self.env._("No level of the budget has the chapter %s at that time.", code.code))
            same = self.search([("kind", "=", code.kind), ("code", "=", code.code), ("id", "!=", code.id)])
            if any(code._overlaps(other) for other in same):
                raise ValidationError(self.env._("The code %s is there already for that time.", code.code))

    def _overlaps(self, other):
        return (self.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
            self.valid_to or date.max
        )

    def _valid_in(self, year):
        """Return whether the code is in force on some day of ``year``."""
        self.ensure_one()
        return (self.valid_from or date.min).year <= year <= (self.valid_to or date.max).year


class ChildPlanBudgetRange(models.Model):
    """The chapters that belong to a level of the budget, and from when to when (Circulars 324/2016 and 41/2025)."""

    _name = "child.plan.budget.range"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Chapters of a Level"
    _order = "valid_from desc, code_from"
    _rec_name = "level"

    level = fields.Selection(LEVELS, required=True)
    code_from = fields.Integer("From chapter", required=True, aggregator=None)
    code_to = fields.Integer("To chapter", required=True, aggregator=None)
    valid_from = fields.Date()
    valid_to = fields.Date()
    basis = fields.Char("Legal basis")

    _in_order = models.Constraint(
        "CHECK (code_from > 0 AND code_from <= code_to AND valid_from <= valid_to)",
        "A range cannot end before it begins.",
    )
