"""The kinds of papers, how each is named on paper, and the words of ours that an administrator may replace.

Papers are written in Vietnamese whatever the language of the screen. A body is what stands between the addressees and
the signature, one paragraph a line, as ``wording`` reads it.
"""

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
    ("conclusions", "Conclusions of a meeting"),
    ("plan", "Plan as a paper"),
]

#: ``(name, abbreviation)`` on paper; a letter has neither.
PRINTED = {
    "plan": ("Kế hoạch", "KH"),
    "report": ("Báo cáo", "BC"),
    "progress": ("Báo cáo", "BC"),
    "conclusions": ("Thông báo", "TB"),
    "task_sheet": ("Phiếu giao nhiệm vụ", "PGNV"),
}

#: What the words of all papers may name, with an example for the preview.
COMMON = {
    "kế hoạch": "Kế hoạch số 287/KH-UBND ngày 14/6/2026 của Ủy ban nhân dân quận Long Biên",
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
    "tỷ lệ hoàn thành": "88,9 % (24/27 nhiệm vụ đã đến hạn)",
    "tỷ lệ đúng hạn": "83,3 % (20/24 nhiệm vụ đã hoàn thành)",
}
NAMES = {
    "reminder": {**COMMON, "số nhiệm vụ": "3", "lần": "1", "yêu cầu": "yêu cầu", "danh sách": "(bảng nhiệm vụ)"},
    "report_request": {**COMMON, "kỳ báo cáo": "Quý III năm 2026", "thời hạn": "20/9/2026", "chốt số liệu": "14/9/2026"},
    "extension": {**COMMON, **WORK, "đề nghị đến": "15/12/2026", "trả lời": "đồng ý"},
    "task_given": {**COMMON, **WORK, "danh sách": "(bảng nhiệm vụ)"},
    "task_changed": {**COMMON, **WORK, "thay đổi": "(nội dung thay đổi)"},
    "task_withdrawn": {**COMMON, **WORK},
    "task_sheet": {**COMMON, "danh sách": "(nội dung phiếu)"},
    "report": {
        **COMMON,
        **FIGURES,
        "kỳ báo cáo": "Quý III năm 2026",
        "từ ngày": "15/6/2026",
        "kết quả": "(kết quả)",
        "khó khăn": "(khó khăn)",
        "kiến nghị": "(kiến nghị)",
        "chỉ tiêu": "(bảng số liệu)",
        "số báo cáo": "14",
        "số đơn vị": "16",
    },
    "progress": {**COMMON, **FIGURES, "số đơn vị": "16", "chậm nhất": "(năm đơn vị chậm nhất)"},
    "conclusions": {**COMMON, "cuộc họp": "Giao ban tháng 11", "ngày họp": "12/11/2026", "kết luận": "(kết luận)"},
    "plan": {**COMMON, "tên kế hoạch": "Chăm sóc trẻ em mồ côi năm 2026", "nội dung": "(nội dung kế hoạch)"},
}

