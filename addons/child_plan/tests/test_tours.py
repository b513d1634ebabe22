"""Each role's day in a browser; afterwards the database says what was done."""

from base64 import b64encode
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..lib import clock
from .common import PlanCase, on

TODAY = clock.today()


def day(days):
    return TODAY + timedelta(days=days)


class TourCase(HttpCase, PlanCase):
    """The test data as of today, because browsers know no other day. All users read English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        now = on(TODAY)
        now.__enter__()
        cls.addClassCleanup(now.__exit__, None, None, None)
        cls.observer = cls.user("t_observer", "observer", cls.district)
        cls.admin = cls.user("t_admin", "admin", cls.nation)
        cls.env["res.users"].search([("login", "=like", "t\\_%")]).lang = "en_US"

    def issue_plan(self, *tasks, **vals):
        """Issue, 60 days ago, a plan of the district with ``tasks``: (name, unit, days from today, deliverables)."""
        vals = {"number": "287/KH-UBND", "name": "Care of orphans", "next_working_day": False, **vals}
        plan = self.plan(period_start=day(-100), period_end=day(300), **vals)
        for name, unit, due_in, *products in tasks:
            self.task(plan, [unit], name=name, due_on=day(due_in), deliverables=products)
        with on(day(-60)):
            self.issue(plan)
        return plan

    def given(self, plan, name, unit=None):
        return plan.assignment_ids.filtered(lambda a: a.name == name and (not unit or a.unit_id == unit))

    def assertSteps(self, assignment, *expected):
        """The journal says, after the giving, ``expected`` by these people."""
        rows = self.env["child.plan.journal"].search([("assignment_id", "=", assignment.id)], order="id")
        found = [(row.user_id, row.kind, row.old_value or "", row.new_value or "") for row in rows[1:]]
        self.assertEqual(found, list(expected))


@tagged("-at_install", "post_install")
class TestTours(TourCase):
    def test_standing_office(self):
        """A plan is written, corrected and issued; the collective unit's task goes to each ward."""
        self.start_tour("/odoo", "child_plan_standing_office", login="t_office", timeout=120)
        plan = self.env["child.plan"].search([("number", "=", "12/KH-UBND")])
        self.assertRecordValues(
            plan,
            [
                {
                    "name": "Care of orphans",
                    "state": "issued",
                    "activated_on": TODAY,
                    "issuer_id": self.district.id,
                    "standing_unit_id": self.office.id,
                }
            ],
        )
        listing, visiting = plan.task_ids
        self.assertEqual((listing.state, visiting.state), ("given", "given"))
        for task in (listing, visiting):
            self.assertFalse({"time", "product", "responsibility"} & task._missing_clarities().keys(), task.name)
        self.assertEqual(listing.assignment_ids.unit_id, self.health)
        self.assertEqual(visiting.assignment_ids.unit_id, self.ward_1 | self.ward_2)
        self.assertEqual(listing.assignment_ids.due_on, day(20))
        self.assertEqual(set(visiting.assignment_ids.mapped("due_on")), {day(30)})
        self.assertEqual(visiting.assignment_ids.deliverable_ids.mapped("name"), ["Minutes", "Minutes"])
        kinds = self.env["child.plan.journal"].search([("plan_id", "=", plan.id)]).mapped("kind")
        self.assertEqual(sorted(kinds), ["given", "given", "given", "plan"])
        told = self.env["mail.message"].search([("model", "=", "child.plan"), ("res_id", "=", plan.id)])
        self.assertEqual(told.notified_partner_ids, (self.user_health | self.user_ward_1 | self.user_ward_2).partner_id)

    def test_officer(self):
        """Work is started, more time is requested, and the result is submitted with its evidence."""
        plan = self.issue_plan(
            ("Open counselling rooms", self.health, -10),
            ("Draw up documents", self.health, 5, "Set of documents"),
            ("Evaluate the services", self.health, 90),
            ("Teach parents", self.wards, -3),
        )
        self.start_tour("/odoo", "child_plan_officer", login="t_health", timeout=120)
        work = self.given(plan, "Draw up documents")
        self.assertRecordValues(
            work,
            [
                {
                    "state": "submitted",
                    "submitted_on": TODAY,
                    "result": "Two hundred sets are printed",
                    "due_on": day(5),
                    "progress": 100,
                }
            ],
        )
        self.assertRecordValues(
            work.extension_ids,
            [{"asked_due_on": day(40), "reason": "The printer is broken", "state": "withdrawn"}],
        )
        self.assertEqual(work.deliverable_ids.done_quantity, 1)
        evidence = work.deliverable_ids.evidence_ids
        self.assertRecordValues(
            evidence,
            [
                {
                    "name": "documents.txt",
                    "datas": b64encode(b"The set of documents"),
                    "res_model": "child.plan.deliverable",
                }
            ],
        )
        officer = self.user_health
        self.assertSteps(
            work,
            (officer, "state", "not_started", "in_progress"),
            (officer, "extension", "", str(day(40))),
            (officer, "extension", "asked", "withdrawn"),
            (officer, "state", "in_progress", "submitted"),
        )
        self.assertEqual(set((plan.assignment_ids - work).mapped("state")), {"not_started"})

    def test_leader(self):
        """The leader reminds, confirms, returns and grants time from the board of what is overdue."""
        plan = self.issue_plan(
            ("Open counselling rooms", self.health, -10),
            ("Teach parents", self.wards, -8),
            ("Count the orphans", self.health, 10),
            ("Print the leaflets", self.finance, 10),
            ("Draw up the budget", self.ward_2, 2),
        )
        overdue, counting, printing, budgeting = (
            self.given(plan, name)
            for name in ("Open counselling rooms", "Count the orphans", "Print the leaflets", "Draw up the budget")
        )
        with on(day(-4)):
            self.submit(counting, self.user_health)
            self.submit(printing, self.user_finance)
            self.env["child.plan.extension"].with_user(self.user_ward_2).create(
                {"assignment_id": budgeting.id, "asked_due_on": day(32), "reason": "The council has not met"}
            )
        self.start_tour("/odoo", "child_plan_leader", login="t_district", timeout=120)
        leader = self.user_district
        self.assertEqual(
            plan.assignment_ids.grouped("state").keys(), {"not_started", "done", "returned"}, "nothing else happened"
        )
        self.assertRecordValues(counting, [{"state": "done", "confirmed_on": TODAY}])
        self.assertRecordValues(
            printing,
            [{"state": "returned", "reason": "The leaflets lack the telephone number", "submitted_on": False}],
        )
        self.assertRecordValues(budgeting, [{"due_on": day(32), "first_due_on": day(2), "extension_pending": False}])
        self.assertRecordValues(
            budgeting.extension_ids,
            [{"state": "granted", "decided_by": leader.id, "decision_note": "Until the council has met"}],
        )
        self.assertSteps(overdue, (leader, "reminder", "", overdue.with_context(lang="en_US").status_text))
        self.assertSteps(
            printing,
            (self.user_finance, "state", "not_started", "submitted"),
            (leader, "state", "submitted", "returned"),
        )
        self.assertSteps(
            budgeting,
            (self.user_ward_2, "extension", "", str(day(32))),
            (leader, "extension", "asked", "granted"),
            (leader, "deadline", str(day(2)), str(day(32))),
        )
        reminded = self.env["mail.message"].search(
            [
                ("model", "=", "child.plan.assignment"),
                ("res_id", "=", overdue.id),
                ("author_id", "=", leader.partner_id.id),
            ]
        )
        self.assertEqual(reminded.notified_partner_ids, self.user_health.partner_id)

    def test_stranger(self):
        """Another district's standing office sees none of it, and is refused at the plan's address."""
        plan = self.issue_plan(("Open counselling rooms", self.health, -10), name="Secret plan")
        self.start_tour("/odoo", "child_plan_stranger", login="t_office_b", timeout=120)
        self.start_tour(f"/odoo/child-plans/{plan.id}", "child_plan_stranger_address", login="t_office_b")
        with self.assertRaises(AccessError):
            plan.with_user(self.user_office_b).web_read({"name": {}})

    def test_observer(self):
        """An observer reads everything and finds no button that changes anything."""
        plan = self.issue_plan(("Open counselling rooms", self.health, -10), ("Visit orphans", self.ward_1, 30))
        written = plan.assignment_ids.mapped("write_date")
        self.start_tour("/odoo", "child_plan_observer", login="t_observer", timeout=120)
        self.assertEqual(plan.assignment_ids.mapped("write_date"), written)

    def test_administrator(self):
        """A unit is added to the tree and a user who works for it; the user has the unit and the role at once."""
        self.start_tour("/odoo", "child_plan_administrator", login="t_admin", timeout=120)
        unit = self.env["child.plan.unit"].search([("name", "=", "Trạm Y tế A1")])
        self.assertRecordValues(unit, [{"kind": "facility", "parent_id": self.ward_1.id, "create_uid": self.admin.id}])
        user = self.env["res.users"].search([("login", "=", "new_officer@example.com")])
        self.assertEqual(user.child_plan_unit_ids, unit)
        self.assertEqual(unit.user_ids, user)
        self.assertTrue(user.has_group("child_plan.child_plan_group_officer"))
        self.assertFalse(user.has_group("child_plan.child_plan_group_standing"))


