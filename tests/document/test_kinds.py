"""Kinds of misreading, each with an invented text: what stands in the text is read, whatever way it is printed."""

import pytest
from document import read_document

HEAD = (
    "UBND XÃ HÒA LẠC\nSố: 21/KH-UBND\nHòa Lạc, ngày 03 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nTrồng vườn rau trường học năm 2025\n\n"
)


def plan_of(body):
    return read_document((HEAD + body).encode())


def units(plan):
    return [(unit.section, unit.name) for unit in plan.units]


def tasks(plan):
    return [(task.unit, task.text) for task in plan.tasks]


def activities(plan):
    return [activity.text for activity in plan.activities]


# --- marks, blank lines, bars ------------------------------------------------------------------------------------


def test_bold_marks_that_close_after_a_blank_or_over_lines():
    plan = plan_of(
        "**II. TỔ CHỨC\nTHỰC HIỆN**\n\n**1. Phòng Văn hóa: **Phát động tuần lễ trồng rau.\n\n"
        "*2. Trạm Y tế xã*\n\n- Hướng dẫn *(tại chỗ) *cách rửa rau.\n\n** **\n\n***3. Các trường học***\n\n"
        "- Lập đội trực nhật **mỗi lớp**.\n"
    )
    assert units(plan) == [("II.1", "Phòng Văn hóa"), ("II.2", "Trạm Y tế xã"), ("II.3", "Các trường học")]
    assert tasks(plan)[1] == ("Trạm Y tế xã", "Hướng dẫn (tại chỗ) cách rửa rau.")
    assert not [row for row in tasks(plan) if "*" in row[1]]


def test_star_that_is_a_bullet_stays_one():
    plan = plan_of("**II. NỘI DUNG**\n\n* Mua hạt giống *(ba loại)* cho các trường.\n* Đào hố ủ phân.\n")
    assert activities(plan) == ["Mua hạt giống (ba loại) cho các trường.", "Đào hố ủ phân."]


def test_line_ends_mean_nothing_between_blank_lines():
    plan = plan_of(
        "II. NHIỆM\nVỤ\n\n-\nMua hạt giống cho các trường ở xa và sửa\nlại giếng nước.\n\n- Đào\n"
        "hố ủ phân ở mỗi trường.\n\n"
        "III. TỔ CHỨC THỰC\nHIỆN\n\n1.\nPhòng Kinh tế - Hạ\ntầng\n\n- Lắp vòi\nnước.\n\n2. Phòng\nTài chính\n\n"
        "- Cấp tiền mua\nhạt.\n"
    )
    assert activities(plan) == [
        "Mua hạt giống cho các trường ở xa và sửa lại giếng nước.",
        "Đào hố ủ phân ở mỗi trường.",
    ]
    assert units(plan) == [("III.1", "Phòng Kinh tế - Hạ tầng"), ("III.2", "Phòng Tài chính")]


def test_table_printed_a_cell_between_bars():
    cells = [
        ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
        ["I", "CHUẨN BỊ"],
        ["1", "Khảo sát đất trồng", "Phòng Kinh tế", "Các trường học", "Tháng 4/2025"],
        ["2", "Mua hạt giống", "Phòng Tài chính", "", "Quý II/2025"],
    ]
    table = "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in cells)
    plan = plan_of(
        "II. NỘI DUNG\n\n1. Thực hiện theo bảng.\n\nNơi nhận:\n- Các trường;\n- Lưu: VT.\n\nPHỤ LỤC\n\n" + table + "\n"
    )
    assert [(t.section, t.unit, t.deadline) for t in plan.tasks] == [
        ("PL.1", "Phòng Kinh tế", "2025-04-30"),
        ("PL.2", "Phòng Tài chính", "2025-06-30"),
    ]


# --- what a part is for ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["NỘI DUNG VÀ GIẢI PHÁP", "CÁC VIỆC CẦN LÀM", "LỘ TRÌNH", "NHIỆM VỤ TRỌNG TÂM"])
def test_part_whose_blocks_are_bodies_gives_work(heading):
    plan = plan_of(
        f"II. {heading}\n1. Phòng Văn hóa\na) Lập danh sách các trường có đất trống.\n2. Đoàn xã\n"
        "a) Cử đoàn viên làm đất.\n3. Hội Nông dân xã: Chọn giống rau.\n"
    )
    assert units(plan) == [("II.1", "Phòng Văn hóa"), ("II.2", "Đoàn xã"), ("II.3", "Hội Nông dân xã")]
    assert len(plan.tasks) == 3
    assert plan.activities == []


