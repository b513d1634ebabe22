"""Official units are loaded from the screen: a whole place with its bodies, once, within the own reach."""

from datetime import date

from odoo.exceptions import AccessError, UserError

from odoo.addons.child_plan.tests.common import PlanCase

from ..lib import official

TODAY = date(2026, 12, 1)
EVE = date(2025, 6, 30)


class LoadCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls.env["child.plan.unit"]
        cls.root = cls.env.ref("base.user_admin")
        # the demonstration has units of the same names and codes
        cls.env.cr.execute("UPDATE child_plan_unit SET code = NULL, name = name || ' (t)' WHERE kind = 'authority'")
        cls.env.invalidate_all()

    def open(self, user=None, **vals):
        loads = self.env["child.plan.unit.load"].with_user(user or self.root)
        load = loads.browse(loads.action_open()["res_id"])
        load.write({"day": TODAY, **vals})
        load.action_show()
        return load

    def load(self, *codes, user=None, **vals):
        load = self.open(user, **vals)
        load.place_ids.filtered(lambda place: place.code in codes).chosen = True
        load.action_load()
        if load.state == "waiting":
            self.env["child.plan.unit.load"]._cron_load()
        self.assertEqual((load.state, load.error), ("done", False))
        return load

    def loaded(self, code, day=TODAY):
        domain = [("code", "=", code), ("kind", "=", "authority")]
        return self.units.search(domain).filtered_domain(self.units._valid_domain(day))


