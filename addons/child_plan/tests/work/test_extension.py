"""More time: asked by the unit, granted, refused, withdrawn; every deadline kept."""

from datetime import date, timedelta

from lxml import etree
from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from ..common import DAY, PlanCase, on

FIRST, LATER, LATEST = date(2026, 3, 31), date(2026, 4, 15), date(2026, 4, 30)


class TestExtension(PlanCase):
    def setUp(self):
        super().setUp()
        self.assignment = self.give(self.health, due_on=FIRST)

    def ask(self, until=LATER, user=None):
        vals = {"assignment_id": self.assignment.id, "asked_due_on": until, "reason": "Chờ số liệu"}
        return self.env["child.plan.extension"].with_user(user or self.user_health).create(vals).sudo()

    def test_asking_changes_no_deadline_and_is_seen_as_pending(self):
        asked = self.ask()
        self.assertEqual((asked.state, asked.rank, asked.old_due_on), ("asked", 1, FIRST))
        self.assertEqual((self.assignment.due_on, self.assignment.extension_pending), (FIRST, True))
        counts = self.env["child.plan.assignment"].with_user(self.user_office).get_status_counts([])
        self.assertEqual(counts["extension_pending"], 1)

    def test_the_form_asks_for_the_work_of_its_context(self):
        action = self.assignment.with_user(self.user_health).action_ask_extension()
        model = self.env["child.plan.extension"].with_user(self.user_health).with_context(**action["context"])
        asked = model.create({"asked_due_on": LATER, "reason": "Bận"})
        self.assertEqual(asked.assignment_id, self.assignment)

    def test_the_dialog_shows_what_the_decision_is_about(self):
        asked = self.ask()
        action = asked.with_user(self.user_office).action_decide()
        dialog = self.env["child.plan.decision"].with_user(self.user_office).browse(action["res_id"])
        shown = (dialog.asking_unit_id, dialog.present_due_on, dialog.asked_due_on, dialog.asked_reason)
        self.assertEqual(shown, (self.health, FIRST, LATER, "Chờ số liệu"))
        arch = etree.fromstring(dialog.get_view(view_type="form")["arch"])
        self.assertEqual(arch.get("disable_autofocus"), "1", "on a phone the calendar would open over all this")

    def test_granting_moves_the_deadline_and_keeps_the_first(self):
        asked = self.ask()
        asked.with_user(self.user_office).action_grant()
        a = self.assignment
        self.assertEqual((a.due_on, a.first_due_on, a.extension_pending), (LATER, FIRST, False))
        self.assertEqual((asked.state, asked.decided_by, asked.decided_on), ("granted", self.user_office, DAY))
        self.assertEqual(asked.decided_due_on, LATER)
        self.assertEqual(self.journal(a, "deadline"), [("deadline", "2026-03-31", "2026-04-15")])

    def test_another_day_than_asked_can_be_granted(self):
        asked = self.ask(LATEST)
        self.decide("extension", self.user_district, extension=asked, due_on=LATER, reason="Chỉ đến giữa tháng")
        self.assertEqual((self.assignment.due_on, asked.decided_due_on, asked.asked_due_on), (LATER, LATER, LATEST))
        self.assertIn("Chỉ đến giữa tháng", self.assignment.reason)

    def test_refusing_needs_a_reason_and_leaves_the_deadline(self):
        asked = self.ask().with_user(self.user_office)
        wizards = self.env["child.plan.decision"].with_user(self.user_office)
        wizard = wizards.browse(asked.action_decide()["res_id"])
        self.assertTrue(self.is_refused(wizard.action_refuse, "Say why"))
        wizard.reason = "Đã gia hạn nhiều lần"
        wizard.action_refuse()
        self.assertEqual((asked.state, asked.decision_note), ("refused", "Đã gia hạn nhiều lần"))
        self.assertEqual((self.assignment.due_on, self.assignment.extension_pending), (FIRST, False))

    def test_the_unit_withdraws_and_asks_again(self):
        asked = self.ask()
        asked.with_user(self.user_health).action_withdraw()
        self.assertEqual((asked.state, self.assignment.extension_pending), ("withdrawn", False))
        again = self.ask(LATEST)
        self.assertEqual((again.rank, asked.rank), (2, 1))

    def test_every_deadline_is_kept_in_order(self):
        self.ask(LATER).with_user(self.user_office).action_grant()
        second = self.ask(LATEST)
        self.assertEqual((second.rank, second.old_due_on), (2, LATER))
        second.with_user(self.user_office).action_grant()
        self.decide("move_deadline", self.user_district, self.assignment, due_on=LATER, reason="Cần sớm hơn")
        self.assertEqual(
            self.journal(self.assignment, "deadline"),
            [
                ("deadline", "2026-03-31", "2026-04-15"),
                ("deadline", "2026-04-15", "2026-04-30"),
                ("deadline", "2026-04-30", "2026-04-15"),
            ],
        )
        self.assertEqual(self.assignment.first_due_on, FIRST)

    def test_what_was_overdue_is_in_time_after_granting_but_not_on_the_days_before(self):
        late = FIRST + timedelta(days=7)
        with on(late):
            self.assertEqual(self.assignment.status, "overdue")
            self.ask(LATEST).with_user(self.user_office).action_grant()
            self.assertEqual(self.assignment.status, "in_time")
        with on(late + timedelta(days=1)):
            self.env.invalidate_all()
            self.assertEqual(self.assignment.status, "in_time")
            before = self.assignment.with_context(child_plan_as_of=late - timedelta(days=1))
            self.assertEqual((before.status, before.deadline_on), ("overdue", FIRST))

    @mute_logger("odoo.sql_db")
    def test_one_request_at_a_time(self):
        self.ask()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.ask(LATEST)
            self.env.flush_all()
        self.assertEqual(len(self.assignment.extension_ids), 1)

    def test_a_request_names_a_later_day(self):
        for day in (FIRST, FIRST - timedelta(days=1)):
            self.assertTrue(self.is_refused(lambda day=day: self.ask(day), "must be later than the one in force"))

    def test_finished_work_and_work_without_a_deadline_need_no_more_time(self):
        self.submit(self.assignment, self.user_health)
        self.assignment.with_user(self.user_office).action_confirm()
        self.assertTrue(self.is_refused(self.ask, "has no deadline that could be moved"))
        self.assignment = self.give(self.health, timing="continuous", due_on=False)
        self.assertTrue(self.is_refused(self.ask, "has no deadline that could be moved"))

    def test_a_request_falls_away_when_the_work_is_finished(self):
        """Nobody is left with a decision on nothing."""
        asked = self.ask()
        self.submit(self.assignment, self.user_health)
        self.assignment.with_user(self.user_office).action_confirm()
        self.assertEqual((asked.state, self.assignment.extension_pending), ("withdrawn", False))

    def test_a_settled_request_is_not_settled_again(self):
        asked = self.ask()
        asked.with_user(self.user_office).action_grant()
        for action in (
            asked.with_user(self.user_health).action_withdraw,
            lambda: asked.with_user(self.user_office)._refuse("Không"),
        ):
            self.assertTrue(self.is_refused(action, "already been settled"))
        # the day is in force by now
        self.assertTrue(self.is_refused(asked.with_user(self.user_office).action_grant, "must be later"))

    def test_an_earlier_day_than_the_deadline_is_not_granted(self):
        asked = self.ask()
        for day, words in ((FIRST, "must be later than the one in force"), (False, "Give the new deadline")):
            decide = lambda day=day: self.decide("extension", self.user_office, extension=asked, due_on=day)  # noqa: E731
            self.assertTrue(self.is_refused(decide, words))

    def test_the_journal_keeps_the_request_and_the_decision(self):
        self.ask().with_user(self.user_office).action_grant()
        rows = self.assignment.journal_ids.filtered(lambda row: row.kind == "extension").sorted("id")
        self.assertEqual(rows.mapped("new_value"), ["2026-04-15", "granted"])
        self.assertEqual(rows.user_id, self.user_health | self.user_office)
        self.assertEqual(rows[0].reason, "Chờ số liệu")

    def test_beyond_the_end_of_the_plan_the_reason_is_said(self):
        self.assertTrue(self.is_refused(lambda: self.ask(date(2027, 1, 1)), words="The plan ends on 31/12/2026"))
        self.assertEqual(self.ask(date(2026, 12, 31)).state, "asked")

    def test_a_request_ends_with_the_plan(self):
        asked = self.ask()
        self.assignment.plan_id.with_user(self.user_office).action_close()
        self.assertEqual((asked.state, self.assignment.extension_pending), ("withdrawn", False))
        self.assertIn("the plan is closed", asked.decision_note)

    def test_a_request_ends_when_the_work_is_handed_in(self):
        asked = self.ask()
        self.assertEqual((asked.present_due_on, asked.plan_end), (FIRST, date(2026, 12, 31)))
        message = asked.with_user(self.user_health).action_sent()["params"]["message"]
        self.assertIn(self.office.name, message)
        work = self.assignment.with_user(self.user_health)
        work.result = "Xong"
        answer = work.action_submit()
        self.assertIn(self.office.name, answer["params"]["message"], "what was sent is confirmed")
        self.assertEqual((asked.state, self.assignment.extension_pending), ("withdrawn", False))
