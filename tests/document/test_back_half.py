"""Kinds of misreading of head, frame, bases, reports, targets, money, time and tables, each with a text of its own."""

import time

import pytest
from document import header, read_document
from document.aims import comparator_of
from document.bases import read_bases
from document.dates import deadline, moment, recurrence
from document.funding import source_of
from document.paragraphs import Paragraph
from document.reader import read_plan
from document.reporting import read_reports
from document.source import Source
from document.targets import figures_of_item

HEAD = "ỦY BAN NHÂN DÂN\nHUYỆN NÀ SƠN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
BODY = (
    "I. MỤC TIÊU\n- 90% thôn có tủ sách.\nII. NHIỆM VỤ\n- Mua thêm sách cho các thôn.\n"
    "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Tổng hợp nhu cầu mượn sách.\n2. Phòng Y tế\n- Khám mắt cho học sinh.\n"
)


def read(text):
    return read_document(text.encode(), "plan.txt")


def paragraph(text):
    return Paragraph(text, None, 1, 0, len(text))


# --- what a document is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            HEAD + "Số: 9/BC-UBND\nNà Sơn, ngày 3 tháng 5 năm 2025\n\nBÁO CÁO\nKết quả phong trào đọc sách\n\n" + BODY,
            "Báo cáo",
        ),
        (
            HEAD + "BIÊN BẢN\nHọp bàn về tủ sách thôn\n\nI. THÀNH PHẦN\n- Phòng Nội vụ.\nII. NỘI DUNG\n- Bàn việc "
            "mua sách.\n",
            "Biên bản",
        ),
        (
            HEAD + "Số: 31/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc tặng Giấy khen cho người giữ tủ sách\n\nCHỦ TỊCH ỦY "
            "BAN NHÂN DÂN HUYỆN\n\n"
            "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Tặng Giấy khen cho 05 "
            "cá nhân.\n"
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n",
            "Quyết định",
        ),
        (
            HEAD + "Số: 77/UBND-VX\nV/v mượn sách\n\nNà Sơn, ngày 3 tháng 5 năm 2025\n\nKính gửi: Các trường học "
            "trên địa bàn.\n\n"
            "Để chuẩn bị Kế hoạch năm học, đề nghị các trường gửi danh sách mượn sách.\n",
            "Công văn",
        ),
    ],
    ids=["report", "minutes", "reward", "letter"],
)
def test_other_document_is_no_plan_and_says_what_it_is(text, kind):
    plan = read(text)
    assert (plan.is_plan, plan.kind) == (False, kind)
    assert plan.doubts[0].code == "no_plan"
    assert plan.doubts[0].text.startswith(kind)


DECISION = (
    HEAD + "Số: 45/QĐ-UBND\nNà Sơn, ngày 6 tháng 3 năm 2025\n\nQUYẾT ĐỊNH\n{subject}\n\nỦY BAN NHÂN DÂN HUYỆN "
    "NÀ SƠN\n\n"
    "Căn cứ Nghị quyết số 8/NQ-HĐND ngày 10/12/2024 của Hội đồng nhân dân huyện về phát triển thư viện;\n\nQUYẾT "
    "ĐỊNH:\n\n"
)
FORCE = (
    "\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    "Điều 3. Chánh Văn phòng, Trưởng phòng Nội vụ chịu trách nhiệm thi hành Quyết định này./.\n"
)


def test_decision_that_approves_a_programme_holds_it_in_its_article():
    subject = "Phê duyệt Chương trình Tủ sách thôn bản giai đoạn 2025 - 2027"
    plan = read(
        DECISION.format(subject=subject) + "Điều 1. Phê duyệt Chương trình với các nội dung sau:\n" + BODY + FORCE
    )
    assert plan.is_plan
    assert (plan.number, plan.issued_on, plan.issuer) == ("45/QĐ-UBND", "2025-03-06", "UBND huyện Nà Sơn")
    assert plan.title == subject
    assert plan.period == {"start": "2025-01-01", "end": "2027-12-31"}
    assert [(b.number, b.date) for b in plan.bases] == [("8/NQ-HĐND", "2024-12-10")]
    assert [t.text for t in plan.tasks] == ["Tổng hợp nhu cầu mượn sách.", "Khám mắt cho học sinh."]


