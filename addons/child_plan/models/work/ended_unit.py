from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.status import OPEN_STATES


class ChildPlanAssignmentEnded(models.Model):
    """Work that hangs on a unit which has ended or is archived: its superiors see it until somebody has moved it."""

    _inherit = "child.plan.assignment"

    unit_ended = fields.Boolean("Unit has ended", compute="_compute_unit_ended", search="_search_unit_ended")

    @api.depends("unit_id.valid_to", "unit_id.active", "state", "plan_id.state")
    def _compute_unit_ended(self):
        hanging = self.filtered_domain(self._hanging())
        for assignment in self:
            assignment.unit_ended = assignment in hanging

    def _search_unit_ended(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._hanging() if True in value else ~self._hanging()

    @api.model
    def _hanging(self) -> Domain:
        ended = Domain("unit_id.valid_to", "<", today()) | Domain("unit_id.active", "=", False)
        is_open = Domain("state", "in", (*OPEN_STATES, "suspended")) & Domain("plan_id.state", "=", "issued")
        return ended & is_open

    @api.model
    def get_status_counts(self, domain):
        """Add ``"ended"``: what becomes of the open work of the user's units that have ended, in words; else ""."""
        return {**super().get_status_counts(domain), "ended": self.env.user._child_plan_ended_words()}


class ChildPlanUnit(models.Model):
    """Whoever ends a unit is told what that leaves behind."""

    _inherit = "child.plan.unit"

    left_behind = fields.Char(compute="_compute_left_behind", help="What hangs on a unit that has ended")

    @api.depends("valid_to", "active")
    @api.depends_context("lang")
    def _compute_left_behind(self):
        for unit in self:
            unit.left_behind = unit._has_ended(today()) and ", ".join(unit._origin._hanging_words())

    def _hanging_words(self):
        """Return, in words, how much open work these units have. Extend for what else waits for them.

        Whoever may end the units is told all of it, others what they may see.
        """
        work = [("unit_id", "in", self.ids), ("state", "in", (*OPEN_STATES, "suspended"))]
        count = (
            self.env["child.plan.assignment"]
            .sudo(self.env.su or self.has_access("write"))
            .search_count([*work, ("plan_id.state", "=", "issued")])
        )
        return [self.env._("%s tasks that are still open", count)] if count else []

    def _has_ended(self, day):
        self.ensure_one()
        return not self.active or bool(self.valid_to and self.valid_to < day)

    def _ended_words(self, day):
        """Return since when this unit is no more, in words."""
        self.ensure_one()
        if self.valid_to and self.valid_to < day:
            return self.env._("%(unit)s ended on %(day)s.", unit=self.name, day=format_date(self.env, self.valid_to))
        return self.env._("%s is archived.", self.name)

    def _units_to_address(self):
        """Return the units to write to: these, and for those that have ended their successors, if there are any."""
        day, addressed = today(), self.browse()
        for unit in self:
            successors = unit.sudo().successor_ids._successors_on(day) if unit._has_ended(day) else unit
            addressed |= successors.with_env(self.env)
        return addressed

    def _check_not_ended(self, day=None):
        """Raise UserError, with the names of the successors, if one of these units had ended before ``day`` (today)."""
        day = day or today()
        for unit in self.sudo().filtered(lambda unit: unit._has_ended(day)):
            ended = unit._ended_words(day)
            names = ", ".join(unit.successor_ids._successors_on(day).mapped("name"))
            advice = self.env._("Take its successor: %s", names) if names else self.env._("It has no successor yet.")
            message = f"{ended} {advice}"
            raise UserError(message)

    @api.onchange("valid_to")
    def _onchange_valid_to(self):
        words = self._origin._hanging_words() if self.valid_to else ()
        if words:
            message = self.env._("It leaves: %s. Hand this to another unit before that day.", ", ".join(words))
            return {"warning": {"title": self.env._("This unit has work"), "message": message}}
        return None

    def action_archive(self):
        """Archive, and say what that leaves open."""
        result = super().action_archive()
        return self._tell_left(self.env._("What these units leave:")) or result

    def _tell_left(self, text):
        """Return the notification of what these units leave open after ``text``; None if it is nothing."""
        words = self._hanging_words() if self else ()
        if not words:
            return None
        params = {"message": f"{text} {', '.join(words)}.", "type": "warning", "sticky": True}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    def action_view_left_behind(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action_ended")
        return {**action, "domain": [("unit_id", "=", self.id), ("unit_ended", "=", True)]}


class ResUsers(models.Model):
    """Whoever archives the only officer of a unit is told what nobody will do now."""

    _inherit = "res.users"

    def _child_plan_ended_words(self):
        """Return what becomes of the open work of this person's units that have ended; "" if there is none."""
        day = today()
        words = []
        for unit in self.child_plan_unit_ids.filtered(lambda unit: unit._has_ended(day)):
            if left := unit._hanging_words():
                names = ", ".join(unit.sudo().successor_ids._successors_on(day).mapped("name"))
                to = self.env._("It goes to its successor, %s.", names) if names else ""
                words.append(
                    " ".join(
                        filter(
                            None,
                            (
                                unit._ended_words(day),
                                self.env._("Its superior hands over what it leaves: %s.", ", ".join(left)),
                                to,
                            ),
                        )
                    )
                )
        return " ".join(words)

    def action_archive(self):
        units = self.child_plan_unit_ids
        result = super().action_archive()
        orphaned = units.filtered(lambda unit: not unit.sudo().user_ids)
        names = ", ".join(orphaned.mapped("name"))
        return orphaned._tell_left(self.env._("Nobody works for %s any more. What is left there:", names)) or result
