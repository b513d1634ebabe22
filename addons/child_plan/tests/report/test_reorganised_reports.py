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
