"""What hangs on a unit that has ended is seen by its superiors, and nothing new goes there."""

from datetime import timedelta

from lxml import etree

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

from ..common import DAY, PlanCase


class TestEndedUnit(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.give(cls.health, cls.ward_1)
        cls.Assignment = cls.env["child.plan.assignment"]

    def hanging(self, user):
        return self.Assignment.with_user(user).search([("unit_ended", "=", True)])

    def test_its_open_work_is_listed_to_its_superior_until_it_is_moved(self):
        self.assertFalse(self.hanging(self.user_district))
        self.health.valid_to = DAY - timedelta(days=1)
        self.assertEqual(self.hanging(self.user_district), self.row)
        self.assertTrue(self.row.unit_ended)
        self.assertFalse(self.hanging(self.user_district_b))
        self.row.with_user(self.user_district)._hand_over(self.front, "Đơn vị đã giải thể")
        self.assertFalse(self.hanging(self.user_district))

    def test_the_same_of_an_archived_unit_and_only_of_plans_that_run(self):
        self.health.active = False
        self.assertEqual(self.hanging(self.user_district), self.row)
        self.row.plan_id.with_user(self.user_office).action_close()
        self.assertFalse(self.hanging(self.user_district))

    def test_the_digest_of_the_leader_counts_it(self):
        self.health.valid_to = DAY - timedelta(days=1)
        parts = self.Assignment._digest_parts(self.user_district | self.user_district_b | self.user_health)
        self.assertEqual(
            {user: [part["count"] for part in own] for user, own in parts.items()}, {self.user_district: [1]}
        )

    def test_its_officer_reads_so_and_nobody_is_reminded_there(self):
        counts = self.Assignment.with_user(self.user_health).get_status_counts
        self.assertEqual(counts([])["ended"], "")
        self.health.write({"valid_to": DAY - timedelta(days=1), "successor_ids": [Command.link(self.front.id)]})
        self.assertRegex(counts([])["ended"], f"{self.health.name} ended on .*1 tasks.*{self.front.name}")
        words = f"{self.health.name} ended on .* Take its successor: {self.front.name}"
        with self.assertRaisesRegex(UserError, words):
            self.row.with_user(self.user_office).action_remind()
        self.assertEqual((self.health | self.ward_1)._units_to_address(), self.front | self.ward_1)
        self.health.successor_ids = False
        self.assertEqual((self.health | self.ward_1)._units_to_address(), self.ward_1)

    def test_what_a_closed_plan_left_open_is_no_open_work(self):
        arch = etree.fromstring(self.env.ref("child_plan.child_plan_assignment_view_search").arch)
        domain = safe_eval(arch.find(".//filter[@name='open']").get("domain"))
        mine = self.Assignment.search([*domain, ("id", "=", self.row.id)])
        self.assertEqual(mine, self.row)
        self.row.plan_id.with_user(self.user_office).action_close()
        self.assertFalse(self.Assignment.search([*domain, ("id", "=", self.row.id)]))

    def test_a_task_whose_units_have_ended_stays_to_be_given(self):
        self.health.valid_to = DAY - timedelta(days=1)
        task = self.task(self.row.plan_id, [self.health], name="Việc thêm sau này")
        task.sudo()._give(DAY)
        self.assertEqual((task.state, len(task.assignment_ids)), ("draft", 0))

    def test_whoever_ends_it_is_told_what_that_leaves(self):
        with Form(self.health) as form, self.assertLogs("odoo.tests.form.onchange", "WARNING") as log:
            form.valid_to = DAY
        self.assertIn("1 tasks that are still open", log.output[0])
        answer = self.health.with_user(self.env.ref("base.user_admin")).action_archive()
        self.assertIn("1 tasks that are still open", answer["params"]["message"])
        self.assertIn("1 tasks that are still open", self.health.left_behind)
        self.assertFalse(self.front.action_archive() or None)

    def test_whoever_archives_its_only_officer_is_told_and_the_person_looks_so(self):
        self.row.officer_id = self.user_health
        answer = self.user_health.action_archive()
        self.assertIn("1 tasks that are still open", answer["params"]["message"])
        self.assertIn("(archived)", self.row.officer_id.display_name)
        second = self.user("t_second", "officer", self.ward_1)
        self.assertFalse((second.action_archive() or {}).get("params"), "another officer is left there")
