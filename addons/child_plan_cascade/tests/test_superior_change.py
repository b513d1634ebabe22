"""What a superior changes after its tasks were taken over shows below as a proposal."""

from datetime import date

from odoo.exceptions import UserError

from .cascade_case import CascadeCase


class TestSuperiorChange(CascadeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.superior._cascade(cls.ward_1, 10)
        cls.draft = cls.superior.implemented_by_ids
        cls.taken = cls.own(cls.draft, cls.survey)

    def take(self):
        self.changes(self.draft).with_user(self.user_ward_office).action_take()

    def test_nothing_has_changed_at_first(self):
        self.assertFalse(self.changes(self.draft))
        self.assertEqual(self.draft.superior_change_count, 0)
        self.taken.name = "Rà soát theo cách của xã"  # the own wording is no change above
        self.assertFalse(self.changes(self.draft))

    def test_a_new_wording_and_a_new_deadline_are_proposed_and_taken_over(self):
        self.survey.with_user(self.user_office)._reword("Rà soát, lập danh sách", "Rõ hơn")
        self.survey.with_user(self.user_office)._move_deadline(date(2026, 7, 31), "Chậm")
        rows = self.changes(self.draft)
        self.assertEqual(
            rows.mapped(lambda row: (row.kind, row.before, row.now, row.proposal)),
            [
                ("wording", "Rà soát trẻ em mồ côi", "Rà soát, lập danh sách", "Rà soát, lập danh sách"),
                ("deadline", "30/06/2026", "31/07/2026", "17/07/2026"),
            ],
        )
        self.take()
        self.assertEqual((self.taken.name, self.taken.due_on), ("Rà soát, lập danh sách", date(2026, 7, 17)))
        self.assertFalse(self.changes(self.draft))

    def test_in_an_issued_plan_they_are_decisions_with_a_reason(self):
        self.draft.with_user(self.user_ward_office).action_issue()
        self.survey.with_user(self.user_office)._move_deadline(date(2026, 7, 31), "Chậm")
        self.take()
        self.assertEqual(self.taken.assignment_ids.due_on, date(2026, 7, 17))
        self.assertEqual(self.journal(self.taken, "task")[-1][1:], ("2026-06-16", "2026-07-17"))
        self.assertIn("12/KH-UBND", self.env["child.plan.journal"].search([("task_id", "=", self.taken.id)])[0].reason)

    def test_what_was_withdrawn_above_is_withdrawn_here_or_kept(self):
        self.survey.with_user(self.user_office)._withdraw("Không cần")
        rows = self.changes(self.draft)
        self.assertEqual(rows.mapped("kind"), ["withdrawn"])
        rows.with_user(self.user_ward_office).action_keep()
        self.assertFalse(self.changes(self.draft))
        self.assertTrue(self.taken.exists())
        self.assertIn("Kept although", self.taken.message_ids[0].body)

    def test_withdrawn_above_and_taken_over_is_gone_from_the_draft(self):
        self.survey.with_user(self.user_office)._withdraw("Không cần")
        self.take()
        self.assertFalse(self.taken.exists())

    def test_a_task_given_later_is_proposed_and_cannot_be_left_out(self):
        new = self.task(self.superior, [self.ward_1], name="Việc mới của huyện", due_on="2026-09-30")
        new.with_user(self.user_office).action_give()
        rows = self.changes(self.draft)
        self.assertEqual(rows.mapped(lambda row: (row.kind, row.superior_task_id)), [("new", new)])
        with self.assertRaisesRegex(UserError, "cannot be left out"):
            rows.with_user(self.user_ward_office).action_keep()
        self.take()
        self.assertIn("Việc mới của huyện", self.draft.task_ids.mapped("name"))
        self.assertFalse(self.changes(self.draft))

    def test_only_who_keeps_the_plan_takes_over(self):
        self.survey.with_user(self.user_office)._reword("Khác", "Vì")
        rows = self.changes(self.draft)
        self.assertFalse(rows.with_user(self.user_ward_2).search([("plan_id", "=", self.draft.id)]))
        self.assertFalse(rows.with_user(self.user_office).search([("plan_id", "=", self.draft.id)]))
        with self.assertRaises(UserError):
            rows.with_user(self.user_ward_2).action_take()