def test_blocks_one_level_deeper_and_a_person_beside_bodies():
    plan = plan_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Nhiệm vụ của Tổ vườn rau\n1.1. Tổ trưởng Tổ vườn rau\n- Chỉ đạo chung.\n"
        "1.2. Phòng Văn hóa\n- Tổng hợp số vườn.\nThời gian hoàn thành: Trước ngày 20/4/2025.\n"
        "- Theo dõi việc chăm sóc.\nThời gian thực hiện: Từ tháng 5/2025 đến khi thu hoạch xong.\n"
    )
    assert units(plan) == [("III.1.1", "Tổ trưởng Tổ vườn rau"), ("III.1.2", "Phòng Văn hóa")]
    assert [t.deadline for t in plan.tasks] == [None, "2025-04-20", None]


def test_head_that_no_list_knows_is_a_body_beside_bodies():
    plan = plan_of(
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Phòng Văn hóa\n- Lập danh sách.\n2. Trạm Y tế xã\n- Hướng dẫn rửa rau.\n"
        "3. Quản trị viên trang Vườn xanh\n- Đăng ảnh các vườn.\n"
    )
    assert ("Quản trị viên trang Vườn xanh", "Đăng ảnh các vườn.") in tasks(plan)
    assert "block_without_unit" in {doubt.code for doubt in plan.doubts}


def test_award_part_is_no_work():
    plan = plan_of(
        "II. NỘI DUNG\n- Trồng ba luống rau ở mỗi trường.\n\nIII. GIẢI THƯỞNG VƯỜN ĐẸP\n- Tập thể: hai giải nhất.\n"
        "- Tổ cộng tác viên: hai giải cá nhân.\n"
    )
    assert activities(plan) == ["Trồng ba luống rau ở mỗi trường."]
    assert plan.units == []


def test_part_that_nobody_understands_is_unknown_with_a_doubt():
    plan = plan_of("II. NỘI DUNG\n- Trồng rau.\n\nIII. ĐÔI LỜI\n- Rau sạch quý lắm.\n- Ai cũng thích.\n")
    assert activities(plan) == ["Trồng rau."]
    assert {"Rau sạch quý lắm.", "Ai cũng thích."} <= {other.text for other in plan.other}
    assert "text_of_no_item" in {doubt.code for doubt in plan.doubts}


# --- who does what -----------------------------------------------------------------------------------------------


def test_value_says_who_leads_and_who_joins_in():
    plan = plan_of(
        "II. NỘI DUNG\n1. Mua hạt giống\n- Nội dung: Mua ba loại hạt giống.\n"
        "- Cơ quan thực hiện: Phòng Kinh tế chủ trì, phối hợp với Phòng Tài chính - Kế hoạch, các trường học.\n"
        "- Thời gian thực hiện: Tháng 4/2025.\n"
    )
    (task,) = plan.tasks
    assert (task.unit, task.role, task.deadline) == ("Phòng Kinh tế", "lead", "2025-04-30")
    assert task.coordinating == ["Phòng Tài chính - Kế hoạch", "các trường học"]
    assert task.text == "Mua ba loại hạt giống."


def test_card_of_letters_with_bullets_below_them():
    plan = plan_of(
        "II. NHIỆM VỤ\n1. Về giống\na) Nhiệm vụ:\n- Chọn giống rau hợp đất.\n- Phát giống cho các trường.\n"
        "b) Cơ quan thực hiện:\n- Đơn vị chủ trì: Hội Nông dân xã.\n- Đơn vị phối hợp: Đoàn xã.\n"
        "c) Thời gian thực hiện: Thực hiện thường xuyên.\n"
    )
    assert [(t.section, t.unit, t.recurrence) for t in plan.tasks] == [("II.1", "Hội Nông dân xã", "regular")] * 2
    assert plan.activities == []


