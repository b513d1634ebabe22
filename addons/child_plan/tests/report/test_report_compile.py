"""Adding up the reports of the wards: level by level, straight through, and what may be seen of it."""

from unittest.mock import patch

from odoo.exceptions import AccessError

from ..common import NOT_ALLOWED
from .report_common import ReportCase


class TestCompile(ReportCase):
    def figures(self, report):
        return {
            row.indicator_id.code: (
                row.numerator,
                row.denominator,
                row.has_data,
                row.reported,
                row.in_time,
                row.expected,
            )
            for row in report.sudo().value_ids
        }

    def summary(self, user, unit=None, period=None):
        return (
            self.env["child.plan.report.summary"]
            .with_user(user)
            .get_summary((period or self.period).id, unit and unit.id)
        )

    def cells(self, summary, code="T-1"):
        """Return ``{column: (value, hidden, reported, expected)}`` of the row ``code``."""
        row = next(row for row in summary["rows"] if row["code"] == code)
        shown = [(c["value"], c["hidden"], c["reported"], c["expected"]) for c in row["cells"]]
        return dict(zip([column["id"] for column in summary["columns"]], shown, strict=True))

    def test_a_ratio_is_the_ratio_of_the_sums(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(10, 10), rooms=1)
        self.hand_in(self.ward_2, self.user_ward_2, share=(10, 90), rooms=2)
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertEqual(self.figures(above), {"T-1": (20, 100, True, 2, 2, 2), "T-2": (3, 0, True, 2, 2, 2)})
        self.assertEqual([row["value"] for row in above.get_grid()["rows"]], [20, 3])
        self.assertEqual(set(above.sudo().source_ids.unit_id), {self.ward_1, self.ward_2})
        self.assertTrue(
            self.is_refused(
                lambda: above.save_grid([{"id": above.value_ids[0].id, "numerator": 1}]),
                "is added up from the reports below",
            )
        )

    def test_the_units_that_are_waited_for_are_named_and_the_others_counted(self):
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertEqual(above.waiting_for, f"{self.ward_1.name}, {self.ward_2.name}")
        above.invalidate_recordset(["waiting_for"])
        with patch("odoo.addons.child_plan.models.report.report_compile.NAMED", 1):
            self.assertEqual(above.waiting_for, f"{self.ward_1.name}, and 1 more units")

    def test_it_may_run_before_all_are_in_and_again(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(8, 10), rooms=1)
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertEqual(self.figures(above)["T-1"], (8, 10, True, 1, 1, 2), "one of two")
        self.hand_in(self.ward_2, self.user_ward_2, share=(1, 10), rooms=1)
        above.invalidate_recordset()
        self.assertTrue(above.outdated)
        above.action_compile()
        self.assertEqual(self.figures(above)["T-1"], (9, 20, True, 2, 2, 2))

    def test_no_data_from_below_is_no_zero(self):
        report = self.report(self.ward_1, user=self.user_ward_1)
        self.fill(report)
        report.save_grid([{"id": row.id, "no_data": True} for row in report.value_ids])
        report.action_submit()
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertEqual(self.figures(above)["T-1"], (0, 0, False, 0, 0, 2))
        cells = self.cells(self.summary(self.user_office))
        self.assertEqual(cells[self.district.id], (None, False, 0, 2))

    def test_drafts_and_returned_reports_are_not_added_up(self):
        self.fill(self.report(self.ward_1, user=self.user_ward_1))
        self.hand_in(self.ward_2, self.user_ward_2).with_user(self.user_office)._return("Sai")
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertEqual(self.figures(above)["T-1"][2:], (False, 0, 0, 2))
        self.assertEqual(self.cells(self.summary(self.user_office))[self.district.id][0], None)

    def test_straight_through_is_the_same_as_level_by_level(self):
        plan = self.plan(issuer_id=self.nation.id, standing_unit_id=False)
        self.env["child.plan.target"].create(
            {"plan_id": plan.id, "name": "x", "indicator_id": self.share.id, "value": 80}
        )
        self.task(plan, [self.ward_1, self.ward_2, self.ward_b])
        plan._issue()
        period = self.open_period(plan)
        figures = {self.ward_1: (8, 10), self.ward_2: (9, 30), self.ward_b: (7, 60)}
        for ward, share in figures.items():
            report = self.report(ward, period)
            report.action_open()
            report.save_grid([{"id": report.value_ids.id, "numerator": share[0], "denominator": share[1]}])
            report.results = "Đã làm"
            report.action_submit()
        straight = self.cells(self.summary(self.user_province, self.province, period))
        for unit in (self.district, self.district_b, self.province):
            report = self.report(unit, period)
            report.action_open()
            report.action_submit()
            value = report.value_ids
            self.assertEqual((value._figure().value(100), False, value.reported, value.expected), straight[unit.id])
        self.assertEqual(straight[self.province.id], (24, False, 3, 3))

    def test_a_figure_opens_the_rows_it_came_from(self):
        self.hand_in(self.ward_1, self.user_ward_1)
        self.hand_in(self.ward_2, self.user_ward_2)
        action = (
            self.env["child.plan.report.summary"]
            .with_user(self.user_office)
            .action_open_cell(self.period.id, self.district.id, self.rooms.id)
        )
        rows = self.env["child.plan.indicator.value"].with_user(self.user_office).search(action["domain"])
        self.assertEqual(set(rows.unit_id), {self.ward_1, self.ward_2})
        self.assertEqual(sum(rows.mapped("numerator")), 2)

    def test_small_counts_are_hidden_from_those_who_need_only_the_sum(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(2, 10))
        self.hand_in(self.ward_2, self.user_ward_2, share=(8, 10))
        exact = self.cells(self.summary(self.user_office))
        self.assertEqual((exact[self.ward_1.id][0], exact[self.district.id][0]), (20, 50))
        seen = self.cells(self.summary(self.user_province, self.district))
        self.assertEqual(seen[self.ward_1.id][:2], (None, True))
        self.assertEqual(seen[self.ward_2.id][:2], (None, True), "the other one would give it away")
        self.assertEqual(seen[self.district.id][:2], (50, False))
        self.assertEqual(self.cells(self.summary(self.user_province, self.district), "T-2")[self.ward_1.id][0], 1)

    def test_nor_are_sensitive_rows_read_by_them(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(2, 10))
        values = self.env["child.plan.indicator.value"]
        rows = self.report(self.ward_1).value_ids
        for user, codes in (
            (self.user_ward_1, {"T-1", "T-2"}),
            (self.user_office, {"T-1", "T-2"}),
            (self.user_district, {"T-1", "T-2"}),
            (self.user_province, {"T-2"}),
            (self.user_ward_2, set()),
            (self.user_health, set()),
            (self.user_office_b, set()),
            (self.nobody, set()),
        ):
            found = values.with_user(user).search([("id", "in", rows.ids)])
            self.assertEqual(set(found.sudo().indicator_id.mapped("code")), codes, user.name)
            grid_of = self.report(self.ward_1).with_user(user)
            if not codes:
                self.assertTrue(self.is_refused(grid_of.get_grid, NOT_ALLOWED, AccessError), user.name)
            else:
                self.assertEqual({row["code"] for row in grid_of.get_grid()["rows"]}, codes)

    def test_nor_does_the_target_of_a_unit_tell_them(self):
        target = self.env["child.plan.target"].create(
            {
                "plan_id": self.reported_plan.id,
                "name": "Trẻ em được tư vấn ở xã",
                "indicator_id": self.share.id,
                "unit_id": self.ward_1.id,
                "value": 10,
                "year": 2026,
            }
        )
        of_all = self.reported_plan.target_ids.filtered(lambda t: t.indicator_id == self.share and not t.unit_id)
        levels = target.with_user(self.user_office)._read_group([("id", "=", target.id)], ["unit_level"], ["__count"])
        self.assertEqual(levels, [("commune", 1)])
        self.hand_in(self.ward_1, self.user_ward_1, share=(2, 10))
        for user, exact, total in (
            (self.user_ward_1, True, True),
            (self.user_office, True, True),
            (self.user_district, True, True),
            (self.user_ward_2, False, False),
        ):
            seen = target.with_user(user).read(["actual", "actual_text", "achievement"])[0]
            self.assertEqual((seen["actual"], seen["achievement"]), (20 if exact else 0, "reached"), user.name)
            self.assertEqual("2/10" in seen["actual_text"] or "20 " in seen["actual_text"], exact, user.name)
            self.assertEqual(of_all.with_user(user).actual, 20 if total else 0, user.name)
        self.hand_in(self.ward_2, self.user_ward_2, share=(8, 10))
        of_all.invalidate_recordset(["actual"])
        self.assertEqual(of_all.with_user(self.user_ward_2).actual, 50)
        self.assertEqual(target.with_user(self.user_ward_2).actual, 0)

    def test_the_summary_of_others_is_refused(self):
        for user, unit in ((self.user_ward_1, self.district), (self.user_office_b, self.district), (self.nobody, None)):
            self.assertTrue(
                self.is_refused(lambda u=user, x=unit: self.summary(u, x), "not yours to see", AccessError), user.name
            )

    def test_a_target_is_told_by_the_figures_and_beside_its_tasks(self):
        target = self.reported_plan.target_ids.filtered(lambda t: t.indicator_id == self.share)
        target.task_ids = self.reported_plan.task_ids
        self.assertEqual(target.achievement, "no_data")
        self.hand_in(self.ward_1, self.user_ward_1, share=(8, 10))
        self.hand_in(self.ward_2, self.user_ward_2, share=(9, 10))
        target.invalidate_recordset()
        self.assertRecordValues(
            target, [{"achievement": "reached", "actual": 85, "contradiction": "open_reached", "work_text": "0/2"}]
        )
        self.assertIn("2", target.actual_text)
        found = target.search([("achievement", "=", "reached")])
        self.assertIn(target, found)
        self.assertNotIn(target, target.search([("achievement", "=", "behind")]))

    def test_counts_that_add_up_over_time_are_added(self):
        target = self.reported_plan.target_ids.filtered(lambda t: t.indicator_id == self.rooms)
        self.hand_in(self.ward_1, self.user_ward_1, rooms=1)
        later = self.open_period(date_start="2026-03-02", cut_off="2026-03-10")
        report = self.report(self.ward_1, later, self.user_ward_1)
        self.fill(report, rooms=2)
        report.action_submit()
        self.assertRecordValues(target, [{"actual": 3, "achievement": "reached"}])

    def test_of_several_rows_a_rate_is_the_ratio_of_their_sums(self):
        """Whatever aggregate is asked for; empty where no single figure stands for the rows."""
        self.hand_in(self.ward_1, self.user_ward_1, share=(10, 10), rooms=1)
        self.hand_in(self.ward_2, self.user_ward_2, share=(10, 90), rooms=2)
        values = self.env["child.plan.indicator.value"].with_user(self.user_office)
        domain = [("period_id", "=", self.period.id)]
        for aggregate in ("value:sum", "value:avg", "value:max", "value:min"):
            with self.subTest(aggregate=aggregate):
                groups = values._read_group(domain, ["indicator_id"], [aggregate])
                self.assertEqual({each.code: value for each, value in groups}, {"T-1": 20, "T-2": 3})
                self.assertFalse(values._read_group(domain, [], [aggregate])[0][0], "of two indicators")
        self.report(self.district, user=self.user_office).action_open()
        groups = values._read_group(domain, ["indicator_id"], ["value:sum"])
        self.assertFalse(any(value for _each, value in groups), "what was added up beside what it was added up from")
        later = self.open_period(date_start="2026-03-02", cut_off="2026-03-10")
        report = self.report(self.ward_1, later, self.user_ward_1)
        self.fill(report, share=(9, 10), rooms=4)
        report.action_submit()
        leaves = [("plan_id", "=", self.reported_plan.id), ("compiled", "=", False)]
        groups = values._read_group(leaves, ["indicator_id"], ["value:sum"])
        self.assertEqual({each.code: value or None for each, value in groups}, {"T-1": None, "T-2": 7})

    def test_a_small_greatest_count_is_hidden_at_every_level(self):
        self.share.write({"kind": "number", "factor": 1, "unit_rule": "maximum"})
        self.hand_in(self.ward_1, self.user_ward_1, share=(3, None))
        self.hand_in(self.ward_2, self.user_ward_2, share=(4, None))
        seen = self.cells(self.summary(self.user_province, self.district))
        for unit in (self.district, self.ward_1, self.ward_2):
            self.assertEqual(seen[unit.id][:2], (None, True))

    def test_tasks_and_figures_that_contradict_each_other_are_found(self):
        """A target is found by what it says itself, for whoever asks."""
        plan = self.plan()
        unfinished = self.task(plan, [self.wards])
        done = self.task(plan, [self.health])
        dropped = self.task(plan, [self.finance])
        share, rooms, without_task, cancelled = self.env["child.plan.target"].create(
            [
                {"plan_id": plan.id, "name": "Đích", "indicator_id": i.id, "value": value, "year": 2026}
                for i, value in ((self.share, 80), (self.rooms, 90), (self.rooms, 1), (self.rooms, 1))
            ]
        )
        share.task_ids, rooms.task_ids, cancelled.task_ids = unfinished, done, dropped
        self.issue(plan)
        period = self.open_period(plan)
        for unit, user in ((self.ward_1, self.user_ward_1), (self.ward_2, self.user_ward_2)):
            report = self.report(unit, period, user)
            self.fill(report)
            report.action_submit()
        done.sudo().assignment_ids.write({"state": "submitted", "result": "Xong"})
        done.sudo().assignment_ids.write({"state": "done"})
        dropped.sudo().assignment_ids.write({"state": "cancelled", "reason": "Thôi"})
        self.env.invalidate_all()
        targets = share | rooms | without_task | cancelled
        expected = {"open_reached": share, "done_missed": rooms, False: without_task | cancelled}
        for user in (self.user_office, self.user_district):
            model = targets.with_user(user)
            for value, found in expected.items():
                domain = [("id", "in", targets.ids), ("contradiction", "=", value)]
                self.assertEqual(model.search(domain), found, (user.name, value))
                self.assertEqual(model.filtered(lambda t, v=value: t.contradiction == v), found, (user.name, value))

    def test_done_tasks_beside_a_missed_target_are_found(self):
        target = self.reported_plan.target_ids.filtered(lambda t: t.indicator_id == self.share)
        target.task_ids = self.reported_plan.task_ids
        self.hand_in(self.ward_1, self.user_ward_1, share=(8, 10))
        self.hand_in(self.ward_2, self.user_ward_2, share=(9, 10))
        self.assertIn(target, target.search([("contradiction", "=", "open_reached")]))
        self.assertNotIn(target, target.search([("contradiction", "=", "done_missed")]))
        self.assertNotIn(target, target.search([("contradiction", "=", False)]))
