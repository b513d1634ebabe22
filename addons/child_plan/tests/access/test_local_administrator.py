"""An administrator of one authority administers its tree, and nothing else."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from ..common import PlanCase

PEOPLE = "A local administrator keeps the people of the own units and of those below, nobody else."
ROLES_ONLY = "A local administrator gives roles of plans only."


class TestLocalAdministrator(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("t_admin", "admin", cls.district)
        cls.system = new_test_user(cls.env, "t_system", "base.group_system")
        cls.officer = cls.env.ref("child_plan.child_plan_group_officer")

    def as_admin(self, record):
        return record.with_user(self.admin)

    def refused(self, call, words=None):
        with self.assertRaises(AccessError) as caught, self.cr.savepoint():
            call()
            self.env.flush_all()
        if words:
            self.assertEqual(str(caught.exception), words)

    def test_makes_and_changes_people_of_the_own_tree(self):
        vals = {"name": "Người mới", "login": "t_new", "email": "t_new@example.com"}
        vals |= {"child_plan_unit_ids": [Command.set(self.ward_1.ids)], "group_ids": [Command.link(self.officer.id)]}
        users = self.as_admin(self.env["res.users"])
        new = users.create(vals)
        self.assertTrue(new.has_group("child_plan.child_plan_group_officer"))
        new.write({"name": "Tên khác", "active": False, "child_plan_unit_ids": [Command.set(self.school.ids)]})
        self.assertEqual((new.name, new.child_plan_unit_ids), ("Tên khác", self.school))
        self.as_admin(self.ward_2).write({"user_ids": [Command.link(self.user_ward_1.id)]})
        self.assertIn(self.ward_2, self.user_ward_1.child_plan_unit_ids)
        self.as_admin(self.env["child.plan.unit"]).create(
            {"name": "Trường mới", "parent_id": self.ward_2.id, "kind": "facility", "level": "commune"}
        )

    def test_works_with_the_form_of_odoo(self):
        with Form(self.as_admin(self.env["res.users"]), "base.view_users_form") as form:
            form.name, form.login, form.email = "Người mới", "t_form", "t_form@example.com"
            form.child_plan_unit_ids.add(self.ward_1)
            form.group_ids.add(self.officer)
        user = form.record
        with Form(user, "base.view_users_form") as form:
            form.name = "Tên khác"
            form.child_plan_unit_ids.add(self.ward_2)
        self.assertEqual((user.name, user.child_plan_unit_ids), ("Tên khác", self.ward_1 | self.ward_2))
        self.assertTrue(user.has_group("child_plan.child_plan_group_officer"))

    def test_touches_nobody_elsewhere(self):
        for user in (self.user_health_b, self.user_province, self.nobody, self.system, self.env.ref("base.user_admin")):
            for vals in ({"name": "Khác"}, {"email": "a@example.com"}, {"active": False}, {"login": "khac"}):
                self.refused(lambda user=user, vals=vals: self.as_admin(user).write(vals))
            self.refused(lambda user=user: self.as_admin(user).action_reset_password())
            self.refused(lambda user=user: self.as_admin(user).action_child_plan_calendar_revoke())
            link = {"user_ids": [Command.link(user.id)]}
            self.refused(lambda link=link: self.as_admin(self.ward_1).write(link), PEOPLE)
        self.refused(lambda: self.as_admin(self.health_b).write({"user_ids": [Command.link(self.user_health.id)]}))
        self.refused(lambda: self.as_admin(self.user_health.partner_id).write({"email": "a@example.com"}))
        self.refused(lambda: self.as_admin(self.system.partner_id).write({"email": "a@example.com"}))

    def test_gives_no_reach_or_role_beyond_its_own(self):
        units = self.province, self.nation, self.district_b
        for unit in units:
            command = {"child_plan_unit_ids": [Command.link(unit.id)]}
            self.refused(lambda command=command: self.as_admin(self.user_health).write(command), PEOPLE)
            self.refused(lambda command=command: self.as_admin(self.admin).write(command))
            self.refused(lambda unit=unit: self.as_admin(unit).write({"user_ids": [Command.link(self.admin.id)]}))
        for group in ("base.group_system", "base.group_erp_manager", "base.group_partner_manager"):
            command = [Command.link(self.env.ref(group).id)]
            self.refused(lambda c=command: self.as_admin(self.user_health).write({"group_ids": c}))
            self.refused(lambda c=command: self.as_admin(self.admin).write({"group_ids": c}))
            vals = {"name": "X", "login": "t_x", "child_plan_unit_ids": [Command.set(self.health.ids)]}
            self.refused(lambda c=command, v=vals: self.as_admin(self.env["res.users"]).create({**v, "group_ids": c}))
            self.refused(
                lambda group=group: self.as_admin(self.env.ref(group)).write(
                    {"user_ids": [Command.link(self.admin.id)]}
                )
            )
        self.refused(lambda: self.as_admin(self.env["res.users"]).create({"name": "X", "login": "t_y"}), PEOPLE)

    def test_knows_no_password_and_takes_nobody_s_place(self):
        user = self.as_admin(self.user_health)
        self.refused(lambda: user.write({"password": "mot-mat-khau"}))
        self.refused(lambda: user.write({"new_password": "mot-mat-khau"}))
        self.refused(lambda: user._change_password("mot-mat-khau"))
        self.refused(lambda: user.write({"partner_id": self.system.partner_id.id}))
        self.refused(lambda: user.action_child_plan_calendar())
        vals = {"name": "X", "login": "t_x", "child_plan_unit_ids": [Command.set(self.health.ids)]}
        new = (
            self.as_admin(self.env["res.users"]).with_context(default_partner_id=self.system.partner_id.id).create(vals)
        )
        self.assertNotEqual(new.partner_id, self.system.partner_id)

    def test_the_own_unit_is_placed_from_above(self):
        for vals in ({"parent_id": self.nation.id}, {"kind": "collective"}, {"level": "province"}, {"active": False}):
            self.refused(lambda vals=vals: self.as_admin(self.district).write(vals))
        self.refused(lambda: self.as_admin(self.ward_1).write({"parent_id": self.district_b.id}))
        self.refused(lambda: self.as_admin(self.ward_b).write({"parent_id": self.district.id}))
        self.as_admin(self.ward_1).write({"parent_id": self.ward_2.id})

    def test_an_officer_administers_nobody(self):
        for user in (self.user_health, self.user_office, self.user_district):
            self.refused(lambda user=user: self.user_ward_1.with_user(user).write({"name": "Khác"}))
            self.refused(lambda user=user: self.ward_1.with_user(user).write({"user_ids": [Command.clear()]}))