def test_decision_with_the_plan_behind_it_gives_its_own_head():
    text = (
        DECISION.format(subject="Về việc ban hành Kế hoạch phát triển tủ sách")
        + ("Điều 1. Ban hành kèm theo Kế hoạch.\n")
        + FORCE
    )
    plan = read(
        f"{text}\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n\nKẾ HOẠCH\nPHÁT TRIỂN TỦ SÁCH THÔN\n(Kèm theo "
        f"Quyết định số 45/QĐ-UBND)\n\n{BODY}"
    )
    assert plan.is_plan
    assert (plan.title, plan.number) == ("PHÁT TRIỂN TỦ SÁCH THÔN", "45/QĐ-UBND")
    assert plan.recipients == ["Như Điều 3", "Lưu: VT"]


def test_lost_head_is_told_by_the_annex():
    text = (
        "NGHỊ QUYẾT\nVỀ PHÁT ĐỘNG PHONG TRÀO MỖI NHÀ MỘT TỦ SÁCH\n\nCHÍNH PHỦ\n\nCăn cứ Luật Thư viện ngày 21 "
        "tháng 11 năm 2019;\n\n"
        f"QUYẾT NGHỊ:\n\n{BODY}\nPHỤ LỤC\n(Kèm theo Nghị quyết số 12/NQ-CP ngày 5 tháng 2 năm 2025 của Chính phủ)\n"
    )
    plan = read(text)
    assert plan.is_plan
    assert (plan.number, plan.issued_on, plan.issuer, plan.level) == ("12/NQ-CP", "2025-02-05", "Chính phủ", "national")


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ Y TẾ"], "Sở Y tế thành phố Hải Phòng"),
        (["UBND HUYỆN TRẠM TẤU", "PHÒNG NỘI VỤ"], "Phòng Nội vụ huyện Trạm Tấu"),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỘI AN"], "UBND thành phố Hội An"),
        (["VĂN PHÒNG CHÍNH PHỦ"], "Văn phòng Chính phủ"),
        (["HỘI ĐỒNG NHÂN DÂN", "XÃ NÀ SƠN"], "HĐND xã Nà Sơn"),
    ],
)
def test_issuer_is_told_without_names_of_places(lines, issuer):
    assert header.straight_issuer(lines) == issuer


def test_year_of_issue_is_no_period():
    plan = read(
        HEAD + "Số: 5/KH-UBND\nNà Sơn, ngày 3 tháng 5 năm 2025\n\nKẾ HOẠCH\nTHI HÀNH NGHỊ QUYẾT SỐ "
        "9/NQ-HĐND NGÀY 05 THÁNG 6 NĂM 2023\n\n" + BODY
    )
    assert (plan.period, plan.year) == (None, 2025)


# --- bases -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 2/3/2025 của UBND tỉnh thực hiện Nghị quyết số 7/NQ-CP ngày "
            "1/2/2025;",
            ["5/KH-UBND"],
        ),
        ("Căn cứ Quyết định số 5/QĐ-UBND và số 6/QĐ-UBND ngày 4/4/2025 của UBND tỉnh;", ["5/QĐ-UBND", "6/QĐ-UBND"]),
        ("Căn cứ Chỉ thị 12-CT/TW ngày 4/4/2025 của Ban Bí thư;", ["12-CT/TW"]),
        (
            "Theo đề nghị của Phòng Nội vụ tại Tờ trình số 9/TTr-PNV ngày 1/1/2025 và Công văn số 3/PNV ngày 2/1/2025.",
            [],
        ),
        (
            "Thực hiện Kế hoạch số 5/KH-UBND về đọc sách, UBND xã ban hành Kế hoạch thực hiện Quyết định số "
            "8/QĐ-TTg như sau:",
            ["5/KH-UBND"],
        ),
    ],
)
def test_document_inside_the_subject_of_another_is_no_base(text, numbers):
    assert [base.number for base in read_bases([paragraph(text)])] == numbers


