"""Who signed the paper: a superior's plan is carried out here, units are certain only within the signer's tree."""

from odoo.exceptions import AccessError

from .import_case import DOCUMENT, ImportCase

OF_PROVINCE = """\
ỦY BAN NHÂN DÂN
TỈNH X
Số: 07/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tỉnh X, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Chăm sóc trẻ em mồ côi năm 2026

I. CHỈ TIÊU
- Phấn đấu 95% trẻ em mồ côi được cấp thẻ bảo hiểm y tế.

II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế X
- Hướng dẫn khám sức khỏe cho trẻ em mồ côi.
2. UBND các huyện
- Rà soát trẻ em mồ côi trước ngày 31/10/2026.
3. Hội Bảo vệ quyền trẻ em tỉnh
- Vận động các nhà hảo tâm.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Bình
"""


class TestImportSuperior(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit(
            "UBND các huyện", cls.province, "collective", "province", member_kind="authority", member_level="district"
        )

    def test_the_own_tasks_of_a_superiors_plan_are_picked_out(self):
        reading = self.take_in(OF_PROVINCE)
        self.assertEqual((reading.author_id, reading.issuer_id), (self.province, self.district))
        self.assertTrue(reading.get_review()["head"]["is_foreign"])
        reading.action_as_superior()
        kept = reading.line_ids.filtered(lambda line: line.kind in ("task", "target") and line.state != "dropped")
        self.assertEqual(kept.mapped("text"), ["Rà soát trẻ em mồ côi trước ngày 31/10/2026."])
        self.assertEqual(kept.name_id.unit_ids, self.district, "the collective stands for the own authority here")
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        self.assertEqual((plan.issuer_id, plan.signed_by), (self.district, reading.printed_issuer))
        self.assertEqual(plan.task_ids.lead_unit_ids, self.district)
        version = self.take_in(OF_PROVINCE.replace("31/10/2026", "15/10/2026"), plan=plan)
        self.assertEqual(version.line_ids.filtered("change").mapped("change"), ["changed"], "others' tasks stay out")
        later = self.take_in(DOCUMENT.replace("UBND các xã", "UBND các huyện"))
        name = later.name_ids.filtered(lambda name: name.text == "UBND các huyện")
        self.assertNotEqual(name.unit_ids, self.district, "what a name meant there says nothing of own documents")

    def test_it_is_undone_and_cannot_be_done_to_an_own_document(self):
        reading = self.take_in(OF_PROVINCE)
        reading.action_as_superior()
        reading.undo()
        self.assertFalse(reading.of_superior)
        self.assertFalse(reading.line_ids.filtered(lambda line: line.state == "dropped"))
        own = self.take_in()
        self.assert_refused(own.action_as_superior, "not a plan of a superior")
        self.assert_refused(reading.with_user(self.user_office_b).action_as_superior, error=AccessError)

    def test_units_are_certain_only_within_the_tree_of_the_signer(self):
        own = self.take_in(DOCUMENT.replace("2. Phòng Y tế A", "2. Sở Y tế X"))
        states = {name.text: name._match_state() for name in own.name_ids}
        self.assertEqual((states["Phòng Lao động A"], states["Sở Y tế X"]), ("matched", "proposed"))
        other = self.take_in(DOCUMENT.replace("HUYỆN A", "HUYỆN B").replace("Huyện A", "Huyện B"))
        self.assertFalse(other.author_id, "a neighbour is nobody whose names are known")
        self.assertNotIn("matched", [name._match_state() for name in other.name_ids])

    def test_the_check_before_issuing_names_who_is_ordered_outside(self):
        plan = self.plan()
        self.task(plan, [self.health, self.health_p], [(self.health_b, {"requested": True})])
        check = self.env["child.plan.issue"].with_user(self.user_office).create({"plan_id": plan.id})
        self.assertEqual(check.outside_unit_ids, self.health_p)

    def test_a_second_document_of_the_same_number_is_asked_about(self):
        first = self.take_in()
        second = self.take_in(DOCUMENT + "\n")
        self.assertEqual(second.get_review()["head"]["twin"][0], first.id)
        first.action_cancel()
        self.assertFalse(second.get_review()["head"]["twin"])
