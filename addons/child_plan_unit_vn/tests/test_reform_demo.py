"""The demonstration after the reform of 2025: the tree of today, plans with their successors, the past as it was."""

import csv
from datetime import date

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

EVE = "2025-06-30"


@tagged("-at_install", "post_install")
class TestReformDemo(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.env.ref("child_plan_unit_vn.reorganisation_hn", raise_if_not_found=False):
            cls.skipTest(cls, "without demonstration data")
        cls.units = cls.env["child.plan.unit"]

    def ref(self, name):
        return self.env.ref(f"child_plan.child_plan_unit_{name}")

    def user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def plan(self, name):
        return self.env.ref(f"child_plan.child_plan_{name}")

    def test_all_is_applied(self):
        rows = self.env["child.plan.reorganisation"].search([])
        self.assertEqual(set(rows.mapped("state")), {"applied"})
        self.assertEqual(
            set(rows.mapped("day")),
            {date(2025, 3, 1), date(2025, 7, 1), date(2026, 4, 30), date(2026, 9, 1), date(2026, 9, 20)},
        )
        self.assertFalse(self.env["child.plan.assignment"].search([("unit_ended", "=", True)]))

    def test_there_are_no_districts_and_the_communes_are_the_official_ones(self):
        """Law 72/2025/QH15; Long Biên and Cao Lộc as the resolutions of the Standing Committee name their communes."""
        self.assertFalse(self.units.search([("level", "=", "district"), ("valid_to", "=", False)]))
        of_city = {"Bồ Đề", "Long Biên", "Việt Hưng", "Phúc Lợi", "Hồng Hà", "Bát Tràng", "Gia Lâm", "Ngọc Hồi"}
        of_ls = {"Đồng Đăng", "Kỳ Lừa", "Cao Lộc", "Ba Sơn", "Khánh Khê", "Công Sơn", "Đông Kinh", "Tân Đoàn"}
        for province, names in (("hn", of_city), ("ls", of_ls)):
            below = [("parent_id", "=", self.ref(province).id), ("level", "=", "commune"), ("valid_to", "=", False)]
            found = self.units.search(below).filtered(lambda unit: unit.kind == "authority").mapped("short_name")
            self.assertEqual({name.split(" ", 1)[1] for name in found}, names)

    def test_plans_lie_with_their_successors(self):
        long_bien = self.plan("long_bien")
        self.assertEqual(long_bien.issuer_id, self.ref("hn"))
        self.assertEqual(long_bien.standing_unit_id, self.ref("hn_so_yt"))
        self.assertEqual(long_bien.first_issuer_id, self.ref("lb"))
        hai_duong = self.plan("hai_duong")
        self.assertEqual((hai_duong.issuer_id.code, hai_duong.standing_unit_id), ("31", self.ref("hd_so_yt")))
        self.assertEqual(self.plan("programme").standing_unit_id, self.ref("cp_yt"))
        cao_loc = self.plan("cao_loc")
        self.assertEqual(
            (cao_loc.state, cao_loc.issuer_id, cao_loc.first_issuer_id.name),
            ("closed", self.ref("ls"), "UBND huyện Cao Lộc"),
        )

    def test_changes_of_2026_keep_the_unit_and_its_earlier_name(self):
        """237/NQ-UBTVQH16 of 30 April 2026: xã Tân Phú of Đồng Nai is a phường, with code and borders unchanged."""
        unit = self.env.ref("child_plan_unit_vn.unit_dn_26116")
        self.assertEqual((unit.name, unit.code, unit.valid_to), ("UBND phường Tân Phú", "26116", False))
        self.assertEqual(unit.with_context(child_plan_as_of="2026-04-29").display_name, "UBND xã Tân Phú")
        cities = self.units.search([("level", "=", "province"), ("valid_to", "=", False), ("kind", "=", "authority")])
        cities = cities.filtered(lambda unit: unit.name.startswith("UBND thành phố"))
        self.assertEqual(set(cities.mapped("code")), {"01", "31", "22", "24", "75"})

    def test_a_user_can_look_back(self):
        """At the end of 2024 the leader of Lạng Sơn finds huyện Cao Lộc with the 66 pieces of work of its plan."""
        leader = self.user("caoloc.lanhdao")
        page = self.env["child.plan.dashboard"].with_user(leader)
        rows = page.get_page(day="2024-12-31")["groups"]["unit"]["rows"]
        district = next(row for row in rows if row["name"] == "UBND huyện Cao Lộc")
        work = self.env["child.plan.assignment"].with_user(leader).search([("plan_id", "=", self.plan("cao_loc").id)])
        self.assertEqual((sum(district["n"][:-1]), len(work)), (66, 66))
        then = page.get_page(unit_id=self.ref("cl").id, day="2024-12-31")["groups"]["unit"]["rows"]
        self.assertIn("UBND xã Gia Cát", {row["name"] for row in then})
        ward = self.ref("cl_gia_cat")
        self.assertEqual(ward.with_context(child_plan_as_of="2024-12-31").display_name, "UBND xã Gia Cát")
        self.assertTrue(ward.display_name.startswith("UBND xã Gia Cát ("))
        keeper = self.env["child.plan.assignment"].with_user(self.user("caoloc.thuongtruc"))
        self.assertEqual(keeper.search_count([("plan_id", "=", self.plan("cao_loc").id)]), 66)

    def test_logins_are_those_that_bin_serve_prints(self):
        with file_open("child_plan_unit_vn/demo/logins.csv") as rows:
            printed = list(csv.DictReader(rows))
        self.assertEqual(list(printed[0]), ["login", "password", "role", "unit"])
        for row in printed:
            user = self.user(row["login"])
            self.assertTrue(user.child_plan_unit_ids, row["login"])
            self.assertTrue(row["unit"].startswith(user.child_plan_unit_ids.name), row["login"])
        for role in ("observer", "officer", "standing", "finance", "leader", "admin"):
            users = self.env.ref(f"child_plan.child_plan_group_{role}").user_ids
            self.assertTrue(users & self.user([row["login"] for row in printed]), role)