def test_two_numbers_share_a_day():
    bases = read_bases([paragraph("Căn cứ Quyết định số 5/QĐ-UBND và số 6/QĐ-UBND ngày 4/4/2025;")])
    assert {base.date for base in bases} == {"2025-04-04"}


# --- reports ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Gửi báo cáo về Phòng Quản lý Xây dựng trước ngày 25/11/2025.",
            [("2025-11-25", "once", "Phòng Quản lý Xây dựng")],
        ),
        (
            "Hằng năm báo cáo kết quả về Sở Nông nghiệp và Môi trường để tổng hợp, báo cáo UBND tỉnh.",
            [(None, "yearly", "Sở Nông nghiệp và Môi trường")],
        ),
        (
            "Nếu có khó khăn, vướng mắc, các xã phản ánh về Phòng Nội vụ (qua Tổ giúp việc) để giải quyết.",
            [(None, "ad_hoc", "Phòng Nội vụ (qua Tổ giúp việc)")],
        ),
        ("Lập dự toán kinh phí gửi Sở Tài chính.", []),
        ("Trình và báo cáo cấp có thẩm quyền phê duyệt.", []),
        ("Tổng hợp báo cáo UBND huyện trước ngày 10/12/2025.", [("2025-12-10", "once", "UBND huyện")]),
    ],
)
def test_report(text, rows):
    assert [(r.due, r.frequency, r.recipient) for r in read_reports(text)] == rows


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Báo cáo UBND xã trước ngày 20 hằng tháng.", [("monthly", 20, "before")]),
        ("Báo cáo Bộ trưởng hằng quý, chậm nhất ngày 15 tháng cuối quý.", [("quarterly", 15, "latest")]),
        ("Báo cáo UBND xã 6 tháng một lần, trước ngày 10 tháng 6.", [("half_yearly", None, "before")]),
        (
            "Định kỳ trước ngày 20 hằng tháng, báo cáo quý trước ngày 15 của tháng cuối quý, báo cáo năm trước ngày "
            "15/12/2024 gửi về UBND huyện.",
            [("monthly", 20, "before"), ("quarterly", 15, "before"), ("yearly", None, None)],
        ),
        ("Trong 05 ngày, từ ngày 01 đến ngày 05 hằng tháng, gửi báo cáo UBND xã.", [("monthly", 5, "latest")]),
    ],
    ids=["month", "quarter", "day of a month", "several", "span"],
)
def test_the_day_of_a_report_that_comes_every_month_or_quarter(text, days):
    assert [(r.frequency, r.due_day, r.due_kind) for r in read_reports(text)] == days


# --- targets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Chỉ tiêu 2: Tỷ lệ sách mất giảm từ 9 cuốn/1.000 cuốn xuống 6 cuốn/1.000 cuốn.", [("<=", 6, "per_1000")]),
        ("Đạt 70% trường có góc đọc; 35% người giữ xe được tập huấn.", [(">=", 70, "%"), (">=", 35, "%")]),
        ("Có ít nhất một xe sách chạy điện.", [(">=", 1, "count")]),
        ("Số lượt mượn tăng 10 - 13%/năm.", [(">=", 10, "%")]),
        (
            "Thu từ dịch vụ đạt 400 triệu đồng, tốc độ tăng bình quân đạt 5%/năm.",
            [(">=", 400, "count"), (">=", 5, "%")],
        ),
        ("Trên 80% thôn có tủ sách và 100% trường có thư viện.", [(">", 80, "%"), ("=", 100, "%")]),
        ("Tập huấn cho 80 người giữ xe (trong đó 45 nữ).", [("=", 80, "count"), ("=", 45, "count")]),
        ("Mua 20 tỷ đồng tiền sách, trong đó ngân sách tỉnh 12 tỷ đồng.", [("=", 20, "count"), ("=", 12, "count")]),
        ("Tỷ lệ mất sách còn 9% vào năm 2025 và 5% vào năm 2030.", [("<=", 9, "%"), ("<=", 5, "%")]),
    ],
)
def test_numbers_of_an_item(text, rows):
    assert [(f.comparator, f.value, f.unit) for _, _, f in figures_of_item(text)] == rows


