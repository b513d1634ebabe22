"""A reorganisation filled from the official set, against facts of resolutions and not of the set."""

from datetime import date

from odoo.exceptions import UserError

from .test_unit_load import LoadCase

REFORM = date(2025, 7, 1)


class TestOfficialReorganisation(LoadCase):
    def official(self, day, authority, user=None):
        row = (
            self.env["child.plan.reorganisation"]
            .with_user(user or self.env.user)
            .create({"name": "Sắp xếp", "day": day, "authority_id": authority.id, "basis": "Nghị quyết"})
        )
        row.action_fill_official()
        return row

    def authority(self, name, code, level, parent, since="2021-01-01"):
        return self.unit(name, parent, "authority", level, code=code, valid_from=since)

    def test_communes_become_wards_on_one_day(self):
        """30 April 2026 (237/NQ-UBTVQH16): ten xã of Đồng Nai become phường, among them 26116 Tân Phú."""
        province = self.authority("UBND tỉnh Đồng Nai", "75", "province", self.nation, "2025-07-01")
        commune = self.authority("UBND xã Tân Phú", "26116", "commune", province, "2025-07-01")
        for name in ("Công an xã", "Phòng Kinh tế", "Trạm Y tế", "Tổ riêng của xã"):
            self.unit(name, commune, "department", "commune")
        row = self.official(date(2026, 4, 30), province)
        change = row.line_ids.filtered(lambda line: line.unit_id == commune)
        self.assertEqual((change.kind, change.new_name), ("change", "UBND phường Tân Phú"))
        renamed = {line.unit_id.name: line.new_name for line in row.line_ids - change}
        self.assertEqual(renamed.pop(province.name), "UBND thành phố Đồng Nai")
        self.assertEqual(renamed, {"Công an xã": "Công an phường", "Phòng Kinh tế": "Phòng Kinh tế, Hạ tầng và Đô thị"})

    def test_old_communes_go_into_new_ones_with_a_kept_code(self):
        """1 July 2025: Ngọc Hồi, Đại Áng and Liên Ninh of Thanh Trì go into xã Ngọc Hồi (00679)."""
        province = self.authority("UBND thành phố Hà Nội", "01", "province", self.nation)
        district = self.authority("UBND huyện Thanh Trì", "020", "district", province)
        communes = [
            self.authority(f"UBND xã {name}", code, "commune", district)
            for name, code in (("Ngọc Hồi", "00673"), ("Liên Ninh", "00682"), ("Đại Áng", "00679"))
        ]
        row = self.official(REFORM, province)
        into = {line.unit_id: line.new_unit_id for line in row.line_ids if line.kind == "merge" or line.is_default}
        self.assertEqual({into[commune] for commune in communes}, {into[communes[0]]})
        new = into[communes[0]]
        self.assertEqual((new.name, new.code, new.parent_id), ("UBND xã Ngọc Hồi", "00679", province))
        # Thanh Trì went to 13 units
        self.assertEqual(len(row.line_ids.filtered(lambda line: line.unit_id == district)), 13)
        self.assertEqual(len(row.line_ids.filtered(lambda line: line.unit_id == district and line.is_default)), 1)
        row.action_apply()
        self.assertEqual((row.state, row.error), ("applied", False))
        self.assertEqual(self.loaded("00679", REFORM).name, "UBND xã Ngọc Hồi")
        self.assertEqual(set(self.units.browse([unit.id for unit in communes]).mapped("valid_to")), {date(2025, 6, 30)})
        with self.assertRaisesRegex(UserError, "no further change"):
            self.official(REFORM, province)

    def test_what_the_set_does_not_know_is_named(self):
        """Sài Đồng (00142) of Long Biên ended before the reform: nothing says what becomes of it."""
        province = self.authority("UBND thành phố Hà Nội", "01", "province", self.nation)
        district = self.authority("UBND quận Long Biên", "004", "district", province)
        ward = self.authority("UBND phường Sài Đồng", "00142", "commune", district)
        admin = self.user("t_admin_city", "admin", province)
        row = self.official(REFORM, province, admin)
        row.action_fill_below()
        self.assertNotIn(ward, row.line_ids.unit_id)
        self.assertRegex(row.message_ids[0].body, "does not know.*Sài Đồng")
        self.assertRegex(row.problem, "have no place yet: .*Sài Đồng")

    def test_provinces_come_before_their_communes(self):
        """Hải Dương goes into the new Hải Phòng (31): before that is made, a ward of Hải Dương has no place."""
        province = self.authority("UBND tỉnh Hải Dương", "30", "province", self.nation)
        city = self.authority("UBND thành phố Hải Phòng", "31", "province", self.nation)
        ward = self.authority("UBND phường Nguyễn Trãi", "10519", "commune", province)
        row = self.official(REFORM, self.nation)
        self.assertEqual(row.line_ids.unit_id, province | city)
        new = row.line_ids.new_unit_id
        self.assertEqual((new.name, new.code, new.parent_id), ("UBND thành phố Hải Phòng", "31", self.nation))
        self.assertRegex(row.message_ids[0].body, "reorganise it first: .*Nguyễn Trãi")
        row.action_fill_below()
        row.action_apply()
        after = self.official(REFORM, self.nation)
        self.assertEqual(after.line_ids.unit_id, ward)
        self.assertEqual(after.line_ids.new_unit_id.parent_id, new.unit_id)
        after.action_apply()
        self.assertEqual((after.state, ward.past_ids.parent_id), ("applied", province), "moved and merged on one day")
