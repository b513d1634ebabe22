"""Plans of the levels below drafted from a superior plan, and what of it they have taken up."""

from datetime import date

from odoo.exceptions import UserError, ValidationError

from odoo.addons.child_plan.tests.common import NOT_ALLOWED, on

from ..models import plan_cascade
from ..wizard import cascade
from .cascade_case import CascadeCase

SURVEY, SCHOOL, YEARLY = "Rà soát trẻ em mồ côi", "Khám sức khỏe học đường", "Báo cáo năm"


class TestCascade(CascadeCase):
    def test_the_own_draft_has_what_was_given_to_the_authority_and_its_bodies(self):
        """By the office of the ward: linked tasks, their section, product, target and basis, and units to lead."""
        draft = self.cascade(self.user_ward_office)
        self.assertEqual((draft.issuer_id, draft.standing_unit_id), (self.ward_1, self.ward_office))
        self.assertEqual((draft.state, draft.implements_id), ("draft", self.superior))
        self.assertEqual(draft.basis_ids.basis_plan_id, self.superior)
        self.assertEqual(draft.basis_ids.number, "12/KH-UBND")
        self.assertEqual(draft.section_ids.mapped("name"), ["Nhiệm vụ"])
        survey, school = self.own(draft, self.survey), self.own(draft, self.school_task)
        self.assertEqual((survey.name, survey.superior_task_id), (SURVEY, self.survey))
        self.assertEqual(survey.section_id, draft.section_ids)
        self.assertEqual(survey.lead_unit_ids, self.ward_health)  # its one department of the sector
        self.assertEqual(survey.deliverable_ids.mapped("name"), ["Danh sách"])
        self.assertEqual((school.name, school.coordinating_unit_ids), (SCHOOL, self.school))
        self.assertFalse(school.lead_unit_ids)  # the district's office leads, not one of the ward's
        self.assertEqual(
            draft.target_ids.sorted("id").mapped(lambda t: (t.name, t.value, t.unit_id.id, t.task_ids.ids)),
            [("Tỷ lệ", 90.0, False, survey.ids), ("Số trẻ", 20.0, False, [])],
        )

    def test_deadlines_lie_some_working_days_before_the_superior_s(self):
        """Ten working days before Tuesday, 30 June 2026: Tuesday, 16 June."""
        draft = self.cascade(self.user_ward_office)
        self.assertEqual(self.own(draft, self.survey).due_on, date(2026, 6, 16))
        self.assertEqual(self.own(draft, self.school_task).due_on, date(2026, 5, 15))
        self.assertEqual(draft.margin_days, 10)

    def test_a_deadline_is_never_before_the_next_working_day_nor_after_the_superior_s(self):
        """On Friday, 26 June: the next working day is Monday, 29 June. The day itself has passed for the school."""
        with on(date(2026, 6, 26)):
            draft = self.cascade(self.user_ward_office)
        self.assertEqual(self.own(draft, self.survey).due_on, date(2026, 6, 29))
        self.assertEqual(self.own(draft, self.school_task).due_on, date(2026, 5, 29))

    def test_the_superior_drafts_for_all_below_in_one_step_and_again_only_what_is_missing(self):
        """Recurring work keeps its days; an authority that has a plan is left out."""
        first = self.cascade(self.user_ward_office)
        plans = self.cascade(self.user_office, scope="below")
        self.assertEqual(plans.issuer_id, self.ward_1 | self.ward_2)
        second = plans - first
        self.assertEqual(second.standing_unit_id, self.ward_2)  # nobody keeps plans there yet
        self.assertEqual(second.task_ids.superior_task_id, self.survey | self.yearly)
        self.assertEqual(self.own(second, self.yearly).recurrence, "yearly")
        with self.assertRaisesRegex(UserError, "nothing to draft"):
            self.cascade(self.user_office, scope="below")
        second.unlink()
        self.assertEqual(self.cascade(self.user_office, scope="below").issuer_id, self.ward_1 | self.ward_2)

    def test_a_name_that_says_that_it_carries_out_is_not_doubled(self):
        """By the names of signed plans: “Thực hiện …” and “Triển khai thực hiện …” stay as they are."""
        self.env["res.lang"]._activate_lang("vi_VN")
        plan = self.superior.with_context(lang="vi_VN")
        for name, below in (
            ("Chương trình Chăm sóc sức khỏe tâm thần", "Thực hiện Chương trình Chăm sóc sức khỏe tâm thần"),
            ("Thực hiện Chương trình Chăm sóc", "Thực hiện Chương trình Chăm sóc"),
            ("Triển khai thực hiện Chương trình Chăm sóc", "Triển khai thực hiện Chương trình Chăm sóc"),
        ):
            plan.name = name
            self.assertEqual(plan._name_below(), below)

    def test_the_draft_is_the_ward_s_own(self):
        """Its office can complete and issue it; the district, which drafted it, does not see it until then."""
        draft = self.cascade(self.user_office, scope="below").filtered(lambda plan: plan.issuer_id == self.ward_1)
        mine = draft.with_user(self.user_ward_office)
        self.assertTrue(mine.can_manage)
        self.own(mine, self.school_task).lead_unit_ids = self.ward_office
        mine.action_issue()
        self.assertEqual(draft.assignment_ids.unit_id, self.ward_health | self.ward_office | self.school)
        other = self.superior.implemented_by_ids - draft
        self.assertFalse(other.with_user(self.user_office).has_access("read"))
        self.assertTrue(draft.with_user(self.user_office).has_access("read"))

    def test_who_may_draft(self):
        """Only who keeps the superior plan drafts for others, only an issued plan, and only of the own authority."""
        with self.assertRaisesRegex(UserError, NOT_ALLOWED):
            self.superior.with_user(self.user_ward_1).action_cascade()
        dialog = self.env["child.plan.cascade"].with_user(self.user_ward_office)
        own = dialog.browse(self.superior.with_user(self.user_ward_office).action_cascade()["res_id"])
        own.scope = "below"
        with self.assertRaises(UserError):
            own.action_apply()
        with self.assertRaisesRegex(UserError, "nothing to draft|issued plan|" + NOT_ALLOWED):
            self.cascade(self.user_office_b)
        with self.assertRaisesRegex(UserError, "Only an issued plan"):
            self.plan().with_user(self.user_office).action_cascade()

    def test_many_are_drafted_in_the_background(self):
        """The job goes on where it stopped, and tells who asked for it."""
        for module in (plan_cascade, cascade):
            self.patch(module, "AT_ONCE", 1)
        self.cascade(self.user_office, scope="below")
        self.assertEqual((self.superior.cascading_left, len(self.superior.implemented_by_ids)), (2, 0))
        self.env["child.plan"]._cron_cascade()
        self.assertEqual(self.superior.implemented_by_ids.issuer_id, self.ward_1 | self.ward_2)
        self.assertFalse(self.superior.cascading_by)
        told = self.env["mail.message"].search([("subject", "like", "Handed down: %")])
        self.assertEqual(told.notified_partner_ids, self.user_office.partner_id)
        told = self.env["mail.message"].search([("subject", "like", "To be carried out: %")])
        self.assertEqual(told.notified_partner_ids, self.user_ward_office.partner_id)


