"""The calendar feed of a person: what a calendar program reads at the secret address, and who else can."""

from datetime import date, timedelta

import vobject

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..common import PlanCase

DUE = date(2026, 3, 31)


@tagged("-at_install", "post_install")
class TestCalendarFeed(HttpCase, PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["child.plan.assignment"].search([]).plan_id.sudo().write({"state": "closed"})  # demonstration data

    def feed_of(self, user):
        url = user.with_user(user).action_child_plan_calendar()["params"]["url"]
        return "/child_plan/calendar/" + url.rsplit("/", 1)[1]

    def test_the_feed_has_the_deadlines_of_the_own_unit_only(self):
        self.give(self.health, due_on=DUE, name="Rà soát; thống kê, báo cáo")
        self.give(self.ward_1, due_on=DUE, name="Việc của xã")
        address = self.feed_of(self.user_health)
        answer = self.url_open(address)
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
        text = answer.text.replace("\r\n ", "")
        self.assertIn("SUMMARY:Rà soát\\; thống kê\\, báo cáo\r\n", text)
        self.assertIn("DESCRIPTION:Phòng Y tế A\r\n", text)
        self.assertIn("DTSTART;VALUE=DATE:20260331", text)
        self.assertNotIn("Việc của xã", text)

    def test_an_address_that_was_revoked_or_replaced_or_guessed_shows_nothing(self):
        first = self.feed_of(self.user_health)
        second = self.feed_of(self.user_health)
        self.assertEqual([self.url_open(address).status_code for address in (first, second)], [404, 200])
        self.user_health.with_user(self.user_health).action_child_plan_calendar_revoke()
        self.assertEqual(self.url_open(second).status_code, 404)
        self.assertEqual(self.url_open("/child_plan/calendar/x.ics").status_code, 404)
        third = self.feed_of(self.user_health)
        self.user_health.active = False
        self.assertEqual(self.url_open(third).status_code, 404)

    def test_the_address_is_kept_as_a_hash_that_the_user_cannot_read(self):
        address = self.feed_of(self.user_health)
        self.assertNotIn(self.user_health.child_plan_calendar_hash, address)
        with self.assertRaises(AccessError):
            self.user_health.with_user(self.user_health).read(["child_plan_calendar_hash"])
        with self.assertRaises(AccessError):
            self.user_health.with_user(self.user_ward_1).action_child_plan_calendar()

    def events(self, address):
        """Return ``{title: event}`` as a calendar program reads the feed."""
        calendar = vobject.readOne(self.url_open(address).text)
        return {event.summary.value: event for event in calendar.contents.get("vevent", [])}

    def test_a_calendar_program_reads_the_days_and_where_to_go(self):
        row = self.give(self.health, due_on=DUE, name="Rà soát; thống kê, báo cáo")
        event = self.events(self.feed_of(self.user_health))["Rà soát; thống kê, báo cáo"]
        self.assertEqual((event.dtstart.value, event.dtend.value), (DUE, DUE + timedelta(days=1)))
        self.assertEqual(event.description.value, "Phòng Y tế A")
        self.assertTrue(event.url.value.endswith(f"/odoo/child.plan.assignment/{row.id}"))

    def test_what_changes_changes_there_and_what_is_cancelled_or_done_vanishes(self):
        moved, cancelled, done = (self.give(self.health, due_on=DUE, name=name) for name in ("Dời", "Bỏ", "Xong"))
        address = self.feed_of(self.user_health)
        before = self.events(address)
        self.assertEqual(set(before), {"Dời", "Bỏ", "Xong"})
        later = DUE + timedelta(days=9)
        self.decide("move_deadline", self.user_office, moved, due_on=later, reason="Gia hạn")
        self.decide("cancel", self.user_office, cancelled, reason="Bỏ")
        self.submit(done, self.user_health)
        after = self.events(address)
        self.assertEqual(set(after), {"Dời"})
        self.assertEqual(after["Dời"].dtstart.value, later)
        self.assertEqual(after["Dời"].uid.value, before["Dời"].uid.value)

    def test_a_wrong_address_tells_nothing(self):
        """An invalid address reveals neither whose it was nor that it existed."""
        revoked = self.feed_of(self.user_health)
        self.user_health.with_user(self.user_health).action_child_plan_calendar_revoke()
        answers = [self.url_open(address) for address in (revoked, "/child_plan/calendar/x.ics")]
        self.assertEqual([answer.status_code for answer in answers], [404, 404])
        self.assertEqual(answers[0].text, answers[1].text)
        self.assertGreaterEqual(len(revoked.rsplit("/", 1)[1]), 43)  # 256 bits, from the system's source of chance

    def test_long_titles_are_folded_between_letters(self):
        title = "Rà soát trẻ em mồ côi " * 9 + "hết"
        self.give(self.health, due_on=DUE, name=title)
        address = self.feed_of(self.user_health)
        lines = self.url_open(address).content.split(b"\r\n")
        self.assertLessEqual(max(map(len, lines)), 75)
        for line in lines:
            line.decode()  # no letter is cut
        self.assertIn(title, self.events(address))