def test_each_number_has_its_own_words():
    text = "95% sách cũ, 90% sách mới được đóng bìa; trên 50% giá sách được sửa."
    assert [text[a:b] for a, b, _ in figures_of_item(text)] == [
        "95% sách cũ", "90% sách mới được đóng bìa", "trên 50% giá sách được sửa.",
    ]  # fmt: skip
    text = "Xây 3 nhà sách (trong đó: 1 nhà cấp xã, 2 nhà thôn)."
    assert [text[a:b] for a, b, _ in figures_of_item(text)] == ["Xây 3 nhà sách", "1 nhà cấp xã", "2 nhà thôn"]


def test_what_the_same_subject_does_further_stays_with_its_number():
    text = "100% thôn có tủ sách; bố trí người giữ tủ đủ điều kiện."
    assert [text[a:b] for a, b, _ in figures_of_item(text)] == [text]


# --- time and money --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2026 và các năm tiếp theo",
        "Từ năm 2026",
        "Sau khi có hướng dẫn năm 2026",
        "từ tháng 4/2025 đến khi hết sách",
    ],
)
def test_open_end_is_no_deadline(text):
    assert moment(text, 2025) is None


def test_done_in_a_year():
    assert deadline("Sửa xe sách, hoàn thành trong năm 2025.").day == "2025-12-31"


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("Phối hợp với các trường thường xuyên kiểm tra tủ sách.", "regular"),
        ("Phát tin về sách hằng ngày trên loa.", "regular"),
        ("Sử dụng nguồn chi thường xuyên để mua sách.", None),
        ("Đưa nội dung vào Kế hoạch phát triển kinh tế hằng năm.", None),
        ("Tổ chức ngày hội đọc sách hằng năm.", "yearly"),
    ],
)
def test_recurrence_belongs_to_the_work(text, often):
    assert recurrence(text) == often


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Quản lý theo quy định của Luật Ngân sách nhà nước.", "other"),
        ("Vốn ngoài ngân sách của doanh nghiệp.", "other"),
        ("Bố trí trong dự toán chi năm 2025 của huyện.", "state_budget"),
        ("Hỗ trợ của các tổ chức, cá nhân.", "mobilised"),
    ],
)
def test_source_of_money(text, source):
    assert source_of(text) == source


# --- tables ----------------------------------------------------------------------------------------------------

ANNEX = (
    HEAD
    + "Số: 5/KH-UBND\n\nKẾ HOẠCH\nPhát triển tủ sách năm 2025\n\n"
    + BODY
    + ("\nNơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\nNHIỆM VỤ\n\n")
)


def test_second_body_below_one_task_is_a_task_of_its_own():
    plan = read(
        ANNEX + "| TT | Nội dung thực hiện | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |\n"
        "| 1 | Mua sách | Phòng Nội vụ | Phòng Y tế | 2026 |\n|  |  | UBND các xã | Các trường học |  |\n"
        "| 2 | Sửa xe | Phòng Y tế | Hội Phụ nữ huyện | Thường xuyên |\n"
    )
    rows = [(t.section, t.unit, t.text, t.role, t.deadline) for t in plan.tasks if t.section.startswith("PL")]
    assert rows == [
        ("PL.1", "Phòng Nội vụ", "Mua sách", "lead", "2026-12-31"),
        ("PL.1", "UBND các xã", "Mua sách", "lead", "2026-12-31"),
        ("PL.2", "Phòng Y tế", "Sửa xe", "lead", None),
    ]


