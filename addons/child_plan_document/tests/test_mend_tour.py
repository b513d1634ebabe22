"""A misread document is mended on the screen in few actions, on a desk and on a phone."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TourCase

from .import_case import ImportCase

DOCUMENT = """\
ỦY BAN NHÂN DÂN
HUYỆN A
Số:        /KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Huyện A, ngày 08 tháng 02 năm 2026

KẾ HOẠCH
Bảo đảm trật tự an toàn giao thông năm 2026

UBND huyện xây dựng kế hoạch với các nội dung chủ yếu sau đây:

I. Mục tiêu
Số vụ tai nạn giảm ít nhất 10%.

II. Những điều cần nhớ
1. Nhóm áo xanh
- Trực ở cổng trường.
2. Nhóm cờ đỏ
- Nhắc các bạn đội mũ bảo hiểm.

III. Tổ chức thực hiện
1. Giao Ban An toàn giao thông huyện làm cơ quan thường trực, xây dựng kế hoạch ra quân.
2. Phòng Y tế A chỉ đạo 100% trường ký cam kết với phụ huynh, hoàn thành trước ngày 15/9/2026.
3. Phòng Tài chính A phát thanh ít nhất 03 lượt/ngày tin, bài về an toàn giao thông.
4. Đề nghị Ủy ban MTTQ và các tổ chức chính trị - xã hội huyện đưa tiêu chí an toàn giao thông vào bình xét khu dân cư
văn hóa.

IV. Chế độ báo cáo
Các đơn vị báo cáo kết quả trước ngày 14 hằng tháng; 06 tháng trước ngày 15/6/2026, gửi Phòng Y tế A để tổng hợp./.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


@tagged("-at_install", "post_install")
class TestMendTour(TourCase, ImportCase):
    allow_inherited_tests_method = True

    def test_a_misread_document_becomes_the_right_draft(self):
        for name in ("Nhóm áo xanh", "Nhóm cờ đỏ"):
            self.unit(name, self.district, "organisation", "district")
        reading = self.take_in(DOCUMENT)
        self.start_tour(f"/odoo/{reading.id}/document-review", "child_plan_mend", login="t_office", timeout=120)
        plan = reading.plan_id
        given = {task.name.rstrip("."): task.lead_unit_ids.name for task in plan.task_ids}
        self.assertEqual(
            given,
            {
                "Trực ở cổng trường": "Nhóm áo xanh",
                "Nhắc các bạn đội mũ bảo hiểm": "Nhóm cờ đỏ",
                "làm cơ quan thường trực, xây dựng kế hoạch ra quân": "Ban An toàn giao thông huyện",
                "chỉ đạo 100% trường ký cam kết với phụ huynh, hoàn thành trước ngày 15/9/2026": "Phòng Y tế A",
                "phát thanh ít nhất 03 lượt/ngày tin, bài về an toàn giao thông": "Phòng Tài chính A",
                "đưa tiêu chí an toàn giao thông vào bình xét khu dân cư văn hóa": "Mặt trận A",
            },
        )
        self.assertEqual(plan.task_ids.filtered(lambda task: "phát thanh" in task.name).timing, "continuous")
        self.assertEqual(sorted(plan.target_ids.mapped("value")), [10, 100])


@tagged("-at_install", "post_install")
class TestMendTourOnAPhone(TestMendTour):
    browser_size = "390x844"
    touch_enabled = True
