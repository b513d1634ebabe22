from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...lib.status import OPEN_STATES
from ..unit.local_administrator import ADMIN


class ResUsers(models.Model):
    """Somebody who moves, leaves or stands in hands open work and activities to a colleague."""

    _inherit = "res.users"

    def _child_plan_handed(self, colleague):
        """Return ``[records, the field that names who has them]`` that go from this user to ``colleague``. Extend.

        Only work of units to which both belong: who is in charge of work is of its unit.
        """
        self.ensure_one()
        work = [
            ("officer_id", "=", self.id),
            ("state", "in", (*OPEN_STATES, "suspended")),
            ("plan_id.state", "=", "issued"),
            ("unit_id", "in", colleague.sudo().child_plan_unit_ids.ids),
        ]
        activities = self.env["mail.activity"].sudo().search(self._child_plan_activities())
        readable = {}
        for model, of_model in activities.grouped("res_model").items():
            records = self.env[model].with_user(colleague).browse(of_model.mapped("res_id")).exists()
            readable[model] = set(records._filtered_access("read").ids)
        seen = activities.filtered(lambda activity: activity.res_id in readable[activity.res_model])
        return [(self.env["child.plan.assignment"].sudo().search(work), "officer_id"), (seen, "user_id")]

    def _child_plan_activities(self):
        """Return the domain of the activities of this user about records of this app."""
        return Domain("user_id", "=", self.id) & Domain("res_model", "=like", "child.plan%")

    def _child_plan_hand_over(self, colleague):
        """Hand what is open to ``colleague``. Return how many rows went over."""
        self.ensure_one()
        self._child_plan_check_hand_over(colleague)
        number = 0
        for records, name in self._child_plan_handed(colleague):
            records.with_context(mail_activity_quick_update=True).write({name: colleague.id})
            number += len(records)
        self._child_plan_log(self.env._("Open work"), self.name, f"{colleague.name}: {number}")
        return number

    def _child_plan_check_hand_over(self, colleague):
        """Raise unless the current user hands over the own work, or that of people whom the user administers."""
        if self == colleague or not colleague.active:
            raise UserError(self.env._("Choose a colleague who works."))
        if not self.sudo().child_plan_unit_ids & colleague.sudo().child_plan_unit_ids:
            raise UserError(self.env._("A colleague belongs to one of the same units."))
        if self != self.env.user and not ((self | colleague).has_access("write") and self.env.user.has_group(ADMIN)):
            raise AccessError(self.env._("You hand over your own work, or that of people whom you administer."))
