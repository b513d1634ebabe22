"""Kinds of misreading seen on real plans of provinces, departments and committees, each with an invented text."""

from pathlib import Path

import making
import pytest
from document import header, read_document
from document.funding import source_of
from document.names import split_name
from document.readers import doc
from docx import Document

HEAD = "UBND XÃ HÒA LẠC\nSố: 22/KH-UBND\nHòa Lạc, ngày 04 tháng 3 năm 2025\n\nKẾ HOẠCH\nGiữ sạch bến đò năm 2025\n\n"
END = "Nơi nhận:\n- Đảng ủy xã;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bến\n\n"
ANNEX = "PHỤ LỤC\nNHIỆM VỤ CỤ THỂ\n\n"
WORK = "I. NHIỆM VỤ\n- Vớt rác ở bến đò.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Mua vợt.\n\n"


def plan_of(body):
    return read_document((HEAD + body).encode())


def units(plan):
    return [(unit.section, unit.name) for unit in plan.units]


def tasks(plan):
    return [(task.section, task.unit, task.text) for task in plan.tasks]


# --- files and tables ------------------------------------------------------------------------------------------


def test_old_word_file_is_read(monkeypatch):
    document = Document()
    for text in ("KẾ HOẠCH", "Giữ sạch bến đò năm 2025", "I. NHIỆM VỤ", "1. Vớt rác ở bến đò."):
        document.add_paragraph(text)
    made = making.saved(document)

    def convert(command, folder, seconds):
        Path(folder, "plan.docx").write_bytes(made)

    monkeypatch.setattr(doc, "need_tool", lambda *names: "office")
    monkeypatch.setattr(doc, "run_tool", convert)
    assert "Vớt rác ở bến đò." in doc.read_doc(b"\xd0\xcf\x11\xe0 old").text


def test_group_over_all_columns_is_a_section_of_its_rows():
    head = "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |\n|---|---|---|---|---|\n"
    spans = " | ".join(["I. Dọn bến"] * 5)
    plan = plan_of(
        f"{WORK}{END}{ANNEX}{head}| {spans} |\n| 1 | Vớt bèo | Phòng Kinh tế | Các thôn | Tháng 4/2025 |\n"
        "| 2 | Sơn lại biển | Phòng Kinh tế | Các thôn | Tháng 5/2025 |\n| II. Giữ bến | | | | |\n"
        "| 1 | Cắt cử người trực | Công an xã | Các thôn | Tháng 6/2025 |\n"
    )
    assert tasks(plan)[1:] == [
        ("PL.I.1", "Phòng Kinh tế", "Vớt bèo"),
        ("PL.I.2", "Phòng Kinh tế", "Sơn lại biển"),
        ("PL.II.1", "Công an xã", "Cắt cử người trực"),
    ]
    assert [unit.name for unit in plan.units] == ["Phòng Kinh tế", "Công an xã"]


def test_row_of_short_cells_is_no_new_head():
    head = "| TT | Nhiệm vụ | Sản phẩm | Thời gian | Chủ trì | Phối hợp | Theo dõi |\n|---|---|---|---|---|---|---|\n"
    plan = plan_of(
        f"{WORK}{END}{ANNEX}{head}| 1 | Làm kế hoạch vớt rác | Kế hoạch của xã | Tháng 4/2025 | Phòng Kinh tế"
        " | Các thôn | Văn phòng |\n| | | Kế hoạch của thôn | Ban hành trong tháng 5/2025 và tổ chức thực hiện."
        " | Các thôn | Văn phòng |\n| 2 | Thả phao | Phao | Tháng 6/2025 | Phòng Kinh tế | Các thôn | Văn phòng |\n"
    )
    assert [row[:2] for row in tasks(plan)[1:]] == [
        ("PL.1", "Phòng Kinh tế"), ("PL.1", "Các thôn"), ("PL.2", "Phòng Kinh tế"),
    ]  # fmt: skip
    assert plan.tasks[2].deadline == "2025-05-31"