@tagged("-at_install", "post_install")
class TestToursOnAPhone(TourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_leader(self):
        """A leader reminds, confirms, and puts work on the agenda from the page, in a car."""
        plan = self.issue_plan(("Open counselling rooms", self.ward_1, -10), ("Visit orphans", self.school, 30))
        handed_in = self.given(plan, "Visit orphans")
        self.submit(handed_in, self.user_school)
        self.start_tour("/odoo/steering", "child_plan_leader_phone", login="t_district", timeout=120)
        late = self.given(plan, "Open counselling rooms")
        self.assertEqual(handed_in.state, "done")
        self.assertEqual([kind for kind, _old, _new in self.journal(late, "reminder")], ["reminder"])
        meeting = self.env["child.plan.meeting"].search([("unit_id", "=", self.district.id)])
        self.assertEqual(meeting.item_ids.assignment_id, late)

    def test_ward(self):
        """A ward's officer starts work, photographs the evidence and hands it in, all on a phone."""
        plan = self.issue_plan(("Teach parents", self.wards, -8), ("Visit every orphan", self.ward_1, 4, "Minutes"))
        self.start_tour("/odoo/my-unit-work", "child_plan_ward_phone", login="t_ward_1", timeout=120)
        work = self.given(plan, "Visit every orphan")
        self.assertRecordValues(work, [{"state": "submitted", "result": "All forty are visited"}])
        self.assertEqual(work.deliverable_ids.evidence_ids.raw, b"Minutes of the visits")
        officer = self.user_ward_1
        self.assertSteps(
            work,
            (officer, "state", "not_started", "in_progress"),
            (officer, "state", "in_progress", "submitted"),
        )
