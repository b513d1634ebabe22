"""What the tests of money share: an issued plan of the district, with a budget line."""

from odoo.exceptions import UserError

from odoo.addons.child_plan.tests.common import PlanCase


class MoneyCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("child_plan_budget.child_plan_funding_source_district")
        cls.plan_a = cls.plan(number="287/KH-UBND")
        cls.task_a = cls.task(cls.plan_a, [cls.ward_1])
        cls.issue(cls.plan_a)
        cls.line = cls.budget_line()

    @classmethod
    def budget_line(cls, **vals):
        vals = {"plan_id": cls.plan_a.id, "source_id": cls.source.id, "name": "Tập huấn", **vals}
        return cls.env["child.plan.budget.line"].create(vals)

    @classmethod
    def enter(cls, line, *rows, user=None):
        """``rows`` are (stage, amount) or (stage, amount, day); by the district's finance unless ``user`` is given."""
        entries = cls.env["child.plan.budget.entry"].with_user(user or cls.user_finance)
        vals = [
            {"line_id": line.id, "stage": stage, "amount": amount, **({"day": day[0]} if day else {})}
            for stage, amount, *day in rows
        ]
        return entries.create(vals).sudo()

    def money(self, line, *names, day=None):
        line = line.with_context(child_plan_as_of=day) if day else line
        return tuple(line[name] for name in names)

    def assert_refused(self, call, words, error=UserError):
        self.assertTrue(self.is_refused(call, words, error), words)

    def set_policy(self, policy, value):
        self.env["ir.config_parameter"].set_param(f"child_plan.money_{policy}", value)

    def press(self, action, user, **vals):
        """Fill in the dialog of ``action`` as ``user`` and press its button."""
        wizard = self.env["child.plan.budget.enter"].with_user(user).browse(action["res_id"])
        wizard.write(vals)
        return wizard.action_apply()