def test_row_whose_body_another_paper_names_is_given_to_nobody():
    head = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n"
    plan = plan_of(
        f"{WORK}{END}{ANNEX}{head}| 1 | Thu phí bến | Theo phân công tại Quyết định số 5/QĐ-UBND | Năm 2025 |\n"
        "| 2 | Thả phao | Phòng Kinh tế | Tháng 6/2025 |\n"
    )
    assert [row.text for row in plan.activities] == ["Vớt rác ở bến đò.", "Thu phí bến"]
    assert [unit.name for unit in plan.units] == ["Phòng Kinh tế"]


# --- names and heads -------------------------------------------------------------------------------------------


def blocks(*texts):
    return "I. TỔ CHỨC THỰC HIỆN\n" + "\n".join(texts) + "\n"


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        (
            "Trung tâm Hỗ trợ thanh toán điện tử, viễn thông: Chủ trì lắp máy bán vé.",
            "Trung tâm Hỗ trợ thanh toán điện tử, viễn thông",
            "Chủ trì lắp máy bán vé.",
        ),
        ("Phòng Y tế (Cơ quan Thường trực Ban vận động xã):", "Phòng Y tế", ""),
        ("Chủ tịch UBND xã giao Phòng Kinh tế chủ trì vớt rác.", "Phòng Kinh tế", "chủ trì vớt rác."),
        ("Trưởng các thôn trực tiếp chỉ đạo vớt rác.", "Trưởng các thôn", "chỉ đạo vớt rác."),
        ("Các thôn, cơ quan, đơn vị bám sát lịch thủy triều.", "Các thôn, cơ quan, đơn vị", "bám sát lịch thủy triều."),
        ("Phòng Kinh tế hướng dẫn các thôn: Buộc phao.", "Phòng Kinh tế", "hướng dẫn các thôn: Buộc phao."),
    ],
)
def test_where_a_name_ends(text, name, rest):
    assert split_name(text)[:2] == (name, rest)


def test_label_beside_labels_of_bodies_is_a_body():
    plan = plan_of(
        blocks(
            "1. Phòng Kinh tế: Mua vợt.", "2. Công an xã: Tuần tra bến.", "3. Chủ đò Tám Bền: Thu gom rác về bãi.",
            "4. Đồng chí trưởng thôn Bến: Chỉ đạo chung.",
        )
    )  # fmt: skip
    assert units(plan) == [("I.1", "Phòng Kinh tế"), ("I.2", "Công an xã"), ("I.3", "Chủ đò Tám Bền")]
    assert tasks(plan)[2] == ("I.3", "Chủ đò Tám Bền", "Thu gom rác về bãi.")


def test_head_that_says_who_leads_leads_in_to_its_bullets():
    plan = plan_of(
        blocks(
            "1. Phòng Kinh tế chủ trì, phối hợp các thôn", "- Mua vợt.", "- Thuê thuyền.",
            "2. Trưởng các thôn chỉ đạo", "- Cắm biển ở bến.", "3. Công an xã", "- Tuần tra bến.",
        )
    )  # fmt: skip
    assert units(plan) == [("I.1", "Phòng Kinh tế"), ("I.2", "Trưởng các thôn"), ("I.3", "Công an xã")]
    assert [(task.text, task.role) for task in plan.tasks] == [
        ("Mua vợt.", "lead"), ("Thuê thuyền.", "lead"), ("Cắm biển ở bến.", None), ("Tuần tra bến.", None),
    ]  # fmt: skip


def test_note_below_a_block_is_no_task():
    plan = plan_of(blocks("1. Phòng Kinh tế", "- Mua vợt.", "(Lịch vớt rác có phụ lục kèm theo)"))
    assert tasks(plan) == [("I.1", "Phòng Kinh tế", "Mua vợt.")]


def test_standing_agency_that_leads_has_the_lead():
    plan = plan_of(
        blocks(
            "1. Phòng Kinh tế",
            "- Là cơ quan thường trực, chủ trì tham mưu lịch vớt rác.",
            "2. Công an xã",
            "- Tuần tra.",
        )
    )
    assert [task.role for task in plan.tasks] == ["lead", None]


# --- what is no work, money, time, head ------------------------------------------------------------------------


