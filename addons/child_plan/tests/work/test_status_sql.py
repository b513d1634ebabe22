"""The status in Python and in SQL, on every combination of what it depends on."""

from datetime import timedelta
from itertools import product

from ...lib.status import STATES, STATUSES, Facts, status_of
from ..common import DAY, PlanCase, on

DATES = (None, -1, 0, 1, 9)
PLANS = ((0, False), (2, False), (2, DAY))  # days of warning, day of closing


def day_of(offset):
    return None if offset is None else DAY + timedelta(days=offset)


class TestStatusSql(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Assignment = cls.env["child.plan.assignment"]
        cls.env.cr.execute("CREATE TEMPORARY SEQUENCE child_plan_test")
        given_on = DAY - timedelta(days=30)
        for soon_days, closed_on in PLANS:
            plan = cls.plan(soon_days=soon_days)
            plan.sudo().write({"closed_on": closed_on})
            task = cls.task(plan)
            cls.env.flush_all()
            for state, due_on, submitted_on in product(STATES, DATES, DATES):
                cls._insert(plan, task, given_on, state, day_of(due_on), day_of(submitted_on))
        cls.Assignment.invalidate_model()
        cls.rows = cls.Assignment.search([("plan_id.name", "=", "Kế hoạch thử")])

    @classmethod
    def _insert(cls, plan, task, given_on, state, due_on, submitted_on):
        """A row with any facts at all: the models would not let most of them happen."""
        cls.env.cr.execute(
            """INSERT INTO child_plan_assignment
                   (task_id, plan_id, unit_id, role, state, given_on, due_on, in_time_until, submitted_on, soon_days,
                    plan_closed_on, period_start)
               VALUES (%s, %s, %s, 'lead', %s, %s, %s, %s, %s, %s, %s,
                       DATE '2000-01-01' + nextval('child_plan_test')::int)""",
            (
                *(task.id, plan.id, cls.health.id, state, given_on, due_on, due_on),
                *(submitted_on, plan.soon_days, plan.closed_on or None),
            ),
        )

    def expected(self, row, day):
        dates = row.in_time_until or None, row.submitted_on or None
        return status_of(Facts(row.state, *dates, row.soon_days, day, row.plan_closed_on or None))

    def test_there_is_a_row_for_every_combination(self):
        self.assertEqual(len(self.rows), len(PLANS) * len(STATES) * len(DATES) ** 2)

    def test_the_python_of_the_model_is_the_table(self):
        for row in self.rows:
            self.assertEqual(row.status, self.expected(row, DAY))
            self.assertEqual(row.state_on, row.state)

    def test_a_search_finds_just_the_rows_that_show_the_status(self):
        for status in STATUSES:
            found = self.Assignment.search([("status", "=", status), ("id", "in", self.rows.ids)])
            self.assertEqual(found, self.rows.filtered(lambda row, status=status: row.status == status))
            self.assertEqual(found, self.rows.filtered_domain([("status", "=", status)]))

    def test_every_set_of_two_statuses_and_its_opposite_are_found(self):
        own = ("id", "in", self.rows.ids)
        for pair in product(STATUSES, STATUSES):
            found = self.Assignment.search([("status", "in", pair), own])
            others = self.Assignment.search([("status", "not in", pair), own])
            self.assertEqual(found, self.rows.filtered(lambda row, pair=pair: row.status in pair))
            self.assertEqual(found | others, self.rows)
            self.assertFalse(found & others)

    def test_sums_by_status_count_the_same_rows(self):
        groups = dict(self.Assignment._read_group([("id", "in", self.rows.ids)], ["status"], ["__count"]))
        self.assertEqual(groups, {s: len(self.rows.filtered(lambda r, s=s: r.status == s)) for s in STATUSES})

    def test_the_same_holds_on_days_before_and_after(self):
        """On future days, the status is what it will be if nothing changes."""
        for offset in (1, 5, 9, 10):
            day = DAY + timedelta(days=offset)
            with self.subTest(day=day):
                model = self.Assignment.with_context(child_plan_as_of=day.isoformat())
                groups = dict(model._read_group([("id", "in", self.rows.ids)], ["status"], ["__count"]))
                expected = dict.fromkeys(groups, 0)
                for row in self.rows:
                    expected[self.expected(row, day)] += 1
                self.assertEqual(groups, expected)
                for row in self.rows.with_env(model.env):
                    self.assertEqual(row.status, self.expected(row, day))

    def test_the_clock_moves_the_status_without_anything_being_written(self):
        for offset in (0, 1, 2, 9, 10):
            day = DAY + timedelta(days=offset)
            with self.subTest(day=day), on(day):
                self.rows.invalidate_recordset(["status"])
                for row in self.rows:
                    self.assertEqual(row.status, self.expected(row, day))

    def test_days_late_are_working_days_to_the_handing_in_or_to_the_day(self):
        self.env["child.plan.day.off"].create({"day": DAY + timedelta(days=1), "name": "Nghỉ"})
        assignment = self.give(self.health, due_on=DAY)
        with on(DAY + timedelta(days=1)):  # Thursday, the day off
            assignment.invalidate_recordset()
            self.assertEqual((assignment.status, assignment.days_late), ("overdue", 0))
        with on(DAY + timedelta(days=5)):  # Monday: Friday and Monday were worked
            assignment.invalidate_recordset()
            self.assertEqual((assignment.status, assignment.days_late), ("overdue", 2))
            self.submit(assignment, self.user_health)
        with on(DAY + timedelta(days=50)):
            assignment.invalidate_recordset()
            self.assertEqual((assignment.status, assignment.days_late), ("overdue", 2))

    def test_sums_in_the_same_request_see_what_was_just_written(self):
        assignment = self.give(self.health, due_on=DAY + timedelta(days=9))
        own = [("id", "=", assignment.id)]
        self.assertEqual(self.Assignment.get_status_counts(own)["by_status"]["in_time"], 1)
        assignment.plan_id.soon_days = 9
        self.assertEqual(self.Assignment.get_status_counts(own)["by_status"]["due_soon"], 1)
        assignment._write_decision({"due_on": DAY - timedelta(days=1), "reason": "Sớm hơn"})
        self.assertEqual(self.Assignment.get_status_counts(own)["by_status"]["overdue"], 1)
        self.assertEqual(assignment.plan_id.overdue_count, 1)

    def test_work_not_yet_given_on_that_day_has_no_status_and_is_in_no_count(self):
        assignment = self.give(self.health)
        before = assignment.with_context(child_plan_as_of=(DAY - timedelta(days=1)).isoformat())
        self.assertFalse(before.status)
        own = [("id", "=", assignment.id)]
        self.assertEqual(before.get_status_counts(own)["total"], 0)
        self.assertFalse(before.search([*own, ("status", "in", STATUSES)]))
        self.assertEqual(before.search([*own, ("status", "=", False)]), assignment)
        self.assertEqual(before.search([*own, ("status", "!=", "overdue")]), assignment)
        self.assertEqual(before.filtered_domain([("status", "=", False)]), assignment)
        self.assertEqual(before.filtered_domain([("status", "!=", "overdue")]), assignment)
