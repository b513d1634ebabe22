"""Two at once: the second is told of the first, and nothing is handed in to a plan that is being closed."""

from contextlib import closing
from threading import Thread

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import get_db_name
from odoo.tools import mute_logger

from ..together import TogetherCase


class TestTogether(TogetherCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            unit = env["child.plan.unit"].create({"name": "Huyện T", "kind": "authority", "level": "district"})
            self.unit = unit.id
        of_unit = f"unit_id = {self.unit}"
        of_plan = f"plan_id IN (SELECT id FROM child_plan WHERE issuer_id = {self.unit})"
        self.made = [
            ("child_plan_meeting", of_unit),
            ("child_plan_journal", of_plan),
            ("child_plan_report", of_plan),
            ("child_plan_report_period", of_plan),
            ("child_plan_assignment", of_plan),
            ("child_plan_task", of_plan),
            ("child_plan", f"issuer_id = {self.unit}"),
            ("child_plan_unit", f"id = {self.unit}"),
        ]

    def make_plan(self, env, **vals):
        values = {"name": "Kế hoạch T", "issuer_id": self.unit, "standing_unit_id": self.unit}
        return env["child.plan"].create({**values, "issued_on": "2026-02-03", **vals})

    def issued(self):
        with self.transaction() as env:
            plan = self.make_plan(env)
            line = Command.create({"unit_id": self.unit, "role": "lead"})
            env["child.plan.task"].create({"name": "Việc", "plan_id": plan.id, "line_ids": [line]})
            plan.action_issue()
            return plan.id, plan.assignment_ids.id

    def test_second_plan_of_a_number_is_told_of_the_first(self):
        answers = self.together(
            lambda env: self.make_plan(env, number="7/KH-UBND") and True,
            lambda env: self.make_plan(env, number="7 /KH-ubnd", name="Khác") and True,
        )
        self.assertEqual(sum(answer is True for answer in answers), 1, answers)
        refusal = next(answer for answer in answers if answer is not True)
        self.assertRegex(
            refusal, r"Huyện T already has a plan with the number 7 ?/KH-\w+ in 2026: “.+”, entered by \w+ on"
        )
        with self.transaction() as env:
            self.make_plan(env, number="7/KH-UBND", issued_on="2027-02-03")
            self.make_plan(env, number=False)
            self.make_plan(env, number=False)

    def test_issued_once(self):
        with self.transaction() as env:
            plan = self.make_plan(env)
            line = Command.create({"unit_id": self.unit, "role": "lead"})
            env["child.plan.task"].create({"name": "Việc", "plan_id": plan.id, "line_ids": [line]})
            id_ = plan.id
        answers = self.together(*[lambda env: env["child.plan"].browse(id_).action_issue()] * 2)
        self.assertEqual(set(answers), {True, "This plan has already been issued."})

    def test_nothing_is_handed_in_to_a_plan_that_is_being_closed(self):
        plan, work = self.issued()
        answers = []

        def hand_in():
            with closing(db_connect(get_db_name()).cursor()) as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})

                def call(env):
                    assignment = env["child.plan.assignment"].browse(work)
                    assignment._check_can_update()
                    assignment.write({"state": "submitted", "result": "Xong"})

                answers.append(self.request(env, call))

        thread = Thread(target=hand_in)
        with self.transaction() as env, mute_logger("odoo.sql_db", "odoo.service.model"):
            env["child.plan"].browse(plan).action_close()
            env.flush_all()
            thread.start()
            thread.join(timeout=1)
            self.assertTrue(thread.is_alive(), "it waits for the closing")
            env.cr.commit()
            thread.join(timeout=30)
        self.assertIn("Việc", answers[0] or "")
        with self.transaction() as env:
            self.assertEqual(env["child.plan.assignment"].browse(work).state, "not_started")

    def test_report_compiled_by_two(self):
        """Both fill in a report that has no figures yet: each figure is there once, and nobody is shown an error."""
        plan, _work = self.issued()
        with self.transaction() as env:
            indicator = env["child.plan.indicator"].create({"name": "Trẻ em được khám", "code": "t_together"})
            env["child.plan.target"].create({"plan_id": plan, "name": "Khám", "indicator_id": indicator.id, "value": 9})
            reports = env["child.plan"].browse(plan).report_period_ids.report_ids
            report, number = reports[:1].id, indicator.id
        of_indicator = f"indicator_id = {number}"
        self.made = [
            ("child_plan_indicator_value", of_indicator),
            ("child_plan_target", of_indicator),
            ("child_plan_journal", f"plan_id = {plan}"),
            *self.made,
            ("child_plan_indicator", f"id = {number}"),
        ]
        fill = lambda env: env["child.plan.report"].browse(report)._fill_in(words=False) or True  # noqa: E731
        self.assertEqual(self.together(fill, fill), [True, True])
        with self.transaction() as env:
            self.assertEqual(env["child.plan.report"].browse(report).value_ids.indicator_id.ids, [number])

    def test_one_meeting(self):
        _plan, work = self.issued()
        with self.transaction() as env:
            users = env["res.users"].create(
                [
                    {
                        "name": login,
                        "login": login,
                        "child_plan_unit_ids": [Command.set([self.unit])],
                        "group_ids": [Command.link(env.ref("child_plan.child_plan_group_leader").id)],
                    }
                    for login in ("t_together_1", "t_together_2")
                ]
            )
            ids = users.ids
        self.made = [
            ("child_plan_meeting_item", f"assignment_id = {work}"),
            ("child_plan_journal", f"account_id IN ({ids[0]}, {ids[1]})"),
            *self.made,
        ]

        def put(uid):
            return lambda env: env(user=uid)["child.plan.assignment"].browse(work).action_put_on_agenda() and True

        self.assertEqual(self.together(*map(put, ids)), [True, True])
        with self.transaction() as env:
            meetings = env["child.plan.meeting"].search([("unit_id", "=", self.unit)])
            self.assertEqual((len(meetings), len(meetings.item_ids)), (1, 1))
            meetings.unlink()
            env.cr.execute("UPDATE res_users SET active = FALSE WHERE id = ANY(%s)", [ids])
