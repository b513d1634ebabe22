"""The status on past days: that which was computed on those days, over histories made at random."""

import random
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...lib.status import LEFT_OPEN, STATUSES, TRANSITIONS
from ..common import DAY, PlanCase, on

LENGTH = 40  # days of a history; the first is DAY
HISTORIES = 18


class TestStatusHistory(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(7)
        cls.last_day = DAY + timedelta(days=LENGTH)
        plan = cls.plan(soon_days=3)
        for n in range(HISTORIES):
            due_on = DAY + timedelta(days=cls.random.randrange(3, LENGTH // 2))
            lead = (cls.health, cls.ward_1, cls.ward_2, cls.front)[n % 4]
            cls.task(plan, [lead], due_on=n % 6 and due_on, name=f"Việc {n}")
        cls.rows = cls.issue(plan).with_env(cls.env)
        cls.own = Domain("id", "in", cls.rows.ids)
        cls.shown = {}  # what was shown on each day: day -> {row: (status, state, last day in time)}
        for n in range(LENGTH):
            day = DAY + timedelta(days=n)
            with on(day):
                cls._live_through(day)

    @classmethod
    def _live_through(cls, day):
        """Change some of the rows, then end the day."""
        for row in cls.rows:
            if cls.random.random() < 0.2:
                cls._change(row, day)
        cls.rows.invalidate_recordset()
        cls.shown[day] = {row.id: (row.status, row.state, row.in_time_until) for row in cls.rows}

    @classmethod
    def _change(cls, row, day):
        targets = [target for source, target in TRANSITIONS if source == row.state]
        vals = {"reason": "Vì vậy", "result": "Có"}
        if cls.random.random() < 0.3:
            vals["due_on"] = day + timedelta(days=cls.random.randrange(-5, 20))
        else:
            vals["state"] = "submitted" if cls.random.random() < 0.3 else cls.random.choice(targets)
        try:
            with cls.env.cr.savepoint():
                row._write_decision(vals, day)
        except (AccessError, UserError):
            row.invalidate_recordset()

    def test_groups_by_the_state_and_deadline_are_of_that_day(self):
        """By them the kanban of a past day has its columns."""
        with on(self.last_day):
            for day, shown in list(self.shown.items())[::7]:
                model = self.as_of(day)
                groups = dict(model._read_group(self.own, ["state_on"], ["__count"]))
                states = [state for _status, state, _last in shown.values()]
                self.assertEqual(groups, {state: states.count(state) for state in set(states)}, day)
                months = model._read_group(self.own, ["deadline_on:month"], ["id:recordset"])
                for month, rows in months:
                    for row in rows:
                        self.assertEqual(row.deadline_on and row.deadline_on.replace(day=1), month, day)
                cards = model.web_read_group(self.own, ["state_on"], ["__count"])["groups"]
                self.assertEqual({group["state_on"]: group["__count"] for group in cards}, groups)

    def as_of(self, day, user=None):
        model = self.env["child.plan.assignment"].with_user(user) if user else self.env["child.plan.assignment"]
        return model.with_context(child_plan_as_of=day.isoformat())

    def test_the_histories_are_worth_testing(self):
        """Every status occurs, and most rows changed several times."""
        seen = {status for rows in self.shown.values() for status, _state, _due_on in rows.values()}
        self.assertEqual(seen, set(STATUSES) - {*LEFT_OPEN})
        journal = self.env["child.plan.journal"].search_count([("assignment_id", "in", self.rows.ids)])
        self.assertGreater(journal, 4 * HISTORIES)

    def test_a_past_day_shows_what_that_day_showed(self):
        with on(self.last_day):
            for day, rows in self.shown.items():
                for row in self.rows.with_env(self.as_of(day).env):
                    self.assertEqual((row.status, row.state_on), rows[row.id][:2], f"{day} {row.name}")

    def test_sums_of_a_past_day_are_those_of_that_day(self):
        with on(self.last_day):
            for day, rows in self.shown.items():
                counts = self.as_of(day).get_status_counts(self.own)["by_status"]
                shown = [status for status, _state, _due_on in rows.values()]
                self.assertEqual(counts, {status: shown.count(status) for status in STATUSES}, day)

    def test_a_search_of_a_past_day_finds_what_that_day_would_have_found(self):
        with on(self.last_day):
            for day in list(self.shown)[::7]:
                for status in STATUSES:
                    found = self.as_of(day).search(self.own & Domain("status", "=", status))
                    expected = {id_ for id_, shown in self.shown[day].items() if shown[0] == status}
                    self.assertEqual(set(found.ids), expected, (day, status))

    def test_counts_are_the_numbers_of_rows_of_the_lists_that_they_open(self):
        """For users who see more or less, today and on past days."""
        lists = {  # count -> the filter of the search view that the status strip opens
            "submitted": [("state_on", "=", "submitted")],
            "returned": [("state_on", "=", "returned")],
            "extension_pending": [("extension_pending", "=", True)],
        }
        users = (self.user_district, self.user_office, self.user_health, self.user_ward_1, self.user_health_b)
        with on(self.last_day):
            for user in users:
                for day in (DAY - timedelta(days=1), *self.random.sample(list(self.shown), 4), self.last_day):
                    model = self.as_of(day, user)
                    counts = model.get_status_counts([])
                    for status in STATUSES:
                        self.assertEqual(counts["by_status"][status], model.search_count([("status", "=", status)]))
                    if day < self.last_day:  # of a past day it is not known which requests waited
                        self.assertIsNone(counts["extension_pending"])
                    for name, domain in lists.items():
                        if counts[name] is None:
                            continue
                        domain = [*domain, ("status", "in", STATUSES)]
                        self.assertEqual(counts[name], model.search_count(domain), (user.login, day, name))
                    fallen = model.search_count([("status", "in", ("done_on_time", "done_late", "overdue"))])
                    self.assertEqual(counts["overdue_rate"]["denominator"], fallen)

    def test_a_user_of_another_district_counts_nothing(self):
        counts = self.as_of(DAY, self.user_health_b).get_status_counts([])
        self.assertEqual((counts["total"], set(counts["by_status"].values())), (0, {0}))

    def test_what_is_due_within_a_week_is_counted_by_the_last_day_in_time_of_that_day(self):
        """A deadline that was moved later does not change what was due then."""
        with on(self.last_day):
            for day, rows in self.shown.items():
                due = [
                    status
                    for status, state, due_on in rows.values()
                    if status in ("in_time", "due_soon")
                    and state != "submitted"
                    and due_on
                    and day <= due_on <= day + timedelta(days=7)
                ]
                self.assertEqual(self.as_of(day).get_status_counts(self.own)["due_7"], len(due), day)

    def test_the_day_does_not_depend_on_the_time_zone_of_the_caller(self):
        here = self.as_of(self.last_day).with_context(child_plan_as_of=None)
        for tz in ("Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Adak", None):
            self.assertEqual(here.with_context(tz=tz).get_status_counts([])["day"], DAY.isoformat())
