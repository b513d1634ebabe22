"""The probe of rights where the accounting of Odoo and its bridge are installed, too: by ``bin/test --long``."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.probe import probe_case, test_probe

if probe_case.LONG:

    @tagged("probe")
    class TestProbeWithAccounts(test_probe.TestProbe):
        pass
