"""What a server process remembers of reports, targets and names on the leader's page is what it would count
anew, whatever was written since, and whoever may see what.
"""

import random
from datetime import timedelta

from odoo.fields import Command

from odoo.addons.child_plan.tests.common import DAY, Undo, on
from odoo.addons.child_plan.tests.report.report_common import ReportCase

LENGTH = 4
LATER = DAY + timedelta(days=20)  # reports are due


class TestDashboardSections(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader_ward = cls.user("t_leader_ward", "leader", cls.ward_1)
        cls.other_plan = cls.plan(issuer_id=cls.province.id, standing_unit_id=cls.health_p.id)
        cls.task(cls.other_plan, [cls.ward_1, cls.ward_2], due_on=DAY)
        cls.other_plan.sudo().action_issue()
        cls.open_period(cls.other_plan)
        cls.target = cls.env["child.plan.target"].create(
            {"plan_id": cls.other_plan.id, "name": "Phòng", "indicator_id": cls.rooms.id, "value": 9, "year": 2026}
        )
        cls.env["child.plan.assignment.rollup"]._rebuild()
        cls.reports = cls.env["child.plan.report"].search(
            [("plan_id", "in", (cls.reported_plan | cls.other_plan).ids), ("compiled", "=", False)]
        )

    def setUp(self):
        super().setUp()
        self.random = random.Random(31)
        self.pages = [
            (self.user_province, self.province),
            (self.user_district, self.district),
            (self.user_district, self.ward_1),
            (self.user_office, self.district),
            (self.leader_ward, self.ward_1),
        ]

    def page(self, user, unit, **filters):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["child.plan.dashboard"].with_user(user).get_page(unit.id, **filters)

    def forget(self):
        self.env.registry.__dict__.pop("child_plan_parts", None)

    def seen(self):
        days = (None, (LATER - timedelta(days=3)).isoformat())
        return [self.page(user, unit, day=day) for user, unit in self.pages for day in days]

    def assert_remembered_right(self, what):
        remembered = self.seen()
        self.forget()
        self.assertEqual(remembered, self.seen(), what)
        return remembered

    def report_written(self):
        report = self.random.choice(self.reports)
        state = self.random.choice(["draft", "submitted", "accepted"])
        report._begin()
        report.write({"state": state, "submitted_on": state != "draft" and LATER - timedelta(days=5)})

    def figure(self):
        report = self.reports[0]
        report._begin()
        value = report.value_ids.filtered(lambda value: value.indicator_id == self.rooms)
        value._prepare_cells({})
        value.write({"has_data": True, "numerator": self.random.randrange(20), "denominator": 0})
        report.write({"state": "submitted", "submitted_on": LATER - timedelta(days=5)})

    def close(self):
        plan = self.other_plan.sudo()
        plan._set_state("issued" if plan.state == "closed" else "closed")

    def work(self):
        """The ward's school gets work in a plan of the province: its leader sees more of that plan."""
        plan = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.task(plan, [self.school])
        plan.sudo().action_issue()
        target = {"plan_id": plan.id, "name": "Của trường", "unit_id": self.school.id, "value": 1}
        self.env["child.plan.target"].create(target)

    def undone(self):
        with self.assertRaises(Undo), self.env.cr.savepoint():
            self.report_written()
            self.ward_1.name = "Không phải tên"
            self.seen()
            raise Undo

    def test_it_is_right_after_whatever_is_written(self):
        steps = {
            "a report": self.report_written,
            "a figure": self.figure,
            "a period": lambda: self.open_period(cut_off="2026-03-02", due_on="2026-03-25", kind="ad_hoc"),
            "a report asked for": lambda: self.open_period(unit_ids=[Command.set(self.ward_2.ids)], kind="ad_hoc"),
            "a target": lambda: self.target.write({"value": self.random.randrange(1, 30)}),
            "an indicator": lambda: self.rooms.write({"time_rule": self.random.choice(["sum", "latest"])}),
            "a unit's name": lambda: self.ward_1.write({"name": f"Phường {self.random.randrange(999)}"}),
            "a plan's number": lambda: self.reported_plan.sudo().write({"number": f"{self.random.randrange(999)}/KH"}),
            "a plan closed or opened": self.close,
            "work": self.work,
            "what is undone": self.undone,
            "counting anew": lambda: self.env["child.plan.assignment.rollup"]._cron_merge_changes(),
        }
        pages = []
        with on(LATER):
            for _n in range(LENGTH):
                for what in self.random.sample(list(steps), len(steps)):
                    steps[what]()
                    pages += self.assert_remembered_right(what)
        for part in ("reports", "targets"):
            self.assertGreater(len({str(page[part]) for page in pages}), 3, part)

    def test_it_is_right_when_rights_change(self):
        group = self.env.ref("child_plan.child_plan_group_leader")
        everybody = {"model_id": self.env["ir.model"]._get_id("child.plan.report"), "groups": False}
        with on(LATER):
            before = self.assert_remembered_right("at first")
            self.env["ir.rule"].create({**everybody, "name": "one", "domain_force": [("unit_id", "=", self.ward_2.id)]})
            after = self.assert_remembered_right("a rule")
            self.assertNotEqual(before[2]["reports"], after[2]["reports"])
            observer = self.env.ref("child_plan.child_plan_group_observer")
            self.user_district.write({"group_ids": [Command.unlink(group.id), Command.link(observer.id)]})
            self.assert_remembered_right("no leader any more")
            self.pages = self.pages[:1]
            self.user_province.write({"child_plan_unit_ids": [Command.link(self.health_b.id)]})
            self.assert_remembered_right("another unit")

    def test_nothing_is_remembered_where_a_rule_hangs_on_something_else(self):
        vals = {"name": "words", "model_id": self.env["ir.model"]._get_id("child.plan.report")}
        self.env["ir.rule"].create({**vals, "domain_force": [("plan_id.task_ids.name", "not like", "kín")]})
        with on(LATER):
            before = self.page(self.user_district, self.district)["reports"]
            self.reported_plan.task_ids.sudo().write({"name": "Việc kín"})
            self.assertNotEqual(self.page(self.user_district, self.district)["reports"], before)
        memory = self.env["child.plan.dashboard.cache"]
        self.assertIsNone(memory.with_user(self.user_district)._rights_token())

    def test_tables_without_a_trigger_get_one(self):
        """As those of an addon that is installed later, when the registry is loaded again."""
        self.env.cr.execute("DROP TRIGGER child_plan_assignment_rollup_track ON child_plan_target")
        with on(LATER):
            before = self.seen()
            self.env["child.plan.dashboard.cache"]._register_hook()
            self.env["child.plan.dashboard.cache"]._register_hook()
            self.target.value += 90
            self.assertNotEqual(self.assert_remembered_right("a target"), before)

    def test_a_context_is_remembered_by_itself(self):
        with on(LATER):
            page = self.page(self.user_district, self.district)
            archived = self.env["child.plan.dashboard"].with_context(active_test=False, lang="vi_VN", uid=1)
            archived.with_user(self.user_district).get_page(self.district.id)
            self.assertEqual(self.page(self.user_district, self.district), page)

    def test_a_page_takes_few_queries(self):
        """Those of the user's units, of the state of the sums, and of the lists, however much there is to see."""
        with on(LATER):
            for state in ("submitted", "in_progress"):
                row = self.other_plan.assignment_ids.filtered(lambda row: row.state == "not_started")[0]
                row.sudo().write({"state": state, "result": "Xong"})
            for user, unit in self.pages[:2]:
                self.page(user, unit)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                page = self.env["child.plan.dashboard"].with_user(user).get_page(unit.id)
                self.assertLessEqual(self.env.cr.sql_log_count - before, 14)
                self.assertTrue(page["lists"]["overdue"] and page["lists"]["submitted"])
