"""Dates, recurrences, numbers, names and reports in single sentences."""

import pytest
from document import attributes, dates, header, names, reporting
from document.bases import read_bases
from document.markers import marker_of
from document.paragraphs import Paragraph
from document.readers.numbering import letter, roman
from document.targets import figures_of_item


@pytest.mark.parametrize(
    ("text", "day", "kind"),
    [
        ("Gửi danh sách trước ngày 31/10/2024.", "2024-10-31", "before"),
        ("Hoàn thành chậm nhất ngày 05 tháng 7 năm 2025", "2025-07-05", "latest"),
        ("Hoàn thành trong quý II/2024", "2024-06-30", "latest"),
        ("xong trong Quí IV năm 2025", "2025-12-31", "latest"),
        ("hoàn thành trong tháng 2/2024", "2024-02-29", "latest"),
        ("nộp trước ngày 20/4", "2026-04-20", "before"),
        ("theo Quyết định số 641/QĐ-TTg ngày 28/4/2021 của Thủ tướng Chính phủ", None, None),
        ("theo quy định của pháp luật", None, None),
        ("trẻ từ 06 tháng đến 36 tháng tuổi", None, None),
    ],
)
def test_deadline(text, day, kind):
    found = dates.deadline(text, 2026)
    assert (found.day, found.kind) == (day, kind) if found else (day, kind) == (None, None)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Từ tháng 8 đến tháng 10 năm 2025", "2025-10-31"),
        ("Tháng 6-9/2026", "2026-09-30"),
        ("Quý I, II/2025", "2025-06-30"),
        ("Năm 2024 - 2025", "2025-12-31"),
        ("6 tháng đầu năm 2025", "2025-06-30"),
        ("Thường xuyên", None),
    ],
)
def test_moment_of_a_column(phrase, day):
    assert dates.moment(phrase) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Định kỳ rà soát số liệu", "regular"),
        ("Thường xuyên kiểm tra các điểm nguy hiểm", "regular"),
        ("khám sức khỏe định kỳ cho học sinh", None),
        ("bảo đảm hoạt động vận động thường xuyên", None),
        ("Hằng năm xây dựng kế hoạch", "yearly"),
        ("bố trí trong dự toán ngân sách hằng năm", None),
        ("Định kỳ hằng quý giao ban", "quarterly"),
        ("thực hiện theo quy định", None),
    ],
)
def test_recurrence(text, period):
    assert dates.recurrence(text) == period


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Phấn đấu 70% trẻ em; 90% trẻ khuyết tật", [(">=", 70, "%"), (">=", 90, "%")]),
        ("Trên 95% trẻ em từ 6 đến dưới 16 tuổi biết bơi", [(">", 95, "%")]),
        ("95% trở lên học sinh biết bơi", [(">=", 95, "%")]),
        ("Giảm tỷ lệ bỏ học xuống dưới 0,1%", [("<", 0.1, "%")]),
        ("Tỷ suất tử vong trên 1.000 trẻ đẻ sống ≤ 1,5", [("<=", 1.5, "per_1000")]),
        (
            "xuống còn 500/100.000 trẻ em năm 2025 và 450/100.000 năm 2030",
            [("<=", n, "per_100000") for n in (500, 450)],
        ),
        ("Hằng năm giảm 5-10% số vụ", [(">=", 5, "%")]),
        ("Không để xảy ra ngộ độc", [("=", 0, "count")]),
        ("70.000 ngôi nhà an toàn vào năm 2025 và 80.000 vào năm 2030", [("=", n, "count") for n in (70000, 80000)]),
        ("Tỷ lệ xã đạt chuẩn đạt 65%24", [(">=", 65, "%")]),
        ("Quan tâm trẻ em dưới 6 tuổi, giai đoạn 2021 - 2030", []),
    ],
)
def test_figures(text, figures):
    assert [(f.comparator, f.value, f.unit) for _, _, f in figures_of_item(text)] == figures