def test_who_watches_over_a_task_is_kept():
    plan = read(
        ANNEX + "| TT | Nội dung | Cơ quan chủ trì | Theo dõi, kiểm tra, đôn đốc |\n| 1 | Mua sách | "
        "Phòng Nội vụ | Phòng Tài chính |\n"
    )
    assert plan.tasks[-1].watching == ["Phòng Tài chính"]


def test_table_of_money_sets_no_target():
    plan = read(
        ANNEX + "| TT | Chỉ tiêu | Ước thực hiện 2024 | Dự toán 2025 | Năm 2026 |\n| 1 | Thu phí mượn "
        "sách | 12 | 14 | 15 |\n"
    )
    assert [t.text for t in plan.targets] == ["90% thôn có tủ sách."]


# --- time that reading takes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece", ["báo cáo ", "gửi kết quả về Sở ", "trước ngày 15/11, ", "và số 6/QĐ-TTg ", "chỉ tiêu 1: ", "10% và "]
)
def test_work_grows_with_the_text(piece):
    text = (piece * 2000)[:16000]
    started = time.process_time()
    read_reports(text)
    figures_of_item(text)
    read_bases([paragraph(text)])
    recurrence(text)
    assert time.process_time() - started < 2


# --- what a bare number asks for ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("82% học sinh lớp 5 biết bơi.", 82, ">="),
        ("Mở 15 lớp dạy bơi.", 15, ">="),
        ("Giảm 12% số vụ đuối nước so với năm 2025.", 12, ">="),
        ("Duy trì 98% trẻ em được tiêm chủng.", 98, ">="),
        ("65% trẻ em bị bạo lực được can thiệp.", 65, ">="),
        ("Tỷ lệ trẻ em dưới 6 tuổi có thẻ bảo hiểm y tế 99%.", 99, ">="),
        ("Chi đúng 30% dự toán cho xã.", 30, "="),
        ("Mức hỗ trợ bằng 50% chi phí.", 50, "="),
        ("Tỷ lệ trẻ em bỏ học dưới mức 2%.", 2, "<"),
        ("Thời gian chờ nhiều nhất 15 phút.", 15, "<="),
        ("Tỷ lệ mất sách 3% trở xuống.", 3, "<="),
        ("Tỷ lệ suy dinh dưỡng thể thấp còi 14,5%.", 14.5, "="),
        ("Không để xảy ra vụ đuối nước nào.", 0, "="),
    ],
)
def test_what_a_bare_number_asks_for(text, value, sign):
    assert comparator_of(text, "=", value) == sign
    assert comparator_of(text, "<", value) == "<"


def test_a_number_of_what_is_bad_without_a_word_is_looked_at():
    text = (
        "KẾ HOẠCH\nNăm 2026\n\nI. CHỈ TIÊU\n- Tỷ lệ hộ nghèo 2,5%.\n- Tỷ lệ hộ nghèo giảm 1%.\n- 90% hộ có nước sạch.\n"
    )
    doubts = read_plan(Source(text)).doubts
    assert [doubt.text for doubt in doubts if doubt.code == "target_direction"] == ["Tỷ lệ hộ nghèo 2,5%."]


# --- several days in one sentence --------------------------------------------------------------------------------


def _doubted(task):
    text = f"KẾ HOẠCH\nDạy bơi năm 2026\n\nI. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế\n- {task}\n"
    return [doubt.text for doubt in read_plan(Source(text)).doubts if doubt.code == "several_days"]


def test_a_day_that_is_no_deadline_and_no_report_is_looked_at():
    assert _doubted("Kiểm tra bể bơi xong trước ngày 30/4 và 30/9/2026.")
    assert not _doubted("Kiểm tra bể bơi xong trước ngày 30/9/2026; báo cáo UBND xã trước ngày 10/10/2026.")
    assert not _doubted("Báo cáo UBND xã trước ngày 15/5 và 15/11/2026.")
    assert not _doubted("Tổ chức tháng hành động từ ngày 01/6 đến ngày 30/6/2026.")