class TestCoverage(CascadeCase):
    def test_each_task_of_each_authority_is_missing_then_drafted_then_taken_up(self):
        missing = {(SURVEY, "Xã A1"), (SURVEY, "Xã A2"), (SCHOOL, "Xã A1"), (YEARLY, "Xã A2")}
        self.assertEqual(self.coverage(), dict.fromkeys(missing, "missing"))
        draft = self.cascade(self.user_ward_office)
        ward = {key for key in missing if key[1] == "Xã A1"}
        self.assertEqual(self.coverage(), dict.fromkeys(missing, "missing") | dict.fromkeys(ward, "drafted"))
        self.own(draft, self.school_task).unlink()
        draft.with_user(self.user_ward_office).action_issue()
        self.assertEqual(self.coverage()[SURVEY, "Xã A1"], "taken")
        self.assertEqual(self.coverage()[SCHOOL, "Xã A1"], "missing")
        counts = ["taken_count:sum", "drafted_count:sum", "missing_count:sum"]
        domain = [("plan_id", "=", self.superior.id)]
        groups = self.env["child.plan.coverage"]._read_group(domain, ["task_id"], counts)
        self.assertEqual(
            {task.name: tuple(numbers) for task, *numbers in groups},
            {SURVEY: (1, 0, 1), SCHOOL: (0, 0, 1), YEARLY: (0, 0, 1)},
        )
        self.superior.invalidate_recordset()
        self.assertEqual((self.superior.coverage_count, self.superior.covered_rate), (4, 25.0))

    def test_withdrawn_below_is_missing_again_and_withdrawn_above_is_no_row(self):
        draft = self.cascade(self.user_ward_office)
        draft.with_user(self.user_ward_office).action_issue()
        self.own(draft, self.survey).with_user(self.user_ward_office)._withdraw("Thôi")
        self.assertEqual(self.coverage()[SURVEY, "Xã A1"], "missing")
        self.survey.with_user(self.user_office)._withdraw("Thôi")
        self.assertEqual({name for name, _unit in self.coverage()}, {SCHOOL, YEARLY})

    def test_what_is_missing_is_taken_up_in_the_own_plan(self):
        draft = self.cascade(self.user_ward_office)
        self.own(draft, self.school_task).unlink()
        rows = self.env["child.plan.coverage"].with_user(self.user_ward_office)
        found = rows.search([("plan_id", "=", self.superior.id), ("state", "=", "missing")])
        self.assertEqual(found.task_id, self.school_task)
        found.action_take_up()
        self.assertEqual(draft.task_ids.superior_task_id, self.survey | self.school_task)
        self.assertEqual(len(draft.target_ids), 2)  # not handed down twice

    def test_a_ward_sees_its_own_rows_the_superior_all(self):
        self.assertEqual({unit for _task, unit in self.coverage(self.user_ward_1)}, {"Xã A1"})
        self.assertEqual({unit for _task, unit in self.coverage(self.user_ward_office)}, {"Xã A1"})
        self.assertEqual(len(self.coverage(self.user_office)), 4)
        self.assertEqual(len(self.coverage(self.user_province)), 4)
        self.assertEqual(self.coverage(self.user_office_b), {})
        self.assertEqual(self.coverage(self.nobody), {})


