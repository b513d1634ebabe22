"""Further kinds of misreading seen on real plans of provinces, departments and schools, each with an invented text."""

import pytest
from document import read_document
from document.aims import striving_sentences
from document.header import period_of
from document.letterhead import take_letterhead
from document.lines import printed_lines
from document.names import is_collective, split_name
from document.paragraphs import mend
from document.reporting import read_reports
from document.source import from_markdown

HEAD = "UBND XÃ HÒA LẠC\nSố: 22/KH-UBND\nHòa Lạc, ngày 04 tháng 3 năm 2025\n\nKẾ HOẠCH\nGiữ sạch bến đò năm 2025\n\n"
PART = "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Mua vợt.\n"


def plan_of(body, head=HEAD):
    return read_document((head + body).encode())


def tasks(plan):
    return [(task.section, task.unit, task.text) for task in plan.tasks]


def reports(text):
    return [(report.due, report.frequency, report.recipient) for report in read_reports(text)]


# --- head and ending -------------------------------------------------------------------------------------------


def test_issuer_without_a_letterhead_draws_the_plan_up_itself():
    base = "Căn cứ Kế hoạch số 3/KH-SCT ngày 02/01/2025 của Sở Công Thương về việc triển khai dọn bến;\n"
    own = "Trường THCS Bến Đò xây dựng Kế hoạch giữ sạch bến đò như sau:\n"
    plan = plan_of(base + own + PART, "KẾ HOẠCH\nGiữ sạch bến đò\n\n")
    assert plan.issuer == "Trường THCS Bến Đò"


def test_place_and_date_above_the_recipients_stand_for_those_of_a_lost_head():
    end = "\nHòa Lạc, ngày 04 tháng 3 năm 2025\nNơi nhận:\n- Đảng ủy xã;\n- Lưu: VT.\nHIỆU TRƯỞNG\nLê Văn Bến\n"
    plan = plan_of("I. NHIỆM VỤ\n1. Vớt rác ở bến.\n" + PART + end, "KẾ HOẠCH\nGiữ sạch bến đò\n\n")
    assert (plan.place, plan.issued_on) == ("Hòa Lạc", "2025-03-04")


def test_youth_union_among_the_blocks_is_no_letterhead():
    text = HEAD + "I. NHIỆM VỤ\n1. Vớt rác.\nTổ chức Đoàn Thanh niên Cộng sản Hồ Chí Minh\nVớt rác ở bến.\n"
    left = [line.text for line in take_letterhead(printed_lines(from_markdown(text)))[1]]
    assert "Tổ chức Đoàn Thanh niên Cộng sản Hồ Chí Minh" in left


def test_years_of_a_quoted_programme_are_not_those_of_the_plan():
    text = (
        'Trường xây dựng Kế hoạch triển khai Chương trình "Giữ sạch bến đò và dòng sông giai đoạn 2021 - 2030" '
        "từ năm 2026 đến năm 2028 như sau:"
    )
    paragraphs = mend(printed_lines(from_markdown(f"{text}\nI. NHIỆM VỤ\n")))
    assert period_of("Giữ sạch bến đò", paragraphs, 2026) == {"start": "2026-01-01", "end": "2028-12-31"}


# --- parts and blocks ------------------------------------------------------------------------------------------


BARE = (
    "I. NHIỆM VỤ\n\nĐổi mới cách vớt rác\n\nMua vợt và thuyền cho các tổ. Vớt rác mỗi tuần.\n\nNâng cao hiểu biết\n\n"
    "Tổ chức nói chuyện với học sinh.\n\nII. TỔ CHỨC THỰC HIỆN\n\nBan Giám hiệu\n\nChỉ đạo việc vớt rác.\n\n"
    "Tổ hành chính và nhân viên\n\nTổ hành chính có trách nhiệm mua vợt.\n\n"
    "Bộ phận kế toán tham mưu việc bố trí kinh phí mua vợt.\n\n"
    "Tổ chức Đoàn Thanh niên Cộng sản Hồ Chí Minh\n\nGiáo viên chủ nhiệm quản lý lớp.\n\nVớt rác ở bến.\n\n"
)


def test_heads_without_numbers_are_heads():
    plan = plan_of(BARE)
    assert [a.text for a in plan.activities] == [
        "Mua vợt và thuyền cho các tổ. Vớt rác mỗi tuần.",
        "Tổ chức nói chuyện với học sinh.",
    ]


def test_blocks_without_numbers_keep_their_work():
    plan = plan_of(BARE)
    assert [unit.name for unit in plan.units if unit.section == "II"][:3] == [
        "Ban Giám hiệu",
        "Tổ hành chính",
        "Bộ phận kế toán",
    ]
    assert ("II", "Tổ chức Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Vớt rác ở bến.") in tasks(plan)


def test_one_short_line_makes_no_order_of_heads():
    plan = plan_of("I. NHIỆM VỤ\n\nVớt rác ở bến\n\nMua vợt cho các tổ.\n\n" + PART)
    assert len(plan.activities) == 2


