"""The leader's page: reports missing and targets behind are counted as the lists have them that they open."""

import json
import random
from datetime import timedelta

from odoo.exceptions import AccessError

from ...models.steering.dashboard_reports import TARGET_ROWS
from ..common import DAY, on
from ..report.report_common import ReportCase
from .page_common import PageCase


class TestDashboardReports(PageCase, ReportCase):
    def assert_true(self, user, page):
        """Check that every figure counts the rows that it opens, and that these match the figure."""
        reports, targets = page["reports"], page["targets"]
        if reports:
            for name in ("due", "missing"):
                found = self.opened(user, "child.plan.report", reports["base"] + reports[name]["domain"])
                self.assertEqual(reports[name]["count"], len(found))
            for row in reports["rows"]:
                branch = [("unit_id", "=" if row.get("own") else "child_of", row["id"])]
                for name in ("due", "missing"):
                    domain = reports["base"] + branch + reports[name]["domain"]
                    self.assertEqual(row[name], len(self.opened(user, "child.plan.report", domain)), row["name"])
            self.assertFalse(reports["left_out"])
            self.assertEqual(sum(row["missing"] for row in reports["rows"]), reports["missing"]["count"])
        if targets:
            self.assert_targets(user, targets)
            behind = self.opened(user, "child.plan.target", targets["behind"]["domain"], **targets["context"])
            self.assertEqual([row["id"] for row in targets["rows"]], behind.ids[:TARGET_ROWS])
        if page["above"]:
            self.assert_targets(user, page["above"], "unit_achievement")

    def make_history(self, rng):
        """Create more plans, with periods of many kinds and targets, and reports that are early, late or missing."""
        above = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.task(above, [self.ward_1, self.ward_2, self.ward_b, self.health_b])
        above.sudo().action_issue()
        own = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.school.id)
        self.task(own, [self.school])
        own.sudo().action_issue()
        for plan in (self.reported_plan, above, own):
            for _n in range(3):
                cut_off = DAY - timedelta(days=rng.randrange(15, 60))
                self.open_period(
                    plan, kind=rng.choice(["quarterly", "ad_hoc"]), cut_off=cut_off, due_on=cut_off + timedelta(days=12)
                )
            for indicator in (self.share, self.rooms):
                area = rng.choice([self.env["child.plan.unit"], self.ward_1, self.ward_2])
                vals = {"plan_id": plan.id, "indicator_id": indicator.id, "name": "Chỉ tiêu", "unit_id": area.id}
                comparator = rng.choice(["ge", "le"])
                vals |= {"value": rng.randrange(1, 90), "comparator": comparator, "year": rng.choice([0, 2025, 2026])}
                self.env["child.plan.target"].create(vals)
        for report in self.env["child.plan.report"].search([("plan_id", "in", (self.reported_plan | above | own).ids)]):
            if rng.random() < 0.3 or report.compiled:
                continue
            report.sudo()._begin()
            for value in report.sudo().value_ids:
                whole = rng.randrange(0, 20)
                value.sudo()._prepare_cells({})
                value.sudo().write(
                    {"has_data": rng.random() < 0.8, "numerator": rng.randrange(whole + 1), "denominator": whole}
                )
            state = rng.choice(["draft", "submitted", "accepted"])
            submitted_on = report.cut_off + timedelta(days=rng.randrange(1, 25))
            report.sudo().write({"state": state, "submitted_on": state != "draft" and submitted_on})

    def test_every_figure_is_the_count_of_the_rows_that_it_opens(self):
        rng = random.Random(20261125)
        self.make_history(rng)
        missing = behind = 0
        for user, units in (
            (self.user_nation, (self.nation, self.province, self.ward_1)),
            (self.user_province, (self.province, self.district)),
            (self.user_district, (self.district, self.ward_1, self.health)),
            (self.leader_ward, (self.ward_1, self.school)),
            (self.user_office, (self.district, self.ward_2)),
            (self.observer, (self.district,)),
            (self.user_ward_2, (self.ward_2,)),
        ):
            for unit in units:
                for plan_id in (None, self.reported_plan.id):
                    for day in (None, DAY - timedelta(days=rng.randrange(1, 50)), DAY + timedelta(days=20)):
                        page = self.page(user, unit_id=unit.id, plan_id=plan_id, day=day and day.isoformat())
                        self.assert_true(user, page)
                        missing += page["reports"]["missing"]["count"] if page["reports"] else 0
                        behind += page["targets"]["behind"]["count"] if page["targets"] else 0
        self.assertGreater(missing, 0)
        self.assertGreater(behind, 0)

    def test_searching_for_a_reach_finds_what_is_shown(self):
        rng = random.Random(5)
        self.make_history(rng)
        for days in (0, 10, 25, 50):
            context = {"child_plan_as_of": (DAY - timedelta(days=days)).isoformat()}
            self.env.invalidate_all()
            targets = self.env["child.plan.target"].with_context(**context).search([])
            for reach in ("reached", "on_track", "behind", "no_data"):
                shown = targets.filtered(lambda target, reach=reach: target.achievement == reach)
                self.assertEqual(targets.search([("achievement", "=", reach)]), shown)
                self.assertEqual(targets.search([("achievement", "!=", reach)]), targets - shown)

    def test_a_report_is_missing_from_the_day_after_it_was_due_until_it_is_in(self):
        self.hand_in(self.ward_2, self.user_ward_2)
        due_on = self.report(self.ward_1).due_on
        late = due_on + timedelta(days=4)
        with on(due_on):
            self.assertIsNone(self.page(self.user_district)["reports"])
        with on(late):
            page = self.page(self.user_district)["reports"]
            self.assertEqual((page["missing"]["count"], page["due"]["count"]), (1, 2))
            self.assertEqual([row["name"] for row in page["rows"]], [self.ward_1.name])
            self.hand_in(self.ward_1, self.user_ward_1)
            page = self.page(self.user_district)["reports"]
            self.assertEqual((page["missing"]["count"], page["missing"]["before"]), (0, 0))
            day = late - timedelta(days=1)
            page = self.page(self.user_district, day=day.isoformat())["reports"]
            self.assertEqual(page["missing"]["count"], 1)

    def test_a_correction_is_not_a_missing_report(self):
        report = self.hand_in(self.ward_1, self.user_ward_1)
        report.with_user(self.user_office).action_accept()
        report._correct("Sai số")
        with on(self.report(self.ward_1).due_on + timedelta(days=9)):
            page = self.page(self.user_district)["reports"]
        self.assertNotIn(self.ward_1.id, [row["id"] for row in page["rows"]])

    def test_no_report_of_a_closed_plan_is_missing(self):
        with on(self.report(self.ward_1).due_on + timedelta(days=9)):
            self.reported_plan.with_user(self.user_office).action_close()
            self.assertIsNone(self.page(self.user_district)["reports"])

    def test_targets_speak_of_what_was_counted_up_to_the_day(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        self.hand_in(self.ward_2, self.user_ward_2, share=(1, 10))
        targets = self.page(self.user_district)["targets"]
        self.assertEqual([targets[name]["count"] for name in ("behind", "known", "total")], [1, 2, 2])
        self.assertIn("10", targets["rows"][0]["actual"])
        before = self.page(self.user_district, day="2026-02-28")["targets"]
        self.assertEqual([before[name]["count"] for name in ("behind", "known", "total")], [0, 0, 2])

    def test_a_ward_has_the_targets_that_are_set_for_it(self):
        self.assertIsNone(self.page(self.leader_ward)["targets"])
        vals = {"plan_id": self.reported_plan.id, "name": "Riêng xã", "indicator_id": self.rooms.id, "value": 3}
        self.env["child.plan.target"].create({**vals, "unit_id": self.ward_1.id})
        self.assertEqual(self.page(self.leader_ward)["targets"]["total"]["count"], 1)

    def test_reports_and_targets_belong_to_no_sector(self):
        sector = self.env["child.plan.sector"].create({"name": "Y tế thử", "code": "t_health"})
        page = self.page(self.user_district, sector_id=sector.id)
        self.assertEqual((page["reports"], page["targets"]), (None, None))

    def test_who_receives_reports_reminds_of_them(self):
        with on(self.report(self.ward_1).due_on + timedelta(days=4)):
            for user, may in (
                (self.user_district, True),
                (self.user_office, True),
                (self.user_province, False),
                (self.observer, False),
                (self.leader_ward, False),
            ):
                page = self.page(user)
                rows = page["reports"]["rows"]
                self.assertEqual({bool(row["mine"]) for row in rows}, {may}, user.login)
                domain = page["reports"]["base"] + page["reports"]["missing"]["domain"]
                dashboard = self.env["child.plan.dashboard"].with_user(user)
                if may:
                    self.assertEqual(dashboard.remind_reports(domain)["tag"], "display_notification")
                else:
                    self.assertTrue(
                        self.is_refused(
                            lambda d=dashboard, do=domain: d.remind_reports(do),
                            "their receiver reminds of them",
                            AccessError,
                        )
                    )

    def test_the_nations_page_stays_small(self):
        """34 provinces with plans, overdue work and missing reports everywhere: under 50 KB, one answer."""
        provinces = self.env["child.plan.unit"].create(
            [
                {"name": f"UBND tỉnh Có Tên Dài {n}", "parent_id": self.nation.id, "kind": "authority"}
                | {"level": "province"}
                for n in range(34)
            ]
        )
        user = self.user_nation
        for n in range(12):
            plan = self.plan(
                issuer_id=self.nation.id,
                standing_unit_id=self.nation.id,
                name=f"Kế hoạch thực hiện Chương trình chăm sóc trẻ em giai đoạn 2023-2030, phần thứ {n}",
            )
            self.task(plan, provinces, due_on=DAY - timedelta(days=n + 1))
            with on(DAY - timedelta(days=40)):
                plan.sudo().action_issue()
            self.open_period(plan)
        with on(DAY + timedelta(days=30)):
            page = self.page(user)
        self.assertEqual(len(page["groups"]["unit"]["rows"]), 35)
        self.assertGreater(page["reports"]["missing"]["count"], 34 * 11)
        self.assertLess(len(json.dumps(page)), 50_000)

    def test_a_province_of_many_communes_without_reports_stays_small(self):
        communes = self.env["child.plan.unit"].create(
            [
                {"name": f"UBND xã Có Tên Dài {n}", "parent_id": self.province.id, "kind": "authority"}
                | {"level": "commune"}
                for n in range(230)
            ]
        )
        plan = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.task(plan, communes, due_on=DAY)
        plan.sudo().action_issue()
        self.open_period(plan)
        with on(DAY + timedelta(days=20)):
            page = self.page(self.user_province)
        self.assertEqual(len(page["reports"]["rows"]) + page["reports"]["left_out"], 232)
        self.assertLess(len(json.dumps(page)), 50_000)

    def test_figures_of_many_units_take_as_many_queries_as_of_few(self):
        counts = []
        for number in (3, 40):
            communes = self.env["child.plan.unit"].create(
                [
                    {"name": f"Xã {number}-{n}", "parent_id": self.province.id, "kind": "authority", "level": "commune"}
                    for n in range(number)
                ]
            )
            plan = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
            self.task(plan, communes)
            plan.sudo().action_issue()
            self.open_period(plan)
            with on(DAY + timedelta(days=20)):
                self.page(self.user_province)
                self.env.flush_all()
                before = self.cr.sql_log_count
                page = self.page(self.user_province)
                counts.append(self.cr.sql_log_count - before)
        self.assertGreater(page["reports"]["missing"]["count"], 40)
        self.assertEqual(counts[0], counts[1])
