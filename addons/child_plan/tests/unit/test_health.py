"""What monitors and operators are told of the servers, and who is told nothing."""

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...models.unit import database_server
from ...models.unit.ir_cron import node_name
from ..common import PlanCase

HEALTH, METRICS = "/child_plan/health", "/child_plan/metrics"
BEHIND_PROXY = {"X-Forwarded-For": "203.0.113.7"}


class HealthCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.jobs = cls.env["ir.cron"].search(cls.env["ir.cron"]._child_plan_jobs())
        cls.jobs.write({"nextcall": fields.Datetime.add(fields.Datetime.now(), days=1), "active": True})
        cls.seal = cls.env.ref("child_plan.child_plan_cron_seal")


@tagged("-at_install", "post_install")
class TestHealth(HealthCase, HttpCase):
    def ask(self):
        self.env.flush_all()
        answer = self.url_open(HEALTH)
        return answer.status_code, answer.json()

    def test_all_is_well(self):
        status, answer = self.ask()
        self.assertEqual(status, 200)
        self.assertEqual(answer, {"status": "pass", "checks": {"database": "pass", "standby": "none", "jobs": "pass"}})

    def test_a_job_in_trouble_is_told_without_its_name(self):
        self.seal.active = False
        status, answer = self.ask()
        self.assertEqual(status, 503)
        self.assertEqual(answer["checks"]["jobs"], "fail")
        self.assertEqual(set(answer), {"status", "checks"})

    def test_a_replica_without_a_synchronous_standby_fails(self):
        with patch.object(database_server, "replica_state", lambda env: "used"):
            status, answer = self.ask()
        self.assertEqual((status, answer["checks"]["standby"]), (503, "fail"))

    def test_metrics_are_for_this_machine_or_the_token(self):
        self.assertEqual(self.url_open(METRICS).status_code, 200)
        bearer = {"Authorization": "Bearer geheim"}
        for headers in (BEHIND_PROXY, {"X-Real-IP": "127.0.0.1"}, {**BEHIND_PROXY, **bearer}):
            self.assertEqual(self.url_open(METRICS, headers=headers).status_code, 404, headers)
        self.env["ir.config_parameter"].set_param("child_plan.metrics_token", "geheim")
        self.assertEqual(self.url_open(METRICS, headers={**BEHIND_PROXY, **bearer}).status_code, 200)
        for wrong in ("Bearer ", "Bearer geheim2", "geheim", "Bearer gehéim"):
            headers = {**BEHIND_PROXY, "Authorization": wrong.encode()}
            self.assertEqual(self.url_open(METRICS, headers=headers).status_code, 404, wrong)

    def test_metrics_name_each_job_and_its_node(self):
        _job, run = self.seal._add_progress()
        run.child_plan_seconds = 2.5
        self.env.flush_all()
        lines = self.url_open(METRICS).text.splitlines()
        self.assertIn('child_plan_job_trouble{job="child_plan_cron_seal"} 0.0', lines)
        labels = f'{{job="child_plan_cron_seal",node="{node_name()}"}}'
        self.assertIn(f"child_plan_job_last_run_seconds{labels} 2.5", lines)
        (begun,) = (line for line in lines if line.startswith(f"child_plan_job_last_run_timestamp_seconds{labels}"))
        self.assertAlmostEqual(float(begun.split()[-1]), run.create_date.timestamp(), delta=1)
        self.assertTrue(all(line.startswith(("child_plan_", "# HELP ", "# TYPE ")) for line in lines))


class TestOperation(HealthCase):
    def test_the_last_run_of_each_node_is_kept(self):
        for name, seconds in (("a:8069", 1), ("a:8069", 2), ("b:8069", 3)):
            _job, run = self.seal._add_progress()
            run.write({"child_plan_node": name, "child_plan_seconds": seconds})
        self.env.flush_all()
        runs = self.env["child.plan.job.run"].search(
            [("cron_id", "=", self.seal.id), ("node", "in", ("a:8069", "b:8069"))]
        )
        self.assertEqual({run.node: run.seconds for run in runs}, {"a:8069": 2, "b:8069": 3})
        self.seal.invalidate_recordset()
        self.assertEqual(self.seal.child_plan_node, "b:8069")

    def test_the_primary_is_there(self):
        server = self.env["child.plan.database.server"].search([("role", "=", "primary")])
        self.assertEqual(len(server), 1)
        self.assertTrue(server.version[0].isdigit())
        self.assertLess(server.since, fields.Datetime.now())

    def test_a_standby_is_not_asked_for_it(self):
        self.assertFalse(type(self.env["child.plan.database.server"]).web_search_read._readonly)

    def test_nobody_else_sees_it(self):
        for name in ("child.plan.database.server", "child.plan.job.run"):
            for user in (self.user_office, self.user_health):
                with self.assertRaises(AccessError):
                    self.env[name].with_user(user).search([])
