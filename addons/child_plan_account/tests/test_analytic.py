"""What was booked beside what was confirmed."""

from odoo.tests import TransactionCase, tagged


@tagged("-at_install", "post_install")
class TestAnalytic(TransactionCase):
    def test_costs_of_the_year_stand_beside_what_was_spent(self):
        env = self.env
        dong = env.ref("base.VND")
        unit = env["child.plan.unit"].create({"name": "Huyện T", "kind": "authority", "level": "district"})
        plan = env["child.plan"].create({"name": "Kế hoạch T", "issuer_id": unit.id, "standing_unit_id": unit.id})
        source = env.ref("child_plan_budget.child_plan_funding_source_district")
        axis = env["account.analytic.plan"].create({"name": "Kế hoạch"})
        account = env["account.analytic.account"].create({"name": "Tập huấn", "plan_id": axis.id, "company_id": False})
        vals = {"plan_id": plan.id, "source_id": source.id, "year": 2025, "analytic_account_id": account.id}
        line = env["child.plan.budget.line"].create(vals)
        env["child.plan.budget.entry"].create(
            [
                {"line_id": line.id, "stage": stage, "amount": amount, "day": "2025-05-01"}
                for stage, amount in (("allotment", 100), ("disbursement", 70))
            ]
        )
        company = env["res.company"].create({"name": "T", "currency_id": dong.id})
        env.user.company_ids |= company
        model = env["account.analytic.line"].with_company(company)
        for day, amount in (("2025-06-01", -40), ("2024-06-01", -9)):
            model.create(
                {"name": day, "account_id": account.id, "date": day, "amount": amount, "company_id": company.id}
            )
        line = line.with_company(company)
        self.assertEqual((line.booked, line.unbooked), (40, 30))
        items = env["account.analytic.line"].search(line.action_view_booked()["domain"])
        self.assertEqual(items.mapped("amount"), [-40])
