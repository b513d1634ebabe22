"""Parts of Odoo that Odoo promises nothing about: each test says what stops working when one of them changes."""

import smtplib
from email.message import EmailMessage
from unittest.mock import Mock, patch

from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ... import compat
from ..common import PlanCase


class TestCompat(PlanCase):
    def test_the_password_is_asked_for_again(self):
        """A backup can be downloaded from a desk that was left open."""
        download, backups = compat.check_identity(lambda _self: "archive"), self.env["child.plan.backup"]
        backups = backups.with_context(lang="en_US")
        self.assertTrue(self.is_refused(lambda: download(backups), "only be accessed over HTTP|truy cập qua HTTP"))

    def test_links_to_unsaved_rows(self):
        """Forms with new rows in them are refused, or links to saved rows are no longer looked at."""
        self.assertIs(type(self.env["child.plan.unit"].new({}).id), compat.NewId)
        self.assertIs(type(self.env["child.plan.unit"].new(origin=self.ward_1).id), compat.NewId)
        self.assertIs(type(self.ward_1.id), int)

    def test_a_mail_that_is_refused(self):
        """A reader whose address is refused for good is not told from a server that is down: mails go out for ever."""
        servers = self.env["ir.mail_server"]
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "x"
        message["Message-Id"] = "<1@example.com>"
        session = Mock(smtp_from="a@example.com", from_filter=False)
        session.send_message.side_effect = smtplib.SMTPRecipientsRefused({"b@example.com": (550, b"no such user")})
        with patch.object(type(servers), "_disable_send", lambda *args: False):
            with self.assertRaises(compat.MailDeliveryException) as raised:
                servers.send_email(message, smtp_session=session)
            self.assertIsInstance(raised.exception.__context__, smtplib.SMTPRecipientsRefused)
            with self.assertRaisesRegex(AssertionError, "valid recipient"):
                servers.with_context(child_plan_mail=True).send_email(message, smtp_session=session)

    def test_a_file_that_cannot_be_imported(self):
        """What is wrong with a file ends in an error page, or the rows of the problems are lost."""
        error = compat.ImportValidationError("wrong")
        error.problems = [1]
        wizard = self.env["base_import.import"].create(
            {"res_model": "res.partner", "file": b"a\nb", "file_type": "text/csv"}
        )
        with patch.object(type(wizard), "_parse_import_data", side_effect=error):
            result = wizard.execute_import(["name"], ["a"], {"has_headers": True, "quoting": '"', "separator": ","})
        self.assertEqual(result["messages"], [1])

    def test_shapes_of_domains(self):
        """The leader's page of the nation counts row by row, or remembers what it must not."""
        one, other = Domain("id", "=", 1), Domain("name", "=", "x")
        self.assertIsInstance(one, compat.DomainCondition)
        self.assertEqual((other.field_expr, other.operator, other.value), ("name", "=", "x"))
        self.assertIsInstance(one & other, compat.DomainAnd)
        self.assertIsInstance(one | other, compat.DomainOr)
        self.assertEqual(list((one | other).children), [one, other])
        self.assertTrue(
            issubclass(compat.DomainAnd, compat.DomainNary) and issubclass(compat.DomainOr, compat.DomainNary)
        )
        self.assertIsInstance(Domain.TRUE, compat.DomainBool)
        self.assertEqual(compat.DomainNot(one).child, one)
        optimized = one.optimize(self.env["child.plan.unit"])
        self.assertEqual((optimized.operator, set(optimized.value)), ("in", {1}))

    def test_the_record_rules_as_a_domain(self):
        """Somebody sees numbers of work that is not shown to him, or the page of the nation is slow for all."""
        work = self.give(self.ward_1, self.ward_2).with_user(self.user_ward_1)
        rule = compat.rule_domain(work)
        self.assertIsInstance(rule, Domain)
        shown = work.search([("id", "in", work.ids)])
        self.assertEqual(shown, work.sudo().search(rule & Domain("id", "in", work.ids)).sudo(False))
        self.assertEqual(shown.unit_id, self.ward_1)

    def test_what_rules_depend_on_in_the_context(self):
        """The rights remembered for one choice of companies are taken for another's."""
        plans = self.env["child.plan"]
        of_company = plans.with_context(allowed_company_ids=self.env.companies.ids)
        keys = [safe_eval(compat.RULE_CONTEXT, {"self": model}) for model in (plans, of_company)]
        self.assertNotEqual(*keys)

    def test_what_a_process_keeps(self):
        """Failed sign-ins are not counted, and each request counts the nation anew."""
        kept = compat.kept_in_registry(self.env, "test_compat", compat.LRU(1))
        self.addCleanup(self.registry.__dict__.pop, "child_plan_test_compat")
        kept["a"] = 1
        kept["b"] = 2
        again = compat.kept_in_registry(self.env, "test_compat", compat.LRU(1))
        self.assertEqual((again.get("a"), again.get("b")), (None, 2))