def test_role_of_a_lead_in_governs_its_bullets():
    plan = plan_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa\na) Chủ trì, phối hợp với các trường:\n- Chọn đất.\n- Chọn giống.\n"
        "b) Phối hợp với Trạm Y tế:\n- Kiểm tra nước tưới.\n2. Đoàn xã\n- Cử đoàn viên.\n"
    )
    assert [t.role for t in plan.tasks] == ["lead", "lead", "coordinate", None]


def test_body_and_verb_are_a_task_wherever_they_stand():
    plan = plan_of(
        "II. NỘI DUNG\n1. Chăm sóc\n- Tưới rau hai lần mỗi ngày.\n- Các Trạm Y tế xã hỗ trợ kiểm tra nước.\n"
        "- Nhổ cỏ, bắt sâu.\n- Trước ngày 30/4/2025: Đoàn xã sửa hàng rào.\n"
    )
    assert tasks(plan) == [("Các Trạm Y tế xã", "hỗ trợ kiểm tra nước."), ("Đoàn xã", "sửa hàng rào.")]
    assert plan.tasks[1].deadline == "2025-04-30"
    assert len(plan.activities) == 2


def test_nouns_listed_behind_a_sentence_belong_to_it():
    plan = plan_of(
        "II. NỘI DUNG\n1. Công cụ\n- Trang bị đồ làm vườn, như:\n+ Cuốc nhỏ.\n+ Bình tưới.\n- Lắp vòi nước.\n"
    )
    assert activities(plan) == ["Trang bị đồ làm vườn, như: Cuốc nhỏ. Bình tưới.", "Lắp vòi nước."]


def test_body_named_behind_a_condition():
    plan = plan_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Văn hóa theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
        "2. Căn cứ Kế hoạch này, các trường học xây dựng lịch chăm sóc. Trạm Y tế xã kiểm tra nước tưới.\n"
    )
    assert units(plan) == [("III.1", "Phòng Văn hóa"), ("III.2", "các trường học"), ("III.2", "Trạm Y tế xã")]
    assert plan.units[0].standing
    assert [t.text for t in plan.tasks[1:]] == ["xây dựng lịch chăm sóc.", "kiểm tra nước tưới."]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổng rà soát số vườn trước khi trồng.", None),
        ("Hội nghị tổng kết ở xã.", None),
        ("Các chủ đầu tư khu nhà ở bố trí đất trồng.", "Các chủ đầu tư khu nhà ở"),
        ("Trưởng các phòng cụ thể hóa thành chương trình riêng.", "Trưởng các phòng"),
        ("Phòng Quản lý Xây dựng lắp vòi nước.", "Phòng Quản lý Xây dựng"),
        ("Sở Ngoại vụ (đơn vị đầu mối) mời chuyên gia.", "Sở Ngoại vụ"),
    ],
)
def test_words_are_told_by_their_tone_marks(text, name):
    plan = plan_of(f"II. NỘI DUNG\n- Trồng rau.\n- {text}\n- Tưới rau.\n")
    assert [unit.name for unit in plan.units] == ([name] if name else [])


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("UBND cấp xã", True),
        ("Tất cả thành viên Ban Chỉ đạo", True),
        ("Ủy ban nhân dân xã, phường", True),
        ("Sở Tài chính và Ủy ban nhân dân các xã", True),
        ("Ban Quản lý các khu công nghiệp", False),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật", False),
        ("Hiệp hội Doanh nghiệp", False),
        ("Viện kiểm sát nhân dân, Tòa án nhân dân", False),
    ],
)
def test_names_of_many(name, many):
    plan = plan_of(f"III. TỔ CHỨC THỰC HIỆN\n1. {name}\n- Trồng rau.\n2. Phòng Văn hóa\n- Tưới rau.\n")
    assert (plan.units[0].name, plan.units[0].collective) == (name, many)


def test_lead_in_that_lists_targets():
    plan = plan_of(
        "II. NỘI DUNG\n1. Nội dung chính\nCác trường cùng thi đua với các chỉ tiêu cụ thể như sau:\n"
        "(1) 100% trường có vườn rau;\n(2) Ít nhất 80% lớp có luống riêng.\n2. Cách làm\n- Chia tổ trồng rau.\n"
    )
    assert [(t.section, t.value, t.comparator) for t in plan.targets] == [("II.1.1", 100, "="), ("II.1.2", 80, ">=")]
    assert activities(plan) == ["Chia tổ trồng rau."]
