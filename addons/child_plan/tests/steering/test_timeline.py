"""The timeline: every mark counts the rows that it opens; what moves is worked out, not saved."""

import json
import random
from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command

from ...models.steering.timeline import MILESTONES, ROWS
from ..common import DAY, on
from ..work.test_milestones import MilestoneCase


class TestTimeline(MilestoneCase):
    def setUp(self):
        super().setUp()
        self.assignments = self.issue(self.kept)

    def page(self, user, **filters):
        self.env.invalidate_all()
        return self.env["child.plan.timeline"].with_user(user).get_page(**filters)

    def row(self, page, record):
        return next(row for row in page["rows"] if row["id"] == record.id)

    def names(self, page, *fields):
        return [tuple(mark[f] for f in ("name", *fields)) for row in page["rows"] for mark in row["milestones"]]

    def what_if(self, user, milestone, days):
        self.env.invalidate_all()
        return self.env["child.plan.timeline"].with_user(user).what_if(milestone.id, days)

    # -- what is drawn --

    def test_a_plan_shows_its_milestones_with_what_they_wait_for(self):
        page = self.page(self.user_district)
        self.assertEqual((page["start"], page["end"], page["today"]), ("2026-01-01", "2026-03-31", DAY.isoformat()))
        row = self.row(page, self.kept)
        self.assertEqual(
            [(m["name"], m["planned"], m["expected"], m["situation"], m["n"]) for m in row["milestones"]],
            [
                ("Khảo sát", "2026-03-13", "2026-03-13", "open", 3),
                ("Mở lớp", "2026-03-24", "2026-03-24", "open", 1),
                ("Báo cáo", "2026-03-31", "2026-03-31", "open", 1),
            ],
        )
        survey, course, report = row["milestones"]
        self.assertEqual((course["before"], report["before"]), ([survey["key"]], [course["key"]]))
        self.assertEqual([(mark["n"], mark["by"]) for mark in row["deadlines"]], [(4, {"in_time": 4})])

    def test_a_late_milestone_pulls_others_also_out_of_the_window_before(self):
        with on(date(2026, 3, 30)):
            page = self.page(self.user_district, late=True)
            self.assertEqual(
                self.names(page, "situation", "expected"),
                [
                    ("Khảo sát", "late", "2026-03-30"),
                    ("Mở lớp", "late", "2026-03-30"),
                    ("Báo cáo", "delayed", "2026-04-01"),
                ],
            )
        with on(date(2026, 4, 10)):
            page = self.page(self.user_district, late=True)
            self.assertEqual(page["start"], "2026-04-01")
            self.assertEqual(len(self.names(page)), 3)

    def test_extensions_go_from_the_old_to_the_new_day(self):
        given = self.assignments.filtered(lambda a: a.unit_id == self.ward_1)
        vals = {"assignment_id": given.id, "asked_due_on": "2026-04-15", "reason": "Bận"}
        self.env["child.plan.extension"].with_user(self.user_ward_1).create(vals)
        row = self.row(self.page(self.user_district), self.kept)
        self.assertEqual(row["extensions"], [{"from": "2026-03-31", "to": "2026-04-15", "state": "asked", "n": 1}])

    def test_by_unit_each_has_its_own(self):
        self.of(self.survey, self.ward_1).done_on = DAY
        page = self.page(self.user_district, group="unit")
        found = {row["id"]: {m["name"]: m["situation"] for m in row["milestones"]} for row in page["rows"]}
        self.assertEqual(found[self.ward_1.id], {"Khảo sát": "reached"})
        self.assertEqual(found[self.ward_2.id], {"Khảo sát": "open"})
        self.assertEqual(set(found[self.health.id]), {"Khảo sát", "Mở lớp", "Báo cáo"})

    def test_an_officer_sees_the_own_work(self):
        page = self.page(self.user_ward_1)
        self.assertEqual(self.names(page, "n"), [("Khảo sát", 1)])
        self.assertEqual(page["rows"][0]["deadlines"][0]["n"], 1)

    def test_a_draft_shows_where_it_is_asked_for(self):
        draft = self.kept.copy()
        self.assertEqual(len(self.names(self.page(self.user_office, plan_id=draft.id))), 3)
        self.assertFalse(self.page(self.user_health, plan_id=draft.id)["plan"])

    # -- who sees what --

    def test_a_user_without_a_unit_sees_nothing_and_nobody_beyond_the_own_units(self):
        self.assertEqual(self.page(self.nobody), {"unit": None})
        for user, unit in ((self.user_ward_1, self.ward_2), (self.user_district, self.province)):
            with self.assertRaises(AccessError):
                self.page(user, unit_id=unit.id)
        self.assertEqual(self.page(self.user_district_b)["rows"], [])
        with self.assertRaises(AccessError):
            self.what_if(self.user_district_b, self.survey, 5)

    # -- what if --

    def test_what_if_tells_what_moves_and_saves_nothing(self):
        answer = self.what_if(self.user_district, self.survey, 10)
        self.assertEqual(
            [(each["name"], each["from"], each["to"], each["days"]) for each in answer["moved"]],
            [
                ("Khảo sát", "2026-03-13", "2026-03-27", 10),
                ("Mở lớp", "2026-03-24", "2026-03-27", 3),
            ],
        )
        self.assertEqual(self.situations(self.survey)[0], ("open", date(2026, 3, 13), 0))
        self.assertEqual(
            [each["name"] for each in self.what_if(self.user_district, self.course, 0)["waits_for"]], ["Khảo sát"]
        )

    def test_what_if_counts_what_it_may_not_name(self):
        answer = self.what_if(self.user_ward_1, self.of(self.survey, self.ward_1), 20)
        self.assertEqual(([each["name"] for each in answer["moved"]], answer["hidden"]), (["Khảo sát"], 2))

    def test_what_if_agrees_with_what_then_comes(self):
        """After it has been reached so many days late, the others are where ``what_if`` has predicted."""
        answer = self.what_if(self.user_district, self.survey, 15)
        for copy in self.survey.copy_ids:
            copy.done_on = date(2026, 4, 3)
        found = {m.name: m.expected_on.isoformat() for m in self.survey | self.course | self.report}
        self.assertEqual({each["name"]: each["to"] for each in answer["moved"]}, found)

    def test_the_leaders_weekly_letter_names_what_is_late_and_what_it_pulls(self):
        with on(date(2026, 3, 30)):
            letter = self.env["child.plan.dashboard"].with_user(self.user_district)._prepare_letter()
        for words in ("Khảo sát", "Báo cáo", "1 working days late", "/odoo/timeline"):
            self.assertIn(words, letter["body"])

    # -- figures, size, queries --

    def fill(self, rng):
        """Create plans with milestones, steps, requests and work in every state, over half a year."""
        units = [self.health, self.finance, self.ward_1, self.ward_2, self.school, self.wards, self.district]
        for _plan in range(3):
            plan, before = self.plan(), self.survey.browse()
            for number in range(3):
                due_on = DAY + timedelta(days=rng.randrange(-60, 90))
                task = self.task(plan, rng.sample(units, 3), due_on=due_on)
                day = max([due_on, *before.mapped("due_on")])
                before = self.milestone(task, f"Mốc {number}", day, *before)
            self.issue(plan)
            for row in rng.sample(list(plan.assignment_ids), 4):
                row.sudo().write(
                    {"state": rng.choice(["submitted", "suspended", "cancelled"]), "result": "Xong", "reason": "Vì"}
                )
            open_rows = plan.assignment_ids.filtered(lambda a: a.state == "not_started" and a.due_on)
            for row in rng.sample(list(open_rows), 2):
                vals = {"assignment_id": row.id, "asked_due_on": row.due_on + timedelta(days=20), "reason": "Bận"}
                self.env["child.plan.extension"].create(vals)
                step = {"assignment_id": row.id, "name": "Tự đặt", "due_on": DAY + timedelta(days=rng.randrange(-9, 9))}
                self.env["child.plan.milestone"].create(step)
            for copy in rng.sample(list(plan.assignment_ids.milestone_ids), 4):
                copy.done_on = DAY - timedelta(days=rng.randrange(0, 30))

    def assert_true(self, user, page):
        """Check that every mark counts the rows that it opens; see "opening records" in timeline.js."""
        work = [["state", "!=", "cancelled"]]
        for row in page["rows"]:
            base = [*page["base"], *row["domain"], *work]
            of_work = ["assignment_id", "any", base]
            for mark in row["deadlines"]:
                domain = [*base, ["in_time_until", ">=", mark["from"]], ["in_time_until", "<=", mark["to"]]]
                found = self.env["child.plan.assignment"].with_user(user).search(domain)
                self.assertEqual(len(found), mark["n"])
                for status, number in mark["by"].items():
                    self.assertEqual(len(found.filtered(lambda a, status=status: a.status == status)), number)
            for mark in row["steps"]:
                domain = [of_work, ["demand_id", "=", False], ["due_on", ">=", mark["from"]]]
                found = self.env["child.plan.milestone"].with_user(user).search([*domain, ["due_on", "<=", mark["to"]]])
                self.assertEqual(len(found), mark["n"])
                late = found.filtered(lambda m: m.situation == "late")
                self.assertEqual(len(late), mark["by"].get("overdue", 0))
            for mark in row["milestones"]:
                running = ["assignment_id", "any", [*base, ["state", "!=", "suspended"]]]
                found = (
                    self.env["child.plan.milestone"].with_user(user).search([["demand_id", "=", mark["id"]], running])
                )
                self.assertEqual((len(found), len(found.filtered("reached_on"))), (mark["n"], mark["reached"]))
            for mark in row["extensions"]:
                domain = [of_work, ["old_due_on", "=", mark["from"]], ["asked_due_on", "=", mark["to"]]]
                found = self.env["child.plan.extension"].with_user(user).search(domain)
                self.assertEqual(len(found), mark["n"])

    def test_every_mark_counts_the_rows_that_it_opens(self):
        for seed in (1, 2):
            rng = random.Random(seed)
            self.fill(rng)
            for user in (self.user_province, self.user_district, self.user_office, self.user_ward_1, self.user_health):
                for group in ("plan", "unit"):
                    page = self.page(user, zoom=rng.choice(["month", "quarter", "year"]), group=group)
                    self.assert_true(user, page)

    def test_the_answer_is_small_and_says_what_is_left_out(self):
        task = self.task(self.plan(), [self.health, self.wards])
        name = "Mở lớp tập huấn cho cán bộ, cộng tác viên trẻ em cấp xã, lần"
        self.env["child.plan.milestone"].create(
            [
                {"task_id": task.id, "name": f"{name} {number}", "due_on": DAY + timedelta(days=number % 20)}
                for number in range(MILESTONES + 40)
            ]
        )
        self.issue(task.plan_id)
        for _number in range(ROWS):
            plan = self.plan()
            self.task(plan, [self.health])
            self.issue(plan)
        page = self.page(self.user_district)
        self.assertEqual((len(page["rows"]), page["left_out"]), (ROWS, 2))
        page = self.page(self.user_district, plan_id=task.plan_id.id)
        self.assertEqual((len(self.names(page)), page["rows"][0]["left_out"]), (MILESTONES, 40))
        self.assertLess(len(json.dumps(page)), 50_000)

    def test_the_number_of_queries_does_not_grow(self):
        def count(**filters):
            self.page(self.user_district, **filters)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["child.plan.timeline"].with_user(self.user_district).get_page(**filters)
            return self.env.cr.sql_log_count - before

        few = [count(), count(group="unit")]
        task = self.task(self.plan(), [self.health, self.wards])
        task.milestone_ids = [
            Command.create({"name": f"Bước {number}", "due_on": DAY + timedelta(days=number)}) for number in range(20)
        ]
        for before, after in zip(task.milestone_ids, task.milestone_ids[1:], strict=False):
            after.depends_on_ids = before
        self.issue(task.plan_id)
        for many, before in zip([count(), count(group="unit")], few, strict=True):
            self.assertLessEqual(many, before)
