"""The unit tests of the components of money, in the browser: static/tests/*.test.js."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.hoot_case import HootCase


@tagged("-at_install", "post_install")
class TestHoot(HootCase):
    addon = "child_plan_budget"

    def test_components(self):
        self.run_components()