@pytest.mark.parametrize(
    ("text", "name", "rest", "requested"),
    [
        ("Sở Y tế: Chủ trì tiêm chủng.", "Sở Y tế", "Chủ trì tiêm chủng.", False),
        ("Giao Phòng Nội vụ theo dõi việc thực hiện.", "Phòng Nội vụ", "theo dõi việc thực hiện.", False),
        ("Đề nghị Hội Nông dân vận động hội viên.", "Hội Nông dân", "vận động hội viên.", True),
        ("Ban Chỉ đạo xã có trách nhiệm chỉ đạo chung.", "Ban Chỉ đạo xã", "có trách nhiệm chỉ đạo chung.", False),
        (
            "Các tổ chức chính trị - xã hội phối hợp tuyên truyền.",
            "Các tổ chức chính trị - xã hội", "phối hợp tuyên truyền.", False,
        ),
        ("Tổ chức hội nghị tổng kết.", None, "Tổ chức hội nghị tổng kết.", False),
        ("Báo cáo kết quả theo quy định.", None, "Báo cáo kết quả theo quy định.", False),
        ("Số liệu phải chính xác.", None, "Số liệu phải chính xác.", False),
    ],
)  # fmt: skip
def test_name_of_a_unit(text, name, rest, requested):
    assert names.split_name(text) == (name, rest, requested)


@pytest.mark.parametrize(
    "name", ["UBND các phường", "Các trường học", "Thủ trưởng các sở, ban, ngành", "Cộng tác viên thôn"]
)
def test_collective_name(name):
    assert names.is_collective(name)


@pytest.mark.parametrize("name", ["Phòng Y tế, Trung tâm Y tế quận", "Công an xã", "Sở Tài chính"])
def test_single_name(name):
    assert not names.is_collective(name)


def test_coordinating_names():
    assert attributes.names("Sở Y tế, Công an tỉnh và các sở, ban, ngành liên quan; UBND các huyện, thị xã") == [
        "Sở Y tế, Công an tỉnh và các sở, ban, ngành liên quan", "UBND các huyện, thị xã",
    ]  # fmt: skip
    assert attributes.names("Phòng Tài chính - Kế hoạch, Huyện đoàn") == ["Phòng Tài chính - Kế hoạch", "Huyện đoàn"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("báo cáo kết quả theo quy định.", []),
        ("Tổng hợp, báo cáo UBND xã về kết quả thực hiện.", [(None, None, "UBND xã")]),
        ("Báo cáo về Sở Y tế trước ngày 15/12/2025.", [("2025-12-15", "once", "Sở Y tế")]),
        ("Hằng năm (trước ngày 15/11) báo cáo UBND tỉnh.", [("--11-15", "yearly", "UBND tỉnh")]),
        ("Khi có vướng mắc, kịp thời báo cáo UBND xã để giải quyết.", [(None, "ad_hoc", "UBND xã")]),
        (
            "Gửi báo cáo kết quả về Sở Y tế trước ngày 05/7 và 05/01/2026.",
            [("2025-07-05", "once", "Sở Y tế"), ("2026-01-05", "once", "Sở Y tế")],
        ),
        (
            "Báo cáo UBND xã trước ngày 20 tháng 5 và tháng 11 hằng năm.",
            [("--05-20", "half_yearly", "UBND xã"), ("--11-20", "half_yearly", "UBND xã")],
        ),
        (
            "Báo cáo UBND xã vào ngày 10/3, 10/6, 10/9, 10/12.",
            [(f"--{m}-10", "quarterly", "UBND xã") for m in ("03", "06", "09", "12")],
        ),
        (
            "Báo cáo UBND xã vào ngày 08 các tháng 3, 6, 9 và 12 hằng năm, đột xuất khi có yêu cầu.",
            [(f"--{m}-08", "quarterly", "UBND xã") for m in ("03", "06", "09", "12")] + [(None, "ad_hoc", "UBND xã")],
        ),
        (
            "Báo cáo trước ngày 12/6 đối với báo cáo 6 tháng, trước ngày 28/11 đối với báo cáo năm về Sở Y tế.",
            [("--06-12", "half_yearly", "Sở Y tế"), ("--11-28", "yearly", "Sở Y tế")],
        ),
        ("Báo cáo UBND xã trước ngày 02/5; 02/9/2025.", [(f"2025-{m}-02", "once", "UBND xã") for m in ("05", "09")]),
        (
            "Báo cáo UBND xã cuối quý I và quý III năm 2025.",
            [
                ("2025-03-31", "once", "UBND xã"),
                ("2025-09-30", "once", "UBND xã"),
            ],
        ),
        ("Báo cáo UBND xã số liệu từ ngày 01/6 đến ngày 30/11/2025.", [("2025-11-30", "once", "UBND xã")]),
    ],
)
def test_reports(text, rows):
    assert [(r.due, r.frequency, r.recipient) for r in reporting.read_reports(text, 2025)] == rows


