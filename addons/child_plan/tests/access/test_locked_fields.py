"""What is locked after a decision is every field that the code does not name, also one that another addon adds."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...models.report.report import WORDS
from ...models.unit.chatter import chatter_fields
from ..report.report_common import ReportCase


@tagged("-at_install", "post_install")
class TestLockedFields(ReportCase):
    def assert_locked(self, record, user, open_fields, error, words):
        """Check that ``user`` can write no field of the registry except those named and those of the chatter."""
        record = record.with_user(user)
        self.assertLessEqual(open_fields, record._fields.keys(), "a field that is named is not there")
        locked = sorted(record._fields.keys() - open_fields - chatter_fields(self.env))
        self.assertGreater(len(locked), 10)
        for name in locked:
            with self.subTest(field=name), self.assertRaisesRegex(error, words):
                record.write({name: False})

    def test_what_a_unit_was_given(self):
        row = self.give(self.health)
        self.assert_locked(row, self.user_health, row._unit_fields() | {"due_on"}, AccessError, "cannot be rewritten")

    def test_the_signed_plan(self):
        plan = self.plan()
        self.give(self.health, plan=plan)
        words = "as they were signed|with its buttons"
        self.assert_locked(plan, self.user_office, plan._open_after_issue(), UserError, words)

    def test_a_report(self):
        report = self.report(self.ward_1)
        self.assert_locked(report, self.user_ward_1, set(WORDS), AccessError, "with its buttons and its grid")
