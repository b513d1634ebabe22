"""Papers of the test data: overdue work of two wards, and letters about it."""

from base64 import b64encode

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.tests.common import PlanCase

from ..lib.tree import Table, plain

PDF = b64encode(b"%PDF-1.7\nsigned")


class PaperCase(PlanCase):
    plans = 286

    def late_work(self, *units, **vals):
        """Issue a plan with one task of these units that is overdue. Return the assignments."""
        type(self).plans += 1
        plan = self.plan(number=f"{self.plans}/KH-UBND", issued_on="2026-01-05", next_working_day=False)
        self.task(plan, units, due_on="2026-03-02", **vals)
        return self.issue(plan)

    def reminder(self, work=None, user=None):
        work = work or self.late_work(self.ward_1)
        action = work.with_user(user or self.user_office).action_write_reminders()
        return self.env["child.plan.paper"].with_user(user or self.user_office).browse(action["res_id"])

    def signed(self, paper):
        """Give the paper for signature, issue it as of today, and return it."""
        paper.signer_name = "Nguyễn Văn A"
        paper.action_to_signature()
        paper.action_issue()
        self.assertEqual(paper.issued_on, today())
        return paper

    def text_of(self, paper):
        """Return what the body says, one line a block; cells are parted by bars."""
        tree = paper._tree()
        lines = []
        for block in [*tree.body, *(block for annex in tree.annexes for block in annex.body)]:
            if isinstance(block, Table):
                lines += [" | ".join(plain(cell.text) for cell in row.cells) for row in block.rows]
            else:
                lines.append(plain(block.text))
        return "\n".join(lines)

    def references(self, paper):
        return {(ref.model, ref.id, ref.field) for ref in paper._tree().references()}
