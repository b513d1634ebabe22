"""Makes the messages of units, plans, tasks, assignments and lists pass through ``child.plan.notification.mixin``."""

from odoo import models


class ChildPlanUnit(models.Model):
    _name = "child.plan.unit"
    _inherit = ["child.plan.notification.mixin", "child.plan.unit"]


class ChildPlan(models.Model):
    _name = "child.plan"
    _inherit = ["child.plan.notification.mixin", "child.plan"]


class ChildPlanTask(models.Model):
    _name = "child.plan.task"
    _inherit = ["child.plan.notification.mixin", "child.plan.task"]


class ChildPlanAssignment(models.Model):
    _name = "child.plan.assignment"
    _inherit = ["child.plan.notification.mixin", "child.plan.assignment"]


class ChildPlanExport(models.Model):
    _name = "child.plan.export"
    _inherit = ["child.plan.notification.mixin", "child.plan.export"]