def test_points_of_a_meeting_and_things_to_be_checked_are_no_work():
    plan = plan_of(
        "I. NỘI DUNG HỘI NGHỊ\n1. Hướng dẫn buộc phao (30 phút).\n2. Thảo luận về lịch đò (15 phút).\n"
        "II. NỘI DUNG KIỂM TRA\n1. Về bến\na) Việc cắm biển ở bến.\nb) Việc thu phí.\n2. Về đò\na) Việc đăng kiểm đò.\n"
        "b) Việc mua áo phao.\nIII. NỘI DUNG\n1. Thời gian: ngày 5/6/2025.\n2. Nội dung học: Quy định tại Điều 4.\n"
    )
    assert plan.activities == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Kinh phí thực hiện: 1.250.000.000 đồng từ ngân sách huyện.", 1_250_000_000),
        ("Ngân sách xã 1,25 tỷ đồng.", 1_250_000_000),
        ("Tổng kinh phí 90 triệu đồng, trong đó xã 60 triệu đồng, quyên góp 30 triệu đồng.", 90_000_000),
        ("Xã 60 triệu đồng, quyên góp 30 triệu đồng.", None),
        ("Từ ngân sách xã năm 2025.", None),
    ],
)
def test_sum_of_a_sentence_on_money(text, amount):
    [row] = plan_of(f"I. NHIỆM VỤ\n- Vớt rác.\nII. KINH PHÍ\n{text}\n").funding
    assert (row.text, row.amount) == (text, amount)


def test_rules_on_budgets_are_no_source():
    assert source_of("Chi tiêu đúng quy định hiện hành về quản lý tài chính, ngân sách nhà nước.") == "other"


@pytest.mark.parametrize(
    ("body", "years"),
    [
        ("I. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: buổi sáng, ngày 31/7/2026.\n2. Địa điểm: bến đò.\n", (2026, 2026)),
        ("I. NHIỆM VỤ\n- Vớt rác.\nII. THỜI GIAN THỰC HIỆN\nLàm từ tháng 6 năm 2026 đến hết năm 2027.\n", (2026, 2027)),
    ],
)
def test_years_that_the_part_on_time_states(body, years):
    period = read_document((HEAD.replace(" năm 2025\n\n", "\n\n") + body).encode()).period
    assert (period["start"][:4], period["end"][:4]) == tuple(map(str, years))


def test_day_before_the_body_and_award_papers_with_a_day():
    plan = plan_of(
        "I. TIẾN ĐỘ\n- Quý I/2026, các thôn đánh giá kết quả vớt rác.\nII. KHEN THƯỞNG\n1. Hồ sơ\n"
        "Các thôn rà soát, lập hồ sơ gửi về Phòng Kinh tế trước ngày 15/11/2025.\n"
    )
    assert [(task.unit, task.deadline) for task in plan.tasks] == [
        ("các thôn", "2026-03-31"),
        ("Các thôn", "2025-11-15"),
    ]


def test_in_a_year_is_not_regularly():
    head = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n"
    plan = plan_of(f"{WORK}{END}{ANNEX}{head}| 1 | Thả phao | Phòng Kinh tế | Trong năm 2025 |\n")
    assert (plan.tasks[1].deadline, plan.tasks[1].recurrence) == ("2025-12-31", None)


@pytest.mark.parametrize(
    ("lines", "issuer", "level"),
    [
        (["BỘ TÀI CHÍNH", "BẢO HIỂM XÃ HỘI VIỆT NAM"], "Bảo hiểm xã hội Việt Nam", "national"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "ĐẢNG ĐOÀN QUỐC HỘI"], "Đảng đoàn Quốc hội", "national"),
    ],
)
def test_issuer_below_its_parent(lines, issuer, level):
    found = header.straight_issuer(lines)
    assert (found.lower(), header.level_of(found)) == (issuer.lower(), level)


