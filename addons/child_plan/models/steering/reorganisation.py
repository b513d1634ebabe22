from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today


class ChildPlanReorganisation(models.Model):
    """Meetings to come go to the heirs, with the work that has gone on there. Those that were held stay."""

    _inherit = "child.plan.reorganisation"

    def _counted(self, ids):
        meetings = SQL("SELECT unit_id FROM child_plan_meeting WHERE unit_id = ANY(%s) AND day >= %s", ids, today())
        return [*super()._counted(ids), (self.env._("Meetings to come"), meetings)]

    def _uses(self, units):
        return [*super()._uses(units), ("child.plan.meeting", Domain("unit_id", "in", units.ids))]

    def _carry_over(self):
        result = super()._carry_over()
        self._update_rows(
            "child_plan_meeting",
            ["unit_id"],
            SQL(
                "SELECT id, COALESCE(%s, unit_id) FROM child_plan_meeting AS meeting"
                " WHERE unit_id = ANY(%s) AND day >= %s",
                self._heir(SQL("meeting.unit_id")),
                self._ended_ids(),
                today(),
            ),
        )
        # work that several units had is one row of the heir, and stands on an agenda once
        items = SQL(
            """SELECT item.id, work.merged_into_id, item.conclusion,
                      row_number() OVER (PARTITION BY meeting_id, merged_into_id ORDER BY item.sequence, item.id) = 1
                      AND NOT EXISTS (SELECT FROM child_plan_meeting_item AS there
                                       WHERE there.meeting_id = item.meeting_id
                                         AND there.assignment_id = work.merged_into_id) AS first
                 FROM child_plan_meeting_item AS item
                 JOIN child_plan_meeting AS meeting ON meeting.id = item.meeting_id AND meeting.day >= %s
                 JOIN child_plan_assignment AS work ON work.id = item.assignment_id
                WHERE work.unit_id = ANY(%s) AND work.merged_into_id IS NOT NULL""",
            today(),
            self._ended_ids(),
        )
        self._delete_rows(
            "child_plan_meeting_item",
            SQL("gone.id IN (SELECT id FROM (%s) AS item WHERE NOT first AND conclusion IS NULL)", items),
        )
        self._update_rows(
            "child_plan_meeting_item",
            ["assignment_id"],
            SQL("SELECT id, merged_into_id FROM (%s) AS item WHERE first", items),
        )
        self.env["child.plan.meeting"].invalidate_model(flush=False)
        self.env["child.plan.meeting.item"].invalidate_model(flush=False)
        return result
