"""The unit tests of the components of the core, in the browser: static/tests/*.test.js."""

from odoo.tests import tagged

from .hoot_case import HootCase


@tagged("-at_install", "post_install")
class TestHoot(HootCase):
    addon = "child_plan"

    def test_components(self):
        self.run_components()
