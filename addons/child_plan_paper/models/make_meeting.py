from odoo import models
from odoo.exceptions import UserError

from ..lib.printed import in_figures
from ..lib.tree import ARABIC, Heading, Item, Paragraph


class ChildPlanMeeting(models.Model):
    _inherit = "child.plan.meeting"

    def action_write_conclusions(self):
        """Write the notice of what was concluded, to the units of the work on the agenda."""
        self.check_access("write")
        for meeting in self:
            if not any(meeting.item_ids.mapped("conclusion")) and not meeting.note:
                raise UserError(self.env._("Nothing is concluded yet: write the conclusions beside the agenda."))
        office = self.env.user.child_plan_unit_ids
        return self.env["child.plan.paper"]._write_papers(
            [
                {
                    "kind": "conclusions",
                    "issuer_id": meeting.unit_id.id,
                    "drafter_id": (office.filtered(lambda unit, m=meeting: unit.authority_id == m.unit_id)[:1]).id
                    or meeting.unit_id.id,
                    "res_model": meeting._name,
                    "res_id": meeting.id,
                    "addressee_ids": meeting.item_ids.filtered("conclusion").unit_id.ids,
                }
                for meeting in self
            ]
        )


class ChildPlanPaper(models.Model):
    _inherit = "child.plan.paper"

    def _make_conclusions(self):
        meeting = self._source()
        said = []
        for item in meeting.item_ids.filtered("conclusion"):
            unit = item.unit_id._paper_name()
            said += [
                Heading(ARABIC, f"Về nhiệm vụ “{item.assignment_id.name}” ({unit}):", titled=False),
                Item(f"{item.conclusion.rstrip('.')}."),
            ]
        notes = [Paragraph(line.strip()) for line in (meeting.note or "").split("\n") if line.strip()]
        return {
            "cuộc họp": meeting.name.strip(),
            "ngày họp": in_figures(meeting.day),
            "kết luận": [*notes, *said],
        }
