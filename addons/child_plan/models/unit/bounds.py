"""Refuses values that no plan has and that would break what reads them: texts of megabytes, the years 1 and 9999.

One such deadline would stop the nightly jobs of everybody, because days before or after it do not exist.
"""

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Date

from .given_links import OURS

LENGTHS = {"char": 20_000, "text": 500_000, "html": 2_000_000}  # characters
LENGTH = 5_000_000  # of what the server writes: Odoo passes on values of users with sudo(), a message for instance
FILES = "ir.attachment"  # keeps the words of whole files
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Base(models.AbstractModel):
    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        self._child_plan_check_bounds([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model_create_multi
    def create(self, vals_list):
        self._child_plan_check_bounds(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._child_plan_check_bounds([vals])
        return super().write(vals)

    @api.model
    def _child_plan_check_bounds(self, vals_list):
        """Raise for texts that are too long and, on our models, for years out of bounds; lines included."""
        su = self.env.su
        if su and (self._name == FILES or not self.pool.ready):
            return
        ours = not su and OURS.match(self._name)
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if not field or not value:
                    continue
                limit = LENGTH if su else LENGTHS.get(field.type)
                if field.type in LENGTHS and isinstance(value, str) and len(value) > limit:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” is too long: %(length)s characters, where at most %(limit)s are kept.",
                            field=field._description_string(self.env),
                            length=len(value),
                            limit=limit,
                        )
                    )
                if ours and field.type in ("date", "datetime"):
                    self._child_plan_check_year(field, value)
                elif field.type in ("one2many", "many2many") and isinstance(value, list | tuple):
                    lines = [
                        command[2]
                        for command in value
                        if isinstance(command, list | tuple)
                        and len(command) > 2
                        and command[0] in (Command.CREATE, Command.UPDATE)
                        and isinstance(command[2], dict)
                    ]
                    self.env[field.comodel_name]._child_plan_check_bounds(lines)

    @api.model
    def _child_plan_check_year(self, field, value):
        try:
            year = Date.to_date(value).year
        except (ValueError, TypeError, AttributeError):
            year = None
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(
                self.env._(
                    "“%(field)s”: “%(value)s” is no day between the years %(first)s and %(last)s.",
                    field=field._description_string(self.env),
                    value=str(value)[:40],
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )
