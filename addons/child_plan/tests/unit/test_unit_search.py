"""Units are found as people type them, sort as Vietnamese does, and have a code only from their first day on."""

from psycopg2 import IntegrityError

from odoo.tools import mute_logger

from ...lib.unit_words import place_kind, query_words, search_text, short_kind
from ...models.unit.unit_search import COLLATION
from ..common import PlanCase
from ..pure_case import PureCase


class TestUnitWords(PureCase):
    def test_a_name_is_found_with_and_without_kind_and_body(self):
        text = search_text("00004", "Ủy ban nhân dân phường Ba Đình")
        self.assertEqual(text, "| 00004 | ubnd phuong ba dinh | phuong ba dinh | ba dinh ")
        self.assertEqual(search_text("Xã Cư M'gar"), "| xa cu mgar | cu mgar ")

    def test_short_kinds_are_written_out(self):
        self.assertEqual(query_words("UBND TP. Hà Nội"), ["ubnd", "thanh", "pho", "ha", "noi"])
        self.assertEqual(query_words("TP.HCM"), query_words("TPHCM"))

    def test_kind_of_a_place(self):
        self.assertEqual(place_kind("UBND phường Ba Đình", "commune"), "phường")
        self.assertEqual(place_kind("Ủy ban nhân dân thị trấn Cao Lộc", "commune"), "thị trấn")
        self.assertEqual((place_kind("Sở Y tế", "province"), short_kind("đặc khu")), ("tỉnh", "ĐK"))


