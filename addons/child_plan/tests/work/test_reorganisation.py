"""Units are merged, split, renamed and moved; what is open follows them; it can be undone."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ...models.unit import reorganisation_apply
from ..common import DAY
from .reorganisation_case import TABLES, ReorganisationCase


class TestReorganisation(ReorganisationCase):
    def test_a_merger_gives_the_heir_one_row_of_each_task(self):
        first = self.give(self.ward_1, self.ward_2, deliverables=["Báo cáo"])
        second = first.plan_id.assignment_ids - first
        second.with_user(self.user_ward_2).write({"result": "Đang làm", "progress": 40})
        second.deliverable_ids.done_quantity = 1
        row = self.merge()
        self.apply(row)
        unit = row.new_unit_ids.unit_id
        self.assertEqual(unit.predecessor_ids, self.ward_1 | self.ward_2)
        new = first.plan_id.assignment_ids.filtered(lambda a: a.unit_id == unit)
        self.assertEqual(len(new), 1)
        self.assertEqual((first | second).mapped("state"), ["cancelled", "cancelled"])
        self.assertEqual((new.state, new.result, new.predecessor_id), ("in_progress", "Đang làm", second))
        self.assertEqual(new.merged_ids, first | second)
        self.assertEqual((new.deliverable_ids.quantity, new.deliverable_ids.done_quantity), (2, 1))
        self.assertEqual(new.progress, 50)
        self.assertEqual(new.commune_id, unit)
        self.assertEqual(self.journal(first), [("given", "", "not_started"), ("state", "not_started", "cancelled")])
        self.assertEqual(self.journal(new), [("given", "", "in_progress"), ("unit", "Xã A1, Xã A2", "Xã Mới")])
        self.assertEqual(first.task_id.line_ids.unit_id, unit)
        self.assertEqual(self.school.parent_id, unit)
        self.assertEqual(self.user_ward_1.child_plan_unit_ids, unit)
        self.assertEqual(self.ward_1.valid_to, DAY.replace(day=DAY.day - 1))
        note = next(body for body in row.message_ids.mapped("body") if "<table" in body)
        self.assertIn("Open work", note)

    def test_people_see_what_the_new_tree_allows(self):
        first = self.give(self.ward_1, self.ward_2)
        self.apply(self.merge())
        new = first.plan_id.assignment_ids.filtered(lambda a: a.state != "cancelled")
        work = self.env["child.plan.assignment"]
        for user in (self.user_ward_1, self.user_ward_2):
            self.assertEqual(work.with_user(user).search([]), first.plan_id.assignment_ids, "the history, too")
            new.with_user(user).write({"result": "Đã làm"})
        self.assertFalse(work.with_user(self.user_ward_b).search([]))
        self.assertFalse(work.with_user(self.user_school).search([]))

    def test_undoing_restores_every_row(self):
        work = self.give(self.ward_1, self.ward_2, self.health, deliverables=["Báo cáo"])
        work.with_user(self.user_ward_1).write({"result": "Đang làm", "officer_id": self.user_ward_1.id})
        self.env["child.plan.extension"].with_user(self.user_ward_1).create(
            {"assignment_id": work.id, "asked_due_on": "2026-04-30", "reason": "Mưa lũ"}
        )
        self.wards.write({"member_ids": [Command.set([self.ward_1.id, self.ward_2.id])]})
        draft = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.ward_1.id)
        self.task(draft, [self.school, self.ward_1])
        ids = self.env["child.plan.assignment"].search([]).ids
        units = self.env["child.plan.unit"].search([]).ids

        def rows():
            found = self.snapshot(*TABLES)
            self.env.cr.execute(
                "SELECT to_jsonb(t) FROM child_plan_assignment AS t WHERE id = ANY(%s) ORDER BY id", [ids]
            )
            found["work"] = self.env.cr.fetchall()
            self.env.cr.execute("SELECT to_jsonb(t) FROM child_plan_unit AS t WHERE id = ANY(%s) ORDER BY id", [units])
            found["units"] = self.env.cr.fetchall()
            return found

        before = rows()
        row = self.merge()
        self.apply(row)
        self.assertNotEqual(rows(), before)
        self.assertEqual(draft.issuer_id, row.new_unit_ids.unit_id)
        self.assertEqual(self.wards.member_ids, row.new_unit_ids.unit_id)
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        after = rows()
        for name, was in before.items():
            self.assertEqual(after[name], was, name)
        self.assertFalse(row.new_unit_ids.unit_id.active)
        made = self.env["child.plan.assignment"].search([("id", "not in", ids)])
        self.assertEqual(set(made.mapped("state")), {"cancelled"})
        self.assertEqual(self.journal(work, "state")[-1], ("state", "cancelled", "in_progress"))

    def test_it_is_not_undone_when_somebody_has_gone_on(self):
        work = self.give(self.ward_1, self.ward_2)
        row = self.merge()
        self.apply(row)
        new = work.plan_id.assignment_ids.filtered(lambda a: a.state != "cancelled")
        new.with_user(self.user_ward_1).write({"result": "Đã làm thêm"})
        self.assertTrue(self.is_refused(row.with_user(self.admin).action_undo, "cannot be undone"))

    def test_it_is_not_undone_when_a_plan_that_went_along_was_issued(self):
        draft = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.ward_1.id)
        self.task(draft, [self.school])
        issued = self.plan(issuer_id=self.ward_2.id, standing_unit_id=self.ward_2.id)
        self.task(issued, [self.school])
        issued.sudo()._issue(DAY)
        row = self.merge()
        self.apply(row)
        task = self.task(issued, [self.school])
        undo = row.with_user(self.admin).action_undo
        with self.env.cr.savepoint(flush=True) as point:
            task.sudo()._give(DAY)
            self.assertTrue(self.is_refused(undo, "given by plans that went along"))
            point.rollback()
            self.env.invalidate_all()
        draft.sudo()._issue(DAY)
        self.assertTrue(self.is_refused(undo, "cannot be undone any more: Plan"))

    def test_it_is_not_undone_when_something_was_made_for_a_new_unit(self):
        self.give(self.ward_1, self.ward_2)
        row = self.merge()
        self.apply(row)
        new, undo = row.new_unit_ids.unit_id, row.with_user(self.admin).action_undo
        with self.env.cr.savepoint(flush=True) as point:
            self.plan(issuer_id=new.id, standing_unit_id=new.id)
            self.assertTrue(self.is_refused(undo, "cannot be undone any more: Plan: 1"))
            point.rollback()
            self.env.invalidate_all()
        line = self.task(self.plan(), [new])
        self.assertTrue(self.is_refused(undo, "cannot be undone any more: .*: 1"))
        line.plan_id.unlink()
        undo()
        self.assertEqual(row.state, "undone")

    def test_what_a_later_one_built_on_is_undone_after_it(self):
        first = self.draft((self.ward_1, "change", {"new_name": "Phường A1"}), day=DAY.replace(day=DAY.day - 1))
        self.apply(first)
        second = self.merge(name="Gộp")
        self.apply(second)
        self.assertTrue(self.is_refused(first.with_user(self.admin).action_undo, "Undo first .*“Gộp” "))
        second.with_user(self.admin).action_undo()
        first.with_user(self.admin).action_undo()
        self.assertEqual(self.ward_1.name, "Xã A1")

    def test_a_unit_keeps_its_record_when_its_name_and_kind_change(self):
        work = self.give(self.ward_1)
        row = self.draft((self.ward_1, "change", {"new_name": "Phường A1", "new_short_name": "A1"}))
        self.apply(row)
        self.assertEqual((self.ward_1.name, work.unit_id, work.state), ("Phường A1", self.ward_1, "not_started"))
        before = DAY.replace(day=DAY.day - 1).isoformat()
        self.assertEqual(self.ward_1.with_context(child_plan_as_of=before).display_name, "Xã A1")
        self.assertEqual(self.ward_1.with_context(child_plan_as_of=DAY.isoformat()).display_name, "Phường A1")
        self.assertEqual(self.school.with_context(child_plan_as_of=before).display_name, "Trường A1 (Xã A1)")
        self.assertEqual(self.school.display_name, "Trường A1 (A1)")
        row.with_user(self.admin).action_undo()
        self.assertEqual((self.ward_1.name, len(self.ward_1.past_ids)), ("Xã A1", 0))

    def test_units_are_found_by_new_and_by_earlier_names(self):
        """Renamed or merged; undone, by the old ones alone."""

        def found(text):
            units = self.env["child.plan.unit"].with_context(active_test=True)
            return units.browse([id_ for id_, _name in units.name_search(text, [("id", "child_of", self.district.id)])])

        change = self.draft((self.school, "change", {"new_name": "Trường Hoa Sen"}), day=DAY.replace(day=DAY.day - 1))
        self.apply(change)
        self.assertEqual((found("hoa sen"), found("Trường A1")), (self.school, self.school))
        lines = [(ward, "merge", {"into": "Xã Mới"}) for ward in (self.ward_1, self.ward_2)]
        row = self.draft(*lines, new=[{"name": "Xã Mới"}])
        row.action_fill_below()
        self.apply(row)
        self.assertEqual(found("xa moi"), row.new_unit_ids.unit_id)
        self.assertEqual(found("Xã A2"), row.new_unit_ids.unit_id | self.ward_2)  # and the one that has ended
        row.with_user(self.admin).action_undo()
        change.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual((found("Xã A2")[:1], found("hoa sen")), (self.ward_2, self.school.browse()))

    def test_a_split_by_decision_and_what_nobody_decided_stays(self):
        one, two = self.give(self.ward_1, name="Việc một là"), self.give(self.ward_1, name="Việc hai là")
        three = self.give(self.ward_1, name="Việc ba là")
        row = self.draft(
            (self.ward_1, "split", {"successor_id": self.ward_2.id, "is_default": True}),
            (self.ward_1, "split", {"into": "Xã Mới"}),
            (self.school, "change", {"place": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
        )
        choices = self.env["child.plan.reorganisation.choice"]
        to_new = row.line_ids.filtered("new_unit_id")
        for work, line in ((two, to_new), (three, to_new.browse())):
            choices.create(
                {
                    "reorganisation_id": row.id,
                    "unit_id": self.ward_1.id,
                    "res_model": "child.plan",
                    "res_id": work.plan_id.id,
                    "line_id": line.id,
                }
            )
        self.apply(row)
        new = row.new_unit_ids.unit_id
        went = {work: work.merged_into_id.unit_id for work in one | two | three}
        self.assertEqual(went, {one: self.ward_2, two: new, three: new.browse()})
        named = {work: work.task_id.line_ids.unit_id for work in one | two | three}
        self.assertEqual(named, {one: self.ward_2, two: new, three: self.ward_1})
        self.assertTrue(three.unit_ended)
        self.assertEqual(self.user_ward_1.child_plan_unit_ids, self.ward_2)
        left = str(row.with_user(self.admin).left)
        self.assertIn("Xã A1", left)
        self.assertNotIn("Xã A2 ", left)
        three.sudo().write({"state": "cancelled", "reason": "Hết"})
        three.task_id.line_ids.unit_id = self.ward_2
        self.env.invalidate_all()
        self.assertFalse(row.with_user(self.admin).left)

    def test_the_heir_of_the_rest_reads_what_a_split_unit_did(self):
        done = self.give(self.ward_1)
        self.submit(done, self.user_ward_1)
        done.with_user(self.user_office).action_confirm()
        row = self.draft(
            (self.ward_1, "split", {"successor_id": self.ward_2.id, "is_default": True}),
            (self.ward_1, "split", {"into": "Xã Mới"}),
            (self.school, "change", {"place": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
        )
        self.apply(row)
        self.assertEqual(self.ward_1.parent_id, self.ward_2)
        self.assertEqual(self.env["child.plan.assignment"].with_user(self.user_ward_2).search([]), done)
        self.assertEqual(self.ward_1.display_name, "Xã A1 (until 10/03/2026)")
        row.with_user(self.admin).action_undo()
        self.assertEqual((self.ward_1.parent_id, self.ward_1.display_name), (self.district, "Xã A1"))

    def test_the_heir_that_has_the_task_goes_on_and_what_it_finished_stays_finished(self):
        work = self.give(self.ward_1, self.ward_2)
        there = work.plan_id.assignment_ids - work
        done = self.give(self.ward_1, self.ward_2)
        done_there = done.plan_id.assignment_ids - done
        self.submit(done_there, self.user_ward_2)
        done_there.with_user(self.user_office).action_confirm()
        row = self.draft(
            (self.ward_1, "merge", {"successor_id": self.ward_2.id}),
            (self.school, "change", {"new_parent_id": self.ward_2.id}),
        )
        self.apply(row)
        self.assertEqual(
            (work.merged_into_id, there.state, len(work.plan_id.assignment_ids)), (there, "not_started", 2)
        )
        self.assertEqual((done.state, done.unit_ended), ("not_started", True))

    def test_what_comes_again_is_carried_on_and_not_asked_for_twice(self):
        again = {"timing": "recurring", "recurrence": "monthly", "due_on": False}
        work = self.give(self.ward_1, self.ward_2, **again)
        march = work.task_id.assignment_ids.filtered(
            lambda a: a.period_start == DAY.replace(day=1) and a.state != "done"
        )
        self.assertEqual(len(march), 2)
        for row in march:
            row.sudo().write({"state": "in_progress"})
            row.sudo().write({"state": "submitted", "result": "Đã làm"})
            row.sudo().write({"state": "done"})
        row = self.merge()
        self.apply(row)
        new = row.new_unit_ids.unit_id
        work.task_id.sudo()._give(DAY)
        starts = work.task_id.assignment_ids.filtered(lambda a: a.unit_id == new).mapped("period_start")
        self.assertEqual(starts, [DAY.replace(month=4, day=1)], "March was done before")

    def test_a_large_one_is_applied_in_the_background_or_says_why_not(self):
        self.give(self.ward_1, self.ward_2)
        row = self.merge()
        with patch.object(reorganisation_apply, "AT_ONCE", 2):
            self.apply(row)
        self.assertEqual((row.state, self.ward_1.valid_to), ("waiting", False))
        self.assertTrue(self.is_refused(lambda: row.with_user(self.admin).write({"day": DAY}), "no draft any more"))
        new_unit = row.new_unit_ids
        self.env.cr.execute("UPDATE child_plan_unit SET valid_to = '2026-03-01' WHERE id = %s", [self.school.id])
        self.env.invalidate_all()
        row._cron_apply()
        self.assertEqual((row.state, new_unit.unit_id.id), ("draft", False))
        self.assertIn("does not exist before", row.error)
        self.school.valid_to = False
        with patch.object(reorganisation_apply, "AT_ONCE", 2):
            self.apply(row)
        row._cron_apply()
        self.assertEqual((row.state, row.applied_by, row.error), ("applied", self.admin, False))
        told = self.env["mail.message"].search([("partner_ids", "in", self.admin.partner_id.ids)])
        self.assertEqual({message.subject.split(":")[0] for message in told}, {"Applied", "Applying has stopped"})

    # -- refusals --

    def test_what_cannot_be_is_refused_in_words(self):
        new = [{"name": "Xã Mới"}]
        into_2 = {"successor_id": self.ward_2.id}
        self.school.valid_to = DAY.replace(day=1)
        ended = {"successor_id": self.school.id}
        cases = {
            "leads in a circle": [
                (self.ward_1, "merge", into_2),
                (self.ward_2, "merge", {"successor_id": self.ward_1.id}),
            ],
            "say into which unit": [(self.ward_1, "merge", {})],
            "does not exist on 11/03/2026": [(self.ward_1, "merge", ended)],
            "contradict one another": [(self.ward_1, "merge", into_2), (self.ward_1, "close", {})],
            "below itself": [
                (self.ward_1, "change", {"new_parent_id": self.ward_2.id}),
                (self.ward_2, "change", {"new_parent_id": self.ward_1.id}),
            ],
            "have no place yet": [(self.district, "close", {})],
            "does not lie below the authority": [(self.ward_b, "close", {})],
        }
        for words, lines in cases.items():
            with self.subTest(words):
                row = self.draft(*lines, new=new)
                self.assertTrue(self.is_refused(row.sudo().action_apply, words))
                row.unlink()

    def test_two_drafts_and_an_earlier_day_are_refused(self):
        first = self.draft((self.ward_1, "change", {"new_name": "Phường A1"}))
        self.assertTrue(
            self.is_refused(
                lambda: self.draft((self.ward_1, "close", {})), "also touched by the draft", ValidationError
            )
        )
        self.apply(first)
        earlier = self.draft((self.ward_1, "change", {"new_name": "Phường Khác"}), day=DAY.replace(day=1))
        self.assertTrue(self.is_refused(earlier.with_user(self.admin).action_apply, "changed later already"))
        later = self.draft((self.ward_2, "change", {"new_name": "Phường A2"}), day=DAY.replace(day=20))
        self.assertTrue(self.is_refused(later.with_user(self.admin).action_apply, "applied on that day"))

    def test_who_may_prepare_and_apply_it(self):
        row = self.merge()
        for user in (self.user_district, self.user_office, self.user_ward_1, self.nobody):
            self.assertTrue(
                self.is_refused(
                    row.with_user(user).action_apply, "not allowed|top-secret|not yours|access", AccessError
                )
            )
        below = self.user("t_admin_ward", "admin", self.ward_1)
        self.assertTrue(
            self.is_refused(row.with_user(below).action_apply, "not allowed|top-secret|not yours|access", AccessError)
        )
        self.assertEqual(row.with_user(self.user_province).name, "Sắp xếp xã")
        with self.assertRaises(UserError):
            row.with_user(self.admin).write({"state": "applied"})
        self.apply(row)
        with self.assertRaises(UserError):
            row.line_ids[0].with_user(self.admin).write({"note": "x"})
