from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .unit import KINDS, LEVELS


class ChildPlanReorganisationPart(models.AbstractModel):
    """A row of a reorganisation that changes only as long as that is a draft."""

    _name = "child.plan.reorganisation.part.mixin"
    _description = "Part of a Reorganisation"

    reorganisation_id = fields.Many2one("child.plan.reorganisation", required=True, ondelete="cascade", index=True)
    state = fields.Selection(related="reorganisation_id.state", string="State of the reorganisation")
    # stored for the record rules
    authority_id = fields.Many2one(related="reorganisation_id.authority_id", store=True, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.reorganisation_id._check_draft()
        return rows

    def write(self, vals):
        if not self.env.su:
            self.reorganisation_id._check_draft()
        result = super().write(vals)
        if "reorganisation_id" in vals:
            self.check_access("write")
            self.reorganisation_id._check_draft()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_applied(self):
        self.reorganisation_id._check_draft()


class ChildPlanReorganisationUnit(models.Model):
    """A unit that a reorganisation makes."""

    _name = "child.plan.reorganisation.unit"
    _description = "New Unit of a Reorganisation"
    _inherit = "child.plan.reorganisation.part.mixin"
    _order = "reorganisation_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    short_name = fields.Char()
    kind = fields.Selection(KINDS, required=True, default="authority")
    level = fields.Selection(LEVELS, required=True, default="commune")
    code = fields.Char("Official code")
    sector_id = fields.Many2one("child.plan.sector", ondelete="restrict")
    parent_id = fields.Many2one(
        "child.plan.unit",
        "Part of",
        required=True,
        ondelete="restrict",
        domain="[('id', 'child_of', authority_id), ('valid_to', '=', False)]",
    )
    unit_id = fields.Many2one("child.plan.unit", "Made", readonly=True, copy=False, ondelete="restrict")

    def _prepare_units(self):
        """Return the values of the units that are made, in their order."""
        lines = self.reorganisation_id.line_ids.grouped("new_unit_id")
        return [new._prepare_unit(lines[new].unit_id if new in lines else new.unit_id.browse()) for new in self]

    def _prepare_unit(self, parts):
        """Return the values of the unit that is made of ``parts``. Extend."""
        self.ensure_one()
        names = ("name", "short_name", "kind", "level", "code")
        earlier = [name for unit in parts for name in (unit.name, *unit._former_list()) if name and name != self.name]
        return {
            "former_names": ", ".join(dict.fromkeys(earlier)) or False,
            **{name: self[name] for name in names},
            "parent_id": self.parent_id.id,
            "sector_id": self.sector_id.id,
            "valid_from": self.reorganisation_id.day,
        }


class ChildPlanReorganisationChoice(models.Model):
    """A decision of who gets something of a unit that is split: all that belongs to one record, such as a plan."""

    _name = "child.plan.reorganisation.choice"
    _description = "Decision in a Reorganisation"
    _inherit = "child.plan.reorganisation.part.mixin"
    _order = "reorganisation_id, unit_id, res_model, id"

    unit_id = fields.Many2one("child.plan.unit", required=True, ondelete="restrict", index=True)
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", required=True)
    res_name = fields.Char("What", compute="_compute_res_name")
    line_id = fields.Many2one(
        "child.plan.reorganisation.line",
        "Goes to",
        ondelete="cascade",
        index=True,
        domain="[('reorganisation_id', '=', reorganisation_id), ('unit_id', '=', unit_id), ('kind', '=', 'split')]",
        help="Empty: it stays, and is listed until somebody has decided",
    )

    _once = models.UniqueIndex("(reorganisation_id, unit_id, res_model, res_id)", "This is decided already.")

    @api.model
    def _models(self):
        """Return ``{model: SQL of its rows that need a decision}``: unit and record, of the units ``%s``. Extend."""
        return {
            "res.users": SQL(
                "SELECT unit_id, user_id FROM child_plan_unit_user_rel WHERE unit_id = ANY(%s)", self._split_ids()
            )
        }

    @api.model
    def _split_ids(self):
        return self.env.context.get("child_plan_split_ids", [])

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        allowed = self._models()
        self.res_name = False
        for model, rows in self.grouped("res_model").items():
            if model not in allowed:
                continue
            records = self.env[model].browse(rows.mapped("res_id")).exists()._filtered_access("read")
            names = {record.id: record.display_name for record in records}
            for row in rows:
                row.res_name = names.get(row.res_id) or self.env._("No. %s", row.res_id)

    @api.constrains("res_model")
    def _check_res_model(self):
        if set(self.mapped("res_model")) - self._models().keys():
            raise ValidationError(self.env._("This is not decided one by one."))

    @api.constrains("line_id", "unit_id")
    def _check_line(self):
        for row in self.filtered("line_id"):
            if row.line_id.unit_id != row.unit_id or row.line_id.reorganisation_id != row.reorganisation_id:
                raise ValidationError(self.env._("“%s” is no heir of this unit.", row.line_id.display_name))