def test_two_days_of_every_month():
    found = reporting.read_reports("Báo cáo UBND xã trước ngày 12 và ngày 27 hằng tháng.")
    assert [(r.frequency, r.due_day, r.due_kind) for r in found] == [
        ("monthly", 12, "before"),
        ("monthly", 27, "before"),
    ]


def test_bases():
    text = (
        "Thực hiện Kế hoạch số 36/KH – UBND ngày 23/01/2026 của UBND Thành phố; Luật số 102/2016/QH13; "
        "Theo đề nghị của Sở Y tế tại Tờ trình số 9/TTr-SYT ngày 1/2/2026"
    )
    found = read_bases([Paragraph(text, None, 1, 0, len(text))])
    assert [(b.number, b.date) for b in found] == [("36/KH-UBND", "2026-01-23"), ("102/2016/QH13", None)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("IV. TỔ CHỨC", "IV"),
        ("II- NHIỆM VỤ", "II"),
        ("1.2. Sở Y tế", "1.2"),
        ("đ) Kiểm tra", "đ"),
        ("- Mở lớp", ""),
        ("3/ Công an", "3"),
    ],
)
def test_marker(text, label):
    assert marker_of(text).label == label


@pytest.mark.parametrize("text", ["2021 - 2030", "100.000 trẻ em", "30/4 hằng năm", "Mở lớp", "...", "12,5% trẻ em"])
def test_no_marker(text):
    assert marker_of(text) is None


def test_word_numbers():
    assert [roman(n) for n in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
    assert [letter(n) for n in (1, 26, 27)] == ["a", "z", "aa"]


@pytest.mark.parametrize(
    ("printed", "issuer", "level"),
    [
        ("ỦY BAN NHÂN DÂN QUẬN ĐÔNG HẢI", "UBND quận Đông Hải", "district"),
        ("UBND TỈNH A SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội tỉnh A", "province"),
        ("UBND HUYỆN MAI LÂM UBND XÃ SƠN TRÀ", "UBND xã Sơn Trà", "commune"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "UBND thành phố Hà Nội", "province"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ AN KHÊ", "UBND thành phố An Khê", "district"),
        ("BỘ Y TẾ", "Bộ Y tế", "national"),
    ],
)
def test_issuer(printed, issuer, level):
    assert header.straight_issuer([printed]) == issuer
    assert header.level_of(issuer) == level


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Công tác trẻ em năm 2024", 2024, 2024),
        ("THỰC HIỆN CHƯƠNG TRÌNH GIAI ĐOẠN 2021-2030", 2021, 2030),
        ("Thực hiện Chương trình giai đoạn 2021 - 2030 trên địa bàn xã năm 2025", 2025, 2025),
        ("Thực hiện Nghị quyết số 5/NQ-CP ngày 13 tháng 01 năm 2014, giai đoạn 2021-2025", 2021, 2025),
        ("Năm học 2024 - 2025", 2024, 2025),
        ("Phòng chống đuối nước đến năm 2030", 2023, 2030),
    ],
)
def test_period(title, start, end):
    assert header.period_of(title, [], 2023) == {"start": f"{start}-01-01", "end": f"{end}-12-31"}