class TestUnitLoad(LoadCase):
    def test_a_province_with_its_communes_and_their_bodies(self):
        load = self.load("12")
        below = official().below("province", "12", TODAY)
        self.assertEqual((load.total, load.done, load.present), (len(below), len(below), 0))
        province = self.loaded("12")
        self.assertEqual((province.name, province.short_name), ("UBND tỉnh Lai Châu", "tỉnh Lai Châu"))
        communes = self.units.search([("parent_id", "=", province.id), ("kind", "=", "authority")])
        self.assertEqual(len(communes), len(below) - 1)
        units = self.units.search([("id", "child_of", province.id)])
        self.assertEqual(len(units), load.created)
        commune = communes.filtered(lambda unit: " xã " in unit.name)[:1]
        names = commune.child_ids.mapped("name")
        for name in ("Trạm Y tế", "Công an xã", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Hội Liên hiệp Phụ nữ xã"):
            self.assertIn(name, names)
        self.assertNotIn("Văn phòng Đảng ủy xã", names)

    def test_the_rows_are_those_that_the_orm_would_write(self):
        self.load("12", take_school=True, take_party=True)
        units = self.units.search([("id", "child_of", self.loaded("12").id)])
        names = ("parent_path", "province_id", "district_id", "commune_id", "external", "search_text", "complete_name")
        before = units.read(names)
        self.env.add_to_compute(self.units._fields["external"], units)
        self.env.add_to_compute(self.units._fields["search_text"], units)
        self.loaded("12")._store_levels()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(units.read(names), before)
        self.assertTrue(all(unit.active and unit.next_working_day for unit in units))
        self.assertFalse(units.filtered(lambda unit: not unit.parent_path.endswith(f"{unit.id}/")))

    def test_again_makes_nothing_twice(self):
        first = self.load("12")
        again = self.load("12")
        self.assertEqual((again.created, again.present), (0, first.total))
        more = self.load("12", take_school=True)
        self.assertEqual(more.created, 3 * (first.total - 1), "three schools a commune")

    def test_what_somebody_entered_is_recognised(self):
        vals = {"kind": "authority", "level": "province", "parent_id": self.nation.id}
        by_name = self.units.create({**vals, "name": "Ủy ban nhân dân tỉnh Lai Châu"})
        load = self.load("12", parent_id=self.nation.id)
        self.assertEqual((load.present, by_name.code), (1, "12"))
        self.assertEqual(len(self.units.search([("name", "=like", "%Lai Châu")])), 1)
        own_words = {"name": "UBND của Lạng Sơn", "code": "20"}
        by_code = self.units.create({**vals, **own_words})
        self.load("20", parent_id=self.nation.id)
        self.assertEqual(self.loaded("20"), by_code)
        self.assertEqual(len(by_code.child_ids.filtered(lambda unit: unit.kind == "authority")), 65)

    def test_archived_units_are_brought_back_or_made_anew(self):
        """Units that an undone reorganisation had made are archived without a code: they are no units any more."""
        vals = {"kind": "authority", "level": "province", "parent_id": self.nation.id, "active": False}
        undone = self.units.create({**vals, "name": "UBND tỉnh Lai Châu", "valid_from": "2025-07-01"})
        archived = self.units.create({**vals, "name": "UBND tỉnh Lạng Sơn", "code": "20"})
        load = self.load("12", "20", parent_id=self.nation.id)
        self.assertEqual((load.present, archived.active, undone.active), (1, True, False))
        self.assertTrue(self.loaded("12").active)

    def test_a_body_that_is_there_by_another_spelling_is_not_made_again(self):
        self.load("12", take_health=False)
        commune = self.loaded("12").child_ids.filtered(lambda unit: " xã " in unit.name)[:1]
        station = self.units.create({"name": "Trạm y tế xã", "kind": "facility", "parent_id": commune.id})
        self.load("12")
        self.assertEqual(commune.child_ids.filtered(lambda unit: "y tế" in unit.name.lower()), station)

    def test_a_commune_that_took_over_a_code_is_another_unit(self):
        """00004 was phường Trúc Bạch and is phường Ba Đình."""
        old = self.load("01", day=EVE, take_front=False, take_security=False)
        truc_bach = self.loaded("00004", EVE)
        self.assertEqual((truc_bach.name, str(truc_bach.valid_to)), ("UBND phường Trúc Bạch", "2025-06-30"))
        self.assertEqual(truc_bach.parent_id.name, "UBND quận Ba Đình")
        self.load("01", take_front=False, take_security=False)
        ba_dinh = self.loaded("00004")
        self.assertEqual((ba_dinh.name, str(ba_dinh.valid_from)), ("UBND phường Ba Đình", "2025-07-01"))
        self.assertIn("phường Trúc Bạch", ba_dinh.former_names)
        self.assertEqual(ba_dinh.parent_id, truc_bach.parent_id.parent_id, "Hà Nội goes on")
        self.assertIn(ba_dinh, truc_bach.successor_ids, "both trees are there")
        self.assertIn(ba_dinh, truc_bach.parent_id.successor_ids)
        again = self.load("01", day=EVE, take_front=False, take_security=False)
        self.assertEqual((again.created, again.present), (0, old.total))

    def test_an_old_unit_that_was_not_ended_is_told(self):
        hanoi = self.units.create({"name": "UBND TP Hà Nội", "kind": "authority", "level": "province", "code": "01"})
        self.units.create(
            {"name": "UBND phường Trúc Bạch", "kind": "authority", "code": "00004", "parent_id": hanoi.id}
        )
        load = self.load("01", parent_id=False)
        self.assertIn("UBND phường Trúc Bạch", load.left_over)
        self.assertEqual(self.loaded("00004").mapped("name"), ["UBND phường Trúc Bạch", "UBND phường Ba Đình"])

    def test_a_day_has_its_kinds_and_names(self):
        self.load("75", day=date(2026, 4, 29))
        self.assertEqual(self.loaded("75").name, "UBND tỉnh Đồng Nai")
        self.assertEqual(self.loaded("25270").name, "UBND xã Lộc Ninh")
        load = self.load("75")
        self.assertEqual((load.created, load.present), (10, load.total), "wards have a body that communes have not")

    def test_a_province_has_bodies_of_its_own(self):
        self.load("12", take_government=False, take_health=False, take_front=False, take_security=False)
        vals = {"name": "Phòng Tổng hợp", "authority_id": self.loaded("12").id, "level": "commune"}
        self.env["child.plan.unit.template"].create(vals)
        self.load("12")
        commune = self.loaded("12").child_ids.filtered(lambda unit: unit.kind == "authority")[:1]
        self.assertEqual(commune.child_ids.mapped("name"), ["Phòng Tổng hợp"])

    def test_a_local_administrator_loads_the_own_authority(self):
        vals = {"name": "UBND tỉnh Lai Châu", "kind": "authority", "level": "province", "parent_id": self.nation.id}
        own = self.units.create(vals)
        admin = self.user("t_load_admin", "admin", own)
        load = self.load("12", user=admin)
        self.assertEqual(load.place_ids.mapped("name"), ["tỉnh Lai Châu"])
        self.assertEqual(self.loaded("12"), own)
        self.assertEqual(len(own.child_ids.filtered(lambda unit: unit.kind == "authority")), load.total - 1)
        commune = own.child_ids.filtered(lambda unit: unit.kind == "authority")[:1]
        below = self.user("t_load_commune", "admin", commune)
        load = self.load(commune.code, user=below, take_school=True)
        self.assertEqual((load.total, load.created), (1, 3))

    def test_the_local_administrator_of_the_root_loads_any_province(self):
        admin = self.user("t_load_nation", "admin", self.nation)
        load = self.load("12", user=admin)
        self.assertEqual((len(self.open(admin).place_ids), load.created > load.total), (34, True))
        self.assertEqual(self.loaded("12").parent_id, self.nation)

    def test_all_units_that_ended_by_law_are_told(self):
        """Huyện Cao Lộc (183) and xã Thanh Lòa (06193) ended on 30 June 2025; no unit took over the code of either."""
        own = self.units.create(
            {"name": "UBND tỉnh Lạng Sơn", "kind": "authority", "level": "province", "parent_id": self.nation.id}
        )
        vals = {"kind": "authority", "level": "district", "code": "183", "parent_id": own.id}
        district = self.units.create({**vals, "name": "UBND huyện Cao Lộc"})
        commune = {"name": "UBND xã Thanh Lòa", "level": "commune", "code": "06193", "parent_id": district.id}
        self.units.create({**vals, **commune})
        load = self.load("20", user=self.user("t_load_admin", "admin", own))
        self.assertEqual(load.left_over, "UBND huyện Cao Lộc, UBND xã Thanh Lòa")

    def test_a_local_administrator_takes_nothing_from_another_authority(self):
        vals = {"kind": "authority", "level": "province", "parent_id": self.nation.id}
        own = self.units.create({**vals, "name": "UBND tỉnh Lai Châu"})
        other = self.units.create({**vals, "name": "UBND tỉnh khác"})
        code = official().below("province", "12", TODAY)[1].code
        stranger = self.units.create({"name": "UBND xã lạ", "kind": "authority", "code": code, "parent_id": other.id})
        self.load("12", user=self.user("t_load_admin", "admin", own))
        self.assertEqual(self.units.search([("code", "=", code)]), stranger)
        self.assertFalse(stranger.child_ids)

    def test_refused(self):
        loads = self.env["child.plan.unit.load"]
        with self.assertRaisesRegex(AccessError, "administrators"):
            loads.with_user(self.user_ward_1).action_open()
        admin = self.user("t_load_admin", "admin", self.ward_1)
        self.assertFalse(self.open(admin).place_ids, "a ward of no official name")
        load = self.open()
        with self.assertRaisesRegex(UserError, "at least one"):
            load.action_load()
        with self.assertRaisesRegex(AccessError, "by the system"):
            load.state = "done"
        with self.assertRaisesRegex(AccessError, "by the system"):
            load.place_ids[:1].code = "01"
        load.place_ids[:1].chosen = True
        load.action_load()
        with self.assertRaisesRegex(UserError, "have been loaded"):
            load.action_load()
        with self.assertRaisesRegex(AccessError, "by the system"):
            load.day = EVE

    def test_many_are_loaded_by_the_job_and_go_on_where_it_stopped(self):
        load = self.open()
        load.place_ids.filtered(lambda place: place.code in ("12", "11", "01", "04", "08", "38")).chosen = True
        load.action_load()
        self.assertEqual(load.state, "waiting")
        self.assertEqual(self.env["child.plan.unit.load"].with_user(self.root).action_open()["res_id"], load.id)
        first, second = load.place_ids[:2]
        load.sudo()._load_or_stop(first.sudo())
        self.assertEqual((load.state, first.loaded, second.loaded), ("waiting", True, False))
        number = self.units.search_count([("code", "=", first.code)])
        self.env["child.plan.unit.load"]._cron_load()
        self.assertEqual((load.state, load.done), ("done", load.total))
        self.assertEqual(self.units.search_count([("code", "=", first.code)]), number)

    def test_who_lost_the_right_loads_nothing(self):
        load = self.open()
        load.place_ids.chosen = True
        load.action_load()
        self.user("t_other_system", "admin", self.nation).group_ids += self.env.ref("base.group_system")
        self.root.group_ids -= self.env.ref("base.group_erp_manager") | self.env.ref("base.group_system")
        number = self.units.search_count([])
        self.env["child.plan.unit.load"]._cron_load()
        self.assertEqual((load.sudo().state, self.units.search_count([])), ("failed", number))

    def test_units_are_found_by_old_names_and_place(self):
        self.load("01", take_front=False, take_security=False)
        for text in ("trúc bạch", "truc bach ha noi", "phuong ba dinh ha noi", "phường Ba Đình TP Hà Nội", "00004"):
            found = [name for _id, name in self.units.name_search(text, limit=3)]
            self.assertEqual(found[:1], ["UBND phường Ba Đình"], text)
