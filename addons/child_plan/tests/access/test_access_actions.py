"""Buttons and dialogs pressed by those who may not; units and trees that change; files shown as evidence."""

from contextlib import suppress

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import NOT_ALLOWED, PlanCase

# The reason differs with what the user can read and may do; that it is a lack of rights does not.
REFUSED = f"{NOT_ALLOWED}|^You may not s|^Only the standing office of"


class TestAccessActions(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.given = cls.give(cls.health)
        cls.strangers = [
            cls.nobody,
            cls.user_health_b,
            cls.user_office_b,
            cls.user_district_b,
            cls.user_ward_1,
            cls.user_finance,
            cls.user_province,
            cls.user("t_observer", "observer", cls.district),
            cls.user("t_admin", "admin", cls.district),
        ]

    def setUp(self):
        super().setUp()
        self.open_ways = []

    def tearDown(self):
        self.assertFalse(self.open_ways, "\n".join(["", *self.open_ways]))
        super().tearDown()

    def expect_refusal(self, call, attack, words=REFUSED):
        if not self.is_refused(call, words):
            self.open_ways.append(attack)

    def refuse(self, records, users, *methods):
        for user in users:
            for method in methods:
                self.expect_refusal(getattr(records.with_user(user), method), f"{user.login}: {records}.{method}")

    def refuse_decision(self, users, kind, links, **vals):
        """The dialog filled in by hand, as a caller of the API can."""
        for user in users:
            wizards = self.env["child.plan.decision"].with_user(user)
            values = {"kind": kind, "reason": "X", **links, **vals}
            self.expect_refusal(lambda w=wizards, v=values: w.create(v).action_apply(), f"{user.login}: {kind}")

    def test_the_work_of_a_unit_is_moved_by_itself_and_the_keepers_of_the_plan(self):
        self.refuse(self.given, self.strangers, "action_start", "action_submit", "action_confirm", "action_remind")
        for user in (self.user_health, self.user_office, self.user_district):
            self.given.with_user(user).action_start()
            self.assertEqual(self.given.state, "in_progress")
            self.given.with_user(user).write({"state": "not_started"})

    def test_decisions_are_taken_by_the_standing_office_and_the_leader_only(self):
        users = [*self.strangers, self.user_health]
        links = {"assignment_ids": [Command.set(self.given.ids)]}
        for kind in ("suspend", "cancel"):
            self.refuse_decision(users, kind, links)
        self.refuse_decision(users, "move_deadline", links, due_on="2026-12-01")
        self.refuse_decision(users, "transfer", links, unit_id=self.ward_1.id)
        self.refuse(self.given, [self.user_health], "action_remind")

    def test_tasks_and_plans_are_changed_by_those_who_keep_the_plan(self):
        users = [*self.strangers, self.user_health]
        task, plan = self.given.task_id, self.given.plan_id
        self.refuse_decision(users, "withdraw", {"task_id": task.id})
        self.refuse_decision(users, "reword", {"task_id": task.id}, name="Việc khác hẳn")
        self.refuse_decision(users, "move_deadline", {"task_id": task.id}, due_on="2026-12-01")
        self.refuse_decision(users, "transfer", {"task_id": task.id}, unit_id=self.ward_1.id)
        self.refuse(task, users, "action_give", "action_withdraw", "action_reword", "action_move_deadline")
        self.refuse(plan, users, "action_close", "action_issue", "action_check")
        plan.with_user(self.user_office).action_close()
        self.refuse_decision(users, "reopen_plan", {"plan_id": plan.id})

    def test_requests_for_time_are_settled_by_those_who_decide(self):
        extension = (
            self.env["child.plan.extension"]
            .with_user(self.user_health)
            .create({"assignment_id": self.given.id, "asked_due_on": "2026-05-01", "reason": "Bận"})
        )
        users = [*self.strangers, self.user_health]
        self.refuse(extension, users, "action_grant")
        self.refuse(extension, self.strangers, "action_withdraw")
        self.refuse_decision(users, "extension", {"extension_id": extension.id}, due_on="2026-12-01")
        for user in users:
            wizards = self.env["child.plan.decision"].with_user(user)
            vals = {"kind": "extension", "extension_id": extension.id, "reason": "Không"}
            self.expect_refusal(lambda w=wizards, v=vals: w.create(v).action_refuse(), f"{user.login} refuses")

    def test_the_dialog_before_issuing_is_opened_by_those_who_issue(self):
        draft = self.plan()
        self.task(draft, [self.health])
        for user in [*self.strangers, self.user_health]:
            wizards = self.env["child.plan.issue"].with_user(user)
            self.expect_refusal(lambda w=wizards: w.create({"plan_id": draft.id}), user.login)

    def test_a_bulk_update_reaches_no_work_of_others(self):
        """A single record of another unit makes the whole call fail."""
        own = self.given
        foreign = self.give(self.ward_1)
        for user, rows in ((self.user_ward_1, own | foreign), (self.user_district_b, own), (self.nobody, own)):
            wizards = self.env["child.plan.bulk.update"].with_user(user)
            vals = {"assignment_ids": [Command.set(rows.ids)], "state": "in_progress"}
            self.expect_refusal(lambda w=wizards, vals=vals: w.create(vals).action_apply(), user.login)
        self.assertEqual((own | foreign).mapped("state"), ["not_started"] * 2)

    def test_a_standing_office_leaves_the_decision_on_its_own_work_to_the_leader(self):
        own = self.give(self.office)
        self.submit(own, self.user_office)
        self.refuse(own, [self.user_office], "action_confirm")
        self.refuse_decision([self.user_office], "return", {"assignment_ids": [Command.set(own.ids)]})
        self.refuse_decision([self.user_office], "cancel", {"assignment_ids": [Command.set(own.ids)]})
        own.with_user(self.user_district).action_confirm()
        self.assertEqual(own.state, "done")

    def test_a_change_of_unit_takes_effect_at_the_next_request(self):
        """Whichever side of the link is written."""
        plan_list = self.env["child.plan.assignment"].with_user(self.user_health_b)
        self.assertFalse(plan_list.search([]))
        for change, found in (
            (lambda: self.user_health_b.write({"child_plan_unit_ids": [Command.set(self.health.ids)]}), self.given),
            (lambda: self.health.write({"user_ids": [Command.unlink(self.user_health_b.id)]}), None),
            (lambda: self.health.write({"user_ids": [Command.link(self.user_health_b.id)]}), self.given),
            (lambda: self.user_health_b.write({"child_plan_unit_ids": [Command.clear()]}), None),
        ):
            change()
            self.env.invalidate_all()
            self.assertEqual(plan_list.search([]).ids, found.ids if found else [])
            self.assertEqual(plan_list.get_status_counts([])["total"], len(found or ()))

    def test_a_change_of_the_tree_takes_effect_at_the_next_request(self):
        leader_list = self.env["child.plan.assignment"].with_user(self.user_district_b)
        self.assertFalse(leader_list.search([]))
        self.health.parent_id = self.district_b
        self.env.invalidate_all()
        self.assertEqual(leader_list.search([]).ids, self.given.ids)
        self.health.parent_id = self.district
        self.env.invalidate_all()
        self.assertFalse(leader_list.search([]))

    def test_losing_a_role_takes_effect_at_the_next_request(self):
        self.user_health.group_ids -= self.env.ref("child_plan.child_plan_group_officer")
        self.user_health.group_ids += self.env.ref("child_plan.child_plan_group_observer")
        self.env.invalidate_all()
        self.refuse(self.given, [self.user_health], "action_start")

    def test_those_who_carry_out_a_plan_read_the_superior_plan(self):
        """The office of the district reads what its plan implements, and no work of others under it."""
        superior = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.task(superior, [self.health_p, self.district])
        self.issue(superior, self.user_province)
        self.assertTrue(superior.with_user(self.user_office).has_access("read"))
        self.assertFalse(superior.with_user(self.user_health).has_access("read"))
        own = self.plan().with_user(self.user_office)
        own.implements_id = superior
        self.env.invalidate_all()
        self.assertTrue(superior.with_user(self.user_health).has_access("read"))
        seen = self.env["child.plan.assignment"].with_user(self.user_office).search([("plan_id", "=", superior.id)])
        self.assertEqual(seen.unit_id, self.district)
        self.assertFalse(superior.with_user(self.user_office).has_access("write"))
        self.assertFalse(superior.with_user(self.user_office_b).has_access("read"))

    # -- files --

    def evidence(self, assignment, user):
        """A file added as the form adds it, on a deliverable."""
        deliverable = assignment.deliverable_ids.with_user(user)
        files = [Command.create({"name": "anh.txt", "raw": b"minh chung"})]
        deliverable.write({"done_quantity": deliverable.quantity, "evidence_ids": files})
        return deliverable.evidence_ids

    def test_evidence_is_read_by_those_who_read_the_work(self):
        assignment = self.give(self.health, deliverables=["Báo cáo"])
        file = self.evidence(assignment, self.user_health)
        for user in (self.user_office, self.user_district, self.user_province):
            self.assertEqual(file.with_user(user).read(["name"])[0]["name"], "anh.txt")
            self.assertEqual(assignment.deliverable_ids.with_user(user).evidence_ids, file)
        for user in (self.user_ward_1, self.user_health_b, self.nobody):
            self.assertRaises(AccessError, file.with_user(user).read, ["name"])

    def test_nobody_reads_the_file_of_another_by_calling_it_evidence(self):
        assignment = self.give(self.health, deliverables=["Báo cáo"])
        private = self.env["ir.attachment"].with_user(self.user_health_b).create({"name": "rieng.txt", "raw": b"x"})
        with suppress(AccessError), self.env.cr.savepoint():
            assignment.with_user(self.user_health).write({"evidence_ids": [Command.link(private.id)]})
        self.env.invalidate_all()
        self.assertRaises(AccessError, private.with_user(self.user_health).read, ["name"])

    def test_evidence_of_confirmed_work_is_neither_deleted_nor_replaced(self):
        assignment = self.give(self.health, deliverables=["Báo cáo"])
        file = self.evidence(assignment, self.user_health)
        self.submit(assignment, self.user_health)
        assignment.with_user(self.user_office).action_confirm()
        for user in (self.user_health, self.user_office):
            for method, *args in (("unlink",), ("write", {"raw": b"khac"}), ("write", {"name": "khac.txt"})):
                call = getattr(file.with_user(user), method)
                attack = f"{user.login}: {method}"
                self.expect_refusal(lambda call=call, args=args: call(*args), attack, "evidence")
            clear = assignment.deliverable_ids.with_user(user).write
            self.expect_refusal(
                lambda clear=clear: clear({"evidence_ids": [Command.clear()]}), user.login, "is finished"
            )
