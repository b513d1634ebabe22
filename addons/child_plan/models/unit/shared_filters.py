"""Restricts who may share filters with others, and with whom.

Leaders, standing offices and administrators may share with users of their own units and of units below. A shared filter
cannot be a default: a filter that everybody gets without asking hides records from everybody.
"""

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

ODOO_ADMIN = "base.group_erp_manager"
SHARERS = ",".join(f"child_plan.child_plan_group_{role}" for role in ("standing", "leader", "admin"))


class IrFilters(models.Model):
    _inherit = "ir.filters"

    @api.constrains("user_ids", "is_default")
    def _child_plan_check_shared(self):
        user = self.env.user
        if user._is_superuser() or user.has_group(ODOO_ADMIN):
            return
        below = Domain("child_plan_unit_ids", "child_of", user.child_plan_unit_ids.ids)
        for shared in self.filtered(lambda filter_: filter_.user_ids != user):
            if shared.is_default:
                raise ValidationError(self.env._("A filter that others see too is nobody's default."))
            others = shared.user_ids - user
            if not others or not user.has_groups(SHARERS) or others - others.filtered_domain(below):
                raise ValidationError(
                    self.env._("A filter is shared by those who lead, with people of their units and of those below.")
                )

    def _check_access(self, operation):
        """Let only its author change or delete a filter; Odoo lets everybody change one that is shared with all."""
        result = super()._check_access(operation)
        if operation in ("read", "create") or self.env.user.has_group(ODOO_ADMIN):
            return result
        forbidden = result[0] if result else self.browse()
        foreign = (self - forbidden).filtered(lambda filter_: filter_.sudo().create_uid != self.env.user)
        if not foreign:
            return result
        words = self.env._("A filter is changed by the person who made it.")
        return forbidden | foreign, lambda: AccessError(words)
