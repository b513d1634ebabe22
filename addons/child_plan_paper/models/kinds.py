"""The kinds of papers, how each is named on paper, and the words of ours that an administrator may replace.

Papers are written in Vietnamese whatever the language of the screen. A body is what stands between the addressees and
the signature, one paragraph a line, as ``wording`` reads it.
"""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "words"

KINDS = [
    ("reminder", "Reminder letter"),
    ("report_request", "Request for reports"),
    ("extension", "Answer on more time"),
    ("task_given", "Task given in addition"),
    ("task_changed", "Task changed"),
    ("task_withdrawn", "Task withdrawn"),
    ("task_sheet", "Task sheet"),
    ("report", "Report of a period"),
    ("progress", "Report on progress"),
    ("evaluation", "Yearly evaluation list"),
    ("conclusions", "Conclusions of a meeting"),
    ("plan", "Plan as a paper"),
    ("decision", "Decision that approves a plan"),
]

#: ``(name, abbreviation)`` on paper; a letter has neither.
PRINTED = {
    "plan": ("Kế hoạch", "KH"),
    "decision": ("Quyết định", "QĐ"),
    "report": ("Báo cáo", "BC"),
    "progress": ("Báo cáo", "BC"),
    "evaluation": ("Báo cáo", "BC"),
    "conclusions": ("Thông báo", "TB"),
    "task_sheet": ("Phiếu giao nhiệm vụ", "PGNV"),
}

#: Papers without `Kính gửi` (Decree 30): who gets them stands below `Nơi nhận`.
TO_NOBODY = ("plan", "decision", "conclusions")

#: What the two parts of the letterhead may name: the fields of a template, and the name that stands for our lines.
HEAD_NAMES = {"head_parent": "cơ quan chủ quản", "head_issuer": "cơ quan ban hành"}

#: What the words of all papers may name, with an example for the preview.
COMMON = {
    "kế hoạch": "Kế hoạch số 287/KH-UBND ngày 14 tháng 6 năm 2026 của Ủy ban nhân dân quận Long Biên về chăm sóc trẻ em mồ côi năm 2026",
    "cơ quan ban hành": "Ủy ban nhân dân quận Long Biên",
    "cơ quan thường trực": "Phòng Y tế",
    "đơn vị": "Ủy ban nhân dân phường Bồ Đề",
    "ngày số liệu": "15/11/2026",
}
WORK = {
    "nhiệm vụ": "Rà soát, thống kê trẻ em mồ côi trên địa bàn",
    "thời hạn": "31/10/2026",
    "lý do": "Điều chỉnh theo chỉ đạo của cấp trên",
}
FIGURES = {
    "tổng số": "33",
    "hoàn thành đúng hạn": "20",
    "hoàn thành quá hạn": "4",
    "trong hạn": "6",
    "quá hạn": "3",
    "không có thời hạn": "0",
    "tạm dừng": "0",
    "dừng theo kế hoạch": "0",
    "tỷ lệ hoàn thành": "88,9% (24/27 nhiệm vụ đã đến hạn)",
    "tỷ lệ đúng hạn": "83,3% (20/24 nhiệm vụ đã hoàn thành)",
}
TERM = "Thời hạn rơi vào ngày nghỉ được tính đến hết ngày làm việc tiếp theo."
DECREE = (
    "Nghị định số 335/2025/NĐ-CP ngày 21 tháng 12 năm 2025 của Chính phủ về đánh giá, xếp loại chất lượng đối với cơ "
    "quan hành chính nhà nước và công chức"
)
NAMES = {
    "reminder": {**COMMON, "số nhiệm vụ": "3", "lần": "1", "yêu cầu": "yêu cầu", "cách tính thời hạn": TERM, "danh sách": "(bảng nhiệm vụ)"},
    "report_request": {
        **COMMON,
        "kỳ báo cáo": "quý III năm 2026",
        "thời hạn": "20/9/2026",
        "chốt số liệu": "14/9/2026",
    },
    "extension": {**COMMON, **WORK, "đề nghị đến": "15/12/2026", "trả lời": "đồng ý"},
    "task_given": {**COMMON, **WORK, "danh sách": "(bảng nhiệm vụ)"},
    "task_changed": {**COMMON, **WORK, "thay đổi": "(nội dung thay đổi)"},
    "task_withdrawn": {**COMMON, **WORK},
    "task_sheet": {**COMMON, "danh sách": "(nội dung phiếu)"},
    "report": {
        **COMMON,
        **FIGURES,
        "kỳ báo cáo": "quý III năm 2026",
        "từ ngày": "15/6/2026",
        "kết quả": "(kết quả)",
        "khó khăn": "(khó khăn)",
        "kiến nghị": "(kiến nghị)",
        "chỉ tiêu": "(bảng số liệu)",
        "số báo cáo": "14",
        "số đơn vị": "16",
    },
    "progress": {**COMMON, **FIGURES, "số đơn vị": "16", "chậm nhất": "(năm đơn vị chậm nhất)", "cách tính thời hạn": TERM},
    "evaluation": {
        **COMMON,
        "năm": "2026",
        "nghị định": DECREE,
        "đơn vị được đánh giá": "Phòng Y tế",
        "số kế hoạch": "4",
        "tổng số": "33",
        "hoàn thành": "24",
        "hoàn thành đúng hạn": "20",
        "hoàn thành quá hạn": "4",
        "quá hạn": "3",
        "số lần chậm": "7",
        "được xác nhận": "2",
        "tính chậm": "5",
        "bảng kết quả": "(bảng kết quả)",
        "cách tính thời hạn": TERM,
    },
    "conclusions": {**COMMON, "cuộc họp": "Giao ban tháng 11", "ngày họp": "12/11/2026", "kết luận": "(kết luận)"},
    "decision": {
        **COMMON,
        "tên kế hoạch": "chăm sóc trẻ em mồ côi năm 2026",
        "tên văn bản": "Kế hoạch chăm sóc trẻ em mồ côi năm 2026",
        "căn cứ thẩm quyền": "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025",
        "quyết định": "QUYẾT ĐỊNH:",
    },
    "plan": {**COMMON, "tên kế hoạch": "Chăm sóc trẻ em mồ côi năm 2026", "nội dung": "(nội dung kế hoạch)"},
}


def _words(kind):
    """Return the subject and words of ours: the first line of the file, and what follows the empty one."""
    subject, body = (FOLDER / f"{kind}.txt").read_text("utf-8").split("\n\n", 1)
    return subject, body.rstrip("\n")


#: Subject and words of ours.
WORDS = {kind: _words(kind) for kind, _label in KINDS}
