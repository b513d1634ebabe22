"""Deliverables, milestones, requests, journal: the rules by stored columns show what the tree says, and only that."""

from odoo.fields import Command

from ..common import PlanCase

MODELS = ("child.plan.journal", "child.plan.extension", "child.plan.deliverable", "child.plan.milestone")


class TestPartRights(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_nation = cls.user("t_nation", "leader", cls.nation)
        cls.own = cls.plan()
        cls.task(cls.own, [cls.health], [cls.ward_1, cls.school], deliverables=["Báo cáo"])
        cls.own.task_ids.milestone_ids = [Command.create({"name": "Bước 1", "due_on": "2026-03-20"})]
        cls.issue(cls.own)
        cls.of_b = cls.plan(issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id)
        cls.task(cls.of_b, [cls.health_b, cls.ward_1], deliverables=["Danh sách"])
        cls.of_b.with_user(cls.user_office_b).action_issue()
        cls.draft = cls.plan()
        cls.task(cls.draft, [cls.health], deliverables=["Bản thảo"])
        for work, user in ((cls.own.assignment_ids[:1], cls.user_office), (cls.of_b.assignment_ids[:1], None)):
            user = user or cls.user_office_b
            cls.env["child.plan.extension"].with_user(user).create(
                {"assignment_id": work.id, "asked_due_on": "2026-05-01", "reason": "Bận"}
            )
        cls.env.flush_all()

    def seen(self, model, user):
        return self.env[model].with_user(user).search([])

    def expected(self, model, units):
        """Return the same by the tree alone, among the rows of this test."""
        rows = self.env[model].search([("plan_id", "in", (self.own | self.of_b | self.draft).ids)])
        below = self.env["child.plan.unit"].search([("id", "child_of", units.ids)])

        def shown(row):
            if row.unit_id in below:
                return True
            if model in ("child.plan.journal", "child.plan.extension"):
                return row.plan_id.issuer_id in below
            given = bool(row.task_id.assignment_ids.unit_id & below)
            return row.task_id.state != "draft" and (
                row.plan_id.issuer_id in below or (not row.assignment_id and given)
            )

        return rows.filtered(shown)

    def test_each_level_sees_what_lies_at_and_below_it_and_of_plans_issued_there(self):
        rows = {model: self.env[model].search([("plan_id", "in", (self.own | self.of_b).ids)]) for model in MODELS}
        self.assertTrue(all(rows.values()))
        for user in (self.user_health, self.user_school, self.user_ward_1, self.user_district, self.user_province):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    seen = self.seen(model, user)
                    ours = seen.filtered(lambda row: row.plan_id in self.own | self.of_b | self.draft)
                    expected = self.expected(model, user.child_plan_unit_ids)
                    if user == self.user_district:  # a leader keeps the drafts of the own unit as well
                        ours = ours.filtered(lambda row: row.plan_id != self.draft)
                    self.assertEqual(ours, expected)
                    self.assertEqual(seen, seen.with_user(user)._filtered_access("read"))

    def test_who_has_all_roots_sees_all_but_drafts(self):
        user = self.user("t_roots", "observer", *self.env["child.plan.unit"].search([("parent_id", "=", False)]))
        for model in MODELS:
            seen = self.seen(model, user)
            self.assertFalse(seen.filtered(lambda row: row.plan_id == self.draft))
            of_plans = seen.filtered("plan_id")  # accounts are in the journal too
            self.assertEqual(len(of_plans), len(self.env[model].search([("plan_id.state", "!=", "draft")])))

    def test_who_has_no_unit_sees_nothing(self):
        for model in MODELS:
            self.assertFalse(self.seen(model, self.nobody))

    def test_nobody_says_to_whom_a_row_belongs(self):
        row = self.own.assignment_ids.filtered(lambda a: a.unit_id == self.health).deliverable_ids
        stolen = {"unit_id": self.health_b.id, "plan_id": self.of_b.id}
        row.with_user(self.user_health).write({"done_quantity": 1, **stolen})
        self.assertEqual((row.unit_id, row.plan_id, row.done_quantity), (self.health, self.own, 1))
        made = self.env["child.plan.milestone"].with_user(self.user_health)
        defaults = {f"default_{name}": value for name, value in stolen.items()}
        work = {"assignment_id": row.assignment_id.id, "name": "Bước riêng", "due_on": "2026-03-21"}
        for model, vals in ((made, {**work, **stolen}), (made.with_context(**defaults), work)):
            step = model.create(vals)
            self.assertEqual((step.unit_id, step.plan_id), (self.health, self.own))

    def test_rows_made_by_giving_say_what_the_orm_would(self):
        """Rows inserted by SQL have the values that recomputing the stored fields gives."""
        works = self.own.assignment_ids | self.of_b.assignment_ids
        for rows in (works, works.deliverable_ids, works.milestone_ids):
            names = [
                name
                for name, field in rows._fields.items()
                if field.store and field.compute and field.name != "progress"
            ]
            before = rows.read(names, load=None)
            for name in names:
                self.env.add_to_compute(rows._fields[name], rows)
            rows.flush_recordset()
            rows.invalidate_recordset()
            self.assertEqual(rows.read(names, load=None), before)
