from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Show the leader's page once: as the home of leaders and standing offices, or second in the menu of others.

        Show Odoo's shop of apps to those only who may install them.

        Show supervision to those who supervise: administrators, leaders, and observers, who have no other role.
        """
        hidden = super()._load_menus_blacklist()
        if not self.env.user.has_group("base.group_system"):
            hidden.append(self.env.ref("base.menu_management").id)
        if self.env.user.has_groups(
            "child_plan.child_plan_group_leader,child_plan.child_plan_group_standing,child_plan.child_plan_group_admin"
        ):
            hidden.append(self.env.ref("child_plan.child_plan_menu_dashboard_unit").id)
        supervises = self.env.user.has_groups("child_plan.child_plan_group_leader,child_plan.child_plan_group_admin")
        if not supervises and self.env.user.has_group("child_plan.child_plan_group_officer"):
            hidden.append(self.env.ref("child_plan.child_plan_menu_supervision").id)
        return hidden
