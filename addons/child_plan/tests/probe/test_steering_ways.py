"""What nobody may steer, tried on every model of plans, and the chats around them."""

import json

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from .probe_case import ProbeCase

JSON = {"Content-Type": "application/json"}
DEEP = 100  # levels of rows within rows


@tagged("probe")
class TestSteeringWays(ProbeCase):
    def test_every_model_has_a_row_to_be_found(self):
        for name in self.models:
            model = self.env[name].with_context(active_test=False)
            self.assertTrue(model._transient or not model._auto or model.search_count([], limit=1), name)

    def test_who_reads_a_file_does_not_delete_it(self):
        """Odoo gives the author of a message a token for each file in it, whoever's file that is."""
        tried = 0
        for role in self.users:
            self.begin(role)
            for name in self.models:
                rows = self.uid_env[name].browse(sorted(self.visible[name])[-1:])
                if not rows or rows.has_access("write"):
                    continue
                vals = {"name": "F", "raw": b"x", "res_model": name, "res_id": rows.id}
                file = self.env["ir.attachment"].create(vals).with_user(self.users[role])
                self.assertFalse(file._has_attachments_ownership([file.sudo()._get_ownership_token()]), name)
                tried += 1
        self.assertGreater(tried, 50)

    def test_what_others_saved_stays(self):
        finance, officer = self.users["finance"], self.users["officer"]
        saved = self.env["ir.exports"].with_user(finance)
        saved = saved.create({"name": "X", "resource": "child.plan", "export_fields": [(0, 0, {"name": "name"})]})
        saved.name = "Y"
        for row in (saved, saved.export_fields, self.env["report.layout"].search([], limit=1)):
            with self.assertRaises(AccessError):
                row.with_user(officer).write({"name": "Z"})
            with self.assertRaises(AccessError):
                row.with_user(officer).unlink()
        with self.assertRaises(AccessError):
            self.env["ir.exports.line"].with_user(officer).create({"name": "id", "export_id": saved.id})

    def test_rows_within_rows_end(self):
        """A small request must not ask for an endless answer: along each link of each model, and back."""
        self.begin("standing")
        tried = 0
        for name in self.models:
            model = self.uid_env[name]
            if not model.has_access("read"):
                continue
            for field in model.fields_get():
                if not model._fields[field].relational:
                    continue
                there = self.env[model._fields[field].comodel_name]
                back = next((f for f, d in there._fields.items() if d.relational and d.comodel_name == name), None)
                spec = {"id": {}}
                for _level in range(DEEP):
                    spec = {field: {"fields": {back: {"fields": spec}} if back else spec}}
                for call in (
                    lambda m=model, s=spec: m.web_search_read([], s, limit=5),
                    lambda m=model, s=spec: m.onchange({}, [], s),
                ):
                    with self.assertRaisesRegex(UserError, "rows within rows", msg=f"{name}.{field}"):
                        call()
                    tried += 1
        self.assertGreater(tried, 400)

    def test_many_rows_within_rows_end(self):
        plan = self.plan(name="Nhiều")
        for _number in range(40):
            self.task(plan, self.health)
        spec = {"name": {}}
        for _level in range(4):
            spec = {"task_ids": {"fields": {"plan_id": {"fields": spec}}}}
        with self.assertRaisesRegex(UserError, "rows within rows"):
            plan.with_user(self.user_office).web_read(spec)


@tagged("probe")
class TestChannels(ProbeCase):
    def setUp(self):
        super().setUp()
        self.officer = self.users["officer"]
        self.channel = self.env["discuss.channel"].create({"name": "Chung"})
        self.everybody = self.env.ref("mail.channel_all_employees")

    def test_no_channel_is_open_to_the_world(self):
        own = self.env["discuss.channel"].with_user(self.officer)
        with self.assertRaises(ValidationError):
            own.create({"name": "X", "group_public_id": False})
        with self.assertRaises(ValidationError):
            own._create_channel("X", None)
        mine = own.create({"name": "X"})
        for group in (False, self.env.ref("base.group_public").id, self.env.ref("base.group_portal").id):
            with self.assertRaises(ValidationError):
                mine.write({"group_public_id": group})
            with self.assertRaises(ValidationError):
                self.everybody.write({"group_public_id": group})

    def test_nobody_rules_over_the_channel_of_others(self):
        for channel in (self.channel, self.everybody):
            for vals in ({"name": "X"}, {"active": False}, {"uuid": "x"}, {"description": "X"}):
                with self.assertRaises(AccessError):
                    channel.with_user(self.officer).write(vals)
        own = self.env["discuss.channel"].with_user(self.officer).create({"name": "X"})
        own.channel_rename("Y")
        self.assertEqual(own.name, "Y")

    def test_people_still_talk(self):
        self.everybody._add_members(users=self.officer)
        channel = self.everybody.with_user(self.officer)
        message = channel.message_post(body=Markup("Chào"), message_type="comment")
        self.assertEqual(message.author_id, self.officer.partner_id)
        channel.set_message_pin(message.id, True)
        channel._channel_seen(message.id) if hasattr(channel, "_channel_seen") else None
        chat = channel._get_or_create_chat(self.users["standing"].partner_id.ids)
        chat.message_post(body=Markup("Chào"), message_type="comment")
        chat.with_user(self.users["standing"]).message_post(body=Markup("Chào lại"), message_type="comment")


@tagged("-at_install", "post_install", "probe")
class TestSteeringByHttp(ProbeCase, HttpCase):
    developer = False

    def call(self, path, **params):
        return self.url_open(path, data=json.dumps({"params": params}), headers=JSON, timeout=60).text

    def test_a_chat_has_no_guests(self):
        group = self.env["discuss.channel"].with_user(self.users["standing"])._create_group([])
        guests = self.env["mail.guest"].search_count([])
        for channel in (group, self.env.ref("mail.channel_all_employees")):
            answer = self.url_open(f"/chat/{channel.id}/{channel.uuid}", timeout=60)
            self.assertGreaterEqual(answer.status_code, 400)
        for path in ("/chat/open-house", "/meet/open-house"):
            self.assertGreaterEqual(self.url_open(path, timeout=60).status_code, 400)
        self.assertEqual(self.env["mail.guest"].search_count([]), guests)
        self.assertNotIn("body", self.call("/discuss/channel/messages", channel_id=group.id))

    def test_what_a_user_posts_is_a_comment(self):
        """And no message of the system, under which a state or a decision would be believed."""
        self.begin("officer")
        user = self.users["officer"]
        user.sudo().password = "t_probe_officer"
        self.authenticate("t_probe_officer", "t_probe_officer")
        work = self.env["child.plan.assignment"].browse(sorted(self.visible["child.plan.assignment"])[-1:])
        forged = {"body": "X", "message_type": "notification", "author_id": self.user_district.partner_id.id}
        self.call("/mail/message/post", thread_model=work._name, thread_id=work.id, post_data=forged)
        message = work.message_ids[0]
        self.assertEqual((message.message_type, message.author_id), ("comment", user.partner_id))
        file = self.env["ir.attachment"].create({"name": "F", "raw": b"x", "res_model": "child.plan", "res_id": 1})
        file.res_id = work.plan_id.id
        posted = self.call(
            "/mail/message/post",
            thread_model=work._name,
            thread_id=work.id,
            post_data={"body": "X", "attachment_ids": [file.id], "attachment_tokens": [file._get_ownership_token()]},
        )
        self.assertIn("error", posted)
        self.call("/mail/attachment/delete", attachment_id=file.id, access_token=file._get_ownership_token())
        self.assertTrue(file.exists())
