"""How a unit stands at the targets of superior plans: by its own figure, and no more of it than the user may read."""

import random
from datetime import timedelta

from ..common import DAY
from ..steering.page_common import PageCase
from .report_common import ReportCase


class TestTargetStanding(PageCase, ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school_user = cls.user("t_leader_school", "leader", cls.school)
        cls.targets = cls.reported_plan.target_ids

    def unit_achievement(self, user, unit, target, **context):
        self.env.invalidate_all()
        context |= {"child_plan_achievement_unit": unit.id}
        target = target.with_user(user).with_context(**context)
        return target.unit_achievement, target.unit_achievement_text

    def target(self, indicator):
        return self.targets.filtered(lambda target: target.indicator_id == indicator)

    def above(self, user, **filters):
        return self.page(user, **filters)["above"]

    def test_a_ward_sees_how_it_stands_at_the_targets_of_the_district(self):
        self.assertEqual(
            [self.above(self.leader_ward)[name]["count"] for name in ("behind", "known", "total")], [0, 0, 2]
        )
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        self.hand_in(self.ward_2, self.user_ward_2, share=(10, 10))
        above = self.above(self.leader_ward)
        self.assertEqual([above[name]["count"] for name in ("behind", "known", "total")], [1, 2, 2])
        self.assertEqual([row["unit_achievement"] for row in above["rows"]], ["behind", False])
        self.assertIn("10 ", above["rows"][0]["actual"])
        self.assertIn("1 of 1 reports", above["rows"][0]["actual"])
        self.assertEqual(self.unit_achievement(self.user_ward_2, self.ward_2, self.target(self.share))[0], "reached")

    def test_a_part_of_a_sum_is_not_held_against_the_whole(self):
        self.hand_in(self.ward_1, self.user_ward_1, rooms=1)
        standing, text = self.unit_achievement(self.leader_ward, self.ward_1, self.target(self.rooms))
        self.assertFalse(standing)
        self.assertIn("1 on 01/03/2026", text)

    def test_a_sensitive_figure_is_shown_only_to_who_may_read_it(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        share = self.target(self.share)
        own = self.unit_achievement(self.leader_ward, self.ward_1, share)
        self.assertEqual(own[0], "behind")
        self.assertIn("10 ", own[1])
        self.assertIn("10 ", self.unit_achievement(self.user_district, self.ward_1, share)[1])  # receives it
        self.assertEqual(
            self.unit_achievement(self.observer, self.ward_1, share)[1], own[1]
        )  # of a unit that receives it
        hidden = self.unit_achievement(self.user_nation, self.ward_1, share)
        self.assertEqual(hidden, ("behind", "Small counts are hidden"))
        rows = self.above(self.user_nation, unit_id=self.ward_1.id)["rows"]
        self.assertNotIn("10 ", " ".join(row["actual"] for row in rows if row["id"] == share.id))

    def test_no_context_tells_of_a_unit_of_others(self):
        self.hand_in(self.ward_2, self.user_ward_2, share=(1, 10), rooms=2)
        for target in self.targets:
            for unit in (self.ward_2, self.district):
                self.assertEqual(self.unit_achievement(self.user_ward_1, unit, target), (False, False))
            self.assertEqual(self.unit_achievement(self.nobody, self.ward_2, target.sudo())[0], False)
        for context in ({"child_plan_achievement_unit": [self.ward_2.id]}, {"child_plan_achievement_unit": "x"}, {}):
            target = self.target(self.rooms).with_user(self.user_ward_1).with_context(**context)
            self.env.invalidate_all()
            self.assertEqual(target.unit_achievement_text, "No data")  # of the own unit
            found = self.env["child.plan.target"].with_user(self.user_ward_1).with_context(**context)
            self.assertFalse(found.search([("unit_achievement", "=", "behind")]))

    def test_figures_of_a_plan_that_carries_out_the_superior_one_count_for_its_targets(self):
        above = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id, name="Kế hoạch tỉnh")
        vals = {"plan_id": above.id, "indicator_id": self.share.id, "value": 90, "year": 2026, "name": "Tỉnh"}
        target = self.env["child.plan.target"].create(vals)
        self.task(above, [self.health_p])
        above.sudo().action_issue()
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        self.assertEqual(self.unit_achievement(self.user_province, self.district, target)[0], "no_data")
        self.assertIsNone(self.above(self.user_district))
        self.reported_plan.sudo().implements_id = above
        self.assertEqual(self.unit_achievement(self.user_district, self.district, target)[0], "behind")
        page = self.above(self.user_district)
        self.assertEqual((page["known"]["count"], page["rows"][0]["plan"]), (1, "Kế hoạch tỉnh"))
        # it tells nothing of another district, and the province is the target's own area
        self.assertEqual(self.unit_achievement(self.user_province, self.district_b, target)[0], "no_data")
        self.assertFalse(self.unit_achievement(self.user_province, self.province, target)[0])

    def test_only_targets_of_plans_that_concern_the_unit_are_told_of(self):
        self.assertIsNone(self.above(self.user_province, unit_id=self.district_b.id))
        self.assertIsNone(self.above(self.user_province))
        self.assertIsNone(self.above(self.user_district))
        self.assertEqual(self.above(self.user_district, unit_id=self.ward_2.id)["total"]["count"], 2)
        self.assertIsNone(self.above(self.user_district, unit_id=self.health.id))

    def test_the_standing_speaks_of_what_was_counted_up_to_the_day(self):
        self.hand_in(self.ward_1, self.user_ward_1, share=(1, 10))
        self.assertEqual(self.above(self.leader_ward, day="2026-02-28")["known"]["count"], 0)
        self.assertEqual(self.above(self.leader_ward, compare=30)["behind"]["before"], 0)

    def test_searching_for_a_standing_finds_what_is_shown(self):
        self.random_figures(random.Random(11))
        seen = set()
        for user, unit in (
            (self.leader_ward, self.ward_1),
            (self.user_district, self.ward_1),
            (self.user_district, self.health),
            (self.user_province, self.district),
            (self.school_user, self.school),
        ):
            for days in (0, 12, 40):
                context = {"child_plan_as_of": (DAY - timedelta(days=days)).isoformat()}
                context |= {"child_plan_achievement_unit": unit.id}
                self.env.invalidate_all()
                targets = self.env["child.plan.target"].with_user(user).with_context(**context).search([])
                for standing in ("reached", "on_track", "behind", "no_data", False):
                    shown = targets.filtered(lambda target, standing=standing: target.unit_achievement == standing)
                    self.assertEqual(targets.search([("unit_achievement", "=", standing)]), shown)
                    self.assertEqual(targets.search([("unit_achievement", "!=", standing)]), targets - shown)
                    seen |= {standing} if shown else set()
                for field in ("achievement", "unit_achievement"):
                    with_figure = targets.search([(field, "!=", "no_data")])
                    self.assertNotIn("no_data", with_figure.mapped(field))
                if page := self.above(user, unit_id=unit.id):
                    self.assert_targets(user, page, "unit_achievement")
        self.assertLessEqual({"reached", "behind", "no_data", False}, seen)

    def random_figures(self, rng):
        """The province's plan is carried out by the district's and that by a ward's; all have targets and periods."""
        above = self.plan(issuer_id=self.province.id, standing_unit_id=self.health_p.id)
        self.task(above, [self.district, self.ward_1, self.ward_b])
        above.sudo().action_issue()
        own = self.plan(issuer_id=self.ward_1.id, standing_unit_id=self.school.id)
        self.task(own, [self.school])
        own.sudo().action_issue()
        self.reported_plan.sudo().implements_id = above
        own.sudo().implements_id = self.reported_plan
        highest = {"name": "Cao nhất", "code": "T-3", "kind": "number", "unit_rule": "maximum"}
        highest = self.env["child.plan.indicator"].create(highest)
        for plan in (above, self.reported_plan, own):
            for indicator in (self.share, self.rooms, highest):
                vals = {"plan_id": plan.id, "indicator_id": indicator.id, "name": "Chỉ tiêu", "year": 2026}
                self.env["child.plan.target"].create({**vals, "value": rng.choice([5, 90, 100])})
            self.open_period(plan, cut_off=DAY - timedelta(days=rng.randrange(12, 40)), due_on="2026-03-25")
        plans = above | self.reported_plan | own
        for report in self.env["child.plan.report"].search([("plan_id", "in", plans.ids), ("compiled", "=", False)]):
            report.sudo()._begin()
            for value in report.sudo().value_ids:
                whole = rng.randrange(1, 20)
                counted = {"numerator": rng.randrange(whole + 1), "denominator": whole}
                value.sudo().write({"has_data": rng.random() < 0.8, **counted})
            report.sudo().write({"state": "submitted", "submitted_on": report.cut_off + timedelta(days=1)})
