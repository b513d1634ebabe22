"""Milestones that wait for one another, and what moves if one is late."""

from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import DAY, NOT_ALLOWED, PlanCase, on

SCRIPT = Path(__file__).parents[2] / "migrations" / "19.0.3.0.0" / "post-milestones.py"


class MilestoneCase(PlanCase):
    """A plan of two tasks. ``survey`` (to be reached on Friday, 13 March) is of the health office and the wards,
    ``course`` (24 March) and ``report`` (31 March) of the health office; each waits for the one before it, the report
    two working days.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kept = cls.plan()
        counting = cls.task(cls.kept, [cls.health, cls.wards], name="Khảo sát nhu cầu")
        training = cls.task(cls.kept, [cls.health], name="Tập huấn cán bộ")
        cls.survey = cls.milestone(counting, "Khảo sát", date(2026, 3, 13))
        cls.course = cls.milestone(training, "Mở lớp", date(2026, 3, 24), cls.survey)
        cls.report = cls.milestone(training, "Báo cáo", date(2026, 3, 31), cls.course, lag_days=2)

    @classmethod
    def milestone(cls, task, name, due_on, *before, **vals):
        links = [Command.set([each.id for each in before])]
        vals |= {"task_id": task.id, "name": name, "due_on": due_on, "depends_on_ids": links}
        return cls.env["child.plan.milestone"].create(vals)

    def of(self, demand, unit):
        return demand.copy_ids.filtered(lambda copy: copy.unit_id == unit)

    def situations(self, *milestones, user=None):
        milestones = self.env["child.plan.milestone"].browse([m.id for m in milestones])
        milestones.invalidate_recordset()
        return [(m.situation, m.expected_on, m.moved_days) for m in milestones.with_user(user or self.user_office)]


class TestLinks(MilestoneCase):
    def test_a_ring_is_refused_and_named(self):
        with self.assertRaisesRegex(ValidationError, "“Khảo sát” → “Báo cáo” → “Mở lớp” → “Khảo sát”|wait for each"):
            self.survey.write({"due_on": "2026-04-30", "depends_on_ids": [Command.link(self.report.id)]})
        with self.assertRaises(ValidationError):
            self.survey.depends_on_ids = self.survey

    def test_a_milestone_is_not_planned_before_what_it_waits_for(self):
        for milestone, day in ((self.report, "2026-03-25"), (self.course, "2026-03-30"), (self.survey, "2026-03-25")):
            moved = {"due_on": day}
            self.assertTrue(
                self.is_refused(
                    lambda m=milestone, vals=moved: m.write(vals), "cannot be planned before", ValidationError
                ),
                milestone,
            )
        with self.assertRaises(ValidationError):
            self.report.lag_days = 6
        self.report.lag_days = 5

    def test_it_waits_for_others_of_the_plan_or_of_one_above(self):
        above = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        other = self.milestone(self.task(above, [self.district]), "Cấp trên", date(2026, 3, 12))
        with self.assertRaisesRegex(ValidationError, "cannot wait for"):
            self.course.depends_on_ids = other
        self.kept.implements_id = above
        self.course.depends_on_ids = other
        with self.assertRaises(ValidationError):
            other.depends_on_ids = self.survey

    def test_nobody_links_what_they_may_not_read(self):
        above = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        hidden = self.milestone(self.task(above, [self.health_b]), "Của nơi khác", date(2026, 3, 12))
        given = self.milestone(self.task(above, [self.district]), "Giao huyện", date(2026, 3, 12))
        above.with_user(self.user_province).action_issue()
        self.kept.sudo().implements_id = above
        course = self.course.with_user(self.user_office)
        with self.assertRaises(AccessError), self.cr.savepoint():
            course.depends_on_ids = [Command.link(hidden.id)]
        course.depends_on_ids = [Command.link(given.id)]
        course.depends_on_ids = [Command.unlink(given.id)]

    def test_once_given_out_only_those_who_decide_link_it_and_the_journal_keeps_it(self):
        self.issue(self.kept)
        course = self.course.with_user(self.user_office)
        course.write({"depends_on_ids": [Command.clear()], "lag_days": 0})
        course.write({"depends_on_ids": [Command.set(self.survey.ids)], "lag_days": 3})
        self.assertEqual(
            self.journal(self.course.task_id, "milestone"),
            [
                ("milestone", "waits for “Khảo sát”", "waits for nothing"),
                ("milestone", "waits for nothing", "waits for “Khảo sát” and 3 working days"),
            ],
        )
        for vals in ({"due_on": "2026-03-25"}, {"name": "Khác"}, {"depends_on_ids": [], "name": "Khác"}):
            self.assertTrue(
                self.is_refused(lambda vals=vals: course.write(vals), "cannot be changed once it has been given out"),
                vals,
            )
        for user in (self.user_health, self.user_ward_1, self.nobody):
            as_user = self.course.with_user(user)
            self.assertTrue(
                self.is_refused(
                    lambda m=as_user: m.write({"depends_on_ids": [Command.clear()]}),
                    f"{NOT_ALLOWED}|Only the standing office",
                )
            )
        self.kept.with_user(self.user_office).action_close()
        self.assertTrue(self.is_refused(lambda: course.write({"lag_days": 1}), "This plan is closed"))

    def test_a_unit_links_its_own_steps_alone(self):
        self.issue(self.kept)
        copy, work = self.of(self.course, self.health), self.env["child.plan.milestone"].with_user(self.user_health)
        own = {"assignment_id": copy.assignment_id.id, "name": "Mời giảng viên", "due_on": "2026-03-20"}
        step = work.create({**own, "depends_on_ids": [Command.link(self.survey.id)]})
        self.assertEqual(self.situations(step, user=self.user_health)[0][0], "open")
        self.assertTrue(
            self.is_refused(
                lambda: copy.with_user(self.user_health).write({"depends_on_ids": step.ids}),
                "cannot be changed once it has been given out",
            )
        )
        foreign = self.of(self.survey, self.ward_1)
        self.assertTrue(
            self.is_refused(lambda: step.write({"depends_on_ids": [Command.link(foreign.id)]}), "^A link leads to")
        )
        step.lag_days = 2
        waits = "waits for “Khảo sát”"
        self.assertEqual(
            self.journal(copy.assignment_id, "milestone"),
            [("milestone", "", waits), ("milestone", waits, f"{waits} and 2 working days")],
        )
        past = copy.assignment_id.with_context(child_plan_as_of=DAY.isoformat())
        self.assertEqual((past.state_on, past.deadline_on), ("not_started", copy.assignment_id.due_on))

    def test_what_was_reached_early_lets_others_be_planned_earlier(self):
        self.issue(self.kept)
        copy, work = self.of(self.course, self.health), self.env["child.plan.milestone"].with_user(self.user_health)
        own = {"assignment_id": copy.assignment_id.id, "due_on": "2026-03-20"}
        first = work.create({**own, "name": "Mời giảng viên"})
        next_ = {**own, "name": "Gửi giấy mời", "due_on": "2026-03-12", "depends_on_ids": first.ids}
        self.assertTrue(self.is_refused(lambda: work.create(next_), "waits for “Mời giảng viên”", ValidationError))
        first.done_on = DAY
        step = work.create(next_)
        with on(date(2026, 3, 16)):
            step.done_on = date(2026, 3, 16)
            self.assertEqual(self.situations(step, user=self.user_health)[0][0], "reached_late")
            first.done_on = False  # a mistake: what has been reached stays so, whatever the order of the days
            self.assertEqual(self.situations(step, user=self.user_health)[0][:2], ("reached_late", date(2026, 3, 16)))

    def test_nobody_passes_a_step_off_as_the_plans(self):
        """It would count among those that have reached the plan's milestone."""
        self.issue(self.kept)
        copy, work = self.of(self.course, self.health), self.env["child.plan.milestone"].with_user(self.user_health)
        own = {"assignment_id": copy.assignment_id.id, "name": "Giả", "due_on": "2026-03-20"}
        for context in ({}, {"default_demand_id": self.survey.id}):
            self.assertFalse(work.with_context(**context).create({**own, "demand_id": self.survey.id}).demand_id)
        step = work.with_context(default_demand_id=self.survey.id).create(own)
        self.assertFalse(step.demand_id)
        self.assertTrue(self.is_refused(lambda: step.write({"demand_id": self.survey.id}), "stays its copy"))

    def test_a_copied_plan_keeps_what_waits_for_what(self):
        copied = self.kept.copy().task_ids.milestone_ids.sorted("due_on")
        self.assertEqual(copied.mapped("name"), ["Khảo sát", "Mở lớp", "Báo cáo"])
        self.assertEqual([m.depends_on_ids for m in copied], [copied.browse(), copied[0], copied[1]])
        self.assertEqual(copied.mapped("lag_days"), [0, 0, 2])

    def test_copies_of_an_earlier_version_learn_what_they_are_copies_of(self):
        self.issue(self.kept)
        copies = self.kept.assignment_ids.milestone_ids
        before = {copy: copy.demand_id for copy in copies}
        self.assertEqual(len(copies.filtered("demand_id")), 5)
        copies.sudo().demand_id = False
        self.env.flush_all()
        spec = spec_from_file_location("post_milestones", SCRIPT)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.cr, "19.0.2.0.0")
        self.env.invalidate_all()
        self.assertEqual({copy: copy.demand_id for copy in copies}, before)


