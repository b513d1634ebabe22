"""Runs the unit tests of an addon's components, static/tests/**/*.test.js, in the browser."""

import re

from odoo.addons.web.tests import test_js


class HootCase(test_js.HOOTCommon):
    addon = None
    _test_params = []  # normally set by Odoo's own test runner

    # Switch off the tests of HOOTCommon itself, which belong to Odoo.
    test_generate_hoot_hash = None
    test_get_hoot_filter = None

    def get_hoot_filters(self):
        return f"&id={self._generate_hash(f'@{self.addon}')}"

    def run_components(self):
        with self.assertLogs(self._logger, "INFO") as log:
            try:
                self.browser_js(
                    f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{self.hoot_filters}",
                    "",
                    login="admin",
                    timeout=600,
                    success_signal="[HOOT] Test suite succeeded",
                    error_checker=test_js.unit_test_error_checker,
                )
            except AssertionError as error:
                failed = [line for line in log.output if "passed" not in line]
                raise AssertionError("\n".join(failed)[-4000:]) from error
        passed = re.search(r"Passed (\d+) tests", "\n".join(log.output))
        self.assertTrue(passed and int(passed[1]), "no test was found")
