"""What a server process remembers of the leader's page is what it would count anew, whatever happened since."""

import random
from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from odoo.addons.child_plan.lib.rollup import Counts
from odoo.addons.child_plan.tests.common import DAY, PlanCase, Undo, on

LENGTH = 10


class TestDashboardCounts(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rollup = cls.env["child.plan.assignment.rollup"]
        cls.rollup._rebuild()
        cls.random = random.Random(11)
        units = (cls.health, cls.front, cls.ward_1, cls.ward_2, cls.school, cls.district, cls.health_b, cls.ward_b)
        plans = (
            cls.plan(),
            cls.plan(name="Kế hoạch tỉnh", issuer_id=cls.province.id, standing_unit_id=cls.health_p.id),
        )
        for n in range(6):
            due_on = n % 5 and DAY + timedelta(days=cls.random.randrange(3, 30))
            cls.task(plans[n % 2], units[: 6 if n % 2 == 0 else 8], due_on=due_on, name=f"Việc {n}")
        for plan in plans:
            plan._issue(DAY)
        cls.rows = (plans[0] | plans[1]).assignment_ids
        cls.pages = (
            (cls.user_province, cls.province),
            (cls.user_province, cls.school),
            (cls.user_district, cls.district),
        )

    def page(self, user, unit, **filters):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["child.plan.dashboard"].with_user(user).get_page(unit.id, **filters)

    def forget(self):
        self.env.registry.__dict__.pop("child_plan_counts", None)
        self.env.registry.__dict__.pop("child_plan_subtrees", None)
        self.env.registry.__dict__.pop("child_plan_parts", None)

    def assert_remembered_right(self, what):
        """Pages of today, of a past day and of one to come, as remembered, as counted anew, as counted without sums."""
        days = [None, *((self.rows._today() + timedelta(days=n)).isoformat() for n in (-4, 5))]
        seen = [(*page, day) for page in self.pages for day in days]
        remembered = [self.page(user, unit, day=day) for user, unit, day in seen]
        self.forget()
        self.assertEqual(remembered, [self.page(user, unit, day=day) for user, unit, day in seen], what)
        with self.assertRaises(Undo), self.env.cr.savepoint():
            self.rollup._mark_stale()
            self.assertEqual(remembered, [self.page(user, unit, day=day) for user, unit, day in seen], what)
            raise Undo

    def change(self, day):
        """Something that happens to one piece of work to which nothing has happened after that day."""
        row = self.random.choice(self.rows.filtered(lambda row: max(row.journal_ids.mapped("day")) <= day))
        vals = self.random.choice(
            [
                {"state": "submitted", "result": "Có"},
                {"state": "done"},
                {"state": "returned"},
                {"state": "suspended"},
                {"state": "cancelled"},
                {"due_on": day + timedelta(days=self.random.randrange(-5, 20))},
            ]
        )
        try:
            with self.env.cr.savepoint():
                row._write_decision({"reason": "Vì vậy", **vals}, day)
        except (AccessError, UserError):
            row.invalidate_recordset()

    def test_it_is_right_after_whatever_happens(self):
        steps = {
            "work": lambda day: [self.change(day) for _n in range(4)],
            "work told later": lambda day: [self.change(max(DAY, day - timedelta(days=6))) for _n in range(3)],
            "merging": lambda day: self.rollup._merge_changes(),
            "pruning": lambda day: self.rollup._prune(),
            "days of warning": lambda day: self.rows.plan_id[0].write({"soon_days": self.random.randrange(1, 9)}),
            "more time": lambda day: self.random.choice(self.rows).write({"extension_pending": True}),
            "a sector": lambda day: self.random.choice(self.rows).task_id.write(
                {"sector_id": self.random.choice([self.sector_front.id, False])}
            ),
            "a move": lambda day: self.school.write({"parent_id": self.random.choice([self.ward_1, self.ward_2]).id}),
            "counting anew": lambda day: self.rollup._cron_merge_changes(),
            "what is undone": lambda day: self.undone(day),
        }
        for n in range(LENGTH):
            day = DAY + timedelta(days=n)
            with on(day):
                for what in self.random.sample(list(steps), 2):
                    steps[what](day)
                    self.assert_remembered_right((n, what))

    def undone(self, day):
        with self.assertRaises(Undo), self.env.cr.savepoint():
            self.change(day)
            self.change(max(DAY, day - timedelta(days=6)))
            self.rollup._merge_changes()
            for user, unit in self.pages:
                self.page(user, unit)
            raise Undo

    def test_old_numbers_are_brought_up_to_date_while_their_changes_are_kept(self):
        """From the changes alone; from the rows again once they are let go."""
        with on(DAY):
            self.page(*self.pages[0])
            self.change_and_merge()
            self.assertEqual(self.counted_anew(), 0)
            self.let_go()
            self.assertEqual(self.counted_anew(), 0)
            self.change_and_merge()
            self.let_go()
            self.assertEqual(self.counted_anew(), 1)

    def change_and_merge(self):
        self.rows[0].extension_pending = not self.rows[0].extension_pending
        self.env.flush_all()
        self.assertGreater(self.rollup._merge_changes(), 0)

    def let_go(self):
        self.env.cr.execute("UPDATE child_plan_assignment_rollup_merged SET merged_at = merged_at - interval '2 days'")
        self.rollup._prune()

    def counted_anew(self):
        """How often a page of today reads the rows."""
        counted, model = [], type(self.env["child.plan.dashboard"])
        original = model._count_page

        def count(page, *args):
            counted.append(page)
            return original(page, *args)

        self.patch(model, "_count_page", count)
        self.page(*self.pages[0])
        self.patch(model, "_count_page", original)
        return len(counted)

    def test_numbers_that_are_remembered_are_not_changed(self):
        row = (7, 1, None, "commune", "overdue", "in_progress", True, 3, 0, 0, 0)
        first = Counts().plus([row], {7: 7})
        second = first.plus([row], {7: 7}, sign=-1)
        self.assertEqual((first.keys("plan"), second.keys("plan")), ([1], []))
        self.assertEqual((sum(first.total), sum(second.total)), (6, 0))