class TestSchedule(MilestoneCase):
    """Today is Wednesday, 11 March, unless a test says so."""

    def setUp(self):
        super().setUp()
        self.issue(self.kept)
        self.units = (self.health, self.ward_1, self.ward_2)

    def reach(self, milestone, day, *units):
        for unit in units:
            self.of(milestone, unit).done_on = day

    def test_in_time_nothing_moves(self):
        for situation in self.situations(self.survey, self.course, self.report):
            self.assertEqual((situation[0], situation[2]), ("open", 0))

    def test_a_delay_is_passed_on_as_far_as_there_is_no_room(self):
        with on(date(2026, 3, 27)):  # a Friday
            found = self.situations(self.survey, self.course, self.report)
        self.assertEqual(
            found,
            [
                ("late", date(2026, 3, 27), 10),
                ("late", date(2026, 3, 27), 3),
                ("open", date(2026, 3, 31), 0),
            ],
        )
        with on(date(2026, 3, 30)):
            self.report.invalidate_recordset()
            report = self.report.with_user(self.user_office)
            self.assertEqual((report.situation, report.expected_on), ("delayed", date(2026, 4, 1)))
            self.assertEqual((report.moved_days, report.delayed_by_id), (1, self.survey))
            self.assertIn("“Khảo sát” is late", report.situation_text)

    def test_the_plans_milestone_is_reached_with_the_last_unit(self):
        self.reach(self.survey, date(2026, 3, 10), self.health, self.ward_1)
        self.assertEqual(self.situations(self.survey)[0][0], "open")
        self.reach(self.survey, date(2026, 3, 11), self.ward_2)
        self.assertEqual(self.situations(self.survey), [("reached", date(2026, 3, 11), 0)])

    def test_a_unit_waits_for_itself_where_it_has_the_milestone_too(self):
        """The wards are late with the survey, the health office is not: its own course stands, the plan's moves."""
        self.reach(self.survey, date(2026, 3, 12), self.health)
        with on(date(2026, 3, 24)):
            own, plans = self.situations(self.of(self.course, self.health), self.course)
            self.assertEqual((own[0], own[2]), ("open", 0))
            self.assertEqual((plans[0], plans[2]), ("open", 0))
        self.course.sudo().lag_days = 5
        with on(date(2026, 3, 20)):
            own, plans = self.situations(self.of(self.course, self.health), self.course)
            self.assertEqual((own[0], own[2]), ("open", 0))
            self.assertEqual((plans[0], plans[1], plans[2]), ("delayed", date(2026, 3, 27), 3))

    def test_work_handed_in_as_a_whole_has_reached_its_steps(self):
        self.submit(self.of(self.course, self.health).assignment_id, self.user_health)
        self.assertEqual(self.situations(self.course, self.report)[0], ("reached", DAY, 0))
        self.assertEqual(self.of(self.course, self.health).reached_on, DAY)

    def test_suspended_and_cancelled_work_holds_nothing_up(self):
        self.reach(self.survey, date(2026, 3, 10), self.health, self.ward_1)
        for kind in ("suspend", "cancel"):
            self.decide(kind, self.user_office, self.of(self.survey, self.ward_2).assignment_id, reason="Chờ")
            self.assertEqual(self.situations(self.survey)[0][:2], ("reached", date(2026, 3, 10)))
            with on(date(2026, 4, 30)):
                self.assertEqual(self.situations(self.of(self.survey, self.ward_2))[0][0], "open")

    def test_the_cause_is_named_to_those_who_may_read_it(self):
        course = self.of(self.course, self.health)
        with on(date(2026, 3, 20)):
            self.course.sudo().lag_days = 5
            self.reach(self.survey, date(2026, 3, 12), self.ward_1)
            own = course.with_user(self.user_health)
            own.invalidate_recordset()
            self.assertEqual(own.delayed_by_id, self.survey)

    def test_a_cause_of_others_is_told_without_its_name(self):
        other = self.plan()
        first = self.milestone(self.task(other, [self.ward_1]), "Bí mật", date(2026, 3, 13))
        second = self.milestone(self.task(other, [self.health]), "Bước sau", date(2026, 3, 16), first, lag_days=1)
        self.issue(other)
        with on(date(2026, 3, 16)):
            copy = self.of(second, self.health).with_user(self.user_health)
            self.assertFalse(first.with_user(self.user_health).has_access("read"))
            self.assertEqual((copy.situation, copy.expected_on), ("delayed", date(2026, 3, 17)))
            self.assertFalse(copy.delayed_by_id)
            self.assertIn("another unit", copy.situation_text)
            self.assertNotIn("Bí mật", copy.situation_text)

    def test_the_number_of_queries_does_not_grow_with_the_milestones(self):
        def count(milestones):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            milestones.with_user(self.user_office).mapped("situation_text")
            return self.env.cr.sql_log_count - before

        few = self.survey | self.course | self.report
        plan = self.plan()
        task = self.task(plan, [self.health, self.wards])
        many = few.browse()
        for number in range(30):
            many |= self.milestone(task, f"Bước {number}", DAY + timedelta(days=number), *many[-1:])
        self.issue(plan)
        with on(date(2026, 5, 29)):
            count(many)  # what is read once, whoever asks
            self.assertEqual(count(few | few.copy_ids), count(many | many.copy_ids))

    def test_a_draft_is_late_with_nothing(self):
        draft = self.milestone(self.task(self.plan(), [self.health]), "Nháp", date(2026, 3, 2))
        self.assertEqual(self.situations(draft)[0][0], "open")
        self.assertRaises(UserError, draft.with_user(self.user_health).check_access, "read")