def test_heads_that_all_open_with_towards_are_bodies():
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n1. Đối với Ban Giám hiệu\n- Mua vợt.\n2. Đối với giáo viên chủ nhiệm\n"
        "- Nhắc học sinh.\n"
        "3. Đối với thủy thủ bến đò\n- Vớt rác.\n"
    )
    assert [unit.name for unit in plan_of(body).units] == [
        "Ban Giám hiệu",
        "giáo viên chủ nhiệm",
        "thủy thủ bến đò",
    ]


def test_closing_sentence_that_gives_all_the_work_stays():
    body = (
        "I. NHIỆM VỤ\n1. Vớt rác.\nII. TỔ CHỨC THỰC HIỆN\nCăn cứ Kế hoạch này, Phòng Kinh tế xây dựng lịch vớt rác.\n"
    )
    assert [unit for _, unit, _ in tasks(plan_of(body))] == ["Phòng Kinh tế"]


def test_a_teacher_is_no_closing_word():
    body = "II. TỔ CHỨC THỰC HIỆN\n1. Ban Giám hiệu\nPhòng học được giáo viên quét dọn.\nVớt rác ở bến.\n"
    assert len(tasks(plan_of(body))) == 2


def test_verbs_below_forms_of_work_are_activities():
    body = (
        "I. ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC\n1. Đối tượng\n- Khách qua đò.\n2. Hình thức tuyên truyền\n"
        "- Tổ chức nói chuyện ở bến đò.\n- Tuyên truyền trên loa của bến.\n"
        "- Xây dựng tờ rơi cho khách.\n" + PART
    )
    assert len(plan_of(body).activities) == 3


@pytest.mark.parametrize(
    "name", ["Đội ngũ thủy thủ", "Giáo viên chủ nhiệm các lớp", "Giáo viên bộ môn", "Các tổ vớt rác"]
)
def test_names_of_many(name):
    assert is_collective(name)


def test_person_in_brackets_and_how_often_are_no_part_of_a_name():
    assert split_name("Nhân viên y tế (đồng chí Lê Bến) theo dõi nước.")[0] == "Nhân viên y tế"
    assert split_name("Các bộ phận định kỳ báo cáo về Ban Giám hiệu.")[0] == "Các bộ phận"


def test_digital_ends_a_heading():
    lines = printed_lines(
        from_markdown("1. Đẩy mạnh chuyển đổi số\n\nXây dựng trang tin của bến.\n\n2. Vớt rác\n\n3. Mua\n")
    )
    assert "Xây dựng trang tin của bến." in [p.text for p in mend(lines)]


# --- targets, days, reports ------------------------------------------------------------------------------------


def test_sentence_of_work_that_strives_for_a_number_is_a_target():
    text = "Vớt rác ở các bến trong xã. Phấn đấu mỗi năm dọn từ 05 bến đò trở lên."
    assert striving_sentences(text) == ["Phấn đấu mỗi năm dọn từ 05 bến đò trở lên."]
    plan = plan_of(f"I. NHIỆM VỤ\n1. {text}\n" + PART)
    assert [t.value for t in plan.targets] == [5] and len(plan.activities) == 1


def test_heading_above_a_table_gives_its_rows_the_day():
    head = "| Thời gian | Nội dung | Phụ trách |\n"
    body = (
        "I. CHƯƠNG TRÌNH CHI TIẾT\nNGÀY 1: THỨ HAI, NGÀY 24/8/2026\n"
        f"{head}| 7h00 | Vớt rác ở bến | Tổ vớt rác |\nNGÀY 2: THỨ BA, NGÀY 25/8/2026\n"
        f"{head}| 8h00 | Rửa thuyền | Tổ thuyền |\n" + PART
    )
    assert [task.deadline for task in plan_of(body).tasks[:2]] == ["2026-08-24", "2026-08-25"]


def test_report_of_every_year_beside_one_of_a_single_day():
    text = "Báo cáo Ban Giám hiệu: báo cáo sơ kết trước ngày 15/6 hằng năm và báo cáo tổng kết trước ngày 15/11/2030."
    assert reports(text) == [("--06-15", "yearly", "Ban Giám hiệu"), ("2030-11-15", "once", "Ban Giám hiệu")]


def test_what_is_told_within_another_report_is_none():
    assert reports("Lồng ghép kết quả vào báo cáo công tác của xã.") == []


def test_recipient_keeps_the_way_that_stands_in_brackets():
    text = "Báo cáo kết quả về UBND tỉnh (qua Sở Nội vụ) trước ngày 15/6/2026."
    assert reports(text) == [("2026-06-15", "once", "UBND tỉnh (qua Sở Nội vụ)")]


@pytest.mark.parametrize("work", ["Đưa tin thời sự hằng ngày ở bến.", "Gửi kế hoạch vớt rác định kỳ cho các tổ."])
def test_how_often_belongs_to_the_noun(work):
    assert tasks(plan_of(f"II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {work}\n"))
    assert plan_of(f"II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {work}\n").tasks[0].recurrence is None


def test_who_follows_the_plan_at_others_is_the_standing_office():
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Mua vợt.\n2. Phòng Nội vụ\n"
        "- Theo dõi, đôn đốc việc thực hiện Kế hoạch giữ sạch bến đò của các cơ quan.\n"
    )
    assert [unit.name for unit in plan_of(body).units if unit.standing] == ["Phòng Nội vụ"]
