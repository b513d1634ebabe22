"""A letter to a unit that a reorganisation has made is built upon it."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.work.reorganisation_case import ReorganisationCase


@tagged("-at_install", "post_install")
class TestReorganisedPapers(ReorganisationCase):
    def test_it_is_not_undone_when_a_paper_names_the_new_unit(self):
        row = self.merge()
        self.apply(row)
        vals = {"kind": "reminder", "name": "Đôn đốc", "issuer_id": self.district.id, "drafter_id": self.office.id}
        new = row.new_unit_ids.unit_id
        self.env["child.plan.paper"].create({**vals, "addressee_ids": new.ids})
        self.assertTrue(self.is_refused(row.with_user(self.admin).action_undo, "cannot be undone any more: Paper"))

    def test_what_is_not_issued_goes_to_the_heir_and_comes_back(self):
        vals = {"kind": "reminder", "name": "Đôn đốc", "issuer_id": self.district.id, "drafter_id": self.office.id}
        draft, issued = self.env["child.plan.paper"].create([{**vals, "addressee_ids": self.ward_1.ids}] * 2)
        issued.sudo().state = "issued"
        row = self.draft((self.office, "merge", {"successor_id": self.health.id}))
        self.apply(row)
        self.assertEqual((draft.drafter_id, issued.drafter_id), (self.health, self.office))
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual(draft.drafter_id, self.office)
