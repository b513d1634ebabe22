"""Two persons save the same record: the second is shown both versions, and the earlier words stay."""

from datetime import datetime

from odoo.exceptions import AccessError
from odoo.fields import Command

from ...lib.clock import TIME_ZONE
from ...models.unit.later_save import ChangedMeanwhile
from ..common import PlanCase


class TestLaterSave(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.give(cls.health, deliverables=["Sổ tay"])
        cls.colleague = cls.user("t_colleague", "officer", cls.health)
        cls.colleague.name = "Lan"

    def save(self, record, vals, opened, user=None):
        return record.with_user(user or self.user_health).web_save({**vals, "child_plan_opened": opened}, {"id": {}})

    def assert_changed(self, call):
        with self.assertRaises(ChangedMeanwhile) as caught, self.cr.savepoint():
            call()
        return caught.exception.context["changed"]

    def test_the_second_is_refused_and_told_both_versions(self):
        opened = {"result": False, "progress": 0}
        self.save(self.work, {"result": "Mười trẻ", "progress": 10}, opened, self.colleague)
        changed = self.assert_changed(lambda: self.save(self.work, {"result": "Chín trẻ"}, {"result": False}))
        self.assertEqual(len(changed), 1)
        self.assertEqual(changed[0]["theirs"], "Mười trẻ")
        self.assertEqual((changed[0]["their_words"], changed[0]["my_words"]), ("Mười trẻ", "Chín trẻ"))
        self.assertEqual((changed[0]["by"], changed[0]["label"]), ("Lan", "Result"))
        self.assertRegex(changed[0]["at"], f"{datetime.now(TIME_ZONE):%d/%m/%Y}")
        self.assertEqual(self.work.result, "Mười trẻ")
        self.save(self.work, {"result": "Chín trẻ"}, {"result": "Mười trẻ"})
        self.assertEqual(self.work.result, "Chín trẻ")

    def test_the_earlier_words_stay_however_they_were_overwritten(self):
        self.work.with_user(self.colleague).write({"result": "Mười trẻ", "progress": 10})
        self.work.with_user(self.user_health).write({"result": "Chín trẻ", "progress": 20})
        rows = self.journal(self.work, "wording")
        self.assertCountEqual(rows, [("wording", "Mười trẻ", "Chín trẻ"), ("wording", "10", "20")])

    def test_what_another_field_says_or_what_is_the_same_is_no_conflict(self):
        self.save(self.work, {"progress": 10}, {"progress": 0}, self.colleague)
        self.save(self.work, {"result": "Xong"}, {"result": False})
        self.save(self.work, {"progress": 10}, {"progress": 0})
        self.assertEqual((self.work.progress, self.work.result), (10, "Xong"))

    def test_lines_of_the_form_are_compared_too(self):
        owed = self.work.deliverable_ids
        owed.with_user(self.colleague).write({"done_quantity": 0.5})
        command = {"deliverable_ids": [Command.update(owed.id, {"done_quantity": 1})]}
        opened = {"deliverable_ids": {str(owed.id): {"done_quantity": 0}}}
        changed = self.assert_changed(lambda: self.save(self.work, command, opened))
        self.assertEqual((changed[0]["model"], changed[0]["theirs"]), ("child.plan.deliverable", 0.5))

    def test_dates_links_and_plans(self):
        plan = self.plan()
        opened = {"name": plan.name, "period_end": "2026-12-31", "standing_unit_id": self.office.id}
        mine = {"name": "Tên mới", "period_end": "2026-11-30", "standing_unit_id": False}
        self.assertFalse(plan.with_user(self.user_office)._child_plan_changed(mine, opened))
        plan.write({"period_end": "2027-01-31", "standing_unit_id": self.health.id})
        changed = plan.with_user(self.user_district)._child_plan_changed(mine, opened)
        self.assertEqual(
            {change["field"]: (change["their_words"], change["my_words"]) for change in changed},
            {"period_end": ("31/01/2027", "30/11/2026"), "standing_unit_id": (self.health.display_name, "")},
        )

    def test_it_is_no_way_to_read(self):
        with self.assertRaises(AccessError):
            self.save(self.work, {"result": "X"}, {"result": "Y"}, self.user_health_b)
        foreign = {"deliverable_ids": [Command.update(self.work.deliverable_ids.id, {"name": "X"})]}
        own = self.give(self.ward_1)
        opened = {"deliverable_ids": {str(self.work.deliverable_ids.id): {"name": "Y"}}}
        with self.assertRaises(AccessError):
            self.save(own, foreign, opened, self.user_ward_1)
