"""Values that steer work are not changed without a trace once a plan is issued."""

import base64
import hashlib

from ..common import PlanCase


class TestSteeringJournal(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.given = cls.plan(recipients="Như trên", source_document=base64.b64encode(b"a"))
        cls.section = cls.env["child.plan.section"].create({"plan_id": cls.given.id, "name": "Phần I"})
        cls.task_given = cls.task(cls.given, [cls.health])
        cls.issue(cls.given)

    def settings(self):
        rows = self.env["child.plan.journal"].search([("plan_id", "=", self.given.id), ("kind", "=", "setting")])
        return {(row.reason.rpartition(": ")[2], row.old_value or "", row.new_value or "") for row in rows}

    def test_a_plan(self):
        plan = self.given.with_user(self.user_office)
        plan.write({"leader_days": 0, "recipients": "Không ai", "source_document": base64.b64encode(b"b")})
        old, new = (f"SHA-256 {hashlib.sha256(file).hexdigest()}" for file in (b"a", b"b"))
        self.assertEqual(
            self.settings(),
            {
                ("Tell the leader after", "10", "0"),
                ("Recipients", "Như trên", "Không ai"),
                ("Signed document", old, new),
            },
        )

    def test_its_lines(self):
        self.section.with_user(self.user_office).name = "Phần khác"
        self.task_given.with_user(self.user_office).weight = 3
        self.assertEqual(self.settings(), {("Heading", "Phần I", "Phần khác"), ("Weight", "1.0", "3.0")})

    def test_a_draft_leaves_none(self):
        draft = self.plan()
        draft.with_user(self.user_office).leader_days = 0
        self.assertFalse(self.env["child.plan.journal"].search([("plan_id", "=", draft.id)]))
