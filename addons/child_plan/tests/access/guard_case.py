"""What a caller of the API may try, shared by all tests of forbidden calls."""

from datetime import date

from odoo.exceptions import UserError

from ..common import PlanCase

LONG_AGO = date(2020, 1, 1)
# Context keys that a caller of the API may send; none of them may grant anything.
HOSTILE = {
    "tracking_disable": True,
    "mail_notrack": True,
    "install_mode": True,
    "install_module": "child_plan",
    "_force_unlink": True,
    "module": "child_plan",
    "import_file": True,
    "active_test": False,
    "su": True,
    "sudo": True,
    "uid": 1,
    "user_id": 1,
    "tz": "America/Adak",
    "child_plan_as_of": "2020-01-01",
    "default_state": "done",
    "default_day": "2020-01-01",
    "default_happened_at": "2020-01-01 00:00:00",
    "default_user_id": 1,
    "default_submitted_on": "2020-01-01",
    "default_confirmed_on": "2020-01-01",
    "default_done_quantity": 1,
    "default_progress": 100,
    "default_decided_by": 1,
    "default_reason": "Ai đó nói vậy",
}


class GuardCase(PlanCase):
    """Collects calls that should be refused and are not, and fails the test at its end if there are any."""

    def refuse(self, records, user, method, *args, words, error=UserError):
        """Check that ``method`` refuses ``user`` with ``error`` and ``words``, with and without a hostile context."""
        for context in ({}, HOSTILE):
            call = getattr(records.with_user(user).with_context(**context), method)
            if not self.is_refused(lambda call=call: call(*args), words, error):
                self.open_ways.append(f"{user.login}: {records}.{method}{args} {'hostile' if context else ''}")

    def setUp(self):
        super().setUp()
        self.open_ways = []

    def tearDown(self):
        self.assertFalse(self.open_ways, "\n".join(["", *self.open_ways]))
        super().tearDown()

    def refuse_writes(self, records, user, values, **refusal):
        for name, value in values.items():
            self.refuse(records, user, "write", {name: value}, **refusal)