class TestLink(CascadeCase):
    def test_tasks_of_a_plan_read_from_a_document_are_linked_by_their_words(self):
        """In other words, in another order, and only to tasks that the ward was given; links that are there stay."""
        own = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.ward_office.id, implements_id=self.superior.id)
        alike = self.task(own, name="Rà soát, lập danh sách trẻ em mồ côi")
        health = self.task(own, name="Khám sức khỏe học đường cho học sinh")
        other = self.task(own, name="Báo cáo năm")  # given to the other ward
        mine = own.with_user(self.user_ward_office)
        answer = mine.action_link_superior()
        self.assertEqual((alike.superior_task_id, health.superior_task_id), (self.survey, self.school_task))
        self.assertFalse(other.superior_task_id)
        self.assertIn("2 tasks have been linked, 1 are", answer["params"]["message"])
        self.assertEqual(self.coverage()[SURVEY, "Xã A1"], "drafted")
        self.assertFalse(self.changes(own).filtered(lambda change: change.kind != "new"))
        with self.assertRaises(UserError):
            own.with_user(self.user_ward_2).action_link_superior()


class TestLevels(CascadeCase):
    def test_a_task_shows_its_way_and_the_figures_below(self):
        """Over three levels: of the two pieces of work below the district's task, one is done."""
        draft = self.cascade(self.user_ward_office)
        own = self.own(draft, self.school_task)
        own.lead_unit_ids = self.ward_office
        draft.with_user(self.user_ward_office).action_issue()
        below = self.task(self.plan(issuer_id=self.school.id), [self.school], superior_task_id=own.id)
        work = own.assignment_ids.filtered(lambda row: row.unit_id == self.ward_office)
        self.submit(work, self.user_ward_office)
        work.with_user(self.user("t_ward_leader", "leader", self.ward_1)).write({"state": "done"})
        self.env.invalidate_all()
        task = self.school_task.with_user(self.user_office)
        self.assertEqual(task.below_text, "1 of 2 done, 0 overdue")
        self.assertEqual(task.level_text, "0 of 2 done, 0 overdue")
        self.assertEqual(own.with_user(self.user_office).level_text, "1 of 2 done, 0 overdue")
        # the school may read its own work only
        self.assertEqual(self.school_task.with_user(self.user_school).below_text, "0 of 1 done, 0 overdue")
        shown = own.action_view_levels()["domain"]
        self.assertEqual(shown, [("id", "in", (own | self.school_task | below).ids)])

    def test_a_task_does_not_answer_to_itself(self):
        below = self.task(self.plan(issuer_id=self.ward_1.id), superior_task_id=self.survey.id)
        for superior in (below, self.survey):
            with self.assertRaisesRegex(ValidationError, "would answer to itself"):
                self.survey.superior_task_id = superior

    def test_a_deadline_later_than_the_superior_s_is_named(self):
        """On the task, and in the check before issuing; a unit that was given more time has that."""
        draft = self.cascade(self.user_ward_office)
        own, check = self.own(draft, self.survey), self.env["child.plan.issue"].create({"plan_id": draft.id})
        self.assertFalse(own.later_text or check.odd_dates)
        check.invalidate_recordset()
        own.due_on = "2026-07-01"
        self.assertEqual(own.later_text, "later than the superior's deadline 30/06/2026")
        self.assertIn(f"{SURVEY}: {own.later_text}", check.odd_dates)
        own.due_on = "2026-06-30"
        self.assertFalse(own.later_text)
        own.line_ids.due_on = "2026-07-01"
        self.assertTrue(own.later_text)
        self.survey.assignment_ids.filtered(lambda row: row.unit_id == self.ward_1).write(
            {"due_on": "2026-07-31", "reason": "Gia hạn"}
        )
        self.env.invalidate_all()
        self.assertFalse(own.later_text)

    def test_the_levels_make_no_task(self):
        action = self.own(self.cascade(self.user_ward_office), self.survey).action_view_levels()
        self.assertIs(action["context"]["create"], False)
        self.assertEqual(self.env["child.plan.task"].search_count(action["domain"]), 2)

    def test_tasks_in_a_circle_end(self):
        """A database may have such links from earlier: whoever looks at them gets an answer all the same."""
        self.survey.superior_task_id = self.school_task
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE child_plan_task SET superior_task_id = %s WHERE id = %s", [self.survey.id, self.school_task.id]
        )
        self.env.invalidate_all()
        shown = self.survey.action_view_levels()["domain"]
        self.assertEqual(set(shown[0][2]), set((self.survey | self.school_task).ids))
        self.assertTrue(self.survey.level_text)
