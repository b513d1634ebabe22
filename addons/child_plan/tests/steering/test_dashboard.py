"""The leader's page: every figure is the number of the rows that it opens, whoever asks, of whatever unit and day."""

import json
import random
from datetime import timedelta

from odoo.exceptions import AccessError

from ...lib.rollup import COUNTED
from ...models.steering.dashboard import UNIT_ROWS
from ..common import DAY, PlanCase, on
from .page_common import PageCase


class TestDashboard(PageCase, PlanCase):
    def count(self, user, page, *domains):
        """Return how many rows the list that a figure opens has."""
        domain = [term for part in (page["base"], *domains) for term in part]
        return self.env["child.plan.assignment"].with_user(user).with_context(**page["context"]).search_count(domain)

    def assert_true(self, user, page):
        """Check that every figure of the page is the number of its rows."""
        for name, measure in page["measures"].items():
            self.assertEqual(measure["count"], self.count(user, page, measure["domain"]), name)
        statuses = {
            name: [("state_on", "=", "submitted"), ("status", "!=", "cancelled")]
            if name == "submitted"
            else [("status", "=", name)]
            for name in COUNTED
        }
        for name, count in zip(COUNTED, page["total"], strict=True):
            self.assertEqual(count, self.count(user, page, statuses[name]), name)
        for group in page["groups"].values():
            for row in group["rows"]:
                own = row.get("own")
                domain = row.get("domain") or [(group["field"], "=" if own else group["operator"], row["id"])]
                for name, count in zip(COUNTED, row["n"], strict=True):
                    self.assertEqual(count, self.count(user, page, domain, statuses[name]), (row["name"], name))
        units, plans = (page["groups"][name]["rows"] for name in ("unit", "plan"))
        for unit, cells in zip(units, page["heat"], strict=False):
            for plan, cell in zip(plans, cells, strict=False):
                of_unit = unit.get("domain") or [("unit_id", "=" if unit.get("own") else "child_of", unit["id"])]
                domain = [*of_unit, ("plan_id", "=", plan["id"])]
                for name, count in zip(COUNTED, cell or [0] * len(COUNTED), strict=True):
                    self.assertEqual(count, self.count(user, page, domain, statuses[name]))

    def make_history(self, rng):
        """Create two plans of the district and one of the province with work in every state, over two months."""
        start = DAY - timedelta(days=60)
        units = [self.health, self.finance, self.front, self.ward_1, self.ward_2, self.school, self.office]
        with on(start):
            for vals in ({}, {}, {"issuer_id": self.province.id, "standing_unit_id": self.health_p.id}):
                plan = self.plan(**vals)
                own = units if plan.issuer_id == self.district else [*units, self.health_b, self.ward_b, self.district]
                for _n in range(4):
                    due_on = rng.choice([False, *(start + timedelta(days=rng.randrange(20, 100)) for _n in range(4))])
                    chosen = rng.sample(own, rng.randrange(1, len(own)))
                    self.task(plan, chosen, due_on=due_on, timing="one_off" if due_on else "continuous")
                plan.sudo().action_issue()
        rows = self.env["child.plan.assignment"].search([("given_on", "=", start), ("unit_id", "in", self.tree().ids)])
        for day in sorted(rng.sample(range(1, 61), 12)):
            with on(start + timedelta(days=day)):
                for row in rng.sample(list(rows), 4):
                    self.change(rng, row)

    def change(self, rng, row):
        row = row.sudo()
        match row.state:
            case "not_started" | "in_progress" | "returned":
                kind = rng.choice(["submitted", "submitted", "suspended", "cancelled", "ask"])
                if kind != "ask":
                    row.write({"state": kind, "result": "Xong", "reason": "Vì"})
                elif row.due_on and not row.extension_pending:
                    later = row.due_on + timedelta(days=30)
                    vals = {"assignment_id": row.id, "asked_due_on": later, "reason": "Bận"}
                    self.env["child.plan.extension"].sudo().create(vals)
            case "submitted":
                row.write({"state": rng.choice(["done", "returned"]), "reason": "Vì"})
        if row.extension_pending and rng.random() < 0.5:
            pending = row.extension_ids.filtered(lambda e: e.state == "asked")
            pending.sudo().action_grant()

    def tree(self):
        return self.env["child.plan.unit"].search([("id", "child_of", self.province.id)])

    def test_every_figure_is_the_count_of_the_rows_that_it_opens(self):
        rng = random.Random(20261124)
        self.make_history(rng)
        plan = self.env["child.plan.assignment"].search([("unit_id", "=", self.health.id)], limit=1).plan_id
        seen = 0
        for user, units in (
            (self.user_nation, (self.nation, self.province, self.district, self.ward_1)),
            (self.user_province, (self.province, self.district, self.school)),
            (self.user_district, (self.district, self.ward_1)),
            (self.user_office, (self.district,)),
            (self.observer, (self.district,)),
            (self.user_health, (self.health,)),
            (self.user_ward_1, (self.ward_1, self.school)),
            (self.leader_ward, (self.ward_1,)),
        ):
            for unit in units:
                filters = {"unit_id": unit.id, "compare": rng.choice([7, 30])}
                if rng.random() < 0.4:
                    filters["plan_id"] = plan.id
                for day in (None, DAY - timedelta(days=rng.randrange(1, 55)), DAY + timedelta(days=20)):
                    page = self.page(user, **filters, day=day and day.isoformat())
                    self.assert_true(user, page)
                    seen += page["measures"]["open_overdue"]["count"]
        self.assertGreater(seen, 0)

    def test_the_trend_is_the_page_of_that_day(self):
        self.make_history(random.Random(7))
        page = self.page(self.user_district, compare=30)
        then = self.page(self.user_district, day=page["compare_day"])
        for name in ("total", "open_overdue", "done_late", "submitted"):
            self.assertEqual(page["measures"][name]["before"], then["measures"][name]["count"])

    def test_the_page_begins_at_the_users_own_unit(self):
        for user, unit in (
            (self.user_nation, self.nation),
            (self.user_province, self.province),
            (self.user_district, self.district),
            (self.user_office, self.district),
            (self.user_ward_1, self.ward_1),
        ):
            page = self.page(user)
            self.assertEqual((page["unit"]["id"], [each["id"] for each in page["path"]]), (unit.id, [unit.id]))

    def test_the_way_up_ends_at_the_users_own_unit(self):
        page = self.page(self.user_province, unit_id=self.school.id)
        way = [self.province.id, self.district.id, self.ward_1.id, self.school.id]
        self.assertEqual([each["id"] for each in page["path"]], way)

    def test_units_of_others_are_refused(self):
        for user, unit in (
            (self.user_district, self.district_b),
            (self.user_district, self.province),
            (self.user_ward_1, self.ward_2),
        ):
            with self.assertRaises(AccessError):
                self.page(user, unit_id=unit.id)

    def test_a_user_without_a_unit_is_told_so(self):
        self.assertEqual(self.page(self.nobody), {"unit": None})

    def test_no_context_opens_more(self):
        plan = self.plan(issuer_id=self.district_b.id, standing_unit_id=self.office_b.id)
        self.task(plan, [self.health_b])
        self.issue(plan, self.user_office_b)
        self.give(self.health)
        page = self.env["child.plan.dashboard"].with_user(self.user_district).with_context(uid=1, su=True).get_page()
        self.assertNotIn(self.district_b.id, [row["id"] for row in page["groups"]["unit"]["rows"]])

    def test_lists_hold_what_was_late_the_longest_and_say_who_may_act(self):
        plan = self.plan()
        for days in (3, 30, 10):
            self.task(plan, [self.health], name=f"Trễ {days}", due_on=DAY - timedelta(days=days))
        with on(DAY - timedelta(days=40)):
            self.issue(plan)
        for user, may in ((self.user_district, True), (self.user_province, False)):
            rows = self.page(user)["lists"]["overdue"]
            self.assertEqual([row["name"] for row in rows], ["Trễ 30", "Trễ 10", "Trễ 3"])
            self.assertEqual({row["can_decide"] for row in rows}, {may})

    def test_reminding_from_the_page(self):
        row = self.give(self.health, due_on=DAY - timedelta(days=2))
        base = [["unit_id", "child_of", self.district.id]]
        dashboard = self.env["child.plan.dashboard"]
        with self.assertRaises(AccessError):
            dashboard.with_user(self.user_province).remind_overdue(base)
        dashboard.with_user(self.user_district).remind_overdue(base)
        self.assertEqual([kind for kind, _old, _new in self.journal(row, "reminder")], ["reminder"])

    def test_a_province_of_many_communes_stays_small_and_takes_few_queries(self):
        counts = []
        for number in (5, UNIT_ROWS + 10):
            communes = self.env["child.plan.unit"].create(
                [
                    {"name": f"UBND xã Có Tên Dài {n}", "parent_id": self.province.id, "kind": "authority"}
                    for n in range(number)
                ]
            )
            plan = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
            self.task(plan, communes, due_on=DAY)
            plan.sudo().action_issue()
            self.page(self.user_province)
            self.env.flush_all()
            before = self.cr.sql_log_count
            page = self.page(self.user_province)
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(page["groups"]["unit"]["left_out"], 15)
        self.assertLess(len(json.dumps(page)), 50_000)
        self.assertEqual(counts[0], counts[1])
