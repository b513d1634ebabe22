from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError

from ...lib.clock import today
from ..unit.take_turns import take_turns


class ChildPlanMeeting(models.Model):
    """A meeting in which the leader of an authority discusses work: its agenda and conclusions."""

    _name = "child.plan.meeting"
    _description = "Meeting"
    _order = "day desc, id desc"

    name = fields.Char("Subject", required=True, default=lambda self: self.env._("Meeting on the progress of work"))
    day = fields.Date(required=True, default=lambda self: today())
    unit_id = fields.Many2one(
        "child.plan.unit",
        "Of",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user._child_plan_root_units()[:1],
        domain="[('kind', '!=', 'collective')]",
    )
    item_ids = fields.One2many("child.plan.meeting.item", "meeting_id", "Agenda")
    note = fields.Text("Minutes")
    item_count = fields.Integer("Points", compute="_compute_item_count")

    @api.depends("name", "day")
    def _compute_display_name(self):
        for meeting in self:
            meeting.display_name = f"{meeting.name} · {meeting.day.strftime('%d/%m/%Y') if meeting.day else '…'}"

    @api.depends("item_ids")
    def _compute_item_count(self):
        counts = self.env["child.plan.meeting.item"]._read_group(
            [("meeting_id", "in", self.ids)], ["meeting_id"], ["__count"]
        )
        counts = {meeting.id: count for meeting, count in counts}
        for meeting in self:
            meeting.item_count = counts.get(meeting.id, 0)


class ChildPlanMeetingItem(models.Model):
    """One assignment on the agenda of a meeting, and what was concluded on it."""

    _name = "child.plan.meeting.item"
    _description = "Item of an Agenda"
    _order = "sequence, id"
    _rec_name = "assignment_id"

    meeting_id = fields.Many2one("child.plan.meeting", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    assignment_id = fields.Many2one("child.plan.assignment", "Work", required=True, ondelete="restrict", index=True)
    unit_id = fields.Many2one(related="assignment_id.unit_id")
    status = fields.Selection(related="assignment_id.status")
    state_on = fields.Selection(related="assignment_id.state_on")
    status_text = fields.Char(related="assignment_id.status_text")
    conclusion = fields.Char()

    _once = models.UniqueIndex("(meeting_id, assignment_id)", "This work is already on the agenda.")

    @api.constrains("assignment_id")
    def _check_assignment_id(self):
        """Check that the user may read the assignment, because the agenda shows its name. Constraints run with
        ``sudo()``.
        """
        self.sudo(self.env.uid == SUPERUSER_ID).assignment_id.check_access("read")


class ChildPlanAssignmentMeeting(models.Model):
    _inherit = "child.plan.assignment"

    def action_put_on_agenda(self):
        """Put the work on the agenda of the authority's next meeting, or of a new one."""
        unit = self.env.user._child_plan_root_units()[:1]
        if not unit:
            raise AccessError(self.env._("You do not work for a unit."))
        meetings = self.env["child.plan.meeting"]
        take_turns(unit)
        next_ones = [("unit_id", "=", unit.id), ("day", ">=", today())]
        meeting = meetings.search(next_ones, order="day, id", limit=1) or meetings.create(
            {"unit_id": unit.id, "day": fields.Date.add(today(), days=7 - today().weekday())}
        )
        new = self - meeting.item_ids.assignment_id
        meeting.item_ids = [fields.Command.create({"assignment_id": assignment.id}) for assignment in new]
        name = meeting.display_name
        words = (
            self.env._("%(count)s added to the agenda of “%(meeting)s”.", count=len(new), meeting=name)
            if new
            else self.env._("This is on the agenda of “%s” already.", name)
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success" if new else "warning", "message": words},
        }
