"""The probe of rights where the accounting of Odoo and its bridge are installed, too: by ``bin/test --long``."""

from unittest import skipUnless

from odoo.tests import tagged

from odoo.addons.child_plan.tests.probe import probe_case, test_probe


@tagged("probe")
@skipUnless(probe_case.LONG, "a long run")
class TestProbeWithAccounts(test_probe.TestProbe):
    pass
