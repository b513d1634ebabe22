"""The number of queries of the lists that people open every day does not grow with the units below them."""

from contextlib import contextmanager

from lxml import etree

from odoo.fields import Command

from ..common import DAY, PlanCase

FEW, MANY = 5, 60


class TestQueryCounts(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.communes = cls.env["child.plan.unit"]
        cls.plans = cls.env["child.plan"]

    def grow_to(self, number):
        """Create ``number`` units below the district, each with users and work of every kind."""
        made = len(self.communes)
        communes = self.env["child.plan.unit"].create(
            [
                {"name": f"Xã số {n}", "parent_id": self.district.id, "kind": "authority", "level": "commune"}
                for n in range(made, number)
            ]
        )
        communes.user_ids = [Command.link(self.user_ward_1.id)]
        self.communes |= communes
        plan = self.plan()
        for due_on in ("2026-03-01", "2026-03-12", "2026-06-01"):
            self.task(plan, communes, deliverables=["Báo cáo"], due_on=due_on)
        self.issue(plan)
        self.plans |= plan
        self.env["child.plan.extension"].create(
            [
                {"assignment_id": row.id, "asked_due_on": "2026-07-01", "reason": "Bận"}
                for row in plan.assignment_ids.filtered(lambda a: a.due_on > DAY)
            ]
        )

    def fields_of_view(self, xmlid):
        arch = self.env.ref(xmlid)._get_combined_arch()
        return sorted({node.get("name") for node in arch.xpath(".//field[not(ancestor::field)]")})

    @contextmanager
    def counting(self, counts):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        yield
        self.env.flush_all()
        counts.append(self.cr.sql_log_count - before)

    def assert_constant(self, work, most):
        """Check that ``work()`` takes as many queries with few units as with many, and at most ``most``."""
        counts = []
        for number in (FEW, MANY):
            self.grow_to(number)
            self.env.invalidate_all()
            work()  # warms the caches of rules and views
            with self.counting(counts):
                rows = work()
        self.assertGreaterEqual(len(rows), MANY)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], most)

    def test_the_officers_list(self):
        fields = self.fields_of_view("child_plan.child_plan_assignment_view_list_work")
        model = self.env["child.plan.assignment"].with_user(self.user_ward_1)

        def work():
            model.get_status_counts([("is_mine", "=", True)])
            return model.search_read([("is_mine", "=", True)], fields)

        self.assert_constant(work, 60)

    def test_the_overdue_board_of_the_leader(self):
        model = self.env["child.plan.assignment"].with_user(self.user_district)
        fields = self.fields_of_view("child_plan.child_plan_assignment_view_list_board")

        def work():
            overdue = [("status", "=", "overdue")]
            model.get_status_counts([])
            model.web_read_group(overdue, ["unit_id"], ["__count"])
            return model.search_read(overdue, fields)

        self.assert_constant(work, 60)

    def test_the_board_as_of_a_past_day(self):
        model = self.env["child.plan.assignment"].with_user(self.user_district)
        model = model.with_context(child_plan_as_of="2026-03-11")

        def work():
            model.get_status_counts([])
            return model.search_read([("status", "in", ("overdue", "in_time"))], ["status", "status_text", "days_late"])

        self.assert_constant(work, 40)

    def test_the_list_of_units_with_their_counts(self):
        fields = self.fields_of_view("child_plan.child_plan_unit_view_list")
        model = self.env["child.plan.unit"].with_user(self.user_district)
        self.assert_constant(lambda: model.search_read([("id", "child_of", self.district.id)], fields), 60)

    def test_the_list_of_plans_with_their_counts(self):
        """The number does not grow with that of plans, either."""
        fields = self.fields_of_view("child_plan.child_plan_plan_view_list")
        model = self.env["child.plan"].with_user(self.user_district)
        counts = []
        for number in (2, 12):
            while len(self.plans) < number:
                self.grow_to(len(self.communes) + 2)
            self.env.invalidate_all()
            model.search_read([], fields)
            with self.counting(counts):
                rows = model.search_read([], fields)
        self.assertGreaterEqual(len(rows), 12)
        self.assertEqual(counts[0], counts[1])

    def test_issuing_makes_no_query_for_each_unit(self):
        """Each further unit costs only a share of some batches."""
        counts = []
        for number in (FEW, MANY):
            plan = self.plan()
            units = self.env["child.plan.unit"].create(
                [{"name": f"Xã {n}", "parent_id": self.district.id, "level": "commune"} for n in range(number)]
            )
            self.task(plan, units, deliverables=["Báo cáo"])
            with self.counting(counts):
                plan.with_user(self.user_office).action_issue()
        self.assertLess(counts[1] - counts[0], (MANY - FEW) / 2)

    def test_nobody_reads_all_work_of_a_plan_to_be_let_in(self):
        """Rules are also applied in memory: for an officer of one of many units they must not read all work."""
        self.grow_to(FEW)
        dates = {"date_start": "2025-12-15", "cut_off": "2026-03-01", "due_on": "2026-03-20"}
        self.env["child.plan.report.period"].create({"plan_id": self.plans.id, "kind": "quarterly", **dates})
        work, reports = self.env["child.plan.assignment"], self.env["child.plan.report"]
        for user in (self.user_ward_1, self.user_office, self.user_district):
            self.env.invalidate_all()
            plan = self.plans.with_user(user)
            for rows in (plan, plan.task_ids, plan.task_ids.line_ids, plan.task_ids.deliverable_ids):
                rows.sudo(False).check_access("read")
            periods = self.env["child.plan.report.period"].with_user(user).search([("plan_id", "in", plan.ids)])
            self.assertTrue(periods)
            periods.check_access("read")
            env = plan.sudo().env
            self.assertFalse(list(work._fields["plan_id"]._get_cache(env)), user.name)
            self.assertFalse(list(reports._fields["period_id"]._get_cache(env)), user.name)

    def test_the_views_counted_are_lists(self):
        for name in ("assignment", "unit"):
            view = self.env.ref(f"child_plan.child_plan_{name}_view_list")
            self.assertEqual(etree.fromstring(view.arch).tag, "list")
