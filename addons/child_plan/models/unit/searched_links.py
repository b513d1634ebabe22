"""Hides foreign records from searches by links.

Odoo takes ids in a condition on lines or tags as they are: ``[("target_ids", "in", [7])]`` finds the indicator of
target 7, although the user may not read that target. Here such ids count only if the user may read them. This holds for
every model, since what Odoo itself keeps beside our records can be asked in the same way.
"""

from collections.abc import Set

from odoo import api, models
from odoo.fields import Domain

BY_ID = {"in": "in", "not in": "not in", "=": "in", "!=": "not in", "child_of": "child_of", "parent_of": "parent_of"}


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if domain and not (self.env.su or bypass_access):
            domain = Domain(domain).map_conditions(self._child_plan_readable_condition)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _child_plan_readable_condition(self, condition):
        """Return the condition without the ids of records that the user may not read."""
        field = self._fields.get(condition.field_expr)
        if not field or field.type not in ("one2many", "many2many") or condition.operator not in BY_ID:
            return condition
        value = condition.value
        values = list(value) if isinstance(value, list | tuple | Set) else [value]
        ids = [id_ for id_ in values if type(id_) is int]
        if not ids:
            return condition
        comodel = self.env[field.comodel_name].with_context(active_test=False)
        readable = set(comodel.search([("id", "in", ids)]).ids) if comodel.has_access("read") else set()
        if readable.issuperset(ids):
            return condition
        kept = [id_ for id_ in values if type(id_) is not int or id_ in readable]
        return Domain(condition.field_expr, BY_ID[condition.operator], kept)
