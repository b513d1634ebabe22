"""Money stands on papers, in million đồng, each figure with its budget line."""

from odoo.addons.child_plan_paper.tests.paper_case import PaperCase


class TestPaperMoney(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("child_plan_budget.child_plan_funding_source_district")

    def line(self, plan, amount=0, **vals):
        vals = {"plan_id": plan.id, "unit_id": self.ward_1.id, "source_id": self.source.id, "year": 2026, **vals}
        line = self.env["child.plan.budget.line"].create(vals)
        if amount:
            self.env["child.plan.budget.entry"].create({"line_id": line.id, "stage": "allotment", "amount": amount})
        return line

    def test_a_report_on_progress_has_an_annex_on_money(self):
        plan = self.late_work(self.ward_1).plan_id
        line = self.line(plan, 12_500_000, name="Tập huấn")
        self.line(plan, name="Truyền thông")
        action = plan.with_user(self.user_office).action_write_progress()
        paper = self.env["child.plan.paper"].with_user(self.user_office).browse(action["res_id"])
        text = self.text_of(paper)
        source = self.source.with_context(lang="vi_VN").name
        self.assertIn(f"1 | Tập huấn - Xã A1 | {source} | 2026 | 0 | 12,5 | 0 | 12,5", text)
        self.assertIn("chưa xác định", text)
        self.assertIn("Tổng cộng |  |  | 0 | 12,5 | 0 | 12,5", text)
        self.assertIn((line._name, line.id, "allotted"), self.references(paper))

    def test_a_plan_names_its_funding(self):
        plan = self.plan()
        section = self.env["child.plan.section"].create({"plan_id": plan.id, "code": "I", "name": "Nhiệm vụ"})
        self.task(plan, [self.ward_1], section_id=section.id)
        self.line(plan, name="Ngân sách quận bảo đảm")
        action = plan.with_user(self.user_office).action_write_paper()
        paper = self.env["child.plan.paper"].with_user(self.user_office).browse(action["res_id"])
        self.assertIn("Ngân sách quận bảo đảm", self.text_of(paper))
