"""The timeline in a browser, at a desk and on a phone."""

from odoo.tests import tagged

from ..test_tours import TourCase, day


class TimelineTourCase(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.plan(number="287/KH-UBND", name="Care of orphans", period_start=day(-100), period_end=day(300))
        print_it = cls.task(plan, [cls.health], name="Print", due_on=day(0))
        teach = cls.task(plan, [cls.ward_1], name="Teach", due_on=day(0))
        leaflets = cls.demand(print_it, "Print the leaflets", day(-30))
        cls.demand(teach, "Hold the courses", day(1), leaflets, lag_days=5)
        cls.demand(teach, "Count the guests", day(0))
        cls.issue(plan)

    @classmethod
    def demand(cls, task, name, due_on, *before, **vals):
        vals |= {"task_id": task.id, "name": name, "due_on": due_on, "depends_on_ids": [each.id for each in before]}
        return cls.env["child.plan.milestone"].create(vals)


@tagged("-at_install", "post_install")
class TestTimelineTour(TimelineTourCase):
    def test_leader(self):
        self.start_tour("/odoo", "child_plan_timeline", login="t_district", timeout=120)


@tagged("-at_install", "post_install")
class TestTimelinePhoneTour(TimelineTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_leader(self):
        self.start_tour("/odoo/timeline", "child_plan_timeline_phone", login="t_district", timeout=120)
