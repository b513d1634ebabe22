"""Open reports and targets follow their units; what was handed in stays."""

from ..common import DAY
from ..work.reorganisation_case import ReorganisationCase
from .report_common import ReportCase


class TestReorganisedReports(ReorganisationCase, ReportCase):
    def test_the_heir_writes_one_report_and_no_night_makes_a_second(self):
        self.report(self.ward_2, user=self.user_ward_2).action_open()
        row = self.merge()
        self.apply(row)
        new = row.new_unit_ids.unit_id
        report = self.report(new)
        self.assertEqual(
            (report.state, report.taken_from_id, report.receiver_id), ("draft", self.ward_2, self.district)
        )
        self.assertEqual(report.value_ids.unit_id, new)
        self.period._sync_expected_reports()
        self.assertEqual(self.period.report_ids.unit_id, new | self.district)
        self.assertTrue(report.with_user(self.user_ward_1).can_edit)
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.report(self.ward_2).state, "draft")
        self.assertEqual(self.period.report_ids.unit_id, self.ward_1 | self.ward_2 | self.district)

    def test_what_was_accepted_keeps_the_name_of_its_day(self):
        self.fill(self.report(self.ward_1, user=self.user_ward_1))
        self.report(self.ward_1, user=self.user_ward_1).action_submit()
        accepted = self.report(self.ward_1)
        row = self.merge()
        self.apply(row)
        new = row.new_unit_ids.unit_id
        self.assertEqual(accepted.unit_id, self.ward_1)
        self.period._sync_expected_reports()
        self.assertEqual(self.period.report_ids.filtered("current").unit_id, self.ward_1 | new | self.district)
        self.assertTrue(accepted.with_user(self.user_ward_2).has_access("read"), "their history now")
        self.assertEqual(accepted.display_name.split(" ·")[0], "Xã A1")

    def test_what_the_heir_has_handed_in_without_still_has_to_be_reported(self):
        """The heir's accepted report has none of the figures of the unit that goes into it: they are still owed."""
        self.hand_in(self.ward_1, self.user_ward_1)
        self.report(self.ward_1, user=self.user_district).action_accept()
        self.report(self.ward_2, user=self.user_ward_2).action_open()
        for state in ("draft", "expected"):
            with self.subTest(state), self.env.cr.savepoint() as savepoint:
                self.report(self.ward_2).state = state
                self.apply(self.draft((self.ward_2, "merge", {"successor_id": self.ward_1.id})))
                self.period._sync_expected_reports()
                left = self.report(self.ward_2)
                self.assertEqual((left.state, left.unit_id, left.receiver_id), (state, self.ward_2, self.district))
                self.assertIn("1 reports", " ".join(self.ward_2._hanging_words()))
                self.assertEqual(self.total(), (1, 2))
                mine = left.with_user(self.user_ward_1)
                self.assertIn(mine, mine.search([("is_mine", "=", True)]))
                self.assertFalse(left.with_user(self.user_school).can_edit)
                self.assertEqual(left._writers(), self.user_ward_1 | self.user_second | self.user_ward_2)
                self.fill(mine)
                mine.action_submit()
                self.assertEqual(self.total(), (2, 2))
                savepoint.rollback()
                self.env.invalidate_all()

    def total(self):
        """Return how many reports the district's sum of the first indicator rests on, and how many are expected."""
        cell = self.summary()["rows"][0]["cells"][0]
        return cell["reported"], cell["expected"]

    def summary(self, unit=None, user=None):
        screen = self.env["child.plan.report.summary"].with_user(user or self.user_district)
        return screen.get_summary(self.period.id, (unit or self.district).id)

    def test_a_past_period_stands_under_the_names_and_units_of_its_day(self):
        """Both wards handed in for 1 March; from 11 March on one bears another name, the other has gone into it."""
        self.hand_in(self.ward_1, self.user_ward_1)
        self.hand_in(self.ward_2, self.user_ward_2, share=(1, 10))
        before = self.summary()
        self.assertEqual([column["name"] for column in before["columns"]], ["Total", "Xã A1", "Xã A2"])
        self.apply(
            self.draft(
                (self.ward_1, "change", {"new_name": "Phường Mới"}),
                (self.ward_2, "merge", {"successor_id": self.ward_1.id}),
            )
        )
        after = self.summary()
        self.assertEqual(after, before)
        screen = self.env["child.plan.report.summary"].with_user(self.user_district)
        values = self.env["child.plan.indicator.value"].with_user(self.user_district)
        for column, unit in zip(after["columns"], (None, self.ward_1, self.ward_2), strict=True):
            opened = screen.action_open_cell(self.period.id, column["id"], self.rooms.id)["domain"]
            self.assertEqual(values.search(opened).unit_id, unit or self.ward_1 | self.ward_2)
        heir = self.summary(self.ward_1, self.user_ward_1)
        self.assertEqual([unit["name"] for unit in heir["path"]], ["Xã A1"])
        self.assertEqual([cell["numerator"] for cell in heir["rows"][0]["cells"]][:1], [8])

    def test_reports_that_are_missing_are_those_of_the_day(self):
        """The period asks all below the ward as it was: the ward that has gone into it since is not below it."""
        self.apply(self.draft((self.ward_2, "split", {"successor_id": self.ward_1.id})))
        screen = self.env["child.plan.report.summary"].with_user(self.user_district)
        reports = self.env["child.plan.report"].with_user(self.user_district)
        missing = reports.search(screen.action_waiting(self.period.id, self.district.id)["domain"])
        self.assertEqual(missing.unit_id, self.ward_1 | self.ward_2)
        self.assertFalse(reports.search(screen.action_waiting(self.period.id, self.ward_1.id)["domain"]) - missing)

    def test_a_renamed_unit_keeps_its_earlier_name_in_what_it_handed_in(self):
        self.fill(self.report(self.ward_1, user=self.user_ward_1))
        self.report(self.ward_1, user=self.user_ward_1).action_submit()
        self.apply(self.draft((self.ward_1, "change", {"new_name": "Phường A1"})))
        self.assertEqual(self.report(self.ward_1).display_name.split(" ·")[0], "Xã A1")

    def test_targets_go_with_their_values(self):
        target = self.reported_plan.target_ids[0].copy({"unit_id": self.ward_1.id, "plan_id": self.reported_plan.id})
        other = target.copy({"unit_id": self.ward_2.id, "plan_id": self.reported_plan.id, "value": 7})
        total = target.value + other.value
        row = self.merge()
        self.apply(row)
        self.assertEqual((target | other).unit_id, row.new_unit_ids.unit_id)
        self.assertEqual(sum((target | other).mapped("value")), total)
        [change] = target.plan_id.env["child.plan.journal"].search(
            [("kind", "=", "target"), ("old_value", "like", f"{target.name}%Xã A1")]
        )
        self.assertEqual((change.unit_id, change.day), (row.new_unit_ids.unit_id, DAY))