def test_programme_called_by_its_issuer_behind_a_resolution():
    plan = read_document(
        (
            "CHÍNH PHỦ\nSố: 5/NQ-CP\nHà Nội, ngày 09 tháng 01 năm 2025\n\nNGHỊ QUYẾT\nBan hành Chương trình hành động "
            "về bến đò\nCHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ;\nQUYẾT NGHỊ:\nĐiều 1. Ban hành kèm theo "
            "Nghị quyết này Chương trình hành động về bến đò.\nNơi nhận:\n- Các bộ;\n- Lưu: VT.\nTM. CHÍNH PHỦ\n"
            "THỦ TƯỚNG\nLê Văn Bến\n\n"
            "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ\nThực hiện Nghị quyết về bến đò\n"
            "(Kèm theo Nghị quyết số 5/NQ-CP ngày 09 tháng 01 năm 2025 của Chính phủ)\n\n"
            "I. NHIỆM VỤ\n- Sửa luật về đò ngang.\n- Xây bến mới.\nII. TỔ CHỨC THỰC HIỆN\n1. Bộ Xây dựng\n- Thả phao.\n"
        ).encode()
    )
    assert plan.is_plan and plan.kind == "Chương trình hành động"
    assert [row.text for row in plan.activities] == ["Sửa luật về đò ngang.", "Xây bến mới."]
    assert units(plan) == [("II.1", "Bộ Xây dựng")]


# --- opened after the last measurement ---------------------------------------------------------------------------


def test_number_is_not_that_of_the_decision_a_team_is_called_by():
    plan = read_document(
        (
            "SỞ XÂY DỰNG                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "ĐOÀN KIỂM TRA                      Độc lập - Tự do - Hạnh phúc\n"
            "THEO QUYẾT ĐỊNH\nSỐ 31/QĐ-SXD                   Hòa Lạc, ngày 04 tháng 3 năm 2025\n\n"
            "Số: 44/KH-ĐKT\n\nKẾ HOẠCH\nKiểm tra bến đò năm 2025\n\n" + WORK
        ).encode()
    )
    assert (plan.number, plan.place, plan.issued_on) == ("44/KH-ĐKT", "Hòa Lạc", "2025-03-04")


def test_symbol_that_ends_in_figures_is_no_part_of_the_place():
    plan = read_document(
        (
            "ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ HÒA LẠC\nSố 45-KH/ĐU12\nHòa Lạc, ngày 04 tháng 3 năm 2025\n\n"
            "KẾ HOẠCH\nGiữ sạch bến đò năm 2025\n\n" + WORK
        ).encode()
    )
    assert (plan.number, plan.place) == ("45-KH/ĐU12", "Hòa Lạc")


def test_body_beside_fields_of_work_keeps_what_stands_below_it():
    plan = plan_of(
        "I. NHIỆM VỤ, GIẢI PHÁP\n1. Hoàn thiện nội quy bến đò\n- Soạn nội quy.\n- Dán nội quy.\n"
        "2. Công an xã và các thôn\n- Kiểm tra phao.\n- Thường xuyên nhắc chủ đò.\n"
        "3. Tăng cường tuyên truyền\n- Phát tờ rơi.\n- Treo băng rôn.\n"
    )
    assert units(plan) == [("I.2", "Công an xã và các thôn")]
    assert [row.section for row in plan.activities] == ["I.1", "I.1", "I.3", "I.3"]
    assert [text for _, _, text in tasks(plan)] == ["Kiểm tra phao.", "Thường xuyên nhắc chủ đò."]


def test_hours_before_a_day_are_no_open_time():
    plan = plan_of(
        WORK + ANNEX + "| TT | Nội dung | Trách nhiệm thực hiện | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Tập cứu đuối | Trạm Y tế | Từ 8 giờ 15 phút - 9 giờ 45 phút ngày 23 tháng 4 |\n"
        "| 2 | Tập lái đò | Công an xã | Từ tháng 5 |\n"
    )
    assert [task.deadline for task in plan.tasks[-2:]] == ["2025-04-23", None]


def test_tables_of_two_items_stand_below_their_own():
    table = (
        "| TT | Nội dung | Trách nhiệm thực hiện |\n|---|---|---|\n| 1 | {} | Trạm Y tế |\n| 2 | {} | Công an xã |\n\n"
    )
    plan = plan_of(
        "I. NHIỆM VỤ\n1. Tập huấn\na) Cho các phòng:\n\n" + table.format("Tập cứu đuối", "Tập lái đò")
        + "b) Cho các thôn:\n\n" + table.format("Tập bơi", "Tập vớt rác")
        + "2. Vớt rác\n- Mua vợt.\n- Vớt rác ở bến.\n"
    )  # fmt: skip
    assert [section for section, _, _ in tasks(plan)] == ["I.1.a.1", "I.1.a.2", "I.1.b.1", "I.1.b.2"]
