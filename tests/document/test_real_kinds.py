"""Kinds of misreading seen on real plans of provinces, departments and committees, each with an invented text."""

from pathlib import Path

import making
from document import read_document
from document.readers import doc
from docx import Document

HEAD = (
    "UBND XÃ HÒA LẠC\nSố: 22/KH-UBND\nHòa Lạc, ngày 04 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nGiữ sạch bến đò năm 2025\n\n"
)
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
        f"{WORK}{END}{ANNEX}{head}| 1 | Làm kế hoạch vớt rác | Kế hoạch của xã | Tháng 4/2025 | Phòng Kinh tế | Các thôn"
        " | Văn phòng |\n| | | Kế hoạch của thôn | Ban hành trong tháng 5/2025 và tổ chức thực hiện. | Các thôn |"
        " | Văn phòng |\n| 2 | Thả phao | Phao | Tháng 6/2025 | Phòng Kinh tế | Các thôn | Văn phòng |\n"
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
