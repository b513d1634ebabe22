"""What nobody writes, by no way in: plain writes, commands through a parent, defaults and other keys of the context."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import DAY, NOT_ALLOWED
from .guard_case import HOSTILE, LONG_AGO, GuardCase


class TestAccessGuards(GuardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment = cls.give(cls.health, deliverables=["Báo cáo"])
        cls.other = cls.give(cls.health)
        cls.foreign = cls.give(cls.ward_1)
        cls.plan_b = cls.plan(name="Kế hoạch B", issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id)
        cls.task_b = cls.task(cls.plan_b, [cls.health_b], deliverables=["Sổ"])
        cls.draft = cls.plan()
        cls.draft_task = cls.task(cls.draft, [cls.health], deliverables=["Sổ"])

    def test_what_a_unit_was_given_is_not_rewritten_by_anybody(self):
        given = {
            "task_id": self.other.task_id.id,
            "plan_id": self.other.plan_id.id,
            "unit_id": self.ward_1.id,
            "role": "coordinate",
            "requested": True,
            "given_on": LONG_AGO,
            "first_due_on": LONG_AGO,
            "submitted_on": LONG_AGO,
            "confirmed_on": LONG_AGO,
            "period_start": LONG_AGO,
            "period_end": LONG_AGO,
            "predecessor_id": self.other.id,
            "extension_pending": True,
            "soon_days": 99,
            "reminded_overdue": True,
        }
        for user in (self.user_health, self.user_office, self.user_district):
            self.refuse_writes(self.assignment, user, given, words="cannot be rewritten")

    def test_a_unit_does_not_move_its_deadline_or_confirm_its_work(self):
        self.refuse_writes(
            self.assignment,
            self.user_health,
            {"due_on": DAY + timedelta(days=90), "state": "done"},
            words="decides on|cannot go from",
        )
        self.refuse(
            self.assignment,
            self.user_health,
            "write",
            {"due_on": "2027-01-01", "reason": "Xin thêm"},
            words="Only the standing office of the plan",
        )
        self.submit(self.assignment_with_evidence(), self.user_health)
        self.refuse(self.assignment, self.user_health, "write", {"state": "done"}, words="You may not set")
        self.refuse(self.assignment, self.user_health, "action_confirm", words="You may not set")

    def assignment_with_evidence(self):
        file = self.env["ir.attachment"].with_user(self.user_health).create({"name": "a.txt", "raw": b"a"})
        self.assignment.deliverable_ids.with_user(self.user_health).write(
            {"done_quantity": 1, "evidence_ids": [Command.link(file.id)]}
        )
        return self.assignment

    def test_a_state_that_does_not_exist_is_refused_in_words(self):
        self.refuse(self.other, self.user_health, "write", {"state": "finished"}, words="cannot go from")
        self.refuse(self.other, self.user_health, "write", {"state": False}, words="cannot go from")

    def test_a_reason_is_written_only_with_its_decision(self):
        """Neither alone, nor together with a state or deadline that does not change."""
        self.refuse(self.other, self.user_health, "write", {"reason": "Tự ghi"}, words="A reason belongs to a decision")
        for vals in ({"state": "not_started"}, {"due_on": self.other.due_on}):
            self.other.with_user(self.user_health).write({**vals, "reason": "Tự ghi"})
            self.assertFalse(self.other.reason)

    def test_handing_in_carries_today_whatever_the_context_says(self):
        self.other.with_user(self.user_health).with_context(**HOSTILE).write({"state": "submitted", "result": "Xong"})
        self.assertEqual(self.other.submitted_on, DAY)
        journal = self.env["child.plan.journal"].search([("assignment_id", "=", self.other.id)], limit=1)
        self.assertEqual((journal.day, journal.user_id, journal.submitted_on), (DAY, self.user_health, DAY))
        self.assertGreater(journal.happened_at.date(), LONG_AGO + timedelta(days=366))
        self.assertFalse(journal.reason)

    def test_issuing_gives_clean_work_whatever_the_context_says(self):
        self.draft.with_user(self.user_office).with_context(**HOSTILE).action_issue()
        given = self.draft.assignment_ids
        self.assertEqual(
            (given.state, given.given_on, given.submitted_on, given.progress), ("not_started", DAY, False, 0)
        )
        self.assertEqual(given.deliverable_ids.done_quantity, 0)
        self.assertEqual(self.journal(given), [("given", "", "not_started")])

    def test_assignments_are_made_and_deleted_by_nobody(self):
        vals = {"task_id": self.other.task_id.id, "plan_id": self.other.plan_id.id, "unit_id": self.health.id}
        vals |= {"role": "lead", "given_on": DAY}
        for user in (self.user_health, self.user_office, self.user_district):
            self.refuse(self.env["child.plan.assignment"], user, "create", vals, words="Work is given out by issuing")
            self.refuse(self.other, user, "unlink", words=NOT_ALLOWED)
            self.refuse(self.other, user, "copy", words="Work is given out by issuing")
        with self.assertRaises(UserError):
            self.other.unlink()

    def test_the_journal_is_written_and_changed_by_nobody(self):
        """Not even with superuser rights."""
        row = self.env["child.plan.journal"].search([("assignment_id", "=", self.other.id)])
        vals = {"day": DAY, "user_id": 1, "kind": "state", "plan_id": self.other.plan_id.id}
        for user in (self.user_office, self.user_district, self.env.ref("base.user_admin")):
            self.refuse(row.browse(), user, "create", vals, words="written by the system")
            self.refuse(row, user, "write", {"reason": "Khác"}, words="journal cannot be changed")
            self.refuse(row, user, "unlink", words=NOT_ALLOWED)
        self.assertRaises(AccessError, row.write, {"reason": "Khác"})
        self.assertRaises(AccessError, row.unlink)

    def test_a_request_for_time_carries_only_the_day_and_the_reason(self):
        hostile = {"state": "granted", "decided_by": self.user_office.id, "decided_on": LONG_AGO, "decision_note": "Ừ"}
        hostile |= {"decided_due_on": LONG_AGO, "old_due_on": LONG_AGO, "unit_id": self.ward_1.id}
        hostile |= {"plan_id": self.plan_b.id, "asked_on": LONG_AGO, "asked_by": 1}
        vals = {"assignment_id": self.other.id, "asked_due_on": "2026-05-01", "reason": "Bận", **hostile}
        asked = self.env["child.plan.extension"].with_user(self.user_health).with_context(**HOSTILE).create(vals)
        self.assertEqual((asked.state, asked.old_due_on, asked.unit_id), ("asked", self.other.due_on, self.health))
        self.assertEqual((asked.plan_id, asked.asked_on, asked.asked_by), (self.other.plan_id, DAY, self.user_health))
        self.assertFalse(asked.decided_by or asked.decided_on or asked.decided_due_on or asked.decision_note)
        for user in (self.user_health, self.user_office, self.user_district):
            self.refuse_writes(
                asked,
                user,
                {"state": "granted", "asked_due_on": LONG_AGO, "decided_by": 1},
                words="stays as it was sent",
            )
            self.refuse(asked, user, "unlink", words=NOT_ALLOWED)
        self.refuse(asked, self.user_health, "action_grant", words="You may not settle")

    def test_what_is_demanded_is_not_reduced_or_thrown_away(self):
        owed = self.assignment.deliverable_ids
        for user in (self.user_health, self.user_office, self.user_district):
            self.refuse_writes(
                owed,
                user,
                {"quantity": 0.5, "name": "Dễ hơn", "assignment_id": self.other.id},
                words="cannot be changed once it has been given out",
            )
            self.refuse(owed, user, "unlink", words=f"{NOT_ALLOWED}|once it has been given out")
            self.refuse(
                owed,
                user,
                "create",
                {"assignment_id": self.other.id, "task_id": self.other.task_id.id, "name": "X"},
                words=f"{NOT_ALLOWED}|once it has been given out",
            )
        self.refuse(
            self.assignment.task_id.deliverable_ids,
            self.user_office,
            "write",
            {"quantity": 9},
            words="cannot be changed once it has been given out",
        )

    def test_demands_do_not_move_into_work_that_has_been_given(self):
        for demand in (self.draft_task.deliverable_ids, self.draft_task.line_ids):
            self.refuse(
                demand, self.user_office, "write", {"task_id": self.assignment.task_id.id}, words="has been given out"
            )
        self.refuse(
            self.draft_task.deliverable_ids,
            self.user_office,
            "write",
            {"assignment_id": self.assignment.id},
            words="cannot be changed once it has been given out",
        )

    def test_a_unit_plans_its_own_steps_and_leaves_those_of_the_plan(self):
        Milestone = self.env["child.plan.milestone"].with_user(self.user_health)
        own = Milestone.create({"assignment_id": self.assignment.id, "name": "Họp", "due_on": DAY})
        own.write({"name": "Họp lần hai", "done_on": DAY})
        self.refuse(own, self.user_health, "write", {"assignment_id": self.foreign.id}, words="^A link leads to")
        self.refuse(own, self.user_health, "write", {"task_id": self.foreign.task_id.id}, words="^A link leads to")
        self.refuse(
            own,
            self.user_health,
            "create",
            {"assignment_id": self.foreign.id, "name": "X", "due_on": DAY},
            words="^A link leads to",
        )
        demanded = own.sudo().create(
            {"assignment_id": self.assignment.id, "name": "Mốc", "due_on": DAY, "demanded": True}
        )
        demanded.with_user(self.user_health).write({"done_on": DAY})
        self.refuse_writes(
            demanded,
            self.user_health,
            {"due_on": "2027-01-01", "name": "Khác", "demanded": False},
            words="cannot be changed once it has been given out",
        )
        self.refuse(demanded, self.user_health, "unlink", words="cannot be changed once it has been given out")
        own.unlink()

    def test_no_way_leads_through_a_parent(self):
        """Commands on the lines of a form write to their rows, and are checked as such."""
        extension = (
            self.env["child.plan.extension"]
            .with_user(self.user_health)
            .create({"assignment_id": self.other.id, "asked_due_on": "2026-05-01", "reason": "Bận"})
        )
        deliverable, journal = self.assignment.deliverable_ids, self.other.journal_ids[:1]
        for command in (
            {"deliverable_ids": [Command.update(deliverable.id, {"quantity": 0.1})]},
            {"deliverable_ids": [Command.clear()]},
            {"deliverable_ids": [Command.create({"name": "X", "task_id": self.assignment.task_id.id})]},
            {"deliverable_ids": [Command.delete(deliverable.id)]},
        ):
            self.refuse(
                self.assignment, self.user_health, "write", command, words=f"{NOT_ALLOWED}|once it has been given out"
            )
        for command in (
            {"extension_ids": [Command.update(extension.id, {"state": "granted"})]},
            {"extension_ids": [Command.delete(extension.id)]},
            {"journal_ids": [Command.update(journal.id, {"reason": "X"})]},
            {"journal_ids": [Command.clear()]},
            {"milestone_ids": [Command.create({"name": "X", "due_on": DAY, "assignment_id": self.foreign.id})]},
        ):
            refused = f"{NOT_ALLOWED}|stays as it was sent|cannot be rewritten"
            self.refuse(self.other, self.user_health, "write", command, words=refused)
        plan = self.other.plan_id
        for command in (
            {"task_ids": [Command.update(self.other.task_id.id, {"due_on": "2027-01-01"})]},
            {"task_ids": [Command.delete(self.other.task_id.id)]},
            {"task_ids": [Command.set([])]},
            {"assignment_ids": [Command.update(self.other.id, {"due_on": "2027-01-01"})]},
            {"assignment_ids": [Command.delete(self.other.id)]},
            {"assignment_ids": [Command.clear()]},
            {"task_ids": [Command.link(self.task_b.id)]},
        ):
            self.refuse(
                plan, self.user_office, "write", command, words="has been given out|has been issued|^A link leads to"
            )

    def test_a_unit_given_work_does_not_reach_the_plan_or_the_work_of_others(self):
        for records in (self.other.plan_id, self.other.task_id, self.foreign, self.plan_b, self.task_b):
            self.refuse(
                records,
                self.user_health,
                "write",
                {"active" if records._name == "child.plan" else "name": "X"},
                words=f"{NOT_ALLOWED}|has been given out|cannot be rewritten",
            )
        self.refuse(self.foreign, self.user_health, "write", {"result": "Phá"}, words=NOT_ALLOWED)
        self.refuse(self.foreign, self.user_health, "write", {"state": "in_progress"}, words=NOT_ALLOWED)

    def test_a_plan_is_issued_and_closed_only_with_its_buttons(self):
        states = {"state": "issued", "activated_on": LONG_AGO, "closed_on": LONG_AGO}
        self.refuse_writes(self.draft, self.user_office, states, words="with its buttons")
        vals = {"name": "Mới", "issuer_id": self.district.id, "standing_unit_id": self.office.id, **states}
        made = self.draft.with_user(self.user_office).with_context(default_state="closed").create(vals)
        self.assertEqual((made.state, made.activated_on, made.closed_on), ("draft", False, False))
        task = self.draft_task.with_user(self.user_office).with_context(default_state="given")
        self.assertEqual(task.create({"plan_id": made.id, "name": "Việc mới", "state": "given"}).state, "draft")
        self.refuse(self.draft_task, self.user_office, "write", {"state": "given"}, words="has been given out")

    def test_nothing_is_moved_into_the_plan_of_another_authority(self):
        self.refuse_writes(
            self.draft,
            self.user_office,
            {"issuer_id": self.district_b.id, "standing_unit_id": self.office_b.id},
            words=f"{NOT_ALLOWED}|plans of your own authority only",
        )
        section = self.env["child.plan.section"].create({"plan_id": self.draft.id, "name": "Phần"})
        target = self.env["child.plan.target"].create({"plan_id": self.draft.id, "name": "Tỷ lệ", "value": 9})
        basis = self.env["child.plan.basis"].create({"plan_id": self.draft.id, "number": "1/KH"})
        reporting = self.env["child.plan.report.requirement"].create({"plan_id": self.draft.id})
        for part in (section, target, basis, reporting, self.draft_task):
            self.refuse(part, self.user_office, "write", {"plan_id": self.plan_b.id}, words="^A link leads to")
        self.refuse(
            target, self.user_office, "write", {"task_ids": [Command.link(self.task_b.id)]}, words="^A link leads to"
        )

    def test_a_superior_plan_is_named_only_by_those_who_may_read_it(self):
        """Linking to a plan would make it readable."""
        vals = {"name": "Mới", "issuer_id": self.district.id, "standing_unit_id": self.office.id}
        self.refuse(self.draft, self.user_office, "write", {"implements_id": self.plan_b.id}, words=NOT_ALLOWED)
        self.refuse(
            self.draft, self.user_office, "create", {**vals, "implements_id": self.plan_b.id}, words=NOT_ALLOWED
        )
        naming = self.draft.with_user(self.user_office).with_context(default_implements_id=self.plan_b.id)
        self.assertTrue(self.is_refused(lambda: naming.create(vals), NOT_ALLOWED))

    def test_in_a_closed_plan_nothing_is_changed(self):
        plan = self.other.plan_id
        section = self.env["child.plan.section"].create({"plan_id": plan.id, "name": "Phần"})
        plan.with_user(self.user_office).action_close()
        for user in (self.user_office, self.user_district):
            self.refuse(plan, user, "write", {"note": "X"}, words="This plan is closed")
            self.refuse(section, user, "write", {"name": "X"}, words="This plan is closed")
            self.refuse(section, user, "unlink", words="This plan is closed")
            self.refuse(section, user, "create", {"plan_id": plan.id, "name": "X"}, words="This plan is closed")
            self.refuse(self.other.task_id, user, "write", {"weight": 3}, words="This plan is closed")
            self.refuse(
                self.other.task_id, user, "create", {"plan_id": plan.id, "name": "X"}, words="This plan is closed"
            )
            self.refuse(self.other, user, "write", {"result": "X"}, words="was closed on")
            self.refuse(self.other, user, "write", {"state": "in_progress"}, words="was closed on")

    def test_an_archived_unit_gives_no_rights_back_through_the_context(self):
        self.office.active = False
        user = self.user_office.with_context(active_test=False)
        self.assertFalse(user.child_plan_unit_ids | user.child_plan_authority_ids)
        self.refuse(self.other.plan_id, self.user_office, "action_close", words=NOT_ALLOWED)
        self.refuse(self.draft, self.user_office, "action_issue", words=NOT_ALLOWED)

    def test_work_given_out_and_its_task_and_unit_cannot_be_deleted(self):
        for records in (self.other.task_id, self.other.plan_id, self.other.task_id.line_ids):
            self.refuse(records, self.user_district, "unlink", words="has been given out|Only a draft can be deleted")
        admin = self.user("t_admin", "admin", self.district)
        self.refuse(self.health, admin, "unlink", words="Work has been given to this unit")
