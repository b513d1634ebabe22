"""The demonstration data say what the plan documents say, and show every situation that the screens know."""

import json
import os
import unittest
from collections import Counter
from pathlib import Path

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open
from odoo.tools.convert import convert_sql_import

SHARED = os.environ.get("CHILD_PLAN_SHARED")

# As a careful person counts them in the documents: tasks in each unit's block, activities given to no unit by name, …
PLANS = {
    "long_bien": {
        "gold": "long-bien-2024",
        "state": "issued",
        "blocks": {
            "III.1": 4, "III.2": 4, "III.3": 9, "III.4": 2, "III.5": 4,
            "III.6": 1, "III.7": 1, "III.8": 1, "III.9": 2, "III.10": 5,
        },
        "activities": 14, "targets": 0, "bases": 2, "reports": 0,
    },
    "cao_loc": {
        "gold": "cao-loc-2024",
        "state": "closed",
        "blocks": {
            "V.1": 3, "V.2": 1, "V.3": 1, "V.4": 1, "V.5": 1, "V.6": 2, "V.7": 1, "V.8": 2, "V.9": 1,
        },
        "activities": 6, "targets": 2, "bases": 1, "reports": 5,
    },
    "hai_duong": {
        "gold": "hai-duong-2024-2030",
        "state": "draft",
        "blocks": {},
        "activities": 7, "targets": 2, "bases": 0, "reports": 0,
    },
    "ngoc_hoi": {
        "gold": "ngoc-hoi-2026",
        "state": "issued",
        "blocks": {
            "IV.1": 18, "IV.2": 9, "IV.3": 4, "IV.4": 2, "IV.5": 6, "IV.6": 6, "IV.7": 4, "IV.8": 10, "IV.9": 4,
        },
        "activities": 37, "targets": 40, "bases": 2, "reports": 2,
    },
}  # fmt: skip
COMPARATORS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "=": "eq"}
RECURRENCES = {None: "one_off", "regular": "continuous"}


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # an addon may reorganise the units of the demonstration: here they are those of the documents
        applied = cls.env["child.plan.reorganisation"].search([("state", "=", "applied")], order="day desc, id desc")
        for reorganisation in applied:
            reorganisation.action_undo()
        cls.env.ref("child_plan.child_plan_unit_hd_huyen").member_level = "district"
        cls.assignments = cls.env["child.plan.assignment"].search([])
        cls.plans = {name: cls.env.ref(f"child_plan.child_plan_{name}") for name in PLANS}

    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def in_print(self, plan):
        """The plan's tasks that the text gives to a unit, and those that it gives to none, as printed."""
        tasks = plan.task_ids.sorted(lambda task: (task.section_sequence, task.sequence))
        given = tasks.filtered("line_ids")
        return given, tasks - given

    def test_plans_have_what_their_documents_state(self):
        for name, plan in self.plans.items():
            expected = PLANS[name]
            given, activities = self.in_print(plan)
            with self.subTest(name):
                self.assertEqual(plan.state, expected["state"])
                self.assertEqual(Counter(given.mapped("code")), expected["blocks"])
                self.assertEqual(len(activities), expected["activities"])
                self.assertEqual(len(plan.target_ids), expected["targets"])
                self.assertEqual(len(plan.basis_ids), expected["bases"])
                self.assertEqual(len(plan.reporting_ids), expected["reports"])

    def test_programme_has_its_two_targets(self):
        programme = self.env.ref("child_plan.child_plan_programme")
        self.assertEqual((programme.number, programme.issued_on.isoformat()), ("1591/QĐ-TTg", "2023-12-08"))
        self.assertEqual(programme.target_ids.mapped("value"), [80, 100])
        self.assertEqual(set(programme.target_ids.mapped("year")), {2030})
        self.assertGreaterEqual(set(programme.implemented_by_ids), set(self.plans.values()))

    @unittest.skipUnless(SHARED, "the plan documents are not on this machine")
    def test_sections_roles_targets_and_dates_are_those_of_the_documents(self):
        for name, plan in self.plans.items():
            gold = json.loads(Path(SHARED, "plans", "gold", f"{PLANS[name]['gold']}.json").read_text())
            given, activities = self.in_print(plan)
            with self.subTest(name):
                self.assertEqual(
                    [(task.code or None, task.recurrence or task.timing) for task in given],
                    [(t["section"], RECURRENCES.get(t["recurrence"], t["recurrence"])) for t in gold["tasks"]],
                )
                self.assertEqual(
                    [set(task.line_ids.mapped("role")) for task in given],
                    [{"coordinate" if t["role"] == "coordinate" else "lead"} for t in gold["tasks"]],
                )
                requested = {unit["section"] for unit in gold["units"] if unit["requested"]}
                self.assertEqual({task.code for task in given if all(task.line_ids.mapped("requested"))}, requested)
                self.assertEqual([task.code or None for task in activities], [a["section"] for a in gold["activities"]])
                self.assertEqual(
                    [(t.section_id.code or None, t.comparator, t.value) for t in plan.target_ids],
                    [(t["section"], COMPARATORS[t["comparator"]], t["value"]) for t in gold["targets"]],
                )
                self.assertEqual(
                    [t.uom for t in plan.target_ids],
                    ["percent" if t["unit"] == "%" else t["unit"] for t in gold["targets"]],
                )
                self.assertEqual(
                    [(basis.number, basis.date.isoformat()) for basis in plan.basis_ids],
                    [(basis["number"], basis["date"]) for basis in gold["bases"]],
                )
                self.assertEqual(
                    {
                        (r.frequency or None, r.due_on and r.due_on.isoformat() or None, r.recipient)
                        for r in plan.reporting_ids
                    },
                    {(r["frequency"], r["due"], r["recipient"]) for r in gold["reporting"]},
                )
                self.assertEqual((plan.recipients or "").splitlines(), gold["recipients"])
                self.assertEqual(
                    [plan.period_start.isoformat(), plan.period_end.isoformat()], list(gold["period"].values())
                )
                self.assertEqual(plan.level, gold["level"])

    @unittest.skipUnless(SHARED, "the plan documents are not on this machine")
    def test_wordings_are_our_own_and_name_nobody(self):
        for name, plan in self.plans.items():
            gold = json.loads(Path(SHARED, "plans", "gold", f"{PLANS[name]['gold']}.json").read_text())
            texts = {row["text"] for rows in ("tasks", "activities", "targets") for row in gold[rows]}
            self.assertFalse(texts & {*plan.task_ids.mapped("name"), *plan.target_ids.mapped("name")})
            signatory = gold["signatory"]["name"]
            said = [plan.signatory_capacity, plan.signatory_position, plan.note, *plan.task_ids.mapped("name")]
            self.assertFalse(signatory and any(signatory in (text or "") for text in said))

    def test_units_are_those_of_2024_with_official_codes(self):
        for collective, members, code in (("lb_phuong", 14, "00145"), ("cl_xa", 22, "06187"), ("hd_huyen", 12, "288")):
            unit = self.env.ref(f"child_plan.child_plan_unit_{collective}")
            with self.subTest(unit.name):
                self.assertEqual(unit.member_count, members)
                codes = unit._expand(self.assignments._today())[unit].mapped("code")
                self.assertIn(code, codes)
                self.assertEqual(len(set(codes)), members)

    def test_collective_tasks_went_to_every_member(self):
        for task, members in (("lb_30", 14), ("cl_11", 22), ("cl_10", 7), ("cl_13", 4), ("nh_52", 12), ("nh_61", 12)):
            given = self.env.ref(f"child_plan.child_plan_task_{task}").assignment_ids.filtered("unit_id.active")
            with self.subTest(task):
                self.assertEqual(len(given.unit_id), members)
                self.assertNotIn("collective", given.unit_id.mapped("kind"))

    def test_every_state_and_status_occurs(self):
        for name, field in (("state", "state"), ("status", "status")):
            values = set(dict(self.assignments._fields[field].selection))
            self.assertEqual(set(self.assignments.mapped(name)), values)
        states = set(dict(self.env["child.plan.extension"]._fields["state"].selection))
        self.assertEqual(set(self.env["child.plan.extension"].search([]).mapped("state")), states)

    def test_overdue_board_has_something_to_show(self):
        overdue = self.assignments.filtered(lambda a: a.status == "overdue")
        self.assertGreaterEqual(len(set(overdue.mapped("days_late"))), 5)
        self.assertGreaterEqual(len(overdue.plan_id), 2)
        waiting = self.assignments.filtered(lambda a: a.state == "submitted")
        today = self.assignments._today()
        long = waiting.filtered(lambda a: (today - a.submitted_on).days > a.plan_id.confirm_days)
        self.assertTrue(long and waiting - long)
        self.assertTrue(self.assignments.filtered("predecessor_id"))

    def test_nothing_is_done_without_result_and_evidence(self):
        finished = self.assignments.filtered(lambda a: a.state in ("submitted", "done"))
        self.assertFalse(finished.filtered("evidence_missing").mapped("display_name"))
        self.assertFalse(finished.filtered(lambda a: not a.submitted_on or a.submitted_on < a.given_on))
        statuses = set(self.plans["cao_loc"].task_ids.assignment_ids.mapped("status"))
        self.assertEqual(statuses, {"done_on_time", "done_late", "left_open"})

    def test_journal_tells_the_same_story(self):
        journal = self.env["child.plan.journal"].search([], order="id")
        self.assertLessEqual(max(journal.mapped("day")), self.assignments._today())
        for assignment, rows in journal.filtered("assignment_id").grouped("assignment_id").items():
            days = rows.mapped("day")
            self.assertEqual(days, sorted(days), assignment.display_name)
            self.assertEqual((rows[0].kind, rows[0].day), ("given", assignment.given_on))
            self.assertEqual(
                (rows[-1].state, rows[-1].due_on, rows[-1].submitted_on),
                (assignment.state, assignment.due_on, assignment.submitted_on),
                assignment.display_name,
            )
            self.assertEqual(min(days), assignment.given_on)
        self.assertEqual(set(journal.assignment_id), set(self.assignments))

    def test_a_login_opens_with_its_own_name(self):
        credential = {"login": "yte", "password": "yte", "type": "password"}
        user = self.user("yte")
        result = user.with_user(user)._check_credentials(credential, {"interactive": False})
        self.assertEqual(result["uid"], user.id)

    def test_draft_can_be_issued_by_its_standing_office(self):
        plan = self.env.ref("child_plan.child_plan_children_month").with_user(self.user("thuongtruc"))
        unclear = plan.task_ids.filtered("unclear")
        self.assertEqual((len(plan.task_ids), len(unclear)), (6, 1))
        plan.action_issue()
        self.assertEqual(plan.state, "issued")
        self.assertEqual(plan.assignment_count, 5 + 14)

    def test_every_leader_has_a_page_that_is_small(self):
        leaders = ["trunguong.lanhdao", "hanoi.lanhdao", "lanhdao", "ngochoi.lanhdao", "caoloc.lanhdao"]
        for login in leaders:
            user = self.env["res.users"].search([("login", "=", login)])
            page = self.env["child.plan.dashboard"].with_user(user).get_page()
            self.assertTrue(page["unit"], login)
            self.assertLess(len(json.dumps(page)), 50_000, login)

    def test_an_update_leaves_the_reports_that_somebody_tried_out(self):
        period = self.env.ref("child_plan.child_plan_report_period_lb_now")
        report = self.env["child.plan.report"].search([("period_id", "=", period.id), ("state", "=", "expected")])[:1]
        report._begin()
        values = self.env["child.plan.indicator.value"].search([], limit=50)
        values.value = 7
        self.env.flush_all()
        with file_open("child_plan/demo/report/report_demo.sql") as file:
            convert_sql_import(self.env, file)
        self.env.invalidate_all()
        self.assertEqual((report.state, set(values.mapped("value"))), ("draft", {7}))

    def test_the_leaders_have_a_meeting_to_come(self):
        for login in ("lanhdao", "ngochoi.lanhdao"):
            user = self.env["res.users"].search([("login", "=", login)])
            meetings = self.env["child.plan.meeting"].with_user(user).search([("day", ">", self.assignments._today())])
            self.assertTrue(meetings.item_ids, login)
            html, _kind = (
                self.env["ir.actions.report"]
                .with_user(user)
                ._render_qweb_html("child_plan.report_meeting", meetings.ids)
            )
            self.assertIn(meetings.item_ids[0].assignment_id.name, html.decode())
