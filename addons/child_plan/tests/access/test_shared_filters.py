"""A saved filter hides nothing from others."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from ..common import PlanCase


class TestSharedFilters(PlanCase):
    def save(self, user, *others, **vals):
        users = [Command.set([other.id for other in others])]
        return (
            self.env["ir.filters"]
            .with_user(user)
            .create({"name": "Lọc", "model_id": "child.plan.assignment", "user_ids": users, **vals})
        )

    def refused(self, *args, error=ValidationError, **vals):
        with self.assertRaises(error), self.cr.savepoint():
            self.save(*args, **vals)

    def test_own_filters_are_one_s_own(self):
        self.assertTrue(self.save(self.user_health, self.user_health, is_default=True).is_default)

    def test_shared_within_the_own_tree_by_those_who_lead(self):
        self.refused(self.user_health)
        self.refused(self.user_health, self.user_health, self.user_office)
        self.refused(self.user_district)
        self.refused(self.user_district, self.user_health, self.user_health_b)
        self.refused(self.user_district, self.user_health, is_default=True)
        shared = self.save(self.user_district, self.user_district, self.user_health)
        for call in (lambda f: f.write({"domain": "[(0, '=', 1)]"}), lambda f: f.unlink()):
            with self.assertRaises(AccessError):
                call(shared.with_user(self.user_health))
