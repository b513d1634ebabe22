"""A slip while choosing makes no plan, unit or task: no field of our views offers to create one."""

from odoo import models

CHOSEN = {"child.plan", "child.plan.unit", "child.plan.task"}


class IrUiView(models.Model):
    _inherit = "ir.ui.view"

    def _postprocess_access_rights(self, tree):
        fields = tree.xpath("//field[@model_access_rights]")
        chosen = [node for node in fields if node.get("model_access_rights") in CHOSEN]
        tree = super()._postprocess_access_rights(tree)
        for node in chosen:
            node.set("can_create", "False")
        return tree