#: Subject and body of ours.
WORDS = {
    "reminder": (
        "đôn đốc thực hiện nhiệm vụ quá hạn (lần {lần})",
        """Thực hiện {kế hoạch}, {cơ quan ban hành} đã giao nhiệm vụ cho các cơ quan, đơn vị. Qua theo dõi, tính đến ngày {ngày số liệu}, {đơn vị} còn {số nhiệm vụ} nhiệm vụ đã quá hạn chưa hoàn thành, cụ thể:
{danh sách}
Để bảo đảm tiến độ chung, {cơ quan ban hành} {yêu cầu} {đơn vị}:
1. Khẩn trương tổ chức thực hiện, hoàn thành các nhiệm vụ nêu trên.
2. Báo cáo kết quả, nêu rõ nguyên nhân chậm và thời gian hoàn thành, gửi {cơ quan thường trực} để tổng hợp.
3. Trường hợp có khó khăn, vướng mắc, báo cáo kịp thời để được xem xét, giải quyết.
{cơ quan ban hành} {yêu cầu} {đơn vị} nghiêm túc thực hiện./.""",
    ),
    "report_request": (
        "báo cáo kết quả thực hiện kế hoạch {kỳ báo cáo}",
        """Thực hiện {kế hoạch}, {cơ quan ban hành} đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện {kỳ báo cáo}, cụ thể:
1. Nội dung: kết quả thực hiện nhiệm vụ và chỉ tiêu được giao; khó khăn, vướng mắc và nguyên nhân; kiến nghị, đề xuất.
2. Thời gian chốt số liệu: ngày {chốt số liệu}.
3. Báo cáo gửi về {cơ quan thường trực} trước hết ngày {thời hạn}.
Đề nghị các cơ quan, đơn vị quan tâm thực hiện./.""",
    ),
    "extension": (
        "trả lời đề nghị gia hạn nhiệm vụ",
        """Xét đề nghị của {đơn vị} về việc gia hạn nhiệm vụ “{nhiệm vụ}” theo {kế hoạch} đến ngày {đề nghị đến}, {cơ quan ban hành} có ý kiến như sau:
1. {cơ quan ban hành} {trả lời} đề nghị nêu trên. Thời hạn hoàn thành nhiệm vụ: ngày {thời hạn}.
2. Ý kiến kèm theo: {lý do}.
{cơ quan ban hành} thông báo để {đơn vị} biết, tổ chức thực hiện./.""",
    ),
    "task_given": (
        "giao bổ sung nhiệm vụ thực hiện kế hoạch",
        """Thực hiện {kế hoạch}, {cơ quan ban hành} giao bổ sung nhiệm vụ sau:
{danh sách}
Các cơ quan, đơn vị được giao tổ chức thực hiện, bảo đảm thời hạn; báo cáo kết quả về {cơ quan thường trực} để tổng hợp./.""",
    ),
    "task_changed": (
        "điều chỉnh nhiệm vụ thực hiện kế hoạch",
        """Thực hiện {kế hoạch}, {cơ quan ban hành} điều chỉnh nhiệm vụ “{nhiệm vụ}” như sau:
{thay đổi}
Các nội dung khác giữ nguyên. Các cơ quan, đơn vị được giao nhiệm vụ tổ chức thực hiện./.""",
    ),
    "task_withdrawn": (
        "thu hồi nhiệm vụ thực hiện kế hoạch",
        """{cơ quan ban hành} thu hồi nhiệm vụ “{nhiệm vụ}” đã giao theo {kế hoạch}.
Lý do: {lý do}.
Các cơ quan, đơn vị dừng thực hiện nhiệm vụ nêu trên kể từ ngày nhận được văn bản này./.""",
    ),
    "task_sheet": (
        "thực hiện {kế hoạch}",
        """{danh sách}
Đơn vị được giao tổ chức thực hiện, cập nhật tiến độ và gửi kết quả về {cơ quan thường trực}.""",
    ),
    "report": (
        "Kết quả thực hiện kế hoạch {kỳ báo cáo}",
        """Thực hiện {kế hoạch}, {cơ quan ban hành} báo cáo kết quả {kỳ báo cáo} như sau:
I. Kết quả thực hiện
1. Nhiệm vụ được giao
Tính đến ngày {ngày số liệu}, tổng số nhiệm vụ được giao là {tổng số}, trong đó: hoàn thành đúng hạn {hoàn thành đúng hạn}; hoàn thành quá hạn {hoàn thành quá hạn}; chưa hoàn thành, trong hạn {trong hạn}; chưa hoàn thành, quá hạn {quá hạn}. Tỷ lệ hoàn thành: {tỷ lệ hoàn thành}; tỷ lệ hoàn thành đúng hạn: {tỷ lệ đúng hạn}.
{kết quả}
2. Số liệu theo chỉ tiêu
{chỉ tiêu}
II. Khó khăn, vướng mắc và nguyên nhân
{khó khăn}
III. Kiến nghị, đề xuất
{kiến nghị}
Trên đây là báo cáo kết quả {kỳ báo cáo} của {cơ quan ban hành}./.""",
    ),
    "progress": (
        "Tình hình thực hiện kế hoạch đến ngày {ngày số liệu}",
        """{cơ quan ban hành} báo cáo tình hình thực hiện {kế hoạch} như sau:
I. Tình hình chung
Tính đến ngày {ngày số liệu}, {số đơn vị} cơ quan, đơn vị được giao {tổng số} nhiệm vụ, trong đó: hoàn thành đúng hạn {hoàn thành đúng hạn}; hoàn thành quá hạn {hoàn thành quá hạn}; chưa hoàn thành, trong hạn {trong hạn}; chưa hoàn thành, quá hạn {quá hạn}.
Tỷ lệ hoàn thành: {tỷ lệ hoàn thành}; tỷ lệ hoàn thành đúng hạn: {tỷ lệ đúng hạn}.
II. Đơn vị còn nhiều nhiệm vụ quá hạn
{chậm nhất}
III. Nhiệm vụ thời gian tới
Các cơ quan, đơn vị khẩn trương hoàn thành nhiệm vụ quá hạn; thực hiện đúng tiến độ các nhiệm vụ đến hạn (chi tiết tại các phụ lục kèm theo)./.""",
    ),
    "conclusions": (
        "Kết luận tại cuộc họp {cuộc họp} ngày {ngày họp}",
        """Ngày {ngày họp}, {cơ quan ban hành} tổ chức cuộc họp {cuộc họp}. Sau khi nghe báo cáo và ý kiến của các đại biểu, người chủ trì kết luận như sau:
{kết luận}
{cơ quan ban hành} thông báo để các cơ quan, đơn vị biết, tổ chức thực hiện./.""",
    ),
    "plan": ("{tên kế hoạch}", "{nội dung}"),
}
