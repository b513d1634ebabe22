"""Ways that are known from Odoo itself: what an attacker tries who knows Odoo and none of this."""

from contextlib import suppress

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import PlanCase


@tagged("probe")
class TestKnownWays(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.give(cls.health, name="Việc kín của huyện")
        cls.officer = cls.user_health_b
        cls.leader = cls.user_district.partner_id

    def mine(self, name):
        return self.env[name].with_user(self.officer)

    def test_nobody_speaks_in_anothers_name_anywhere(self):
        forged = {"author_id": self.leader.id, "email_from": "Chủ tịch <chu.tich@example.com>"}
        victims = self.user_ward_b.partner_id.ids
        partner = self.officer.partner_id
        channel = self.mine("discuss.channel").create({"name": "C"})
        for message in (
            channel.message_post(body="X", message_type="comment", **forged),  # pylint: disable=translation-required
            self.mine("mail.thread").message_notify(body="X", partner_ids=victims, **forged),
            self.mine("mail.message").create({"model": channel._name, "res_id": channel.id, "body": "X", **forged}),
            self.mine("mail.message").create({"body": "X", "partner_ids": victims, **forged}),
        ):
            self.assertEqual(message.sudo().author_id, partner)
            self.assertIn(self.officer.email, message.sudo().email_from)
            with self.assertRaises(AccessError):
                message.with_user(self.officer).write(forged)
        composer = self.mine("mail.compose.message").create(
            {
                "model": "res.partner",
                "res_ids": str(partner.ids),
                "composition_mode": "mass_mail",
                "body": "X",
                **forged,
            }
        )
        self.assertNotEqual(composer.author_id, self.leader)
        with self.assertRaisesRegex(AccessError, "system administrator"):
            composer._action_send_mail()

    def test_templates_run_no_code_of_users(self):
        code = Markup("<t t-out=\"object.sudo().env['child.plan.assignment'].search([]).mapped('name')\"/>")
        inline = "{{ object.sudo().env['child.plan.assignment'].search([]).mapped('name') }}"
        self.assertFalse(self.officer.has_group("mail.group_mail_template_editor"))
        model = self.env["ir.model"]._get("child.plan.unit")
        for vals in ({"body_html": code}, {"subject": inline}, {"email_to": inline}):
            with self.assertRaises(UserError):
                template = self.mine("mail.template").create({"name": "X", "model_id": model.id, **vals})
                answer = template.sudo(False)._generate_template(self.ward_b.ids, list(vals))
                self.assertNotIn("Việc kín", str(answer))
                raise UserError(str(answer))
        composer = self.mine("mail.compose.message").with_context(
            default_model="child.plan.unit", default_res_ids=self.ward_b.ids, default_composition_mode="mass_mail"
        )
        for vals in ({"body": code}, {"subject": inline}):
            with self.assertRaises(UserError) as caught:
                answer = composer.create(vals)._prepare_mail_values(self.ward_b.ids)
                raise UserError(str(answer))
            self.assertNotIn("Việc kín", str(caught.exception))

    def test_nobody_puts_buttons_on_the_screens_of_others(self):
        action = self.env.ref("child_plan.child_plan_assignment_action")
        planted = {"name": "X", "parent_action_id": action.id, "parent_res_model": "child.plan", "parent_res_id": 1}
        planted |= {"python_method": "action_confirm"}
        for user in (False, self.user_district.id):
            with self.assertRaises(AccessError):
                self.mine("ir.embedded.actions").create({**planted, "user_id": user})
        self.mine("ir.embedded.actions").create({**planted, "user_id": self.officer.id})

    def test_the_server_fetches_no_addresses_for_users(self):
        self.assertFalse(self.env["mail.link.preview"]._is_link_preview_enabled())

    def test_dialogs_of_others_are_closed(self):
        """The files that others import, and whatever else stands in a dialog, on every model."""
        upload = self.env["base_import.import"].with_user(self.user_finance)
        upload = upload.create({"res_model": "child.plan", "file": b"Kinh phi", "file_name": "mat.csv"})
        self.assertEqual(upload.with_user(self.user_finance).search([]), upload)
        self.assertFalse(self.mine("base_import.import").search([]))
        with self.assertRaises(AccessError):
            upload.with_user(self.officer).read(["file"])
        tried = 0
        for name, model in self.registry.items():
            if not model._transient or model._abstract or not self.mine(name).has_access("read"):
                continue
            row = self.env[name]
            with suppress(Exception), self.env.cr.savepoint():  # some need values to be made
                row = row.with_user(self.user_finance).create({})
            if row:
                tried += 1
                self.assertFalse(self.mine(name).search([("id", "=", row.id)]), name)
                self.assertFalse(row.with_user(self.officer).has_access("read"), name)
        self.assertGreater(tried, 5)

    def test_defaults_and_filters_are_ones_own(self):
        self.mine("ir.default").set("child.plan", "note", "X", user_id=True)
        with self.assertRaises(AccessError):
            self.mine("ir.default").set("child.plan", "note", "X")
        self.assertFalse(
            self.env["ir.default"].with_user(self.user_district)._get_model_defaults("child.plan").get("note")
        )

    def test_what_is_private_in_odoo_stays_so(self):
        for model, method, args in (
            ("ir.config_parameter", "get_param", ["database.secret"]),
            ("ir.actions.server", "create", [{"name": "X", "model_id": 1, "state": "code", "code": "1"}]),
            ("ir.cron", "method_direct_trigger", []),
            ("ir.rule", "search", [[]]),
            ("ir.model.access", "create", [{"name": "X"}]),
            ("mail.mail", "search", [[]]),
            ("res.users.apikeys", "search_read", [[("user_id", "!=", self.officer.id)]]),
            ("ir.logging", "search", [[]]),
            ("base.module.upgrade", "create", [{}]),
        ):
            records = self.mine(model)
            if model == "ir.cron":
                records = records.browse(self.env.ref("child_plan.child_plan_cron_issue").id)
            try:
                answer = getattr(records, method)(*args)
            except (AccessError, UserError):
                continue
            self.assertFalse(answer, f"{model}.{method}")
