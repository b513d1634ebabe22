"""A link in unsaved values, in defaults or in what is saved shows nothing that the user cannot read."""

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import PlanCase

WORDS = "A link leads to something that is not there, or not yours to see."


class TestGivenLinks(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.give(cls.health, name="Việc kín")
        cls.own_plan = cls.plan(name="Kế hoạch B", issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id)
        cls.task(cls.own_plan, [cls.health_b], name="Việc B")
        cls.own = cls.issue(cls.own_plan, cls.user_office_b)

    def refused(self, call):
        with self.assertRaises(AccessError) as caught:
            call()
        self.assertEqual(str(caught.exception), WORDS)

    def model(self, name, **context):
        return self.env[name].with_user(self.user_office_b).with_context(**context)

    def test_unsaved_values(self):
        spec = {"assignment_id": {"fields": {"display_name": {}}}, "task_id": {"fields": {"display_name": {}}}}
        for values in (
            {"assignment_id": self.foreign.id},
            {"assignment_id": {"id": self.foreign.id, "display_name": ""}},
            {"assignment_id": 2**31 - 7},
        ):
            self.refused(
                lambda values=values: self.model("child.plan.extension").onchange(values, ["assignment_id"], spec)
            )
        line = [Command.create({"unit_id": self.health_b.id}), [0, "virtual_1", {"task_id": self.foreign.task_id.id}]]
        self.refused(lambda: self.model("child.plan.task").onchange({"line_ids": line}, ["line_ids"], {"line_ids": {}}))
        for command in (Command.link(self.foreign.id), Command.set([self.foreign.id])):
            self.refused(
                lambda command=command: self.model("child.plan.task").onchange(
                    {"assignment_ids": [command]}, ["assignment_ids"], {"assignment_ids": {}}
                )
            )

    def test_defaults(self):
        for name in ("child.plan.milestone", "child.plan.extension"):
            defaults = {"default_assignment_id": self.foreign.id}
            self.refused(lambda name=name, d=defaults: self.model(name, **d).default_get(["assignment_id"]))
            self.refused(lambda name=name, d=defaults: self.model(name, **d).onchange({}, [], {"assignment_id": {}}))

    def test_what_is_saved(self):
        section = {"plan_id": self.own_plan.id, "name": "Phần"}
        basis = {**section, "basis_plan_id": self.foreign.plan_id.id}
        self.refused(lambda: self.model("child.plan.basis").web_save(basis, {"basis_plan_id": {}}))
        row = self.model("child.plan.basis").create(section)
        self.refused(lambda: row.write({"basis_plan_id": self.foreign.plan_id.id}))
        self.refused(lambda: self.own_plan.with_user(self.user_office_b).write({"basis_ids": [Command.create(basis)]}))

    def test_what_is_readable_or_there_already_stays_possible(self):
        spec = {"task_id": {"fields": {"display_name": {}}}, "assignment_id": {"fields": {"display_name": {}}}}
        milestone = self.model("child.plan.milestone", default_assignment_id=self.own.id).onchange({}, [], spec)
        self.assertEqual(milestone["value"]["assignment_id"]["id"], self.own.id)
        basis = self.env["child.plan.basis"].create(
            {"plan_id": self.own_plan.id, "name": "Căn cứ", "basis_plan_id": self.foreign.plan_id.id}
        )
        held = basis.with_user(self.user_office_b)
        held.write({"basis_plan_id": self.foreign.plan_id.id, "name": "Căn cứ khác"})
        held.onchange({"basis_plan_id": self.foreign.plan_id.id}, ["basis_plan_id"], {"basis_plan_id": {}})
        self.assertEqual(basis.name, "Căn cứ khác")
