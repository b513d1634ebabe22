"""An empty database is set up: authority, units and accounts from Excel, who has nobody, who was never there."""

import io
from base64 import b64encode

import openpyxl

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import PlanCase

FIRST = 6


class TestSetup(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("t_local_admin", "admin", cls.ward_1)

    def fill(self, content, *rows):
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.active
        for line in range(FIRST, sheet.max_row + 1):
            for cell in sheet[line]:
                cell.value = None
        for line, row in enumerate(rows, FIRST):
            for column, value in enumerate(row, 1):
                sheet.cell(line, column).value = value
        buffer = io.BytesIO()
        book.save(buffer)
        return b64encode(buffer.getvalue())

    def upload(self, model, file, user, **vals):
        wizard = self.env[model].with_user(user).create({"file": file, **vals})
        wizard.action_apply()
        return wizard.errors or ""

    def test_whoever_makes_accounts_is_told_when_no_invitation_can_go_out(self):
        def make(mail):
            form = self.env["res.users"].with_user(self.admin)._child_plan_account_form()
            file = self.fill(form, ["Người mới", mail, self.ward_1.display_name, "Officer of a unit"])
            wizard = self.env["child.plan.account.upload"].with_user(self.admin).create({"file": file})
            params = wizard.action_apply()["params"]
            return "No invitation can go out yet" in params["message"], params["sticky"]

        self.env["ir.mail_server"].search([]).active = False
        self.assertEqual(make("mot@example.com"), (True, True))
        self.env["ir.mail_server"].create({"name": "Thư", "smtp_host": "mail.example.com"})
        self.assertEqual(make("hai@example.com"), (False, False))

    def test_a_newcomer_reaches_an_issued_plan(self):
        """The steps of the first screen, in the order in which it shows them."""
        root = self.env.ref("base.user_admin")
        root.child_plan_unit_ids = False
        setup = self.env["child.plan.setup"].with_user(root).create({"name": "UBND xã Mới", "level": "commune"})
        self.assertTrue(setup.can_begin)
        setup.action_begin()
        self.assertEqual(setup.authority_id, root.child_plan_unit_ids)
        setup.action_usual_units()
        unit = setup.authority_id.child_ids.filtered(lambda each: each.name == "Trạm Y tế")
        self.assertEqual((unit.kind, unit.sector_id.code, unit.level), ("facility", "health", "commune"))
        count = len(setup.authority_id.child_ids)
        setup.action_usual_units()
        self.assertEqual(len(setup.authority_id.child_ids), count, "once")
        form = root.with_user(root)._child_plan_account_form()
        row = ["Người mới", "moi@example.com", unit.display_name, "Officer of a unit"]
        self.assertEqual(self.upload("child.plan.account.upload", self.fill(form, row), root), "")
        setup.invalidate_recordset()
        self.assertEqual((setup.user_count, setup.can_plan), (1, True))
        plan = self.env["child.plan"].with_user(root).create({"name": "Kế hoạch đầu tiên"})
        self.assertEqual((plan.issuer_id, plan.standing_unit_id), (setup.authority_id, setup.authority_id))
        self.task(plan, [unit])
        plan.action_issue()
        self.assertEqual(plan.assignment_ids.unit_id.user_ids.login, "moi@example.com")

    def test_units_from_a_form(self):
        form = self.ward_1.with_user(self.admin)._unit_form()
        sheet = openpyxl.load_workbook(io.BytesIO(form)).active
        self.assertIn("Phòng Văn hóa - Xã hội", [row[0].value for row in sheet.iter_rows(FIRST, 20)])
        vals = {"unit_id": self.ward_1.id}
        rows = (["Khối trường học", "", "Other"], ["Trường mới", "Khối trường học", "School, station, centre"])
        self.assertEqual(self.upload("child.plan.unit.upload", self.fill(form, *rows), self.admin, **vals), "")
        school = self.env["child.plan.unit"].search([("name", "=", "Trường mới")])
        self.assertEqual((school.parent_id.parent_id, school.kind), (self.ward_1, "facility"))
        for row, words in (
            (["", "", "Other"], "A6: The name is missing"),
            (["X", "Không có"], "B6: There is no unit"),
            (["X", "", "Hành tinh"], "C6: .*not in the list"),
            (["Trường mới", "Khối trường học"], "A6: .*there already"),
            (['=HYPERLINK("http://x","y")'], "A6: A formula stands here"),
        ):
            file = self.fill(form, row, ["Đơn vị đúng"])
            self.assertRegex(self.upload("child.plan.unit.upload", file, self.admin, **vals), words)
        self.assertFalse(self.env["child.plan.unit"].search([("name", "=", "Đơn vị đúng")]), "all or nothing")
        with self.assertRaises(AccessError):
            self.ward_2.with_user(self.user_office)._take_usual_units()
        self.assertIn(
            "access", self.upload("child.plan.unit.upload", self.fill(form, ["X"]), self.admin, unit_id=self.ward_2.id)
        )

    def test_accounts_from_a_form_are_made_or_named_with_their_errors(self):
        form = self.admin.with_user(self.admin)._child_plan_account_form()
        unit = self.school.display_name
        rows = (
            ["Một  Người ", "mot@example.com", unit, "Standing office, Finance; Administrator", 912345678],
            ["Hai Người", "hai@example.com", self.ward_1.name, "Leader"],
        )
        self.assertEqual(self.upload("child.plan.account.upload", self.fill(form, *rows), self.admin), "")
        first = self.env["res.users"].search([("login", "=", "mot@example.com")])
        self.assertEqual(first.child_plan_unit_ids, self.school)
        first.invalidate_recordset(["name"])
        self.assertEqual((first.name, first.phone), ("Một Người", "0912345678"), "a number has lost its zero in Excel")
        for role in ("standing", "finance", "admin"):
            self.assertTrue(first.has_group(f"child_plan.child_plan_group_{role}"), role)
        good = ["Ba Người", "ba@example.com", unit, "Leader"]
        for row, words in (
            (["", "x@example.com", unit, "Leader"], "A7: The name"),
            (["X", "khong phai thu", unit, "Leader"], "B7: This is no mail"),
            (["X", "levanc@vp", unit, "Leader"], "B7: “levanc@vp” is not whole"),
            (["X", "levanc@vp.", unit, "Leader"], "B7: (“levanc@vp.” is not whole|This is no mail)"),
            (["X", "MOT@example.com", unit, "Leader"], "B7: There is an account"),
            (["X", "ba@example.com", unit, "Leader"], "B6: This address.*\nB7: This address"),
            (["X", "x@example.com", self.ward_2.name, "Leader"], "C7: There is no unit"),
            (["X", "x@example.com", unit, "Vua"], "D7: Choose from: Observer"),
        ):
            self.assertRegex(self.upload("child.plan.account.upload", self.fill(form, good, row), self.admin), words)
        self.assertFalse(self.env["res.users"].search([("login", "=", "ba@example.com")]))
        never = self.env["res.users"].with_user(self.admin).search([("child_plan_never_in", "=", True)])
        self.assertIn(first, never)
        first.with_user(first)._update_last_login()
        self.assertNotIn(
            first, self.env["res.users"].with_user(self.admin).search([("child_plan_never_in", "=", True)])
        )

    def test_names_of_roles_are_taken_without_accents_and_in_english(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.admin.lang = "vi_VN"
        form = self.admin.with_user(self.admin).with_context(lang="vi_VN")._child_plan_account_form()
        unit = self.school.display_name
        roles = {"a": "Lanh dao", "b": "LÃNH  ĐẠO", "c": "Leader", "d": "tai chinh, standing office"}
        rows = [["Người", f"{name}@example.com", unit, text] for name, text in roles.items()]
        self.assertEqual(self.upload("child.plan.account.upload", self.fill(form, *rows), self.admin), "")
        users = self.env["res.users"].search([("login", "in", [f"{name}@example.com" for name in "abc"])])
        self.assertEqual(len(users), 3)
        for user in users:
            self.assertTrue(user.has_group("child_plan.child_plan_group_leader"), user.login)
        last = self.env["res.users"].search([("login", "=", "d@example.com")])
        for role in ("finance", "standing"):
            self.assertTrue(last.has_group(f"child_plan.child_plan_group_{role}"), role)
        self.assertFalse(last.has_group("child_plan.child_plan_group_leader"))

    def test_who_lacks_a_person_is_said_to_the_nearest_administrator(self):
        self.school.user_ids = [Command.clear()]
        self.school.with_user(self.user_office).action_ask_for_users()
        message = self.env["mail.message"].search([("partner_ids", "in", self.admin.partner_id.ids)], limit=1)
        self.assertIn(self.school.name, message.subject)
        for user in (self.user_health, self.nobody):
            self.assertTrue(
                self.is_refused(self.school.with_user(user).action_ask_for_users, "Standing offices and leaders")
            )
        self.assertTrue(
            self.is_refused(self.ward_2.with_user(self.user_office).action_ask_for_users, words="has a user")
        )
