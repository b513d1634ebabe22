"""What a unit is told of new work and in a reminder; whom a user can name."""

from ..common import PlanCase


class TestPeople(PlanCase):
    def told(self, user):
        messages = self.env["mail.message"]
        return messages.search([("partner_ids", "in", user.partner_id.ids)], order="id desc", limit=1)

    def test_the_notice_of_new_work_names_plan_tasks_and_deadlines(self):
        plan = self.plan(number="12/KH-UBND")
        self.task(plan, [self.wards], name="Rà soát trẻ mồ côi")
        self.task(plan, [(self.ward_1, {"due_on": "2026-05-20"})], name="Tập huấn cộng tác viên")
        with self.assertQueryCount(900):
            self.issue(plan)
        first, second = self.told(self.user_ward_1), self.told(self.user_ward_2)
        for words in ("12/KH-UBND", "Rà soát trẻ mồ côi", "31/03/2026", "Tập huấn cộng tác viên", "20/05/2026"):
            self.assertIn(words, first.body)
        self.assertNotIn("Tập huấn", second.body)
        self.assertFalse(second.partner_ids & first.partner_ids)

    def test_units_with_the_same_work_are_told_together(self):
        plan = self.plan()
        self.task(plan, [self.wards])
        self.issue(plan)
        self.assertEqual(self.told(self.user_ward_1), self.told(self.user_ward_2))

    def test_a_later_task_is_told_alone(self):
        plan = self.plan()
        self.task(plan, [self.ward_1], name="Việc đầu tiên làm")
        self.issue(plan)
        task = self.task(plan, [self.ward_2], name="Việc thêm sau này")
        task.with_user(self.user_office).action_give()
        self.assertIn("Việc thêm", self.told(self.user_ward_2).body)
        self.assertIn("Việc đầu", self.told(self.user_ward_1).body)

    def test_a_reminder_carries_words_of_ones_own(self):
        work = self.give(self.health)
        self.decide("remind", self.user_office, work, reason="Cần trước <họp>")
        self.assertIn("Cần trước &lt;họp&gt;", self.told(self.user_health).body)
        self.assertEqual(work.journal_ids.filtered(lambda row: row.kind == "reminder").reason, "Cần trước <họp>")
        self.decide("remind", self.user_office, work)
        self.assertIn(work.name, self.told(self.user_health).body)

    def test_people_of_the_own_tree_and_of_the_same_work_can_be_named(self):
        self.give(self.ward_1, self.health_b)
        partners = self.env["res.partner"].with_user(self.user_ward_1)
        found = [name for _id, name in self.env["res.users"].with_user(self.user_ward_1).name_search("t_", limit=100)]
        words = " ".join(found)
        for user, named in (
            (self.user_school, True),  # below
            (self.user_office, True),  # keeps the plan
            (self.user_district, True),  # issues it
            (self.user_health_b, True),  # has the same task
            (self.user_ward_2, False),
            (self.user_office_b, False),
        ):
            self.assertEqual(user.name in words, named, user.login)
            domain = partners._get_mention_suggestions_domain(user.name)
            self.assertEqual(user.partner_id in partners.search(domain), named, user.login)
