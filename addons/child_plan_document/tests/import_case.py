"""A document of our own, taken in as the standing office does it."""

from odoo.exceptions import UserError

from odoo.addons.child_plan.tests.common import PlanCase

DOCUMENT = """\
UBND TỈNH X
UỶ BAN NHÂN DÂN
HUYỆN A
Số: 12/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Huyện A, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Chăm sóc trẻ em mồ côi năm 2026

Thực hiện Kế hoạch số 07/KH-UBND ngày 15/01/2026 của UBND Tỉnh X về chăm sóc trẻ em mồ côi,
UBND Huyện A ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Trẻ em mồ côi được chăm sóc tốt hơn.

II. CHỈ TIÊU
- Phấn đấu 95% trẻ em mồ côi được cấp thẻ bảo hiểm y tế.

III. KINH PHÍ THỰC HIỆN
- Kinh phí bố trí trong dự toán ngân sách nhà nước hằng năm.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Lao động A
- Là cơ quan thường trực, tổng hợp kết quả, báo cáo UBND Huyện A trước ngày 15/12/2026.
- Rà soát danh sách trẻ em mồ côi xong trước ngày 31/10/2026.
2. Phòng Y tế A
- Tổ chức khám sức khỏe cho trẻ em mồ côi hằng quý.
- Phối hợp Phòng Lao động A tư vấn cho gia đình nhận nuôi.
3. Đề nghị Mặt trận A
- Vận động nhân dân giúp đỡ trẻ em mồ côi.
4. UBND các xã
- Thường xuyên thăm hỏi trẻ em mồ côi trên địa bàn.
5. Hội Chữ thập đỏ huyện
- Tặng quà trẻ em mồ côi trước ngày 01/6/2026.

Trên đây là Kế hoạch chăm sóc trẻ em mồ côi năm 2026 của UBND Huyện A.

Nơi nhận:
- UBND Tỉnh X;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Văn An
"""


class ImportCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.front.name = "Mặt trận A"

    def take_in(self, text=DOCUMENT, user=None, filename="ke-hoach.txt", plan=None):
        """A reading as the office takes it in and the background reads it."""
        readings = self.env["child.plan.import"].with_user(user or self.user_office)
        data = text if isinstance(text, bytes) else text.encode()
        reading, known = readings._receive(filename, data, plan and plan.with_user(readings.env.user))
        if not known:
            readings.sudo().env["child.plan.import"]._cron_read()
        reading.invalidate_recordset()
        return reading

    def line(self, reading, words, kind=None):
        return reading.line_ids.filtered(lambda line: words in line.text and (not kind or line.kind == kind))[:1]

    def assert_refused(self, call, words="", error=UserError):
        """``call()`` raises ``error`` with these words in its message."""
        self.env.invalidate_all()  # what was read before would be returned without a check of rights
        with self.assertRaises(error) as caught:
            call()
            self.env.flush_all()
        self.assertIn(words, str(caught.exception))
