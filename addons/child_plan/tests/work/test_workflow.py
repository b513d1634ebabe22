"""The states of an assignment: each step allowed and refused, and what it leaves behind."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from ...lib.status import STATES, TRANSITIONS
from ..common import DAY, NOT_ALLOWED, PlanCase, on

# Paths from the first state to each other one: what is written, and by whom.
PATHS = {
    "not_started": (),
    "in_progress": ("in_progress",),
    "submitted": ("submitted",),
    "done": ("submitted", "done"),
    "returned": ("submitted", "returned"),
    "suspended": ("suspended",),
    "cancelled": ("cancelled",),
}


class TestWorkflow(PlanCase):
    def setUp(self):
        super().setUp()
        self.assignment = self.give(self.health)

    def lead_to(self, state):
        """An assignment in ``state``."""
        assignment = self.give(self.health)
        assignment.result = "Có"
        for step in PATHS[state]:
            user = self.user_health if step in ("in_progress", "submitted") else self.user_office
            assignment.with_user(user).write({"state": step, **self.why(step)})
        self.assertEqual(assignment.state, state)
        return assignment

    def why(self, state):
        return {"reason": "Lý do"} if state in ("returned", "suspended", "cancelled") else {}

    def test_more_than_asked_is_warned_of_and_taken(self):
        owed = self.env["child.plan.deliverable"].new({"name": "Buổi", "quantity": 4, "done_quantity": 4})
        self.assertIsNone(owed._onchange_done_quantity())
        owed.done_quantity = 5
        self.assertIn("“Buổi”: 5/4 is more", owed._onchange_done_quantity()["warning"]["message"])

    def test_every_pair_of_states_is_allowed_or_refused_as_the_table_says(self):
        """By the unit and by the standing office, with a reason."""
        for source in STATES:
            assignment = self.lead_to(source)
            for target in STATES:
                if target == source:
                    continue
                transition = TRANSITIONS.get((source, target))
                for user, may in (
                    (self.user_health, transition and transition.who == "unit"),
                    (self.user_office, transition),
                ):
                    write = assignment.with_user(user).write
                    vals = {"state": target, "reason": "Lý do"}
                    refused = self.is_refused(
                        lambda write=write, vals=vals: write(vals), "cannot go from|You may not set"
                    )
                    self.assertEqual(refused, not may, f"{user.login}: {source} to {target}")

    def test_a_reason_is_asked_for_where_the_table_says_so(self):
        for (source, target), transition in TRANSITIONS.items():
            assignment = self.lead_to(source).with_user(self.user_office)
            for reason in ("", "  ", False):
                vals = {"state": target, "reason": reason}
                refused = self.is_refused(lambda a=assignment, vals=vals: a.write(vals), "Give the reason")
                self.assertEqual(refused, transition.reason, (source, target))

    def test_handing_in_sets_the_day_and_confirming_another(self):
        self.submit(self.assignment, self.user_health)
        self.assertEqual((self.assignment.submitted_on, self.assignment.progress), (DAY, 0))
        with on(DAY + timedelta(days=3)):
            self.assignment.with_user(self.user_office).action_confirm()
        self.assertEqual((self.assignment.state, self.assignment.submitted_on), ("done", DAY))
        self.assertEqual((self.assignment.confirmed_on, self.assignment.progress), (DAY + timedelta(days=3), 100))

    def test_work_without_a_result_is_not_handed_in(self):
        for result in (False, "", "   \n"):
            with self.assertRaisesRegex(UserError, "cannot be handed in|chưa"), self.env.cr.savepoint():
                self.assignment.with_user(self.user_health).write({"state": "submitted", "result": result})
        self.assertFalse(self.assignment.submitted_on)

    def test_a_demanded_product_is_handed_in_with_its_file_and_in_full(self):
        assignment = self.give(self.health, deliverables=["Báo cáo", "Danh sách"])
        submit = assignment.with_user(self.user_health)
        files = [Command.create({"name": "a.txt", "raw": b"a"})]
        steps = ({}, {"done_quantity": 1}, {"evidence_ids": files})
        for deliverable in assignment.deliverable_ids.with_user(self.user_health):
            for step in steps:
                self.assertTrue(
                    self.is_refused(
                        lambda: submit.write({"state": "submitted", "result": "Xong"}),
                        "cannot be handed in yet. Missing",
                    )
                )
                deliverable.write(step)
        self.assertEqual(assignment.progress, 100)
        submit.write({"state": "submitted", "result": "Xong"})
        assignment.with_user(self.user_office).action_confirm()
        self.assertEqual(assignment.state, "done")

    def test_progress_that_is_counted_from_products_is_not_written_over(self):
        """By no way, the workbook and the bulk dialog included; what is counted may be sent along."""
        assignment = self.give(self.ward_1, deliverables=["Báo cáo", "Danh sách"])
        row = assignment.with_user(self.user_ward_1)
        self.assertTrue(self.is_refused(lambda: row.write({"progress": 20}), "counted from its deliverables"))
        row.write({"progress": 0, "result": "Đang làm"})
        self.assertEqual((assignment.progress, assignment.result), (0, "Đang làm"))

    def test_products_are_entered_in_the_dialog(self):
        assignment = self.give(self.ward_1, deliverables=["Báo cáo", "Danh sách"])
        row = assignment.with_user(self.user_ward_1)
        view = "child_plan.child_plan_assignment_view_form_update"
        for place, progress in ((0, 50), (1, 100)):
            with Form(row, view=view) as form, form.deliverable_ids.edit(place) as product:
                product.done_quantity = 1
            self.assertEqual(assignment.progress, progress)
        line = Command.update(assignment.deliverable_ids[0].id, {"done_quantity": 0})
        row.write({"deliverable_ids": [line], "progress": 100})
        self.assertEqual(assignment.progress, 50, "what a browser sends along does not count")

    def test_how_far_a_single_product_is_on_the_way_is_said_by_the_unit(self):
        """Until it is done; when it is taken back, it is not done at all."""
        assignment = self.give(self.ward_1, deliverables=["Báo cáo"])
        row = assignment.with_user(self.user_ward_1)
        row.progress = 60
        self.assertEqual(assignment.progress, 60)
        for done, progress in ((0.5, 60), (1, 100), (0, 0)):
            row.deliverable_ids.done_quantity = done
            self.assertEqual(assignment.progress, progress)

    def test_progress_is_that_of_the_products_none_counting_beyond_its_share(self):
        assignment = self.give(self.health, deliverables=["Báo cáo", "Danh sách"])
        self.assertEqual(assignment.progress, 0)
        first, second = assignment.deliverable_ids
        first.sudo().quantity = 4
        first.with_user(self.user_health).done_quantity = 9
        self.assertEqual(assignment.progress, 50)
        second.with_user(self.user_health).done_quantity = 0.5
        self.assertEqual(assignment.progress, 75)

    def test_who_records_work_has_started_it(self):
        """Without clicking a button first; setting the person in charge does not start the work."""
        row = self.assignment.with_user(self.user_health)
        row.officer_id = self.user_health
        self.assertEqual(row.state, "not_started")
        row.write({"progress": 30})
        self.assertEqual(row.state, "in_progress")
        self.assertEqual(self.journal(self.assignment, "state"), [("state", "not_started", "in_progress")])

    def test_returned_work_runs_again_and_may_be_handed_in_again(self):
        self.submit(self.assignment, self.user_health)
        self.decide("return", self.user_office, self.assignment, reason="Thiếu số liệu")
        a = self.assignment
        self.assertEqual((a.state, a.submitted_on, a.reason), ("returned", False, "Thiếu số liệu"))
        self.assignment.with_user(self.user_health).action_start()
        self.assertEqual(a.reason, "Thiếu số liệu")
        with on(DAY + timedelta(days=2)):
            self.submit(self.assignment, self.user_health)
        self.assertEqual(a.submitted_on, DAY + timedelta(days=2))

    def test_a_unit_takes_back_what_is_not_confirmed_yet(self):
        self.submit(self.assignment, self.user_health)
        self.assignment.with_user(self.user_health).action_take_back()
        self.assertEqual((self.assignment.state, self.assignment.submitted_on), ("in_progress", False))

    def test_confirmed_work_is_reopened_with_a_reason_by_those_who_decide(self):
        self.submit(self.assignment, self.user_health)
        self.assignment.with_user(self.user_district).action_confirm()
        self.assertTrue(
            self.is_refused(
                lambda: self.assignment.with_user(self.user_health).write({"result": "Khác"}), "is finished"
            )
        )
        self.assertTrue(
            self.is_refused(lambda: self.decide("reopen", self.user_office, self.assignment), "Give the reason")
        )
        self.decide("reopen", self.user_office, self.assignment, reason="Số liệu sai")
        self.assertEqual((self.assignment.state, self.assignment.confirmed_on), ("returned", False))
        self.assertEqual(self.journal(self.assignment, "state")[-1], ("state", "done", "returned"))

    def test_suspended_work_is_resumed_and_cancelled_work_restored(self):
        self.decide("suspend", self.user_office, self.assignment, reason="Chờ kinh phí")
        self.assertEqual(self.assignment.status, "suspended")
        self.assertTrue(self.is_refused(self.assignment.with_user(self.user_health).action_start, "You may not set"))
        self.assignment.with_user(self.user_office).action_resume()
        self.assertEqual(self.assignment.state, "in_progress")
        self.decide("cancel", self.user_district, self.assignment, reason="Không còn cần")
        self.decide("restore", self.user_district, self.assignment, reason="Vẫn cần")
        self.assertEqual(self.assignment.state, "not_started")

    def test_the_standing_office_records_what_a_unit_reports_by_telephone(self):
        self.submit(self.assignment, self.user_office)
        row = self.env["child.plan.journal"].search([("assignment_id", "=", self.assignment.id)], limit=1)
        self.assertEqual((self.assignment.state, row.user_id), ("submitted", self.user_office))

    def test_on_its_own_work_the_standing_office_waits_for_the_leader(self):
        own = self.give(self.office)
        self.submit(own, self.user_office)
        self.assertFalse(own.with_user(self.user_office).can_decide)
        self.assertTrue(own.with_user(self.user_office).can_update)
        self.assertTrue(self.is_refused(own.with_user(self.user_office).action_confirm, "You may not set", AccessError))
        own.with_user(self.user_district).action_confirm()
        self.assertEqual(own.state, "done")

    def test_the_leader_of_the_level_above_looks_and_does_not_decide(self):
        self.submit(self.assignment, self.user_health)
        seen = self.assignment.with_user(self.user_province)
        self.assertEqual((seen.state, seen.can_decide, seen.can_update), ("submitted", False, False))
        self.assertTrue(self.is_refused(seen.action_confirm, NOT_ALLOWED, AccessError))

    def test_in_a_closed_plan_the_work_stands_still_until_it_is_reopened(self):
        plan = self.assignment.plan_id
        plan.with_user(self.user_office).action_close()
        self.assertEqual((plan.state, plan.closed_on), ("closed", DAY))
        for user in (self.user_health, self.user_office, self.user_district):
            self.assertTrue(self.is_refused(self.assignment.with_user(user).action_start, "was closed on"))
        self.assertTrue(
            self.is_refused(lambda: self.decide("reopen_plan", self.user_office, plan=plan), "Give the reason")
        )
        self.decide("reopen_plan", self.user_office, plan=plan, reason="Còn việc")
        self.assertEqual((plan.state, plan.closed_on), ("issued", False))
        self.assignment.with_user(self.user_health).action_start()
        changes = self.env["child.plan.journal"].search([("plan_id", "=", plan.id), ("kind", "=", "plan")], order="id")
        self.assertEqual(changes.mapped("new_value"), ["issued", "closed", "issued"])
        self.assertEqual(changes[-1].reason, "Còn việc")

    def test_a_bulk_update_does_all_or_nothing(self):
        rows = self.assignment | self.give(self.health) | self.give(self.health)
        rows[1].with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        wizard = self.env["child.plan.bulk.update"].with_user(self.user_health)
        vals = {"state": "submitted", "result": "Xong cả", "set_progress": True, "progress": 80}
        bulk = wizard.create({"assignment_ids": [Command.set(rows.ids)], **vals})
        self.assertTrue(self.is_refused(bulk.action_apply, "is finished"))
        self.assertEqual(rows.mapped("state"), ["not_started", "cancelled", "not_started"])
        self.assertFalse(any(rows.mapped("result")))
        bulk = wizard.create({"assignment_ids": [Command.set((rows - rows[1]).ids)], **vals})
        bulk.action_apply()
        self.assertEqual((rows - rows[1]).mapped("state"), ["submitted"] * 2)
        self.assertEqual(rows[0].result, "Xong cả")

    def test_an_empty_bulk_update_says_so(self):
        bulk = self.env["child.plan.bulk.update"].with_user(self.user_health)
        self.assertTrue(
            self.is_refused(
                bulk.create({"assignment_ids": [Command.set(self.assignment.ids)]}).action_apply,
                "Say what is to be updated",
            )
        )

    def test_the_person_in_charge_is_one_of_the_unit(self):
        self.assignment.with_user(self.user_health).officer_id = self.user_health
        for stranger in (self.user_ward_1, self.user_office):
            write = self.assignment.with_user(self.user_health).write
            self.assertTrue(
                self.is_refused(
                    lambda stranger=stranger, write=write: write({"officer_id": stranger.id}), "is not a user of"
                )
            )

    def test_the_journal_tells_who_when_what_and_why(self):
        self.assignment.with_user(self.user_health).action_start()
        with on(DAY + timedelta(days=1)):
            self.submit(self.assignment, self.user_health)
            self.decide("return", self.user_office, self.assignment, reason="Thiếu")
        rows = self.assignment.journal_ids.sorted("id")
        self.assertEqual(
            [(r.kind, r.user_id, r.day, r.old_value, r.new_value, r.reason or False) for r in rows],
            [
                ("given", self.user_office, DAY, False, "not_started", False),
                ("state", self.user_health, DAY, "not_started", "in_progress", False),
                ("state", self.user_health, DAY + timedelta(days=1), "in_progress", "submitted", False),
                ("state", self.user_office, DAY + timedelta(days=1), "submitted", "returned", "Thiếu"),
            ],
        )
        self.assertEqual(rows.mapped("submitted_on"), [False, False, DAY + timedelta(days=1), False])

    def test_the_chatter_shows_the_change_to_people(self):
        self.submit(self.assignment, self.user_health)
        self.decide("return", self.user_office, self.assignment, reason="Thiếu số liệu xã A1")
        self.assertIn("Thiếu số liệu xã A1", "".join(map(str, self.assignment.message_ids.mapped("body"))))

    def test_a_write_that_changes_nothing_leaves_no_trace(self):
        before = len(self.assignment.journal_ids)
        self.assignment.with_user(self.user_office).write({"state": "not_started", "due_on": self.assignment.due_on})
        self.assertEqual(len(self.assignment.journal_ids), before)
