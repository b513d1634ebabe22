"""Checks links that users send before anything is computed from them.

Related and computed fields, onchange warnings and display names read the linked record with ``sudo()``. So a link in
unsaved values, in defaults or in values to save could reveal a record that the record rules hide. Each link that the
record does not have already must therefore lead to a record that the user may read. This holds for all our models,
dialogs included, and for links from other models to ours.
"""

import re
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...compat import NewId

OURS = re.compile(r"child\.plan(\.|$)")  # the names of our models


class Base(models.AbstractModel):
    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        self._child_plan_check_links([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        self._child_plan_check_links([defaults])
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        self.browse()._child_plan_check_links(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._child_plan_check_links([vals])
        return super().write(vals)

    def _child_plan_check_links(self, vals_list):
        """Raise if ``vals_list`` would link these records, or a new one, to something that the user cannot read."""
        if self.env.su:
            return
        links = defaultdict(set)
        for vals in vals_list:
            self._child_plan_add_links(vals, links)
        for model, ids in links.items():
            linked = self.env[model].browse(ids)
            if linked - linked.exists()._filtered_access("read"):
                raise AccessError(self.env._("A link leads to something that is not there, or not yours to see."))

    def _child_plan_add_links(self, vals, links):
        """Add to ``links``, ``{model: ids}``, what ``vals`` link to and these records do not link to yet."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if not field or not value:
                continue
            if field.relational:
                linked = {field.comodel_name: self._child_plan_linked(field, value, links)}
            elif field.type == "reference":
                linked = _referred(value)
            elif field.type == "many2one_reference":
                model = vals.get(field.model_field) or self[:1][field.model_field]
                linked = {model: {value}} if model in self.env else {}
            else:
                continue
            for model, ids in linked.items():
                if ids and (OURS.match(self._name) or OURS.match(model)):
                    new = {id_ for id_ in ids if id_ and type(id_) is not NewId}
                    links[model] |= new - self._child_plan_held(field, model)

    def _child_plan_held(self, field, model):
        """Return the ids to which ``field`` of these records links already."""
        rows = self.filtered("id").with_context(active_test=False)
        if field.relational:
            return set(rows[field.name].ids)
        if field.type == "reference":
            return {row[field.name].id for row in rows if row[field.name] and row[field.name]._name == model}
        return {row[field.name] for row in rows if row[field.model_field] == model}

    def _child_plan_linked(self, field, value, links):
        """Return the ids in ``value``, in any form that Odoo accepts; add links of nested values to ``links``."""
        comodel = self.env[field.comodel_name]
        if isinstance(value, models.BaseModel):
            return set(value._ids)
        if field.type == "many2one":
            value = value[:1] if isinstance(value, tuple | list) else [value]
        linked = set()
        for item in value:
            match item:
                case dict():  # a record with its values
                    row = comodel.browse(item.get("id") or ())
                    linked.update(row._ids)
                    row._child_plan_add_links(item, links)
                case [Command.CREATE, _, vals]:
                    comodel.browse()._child_plan_add_links(vals, links)
                case [Command.UPDATE, id_, vals]:
                    linked.add(id_)
                    comodel.browse(id_)._child_plan_add_links(vals, links)
                case [Command.LINK, id_, *_]:
                    linked.add(id_)
                case [Command.SET, _, ids]:
                    linked.update(ids)
                case list() | tuple():
                    pass  # removes links
                case _:
                    linked.add(item)
        return linked


def _referred(value):
    if isinstance(value, models.BaseModel):
        return {value._name: set(value._ids)}
    model, _comma, id_ = str(value).partition(",")
    return {model: {int(id_)}} if id_.isdigit() else {}
