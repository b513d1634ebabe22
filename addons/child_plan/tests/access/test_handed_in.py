"""What was handed in is what is judged: frozen while it waits, its files with their hashes."""

import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..common import PlanCase

WAITS = "“Rà soát trẻ em · Phòng Y tế A” has been handed in. Take it back first to change what it says."


class TestHandedIn(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment = cls.give(cls.health, deliverables=["Báo cáo"])
        cls.file = cls._file("a.txt", b"a")
        cls.deliverable = cls.assignment.deliverable_ids
        cls.deliverable.with_user(cls.user_health).write(
            {"done_quantity": 1, "evidence_ids": [Command.link(cls.file.id)]}
        )
        cls.submit(cls, cls.assignment, cls.user_health)

    @classmethod
    def _file(cls, name, raw):
        return cls.env["ir.attachment"].with_user(cls.user_health).create({"name": name, "raw": raw})

    def frozen(self, call, error=UserError, words=WAITS):
        with self.assertRaises(error) as caught:
            call()
        self.assertEqual(str(caught.exception), words)

    def test_nothing_changes_while_it_waits(self):
        other = self._file("b.txt", b"b")
        for user in (self.user_health, self.user_office):
            work, owed = self.assignment.with_user(user), self.deliverable.with_user(user)
            for vals in ({"result": "Khác"}, {"progress": 10}, {"evidence_ids": [Command.link(self.file.id)]}):
                self.frozen(lambda w=work, v=vals: w.write(v))
            self.frozen(lambda w=work: w.write({"state": "in_progress", "result": "Khác"}))
            self.frozen(lambda o=owed: o.write({"done_quantity": 0}))
            nested = {"deliverable_ids": [Command.update(self.deliverable.id, {"done_quantity": 0})]}
            self.frozen(lambda w=work, n=nested: w.write(n))
        self.frozen(
            lambda: self.deliverable.with_user(self.user_health).write({"evidence_ids": [Command.link(other.id)]})
        )
        with self.assertRaises(AccessError):
            self.file.with_user(self.user_health).unlink()

    def test_taking_it_back_is_the_way(self):
        work = self.assignment.with_user(self.user_health)
        work.action_take_back()
        work.write({"result": "Khác"})
        self.assertEqual(self.assignment.result, "Khác")

    def test_a_file_is_never_replaced(self):
        self.assertEqual(self.file.sudo().child_plan_sha256, hashlib.sha256(b"a").hexdigest())
        self.assignment.with_user(self.user_health).action_take_back()
        words = "This file was given as evidence. Add a new version as another file."
        for vals in ({"raw": b"c"}, {"datas": "Yw=="}, {"child_plan_sha256": "0"}, {"url": "http://x"}):
            self.frozen(lambda v=vals: self.file.with_user(self.user_health).write(v), AccessError, words)
        made = self.env["ir.attachment"].with_user(self.user_health).create({"name": "c", "child_plan_sha256": "0"})
        self.assertFalse(made.sudo().child_plan_sha256)
