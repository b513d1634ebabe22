"""A document that is being taken in goes on with the heir of who takes it in."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.work.reorganisation_case import ReorganisationCase

from .import_case import ImportCase


@tagged("-at_install", "post_install")
class TestReorganisedReadings(ReorganisationCase, ImportCase):
    def test_a_reading_goes_to_the_heir_and_comes_back(self):
        reading = self.take_in()
        row = self.draft((self.office, "merge", {"successor_id": self.health.id}))
        self.apply(row)
        self.assertEqual((reading.issuer_id, reading.standing_unit_id), (self.district, self.health))
        self.assertIn(reading, reading.with_user(self.user_office).search([]), "whose person has moved along")
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual(reading.standing_unit_id, self.office)
