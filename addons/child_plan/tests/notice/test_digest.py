"""The summary: one letter a person a day with all that concerns them, sent through a mail server of our own."""

from datetime import date, timedelta

from ..common import on
from .mail_case import MailCase, html

DUE = date(2026, 3, 31)


class TestDigest(MailCase):
    def morning(self, day):
        """The job runs; what the plan said to its units before is not looked at here."""
        self.env["mail.mail"].search([]).unlink()
        with on(day):
            self.env["child.plan.assignment"]._cron_digest()
        self.env.invalidate_all()

    def test_each_person_gets_one_mail_with_all_that_concerns_them(self):
        for n in range(3):
            self.give(self.health, due_on=DUE + timedelta(days=n), name=f"Việc số {n} của phòng")
        self.give(self.ward_1, due_on=DUE)
        with self.mail_server() as inbox:
            self.morning(DUE + timedelta(days=1))
            self.send_queue()
        self.assertEqual(sorted(to for to, _message in inbox.mails), ["t_health@example.com", "t_ward_1@example.com"])
        message = dict(inbox.mails)["t_health@example.com"]
        self.assertTrue(
            message["Subject"].startswith("01/04/2026 · Overdue: 1 · Due soon or returned: 2"), message["Subject"]
        )
        body = html(message)
        for n in range(3):
            self.assertIn(f"Việc số {n} của phòng", body)
        self.assertFalse(self.waiting())

    def test_the_second_run_of_a_day_sends_nothing_and_the_next_day_does(self):
        self.give(self.health, due_on=DUE)
        with self.mail_server() as inbox:
            for day in (DUE, DUE, DUE + timedelta(days=1)):
                self.morning(day)
                self.send_queue()
        self.assertEqual([to for to, _message in inbox.mails], ["t_health@example.com"] * 2)

    def test_what_waits_for_somebody_is_found(self):
        """The list has the rows that say so themselves, for whoever asks."""
        plan = self.plan()
        self.task(plan, [self.health, self.office, self.ward_1, self.ward_2, self.front], due_on=DUE)
        of_leader = self.plan(issuer_id=self.district.id, standing_unit_id=False)
        self.task(of_leader, [self.health], due_on=DUE)
        closed = self.plan()
        self.task(closed, [self.health], due_on=DUE)
        for each in (plan, of_leader, closed):
            each.sudo().action_issue()
        rows = {row.unit_id: row for row in plan.assignment_ids}
        handed_in = rows[self.health] | rows[self.office] | of_leader.assignment_ids | closed.assignment_ids
        handed_in.sudo().write({"state": "submitted", "result": "Xong"})
        rows[self.ward_1].sudo().extension_pending = True
        closed.sudo()._set_state("closed")
        expected = {
            self.user_office: rows[self.health] | rows[self.ward_1],
            self.user_district: rows[self.office] | of_leader.assignment_ids,
            self.user_health: rows[self.health].browse(),
            self.user_province: rows[self.health].browse(),
        }
        everything = (plan | of_leader | closed).assignment_ids
        for user, waiting in expected.items():
            model = everything.with_user(user)
            of_them = [("id", "in", everything.ids)]
            seen = model.search(of_them)
            self.assertEqual(model.search([*of_them, ("waits_for_me", "=", True)]), waiting, user.name)
            self.assertEqual(model.search([*of_them, ("waits_for_me", "=", False)]), seen - waiting, user.name)
            self.assertEqual(seen.filtered("waits_for_me"), waiting, user.name)
            self.assertEqual(seen.filtered_domain([("waits_for_me", "=", True)]), waiting, user.name)

    def test_nobody_is_written_to_without_anything_to_say(self):
        self.give(self.health, due_on=DUE)
        self.morning(DUE - timedelta(days=10))
        self.assertFalse(self.waiting())

    def test_those_who_decide_read_what_waits_for_them(self):
        handed_in = self.give(self.health, due_on=DUE)
        self.submit(handed_in, self.user_health)
        asked = self.give(self.ward_1, due_on=DUE)
        self.env["child.plan.extension"].with_user(self.user_ward_1).create(
            {"assignment_id": asked.id, "asked_due_on": DUE + timedelta(days=9), "reason": "Bận"}
        )
        self.morning(date(2026, 3, 12))
        mail = self.waiting()
        self.assertEqual((len(mail), "Waiting for your decision: 2" in mail.subject), (1, True))
        self.assertIn("t_office@example.com", mail.email_to)

    def test_a_leader_reads_of_the_standing_offices_own_work(self):
        own = self.give(self.office, due_on=DUE)
        self.submit(own, self.user_office)
        self.morning(date(2026, 3, 12))
        mail = self.waiting()
        self.assertEqual((len(mail), "Waiting for your decision: 1" in mail.subject), (1, True))
        self.assertIn("t_district@example.com", mail.email_to)

    def test_returned_work_is_in_the_summary_with_or_without_a_deadline(self):
        for vals in ({"due_on": DUE + timedelta(days=60)}, {"timing": "continuous", "due_on": False}):
            row = self.give(self.health, **vals)
            self.submit(row, self.user_health)
            self.decide("return", self.user_office, row, reason="Thiếu")
        self.morning(date(2026, 3, 12))
        self.assertIn("12/03/2026 · Due soon or returned: 2", self.waiting().subject)

    def test_a_mail_speaks_the_language_of_its_reader(self):
        self.user_health.lang = "vi_VN"
        self.give(self.health, due_on=DUE)
        self.morning(DUE + timedelta(days=1))
        self.assertIn(DUE.strftime("01/04/2026"), self.waiting().subject)

    def test_a_person_without_an_address_or_unit_is_passed_over(self):
        self.give(self.health, due_on=DUE)
        self.user_health.email = False
        self.morning(DUE)
        self.assertFalse(self.waiting())

    def test_nobody_reads_of_the_work_of_others(self):
        self.give(self.health, due_on=DUE, name="Việc riêng của y tế")
        self.give(self.ward_1, due_on=DUE)
        self.morning(DUE)
        mail = self.waiting().filtered(lambda m: "t_ward_1" in m.email_to)
        self.assertNotIn("Việc riêng của y tế", mail.body_html)

    def test_after_a_week_without_a_mail_server_everybody_gets_one_summary(self):
        """Every night the job runs and the queue fails; the summary that is finally sent is the newest, once."""
        self.give(self.health, due_on=DUE)
        self.env["mail.mail"].search([]).unlink()
        for n in range(7):
            with on(DUE + timedelta(days=n)):
                self.env["child.plan.assignment"]._cron_digest()
                self.send_queue()
        self.assertEqual(self.waiting().mapped("state"), ["exception"])
        with self.mail_server() as inbox:
            self.send_queue()
            self.send_queue()
        self.assertEqual([to for to, _message in inbox.mails], ["t_health@example.com"])
        self.assertTrue(inbox.mails[0][1]["Subject"].startswith("06/04/2026"))
        self.assertFalse(self.waiting())

    def test_a_message_on_work_is_tried_again_when_no_server_took_it(self):
        self.env["mail.mail"].search([]).unlink()
        plan = self.plan()
        self.task(plan, [self.health, self.ward_1])
        self.issue(plan)
        self.send_queue()
        self.assertEqual(set(self.waiting().mapped("state")), {"exception"})
        with self.mail_server() as inbox:
            self.send_queue()
            self.send_queue()
        self.assertEqual(sorted(to for to, _message in inbox.mails), ["t_health@example.com", "t_ward_1@example.com"])

    def test_mails_of_others_and_refused_ones_stay_as_they_failed(self):
        self.give(self.health, due_on=DUE)
        self.env["mail.mail"].search([]).unlink()
        foreign = self.env["mail.mail"].create({"subject": "Khác", "email_to": "x@example.com", "state": "exception"})
        with on(DUE):
            self.env["child.plan.assignment"]._cron_digest()
        refused = self.env["mail.mail"].search([("child_plan_letter", "=", "summary")])
        refused.write({"state": "exception", "failure_type": "mail_email_invalid"})
        with self.mail_server() as inbox:
            self.send_queue()
        self.assertFalse(inbox.mails)
        self.assertEqual((foreign.state, refused.state), ("exception", "exception"))

    def test_a_long_list_is_cut_and_counted(self):
        plan = self.plan()
        for n in range(23):
            self.task(plan, [self.health], due_on=DUE, name=f"Nhiệm vụ thứ {n:02}")
        self.issue(plan)
        self.morning(DUE + timedelta(days=1))
        mail = self.waiting()
        self.assertEqual(mail.body_html.count("Nhiệm vụ thứ"), 20)
        self.assertIn("Overdue: 23", mail.subject)