class TestUnitSearch(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        units = cls.env["child.plan.unit"]

        def authority(name, level, parent=units, **vals):
            return units.create({"name": name, "kind": "authority", "level": level, "parent_id": parent.id, **vals})

        cls.one, cls.two = authority("UBND tỉnh Nhất Thử", "province"), authority("UBND TP. Nhì Thử", "province")
        cls.first = authority("UBND xã Đồng Thử", "commune", cls.one, code="t0001", former_names="xã Ấn Cũ, xã Bình Cũ")
        cls.second = authority("UBND xã Đồng Thử", "commune", cls.two, code="t0002")
        cls.station = units.create({"name": "Trạm Y tế", "parent_id": cls.second.id, "kind": "facility"})

    def found(self, text):
        return self.env["child.plan.unit"].search([("display_name", "ilike", text)])

    def test_by_name_code_earlier_name_and_place(self):
        both = self.first | self.second
        all_units = both | self.station | self.one | self.two
        for text, units in (
            ("Đồng Thử", both),
            ("dong thu", both),
            ("xa dong thu", both),
            ("t0002", self.second),
            ("ấn cũ", self.first),
            ("xa binh cu", self.first),
            ("xã Đồng Thử tỉnh Nhất Thử", self.first),
            ("xa dong thu, nhi thu", self.second),
            ("dong thu tp nhì thử", self.second),
            ("tram y te dong thu", self.station),
            ("trạm y tế xã Đồng Thử, TP Nhì Thử", self.station),
            ("nhất thử xã đồng thử", self.first),
            ("dong thu tram y te", self.station),
            ("dong tram thu", self.env["child.plan.unit"]),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.found(text) & all_units, units)

    def test_signs_are_no_patterns(self):
        self.assertNotIn(self.first, self.found("d%ng thu"))
        self.assertEqual(self.found("dong_thu"), self.found("dong thu"), "what is neither a letter nor a figure")

    def test_names_that_occur_twice_are_told_apart(self):
        names = dict(self.env["child.plan.unit"].name_search("đồng thử", limit=8))
        self.assertEqual(names[self.first.id], "UBND xã Đồng Thử, UBND tỉnh Nhất Thử")
        self.assertEqual(names[self.second.id], "UBND xã Đồng Thử, UBND TP. Nhì Thử")

    def test_what_begins_so_and_exists_comes_first(self):
        units = self.env["child.plan.unit"]
        ended = self.second.copy({"name": "UBND xã Đồng Thử A", "valid_to": "2020-01-01", "sequence": 1})
        inside = units.create({"name": "Ban của Đồng Thử", "parent_id": self.first.id, "sequence": 1})
        ids = [id_ for id_, _name in units.name_search("đồng thử")]
        self.assertEqual({*ids[:2]}, {self.first.id, self.second.id})
        self.assertLessEqual({ended.id, inside.id}, {*ids[2:]})

    def test_the_place_that_is_named_comes_before_those_that_have_its_words(self):
        """Every word stands somewhere above the first station, those of the second stand there as they were typed."""
        scattered = self.first.copy({"name": "UBND xã Sơn Ba", "code": False, "former_names": False, "sequence": 1})
        named = self.first.copy({"name": "UBND xã Ba Sơn", "code": False, "former_names": False, "sequence": 2})
        stations = [self.station.copy({"parent_id": above.id}) for above in (scattered, named)]
        found = self.env["child.plan.unit"].name_search("trạm y tế xã ba sơn", limit=8)
        self.assertEqual([id_ for id_, _name in found], [stations[1].id, stations[0].id])

    def test_a_code_without_its_first_zero_and_units_of_one_name(self):
        self.first.write({"code": "09876"})
        self.assertEqual(self.found("9876"), self.first)
        later = self.first.copy({"code": False, "valid_from": "2025-07-01"})
        names = dict(self.env["child.plan.unit"].name_search("đồng thử nhất thử"))
        self.assertEqual(
            (names[self.first.id], names[later.id]),
            (
                "UBND xã Đồng Thử, UBND tỉnh Nhất Thử, 09876",
                "UBND xã Đồng Thử, UBND tỉnh Nhất Thử, from 01/07/2025",
            ),
        )

    def test_names_sort_as_in_vietnamese(self):
        names = ["Ea Súp", "Đông Anh", "Dương Xá", "Ấn Độ", "An Bình", "Ba Đình", "Ăn Mòn", "Ê Ban", "Zà", "Ồ", "Ơ"]
        units = self.env["child.plan.unit"].create([{"name": name, "parent_id": self.station.id} for name in names])
        sorted_names = self.env["child.plan.unit"].search([("id", "in", units.ids)]).mapped("name")
        expected = ["An Bình", "Ăn Mòn", "Ấn Độ", "Ba Đình", "Dương Xá", "Đông Anh", "Ea Súp", "Ê Ban", "Ồ", "Ơ", "Zà"]
        self.assertEqual(sorted_names, expected)

    def test_the_column_sorts_after_an_update_too(self):
        cr = self.env.cr
        cr.execute('ALTER TABLE child_plan_unit ALTER name TYPE varchar COLLATE "default"')
        self.env["child.plan.unit"].init()
        cr.execute(
            "SELECT collation_name FROM information_schema.columns WHERE table_name = %s AND column_name = 'name'",
            ["child_plan_unit"],
        )
        self.assertEqual(cr.fetchone(), (COLLATION,))

    def test_a_code_belongs_to_another_unit_from_its_first_day_on(self):
        vals = {"name": "UBND phường Đồng Thử", "kind": "authority", "parent_id": self.one.id, "code": "t0001"}
        later = self.env["child.plan.unit"].create({**vals, "valid_from": "2025-07-01"})
        self.assertEqual(later.code, self.first.code)
        for same in ({"valid_from": "2025-07-01"}, {}):
            with self.assertRaisesRegex(IntegrityError, "code_unique"), mute_logger("odoo.sql_db"), self.cr.savepoint():
                self.env["child.plan.unit"].create({**vals, **same})

    def test_people_are_put_into_the_unit_that_has_the_code_today(self):
        self.first.valid_to = "2025-06-30"
        vals = {"name": "UBND phường Mới Thử", "kind": "authority", "parent_id": self.one.id, "code": "t0001"}
        later = self.env["child.plan.unit"].create({**vals, "valid_from": "2025-07-01"})
        named = self.env["res.users"]._child_plan_units_by_name()
        self.assertEqual(named["t0001"], {later.id})


class TestUnitTemplates(PlanCase):
    def test_bodies_bear_the_kind_of_their_place(self):
        commune = self.env["child.plan.unit"].create(
            {"name": "UBND phường Thử", "kind": "authority", "level": "commune", "parent_id": self.province.id}
        )
        names = commune._take_usual_units().mapped("name")
        self.assertIn("Công an phường", names)
        self.assertIn("Phòng Kinh tế, Hạ tầng và Đô thị", names)
        self.assertNotIn("Phòng Kinh tế", names)
        self.assertFalse(commune._take_usual_units(), "once")

    def test_rows_of_an_authority_are_used_below_it(self):
        template = self.env["child.plan.unit.template"]
        template.create({"name": "Phòng Tổng hợp {kind}", "authority_id": self.province.id, "level": "commune"})
        units = self.env["child.plan.unit"]
        vals = {"kind": "authority", "level": "commune"}
        here = units.create({**vals, "name": "UBND đặc khu Thử", "parent_id": self.province.id})
        elsewhere = units.create({**vals, "name": "UBND đặc khu Thử"})
        self.assertEqual(here._take_usual_units().mapped("name"), ["Phòng Tổng hợp đặc khu"])
        self.assertIn("Phòng Kinh tế", elsewhere._take_usual_units().mapped("name"))

    def test_an_authority_copies_the_common_rows(self):
        admin = self.user("t_template_admin", "admin", self.district)
        action = self.env["child.plan.unit.template"].with_user(admin).action_copy_for_own()
        rows = self.env["child.plan.unit.template"].search(action["domain"])
        self.assertEqual(set(rows.mapped("level")), {"district", "commune"})
        self.env["child.plan.unit.template"].with_user(admin).action_copy_for_own()
        self.assertEqual(self.env["child.plan.unit.template"].search(action["domain"]), rows, "once")

    def test_edited_rows_stay_when_the_app_is_updated(self):
        row = self.env.ref("child_plan.child_plan_unit_template_commune_tyt")
        row.name = "Trạm Y tế {kind}"
        self.env["child.plan.unit.template"]._load_file()
        self.assertEqual(row.name, "Trạm Y tế {kind}")
