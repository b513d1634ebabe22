"""Who may do what with money: every role at every place on every model, as the table says."""

from odoo.addons.child_plan.tests.access.access_table import (
    KEEPERS,
    MASTER,
    NOBODY,
    SEE_DRAFT,
    SEE_PLAN,
    TREE,
    cells,
    row,
)
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix
from odoo.addons.child_plan.tests.common import PlanCase

ENTER_MONEY = cells("finance: office department issuer superior")
KEEP_MONEY = KEEPERS | ENTER_MONEY
KEEPERS_OF_MONEY = ("finance", "standing", "leader")
MASTERS = ("child.plan.funding.source", "child.plan.budget.code", "child.plan.budget.range")


class TestBudgetMatrix(AccessMatrix, PlanCase):
    module = "child_plan_budget"
    allowed = {
        **dict.fromkeys(MASTERS, MASTER),
        "child.plan.budget.line draft": row(SEE_DRAFT, SEE_DRAFT, SEE_DRAFT, SEE_DRAFT),
        "child.plan.budget.line given": row(cells(TREE) | KEEP_MONEY, KEEP_MONEY, KEEP_MONEY, KEEP_MONEY),
        "child.plan.budget.entry draft": row(SEE_DRAFT, NOBODY, cells("finance: office department issuer")),
        "child.plan.budget.entry given": row(cells(TREE) | KEEP_MONEY, NOBODY, ENTER_MONEY),
        "child.plan.budget.pace draft": row(SEE_DRAFT),
        "child.plan.budget.pace given": row(cells(TREE) | KEEP_MONEY),
        "child.plan.budget.spending": row(
            cells(TREE, "standing: office") | ENTER_MONEY, NOBODY, cells("officers: given")
        ),
        # dialogs: those of others are nobody's
        "child.plan.budget.enter": row(NOBODY, NOBODY, cells("officers: given issuer superior") | KEEP_MONEY),
        "child.plan.budget.import": row(NOBODY, NOBODY, {cell for cell in SEE_PLAN if cell[0] in KEEPERS_OF_MONEY}),
        "child.plan.budget.import.column": row(),
        "child.plan.budget.import.row": row(),
        "child.plan.budget.export": row(NOBODY, NOBODY, cells("all: * none")),
    }

    @classmethod
    def _make_subjects(cls):
        return {**cls._make_masters(), **cls._make_money(), **cls._make_spending(), **cls._make_wizards()}

    @classmethod
    def _make_masters(cls):
        env, name = cls.env, {"name": "Khác"}
        source = env["child.plan.funding.source"].create({"name": "Nguồn", "code": "t_source"})
        code = env["child.plan.budget.code"].create({"kind": "item", "code": "9990", "name": "Mục"})
        chapters = env["child.plan.budget.range"].create({"level": "commune", "code_from": 990, "code_to": 995})
        return {
            "child.plan.funding.source": (source, {"name": "Mới", "code": "t_new"}, name),
            "child.plan.budget.code": (code, {"kind": "item", "code": "9991", "name": "Mới"}, name),
            "child.plan.budget.range": (
                chapters,
                {"level": "commune", "code_from": 996, "code_to": 999},
                {"basis": "Khác"},
            ),
        }

    @classmethod
    def _make_money(cls):
        subjects = {}
        for variant, plan in (("draft", cls.draft), ("given", cls.given)):
            vals = cls._line_vals(plan)
            lines = cls.env["child.plan.budget.line"].create([vals, vals])
            of_line = {"line_id": lines[1].id, "stage": "allotment", "amount": 5}
            entry = cls.env["child.plan.budget.entry"].create(of_line)
            pace = cls.env["child.plan.budget.pace"].search([("line_id", "=", lines[1].id)], limit=1)
            subjects |= {
                f"child.plan.budget.line {variant}": (lines[0], vals, {"name": "Khác"}),
                f"child.plan.budget.entry {variant}": (entry, of_line, {"note": "Khác"}),
                f"child.plan.budget.pace {variant}": (pace, {"line_id": lines[1].id}, {"amount": 6}),
            }
        return subjects

    @classmethod
    def _line_vals(cls, plan):
        source = cls.env.ref("child_plan_budget.child_plan_funding_source_district")
        return {"plan_id": plan.id, "unit_id": cls.ward_1.id, "source_id": source.id}

    @classmethod
    def _make_spending(cls):
        line = cls.env["child.plan.budget.line"].create(cls._line_vals(cls.given))
        vals = {"line_id": line.id, "amount": 5}
        return {
            "child.plan.budget.spending": (cls.env["child.plan.budget.spending"].create(vals), vals, {"amount": 6}),
        }

    @classmethod
    def _make_wizards(cls):
        """Dialogs that the standing user of the office has open."""
        line = cls.env["child.plan.budget.line"].create(cls._line_vals(cls.given))
        env = cls.env(user=cls.user_office)
        of_entries = env["child.plan.budget.import"].create({"kind": "entries"})
        rows = {
            "child.plan.budget.enter": ({"line_id": line.id}, {"amount": 6}),
            "child.plan.budget.import": ({"kind": "estimate", "plan_id": cls.given.id}, {"year": 2027}),
            "child.plan.budget.import.column": ({"import_id": of_entries.id, "number": 1}, {"number": 2}),
            "child.plan.budget.import.row": ({"import_id": of_entries.id, "number": 1}, {"number": 2}),
            "child.plan.budget.export": ({}, {"filename": "a"}),
        }
        return {model: (env[model].create(vals), vals, write) for model, (vals, write) in rows.items()}

    def test_a_user_without_a_unit_sees_no_money(self):
        """Not even with all roles at once."""
        for name in {subject.split()[0] for subject in self.allowed}:
            records = self.env[name].with_user(self.nobody)
            self.assertFalse(records.search([]), name)
            self.assertEqual(records._read_group([], [], ["__count"]), [(0,)], name)
