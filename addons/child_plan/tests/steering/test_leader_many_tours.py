"""What a leader does from the page for one unit and for many, at a desk and on a phone."""

from odoo.tests import tagged

from ..test_tours import TourCase, day

SUBMITTED = ("Count", "Teach", "Visit", "Feed")
ASKED = ("Paint", "Build", "Plant", "Print")


class ManyCase(TourCase):
    def act(self):
        late = (("Open rooms", self.health, -10), ("Open rooms", self.ward_1, -3))
        plan = self.issue_plan(
            *late,
            *((name, self.school, 20) for name in SUBMITTED),
            *((name, self.ward_2, 15) for name in ASKED),
        )
        for name in SUBMITTED:
            self.submit(self.given(plan, name), self.user_school)
        for name in ASKED:
            vals = {"assignment_id": self.given(plan, name).id, "asked_due_on": day(30), "reason": "Rain"}
            self.env["child.plan.extension"].with_user(self.user_ward_2).create(vals)
        self.start_tour("/odoo/steering", "child_plan_leader_many", login="t_district", timeout=120)
        for name, state in zip(SUBMITTED, ("returned", "returned", "returned", "done"), strict=True):
            self.assertEqual(self.given(plan, name).state, state, name)
        for name in ASKED:
            work = self.given(plan, name)
            refused = name == "Paint"
            self.assertEqual(work.extension_ids.state, "refused" if refused else "granted", name)
            self.assertEqual(work.due_on, day(15 if refused else 30), name)
        overdue = self.given(plan, "Open rooms")
        for work in overdue:
            self.assertEqual(len(self.journal(work, "reminder")), 1)
        meeting = self.env["child.plan.meeting"].search([("unit_id", "=", self.district.id)])
        self.assertEqual(meeting.item_ids.assignment_id, overdue)


@tagged("-at_install", "post_install")
class TestManyTour(ManyCase):
    def test_for_one_and_for_many(self):
        self.act()


@tagged("-at_install", "post_install")
class TestManyTourOnAPhone(ManyCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_for_one_and_for_many(self):
        self.act()
