"""Two officers at one line at the same time: real transactions of their own, in threads."""

from contextlib import closing
from threading import Barrier, Thread

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged


@tagged("-at_install", "post_install")
class TestMoneyTogether(BaseCase):
    """What the threads need is committed before, and removed afterwards."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.transaction() as env:
            unit = env["child.plan.unit"].create({"name": "Huyện T", "kind": "authority", "level": "district"})
            plan = env["child.plan"].create({"name": "Kế hoạch T", "issuer_id": unit.id, "standing_unit_id": unit.id})
            source = env.ref("child_plan_budget.child_plan_funding_source_district")
            self.line = env["child.plan.budget.line"].create({"plan_id": plan.id, "source_id": source.id}).id
            env["child.plan.budget.entry"].create({"line_id": self.line, "stage": "allotment", "amount": 100})
            self.ids = plan.id, unit.id
        self.addCleanup(self.remove)

    def transaction(self):
        return _Transaction(self.registry)

    def remove(self):
        with self.transaction() as env:
            plan, unit = self.ids
            env.cr.execute("DELETE FROM child_plan WHERE id = %s", [plan])
            env.cr.execute("DELETE FROM child_plan_unit WHERE id = %s", [unit])

    def together(self, *amounts):
        """Spend ``amounts`` at once, as the server handles requests; back come the answers."""
        barrier, answers = Barrier(len(amounts)), []

        def spend(amount):
            with closing(db_connect(get_db_name()).cursor()) as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env.cr.execute("SELECT 1")  # the transaction has begun before the other one ends
                first = [True]

                def request():
                    if first.pop() if first else False:
                        barrier.wait(timeout=30)
                    row = {"line_id": self.line, "stage": "disbursement", "amount": amount}
                    return env["child.plan.budget.entry"].create(row)

                try:
                    retrying(request, env)
                    answers.append("entered")
                except UserError:
                    answers.append("refused")

        threads = [Thread(target=spend, args=[amount]) for amount in amounts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return sorted(answers)

    def spent(self):
        with self.transaction() as env:
            line = env["child.plan.budget.line"].browse(self.line)
            return line.spent, sum(line.entry_ids.filtered(lambda e: e.stage == "disbursement").mapped("amount"))

    def test_nothing_is_lost(self):
        self.assertEqual(self.together(10, 20, 30), ["entered"] * 3)
        self.assertEqual(self.spent(), (60, 60))

    def test_together_they_cannot_spend_more_than_there_is(self):
        self.assertEqual(self.together(60, 60), ["entered", "refused"])
        self.assertEqual(self.spent(), (60, 60))


class _Transaction:
    def __init__(self, registry):
        self.cr = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cr, SUPERUSER_ID, {})

    def __exit__(self, kind, error, traceback):
        self.cr.__exit__(kind, error, traceback)
