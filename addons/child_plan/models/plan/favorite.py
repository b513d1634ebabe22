from odoo import api, fields, models


class ChildPlanFavoriteMixin(models.AbstractModel):
    """Rows that a user can keep in sight: a star, seen by the user alone, and the filter of that name."""

    _name = "child.plan.favorite.mixin"
    _description = "Kept in Sight"

    favorite_user_ids = fields.Many2many("res.users", copy=False, groups=fields.NO_ACCESS)
    is_favorite = fields.Boolean(
        "In my sight", compute="_compute_is_favorite", search="_search_is_favorite", exportable=False
    )

    @api.depends("favorite_user_ids")
    @api.depends_context("uid")
    def _compute_is_favorite(self):
        for row in self:
            row.is_favorite = self.env.uid in row.sudo().favorite_user_ids.ids

    def _search_is_favorite(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.sudo()._search([("favorite_user_ids", "in", self.env.uid)])
        return [("id", "in" if True in value else "not in", mine)]

    def action_toggle_favorite(self):
        """Set or take away the user's own star: whoever may read a row may do so."""
        self.check_access("read")
        for row in self:
            command = fields.Command.unlink if row.is_favorite else fields.Command.link
            row.sudo().favorite_user_ids = [command(self.env.uid)]
        self.invalidate_recordset(["is_favorite"])
        return True


class ChildPlan(models.Model):
    _name = "child.plan"
    _inherit = ["child.plan.favorite.mixin", "child.plan"]

    favorite_user_ids = fields.Many2many(relation="child_plan_favorite_rel")


class ChildPlanTask(models.Model):
    _name = "child.plan.task"
    _inherit = ["child.plan.favorite.mixin", "child.plan.task"]

    favorite_user_ids = fields.Many2many(relation="child_plan_task_favorite_rel")
