"""Keeps what people set up for themselves, and others use too, from being changed by those others.

In Odoo every employee may change the lists of columns that anybody saved for exports, and the layouts of papers.
"""

from odoo import api, models
from odoo.exceptions import AccessError

ODOO_ADMIN = "base.group_system"


class OwnTemplate(models.AbstractModel):
    _name = "child.plan.own.template"
    _description = "Changed by its author"

    _child_plan_authors = ("write", "unlink")  # what only the author and Odoo's administrator do

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in self._child_plan_authors or self.env.user.has_group(ODOO_ADMIN):
            return result
        forbidden = result[0] if result else self.browse()
        foreign = (self - forbidden).filtered(lambda each: each.sudo().create_uid != self.env.user)
        if not foreign:
            return result
        words = self.env._("This is changed by the person who made it.")
        return forbidden | foreign, lambda: AccessError(words)


class IrExports(models.Model):
    _name = "ir.exports"
    _inherit = ["ir.exports", "child.plan.own.template"]


class IrExportsLine(models.Model):
    _name = "ir.exports.line"
    _inherit = ["ir.exports.line", "child.plan.own.template"]

    @api.model_create_multi
    def create(self, vals_list):
        """A line in the list of somebody else changes that list."""
        lines = super().create(vals_list)
        lines.export_id.check_access("write")
        return lines


class ReportLayout(models.Model):
    _name = "report.layout"
    _inherit = ["report.layout", "child.plan.own.template"]
