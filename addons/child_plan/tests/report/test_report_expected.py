"""Which reports are expected, and when they are due."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import DAY, on
from .report_common import ReportCase


class TestExpectedReports(ReportCase):
    def due(self, period):
        return {r.unit_id: (r.receiver_id, str(r.due_on)) for r in period.report_ids}

    def test_rows_are_there_before_anybody_has_written(self):
        self.assertEqual(
            self.due(self.period),
            {
                self.ward_1: (self.district, "2026-03-20"),
                self.ward_2: (self.district, "2026-03-20"),
                self.district: (self.province, "2026-03-27"),
            },
        )
        self.assertEqual(set(self.period.report_ids.mapped("state")), {"expected"})
        self.assertEqual(self.report(self.district).compiled, True)
        self.assertFalse(self.period.report_ids.value_ids)

    def test_expecting_again_changes_nothing(self):
        before = self.period.report_ids
        self.period._sync_expected_reports()
        self.env["child.plan.report.period"]._cron_open()
        self.assertEqual(self.period.report_ids, before)

    def test_a_unit_that_is_given_work_later_reports_too(self):
        task = self.task(self.reported_plan, [self.health])
        task.with_user(self.user_office).action_give()
        self.period._sync_expected_reports()
        self.assertEqual(self.report(self.health).receiver_id, self.district)

    def test_expected_reports_follow_the_units(self):
        """A ward that ended before the cut-off reports no more; its successor does. What was begun stays."""
        merged = self.unit("Xã A3", self.district, "authority", "commune", valid_from="2026-01-01")
        self.report(self.ward_2, user=self.user_ward_2).action_open()
        for ward in (self.ward_1, self.ward_2):
            ward.write({"valid_to": "2025-12-31", "successor_ids": merged})
        self.period._sync_expected_reports()
        self.assertEqual(set(self.due(self.period)), {merged, self.ward_2, self.district})

    def test_a_plan_of_the_nation_is_reported_level_by_level(self):
        plan = self.plan(issuer_id=self.nation.id, standing_unit_id=False)
        self.task(plan, [self.ward_1, self.ward_b])
        plan._issue()
        period = self.open_period(plan, due_on="2026-03-25")
        found = self.due(period)
        self.assertEqual(found[self.ward_1], (self.district, "2026-03-18"))
        self.assertEqual(found[self.district], (self.province, "2026-03-20"))
        self.assertEqual(found[self.province], (self.nation, "2026-03-25"))
        self.assertEqual(found[self.nation][0], self.env["child.plan.unit"])
        self.assertEqual(len(found), 6, "both districts and wards, the province, the nation")
        self.assertEqual(str(period.due_province), "2026-03-20")

    def test_what_the_plan_demands_is_opened_by_itself(self):
        """ "Before 31/10" to the province means on the 30th at the latest, and for the wards early enough for that."""
        plan = self.plan()
        self.task(plan, [self.wards])
        self.env["child.plan.report.requirement"].create(
            {
                "plan_id": plan.id,
                "frequency": "once",
                "due_on": "2026-04-01",
                "before": True,
                "recipient_unit_id": self.province.id,
            }
        )
        self.issue(plan)
        period = plan.report_period_ids
        self.assertEqual((period.kind, str(period.due_above)), ("once", "2026-03-31"))
        self.assertLess(period.due_on, period.due_above)
        self.assertLess(period.cut_off, period.due_on)
        self.assertEqual(str(self.report(self.district, period).due_on), "2026-03-31")

    def test_regular_demands_open_period_after_period_and_each_once(self):
        plan = self.plan()
        self.task(plan, [self.wards])
        self.env["child.plan.report.requirement"].create({"plan_id": plan.id, "frequency": "monthly", "due_day": 20})
        self.issue(plan)
        opened = plan.report_period_ids
        self.assertEqual([str(p.cut_off) for p in opened.sorted("cut_off")], ["2026-03-14", "2026-04-14"])
        self.assertEqual([str(p.due_on) for p in opened.sorted("cut_off")], ["2026-03-20", "2026-04-20"])
        with on(date(2026, 4, 5)):
            self.env["child.plan.report.period"]._cron_open()
            self.env["child.plan.report.period"]._cron_open()
        self.assertEqual(len(plan.report_period_ids), 3)

    def test_a_yearly_report_is_due_on_the_plans_own_day(self):
        """ "hằng năm trước ngày 15/11" is due on 14 November of each year, cut off before that."""
        plan = self.plan(period_end="2027-12-31")
        self.task(plan, [self.ward_1])
        vals = {"frequency": "yearly", "due_day": 15, "due_month": 11, "before": True}
        self.env["child.plan.report.requirement"].create({"plan_id": plan.id, **vals})
        self.issue(plan)
        for year in (2026, 2027):
            with on(date(year, 10, 20)):
                self.env["child.plan.report.period"]._cron_open()
        due = [(str(period.due_on), str(period.cut_off)) for period in plan.report_period_ids.sorted("due_on")]
        self.assertEqual(due, [("2026-11-14", "2026-11-06"), ("2027-11-14", "2027-11-05")])

    def test_two_days_of_a_year_are_two_reports(self):
        plan = self.plan()
        self.task(plan, [self.ward_1])
        for month, day in ((6, 15), (12, 16)):
            vals = {"frequency": "half_yearly", "due_day": day, "due_month": month}
            self.env["child.plan.report.requirement"].create({"plan_id": plan.id, **vals})
        self.issue(plan)
        with on(date(2026, 5, 20)):
            self.env["child.plan.report.period"]._cron_open()
        with on(date(2026, 11, 20)):
            self.env["child.plan.report.period"]._cron_open()
        due = sorted(plan.report_period_ids.mapped("due_on"))
        self.assertEqual([str(day) for day in due], ["2026-06-15", "2026-12-16"])

    def test_a_plan_that_is_silent_reports_each_year(self):
        plan = self.plan(period_end="2027-12-31")
        self.task(plan, [self.ward_1])
        self.issue(plan)
        self.assertFalse(plan.report_period_ids)
        with on(date(2026, 11, 10)):
            self.env["child.plan.report.period"]._cron_open()
        period = plan.report_period_ids
        self.assertEqual(
            (period.kind, str(period.cut_off), str(period.date_start)), ("yearly", "2026-12-14", "2026-01-01")
        )
        self.assertFalse(plan.reporting_ids, "the document does not say it")

    def test_nobody_makes_or_deletes_reports(self):
        report = self.report(self.ward_1, user=self.user_office)
        vals = {"period_id": self.period.id, "plan_id": self.reported_plan.id, "unit_id": self.school.id, "due_on": DAY}
        with self.assertRaises(AccessError):
            report.create(vals)
        with self.assertRaises(UserError):
            report.unlink()
        self.report(self.ward_1, user=self.user_ward_1).action_open()
        with self.assertRaises(UserError):
            self.period.with_user(self.user_office).unlink()


class TestWhoReports(ReportCase):
    """A demand asks the units that it names, and nobody else."""

    def demand(self, plan=None, **vals):
        vals = {"frequency": "monthly", "due_day": 20, **vals}
        return self.env["child.plan.report.requirement"].create({"plan_id": (plan or self.reported_plan).id, **vals})

    def asked(self, plan, **vals):
        """Return the units that report for the first period of a demand made from ``vals``."""
        demand = self.demand(plan, **vals)
        period = self.env["child.plan.report.period"]._open_for(demand, DAY)[:1]
        return period.report_ids.unit_id

    def test_a_ward_is_not_asked_for_the_report_of_another(self):
        self.task(self.reported_plan, [self.health]).with_user(self.user_office).action_give()
        chosen = {"reporters": "chosen", "reporter_ids": self.health.ids}
        self.assertEqual(self.asked(self.reported_plan, **chosen), self.health | self.district)
        mine = self.env["child.plan.report"].with_user(self.user_ward_1).search([("unit_id", "=", self.ward_1.id)])
        self.assertEqual(mine.period_id, self.period, "only the period for which all report")

    def test_kinds_of_units(self):
        self.task(self.reported_plan, [self.health]).with_user(self.user_office).action_give()
        everybody = self.health | self.ward_1 | self.ward_2 | self.district
        self.assertEqual(self.asked(self.reported_plan), everybody)
        self.assertEqual(self.asked(self.reported_plan, reporters="departments"), self.health | self.district)
        self.assertEqual(
            self.asked(self.reported_plan, reporters="authorities"), self.ward_1 | self.ward_2 | self.district
        )

    def test_a_group_stands_for_its_members_and_what_ended_for_its_successor(self):
        asked = self.asked(self.reported_plan, reporters="chosen", reporter_ids=self.wards.ids)
        self.assertEqual(asked, self.ward_1 | self.ward_2 | self.district)
        merged = self.unit("Xã A4", self.district, "authority", "commune", valid_from="2026-01-01")
        self.ward_1.write({"valid_to": "2025-12-31", "successor_ids": merged})
        asked = self.asked(self.reported_plan, reporters="chosen", reporter_ids=self.ward_1.ids)
        self.assertEqual(asked, merged | self.district)

    def test_what_lies_between_adds_up(self):
        plan = self.plan(issuer_id=self.nation.id, standing_unit_id=False)
        self.task(plan, [self.ward_1, self.ward_b])
        plan._issue()
        asked = self.asked(plan, reporters="chosen", reporter_ids=self.ward_1.ids)
        self.assertEqual(asked, self.ward_1 | self.district | self.province | self.nation)

    def test_saying_it_later_takes_the_others_out_but_not_what_was_begun(self):
        demand = self.demand()
        period = self.env["child.plan.report.period"]._open_for(demand, DAY)[:1]
        self.report(self.ward_1, period, self.user_ward_1).action_open()
        demand.with_user(self.user_office).write({"reporters": "chosen", "reporter_ids": self.health.ids})
        self.assertEqual(period.report_ids.unit_id, self.ward_1 | self.health | self.district)
        self.assertEqual(self.report(self.ward_1, period).state, "draft")
        self.assertEqual(len(self.period.report_ids), 3, "other demands stay as they are")
        demand.with_user(self.user_office).unlink()
        period._sync_expected_reports()
        self.assertNotIn(self.ward_2, period.report_ids.unit_id, "a period keeps what its demand said")

    def test_strangers_are_not_asked_and_choosing_nobody_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "with work in the plan, can be asked: Xã B1"):
            self.demand(reporters="chosen", reporter_ids=self.ward_b.ids)
        with self.assertRaisesRegex(ValidationError, "Name the units and groups that report"):
            self.demand(reporters="chosen")

    def test_days_of_other_reporters_do_not_narrow_a_demand(self):
        plan = self.plan()
        half = {"frequency": "half_yearly", "due_day": 15}
        self.demand(plan, **half, due_month=6)
        other = self.demand(plan, **half, due_month=12, reporters="chosen", reporter_ids=self.ward_1.ids)
        self.assertFalse(other._demand().only_month)
