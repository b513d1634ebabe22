"""Invented papers, one of each form."""

from datetime import date

from ..lib.tree import (
    ARABIC,
    ARTICLE,
    CENTRE,
    CHAPTER,
    GROUP,
    LETTER,
    RIGHT,
    ROMAN,
    TOTAL,
    Annex,
    Cell,
    Column,
    Head,
    Heading,
    Item,
    Paper,
    Paragraph,
    Ref,
    Row,
    Run,
    Signing,
    Table,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
COMMITTEE = ["Ủy ban nhân dân", "xã Ngọc Hồi"]
STATUSES = ("done_on_time", "done_late", "in_time", "due_soon", "overdue")


def figure(value, field, **look):
    return Run(value, ref=Ref("child.plan.report", 7, field), **look)


def task_table(rows):
    columns = [
        Column("TT", 1, CENTRE),
        Column("Nhiệm vụ", 6),
        Column("Cơ quan chủ trì", 3),
        Column("Cơ quan phối hợp", 3),
        Column("Thời hạn", 2, CENTRE),
        Column("Kết quả", 4),
        Column("Tiến độ", 2.4, CENTRE),
    ]
    held = []
    for at in range(rows):
        if at % 7 == 0:
            held.append(Row([f"Nhóm nhiệm vụ {at // 7 + 1}: Truyền thông"], GROUP))
        status = Cell("Quá hạn 12 ngày", STATUSES[at % 5])
        held.append(
            Row(
                [
                    str(at + 1),
                    "Tổ chức truyền thông nâng cao nhận thức về chăm sóc sức khỏe tâm thần cho trẻ em",
                    "Phòng Văn hóa - Xã hội",
                    "Trạm Y tế;\nCông an xã",
                    "31/10/2026",
                    "Đã tổ chức 12 lớp với 480 lượt người tham gia",
                    status,
                ]
            )
        )
    return Table(columns, held)


def unit_table(rows):
    columns = [
        Column("TT", 1, CENTRE),
        Column("Đơn vị", 5),
        Column("Tổng số", 1.5, RIGHT),
        Column("Đúng hạn", 1.5, RIGHT, "Hoàn thành"),
        Column("Quá hạn", 1.5, RIGHT, "Hoàn thành"),
        Column("Trong hạn", 1.5, RIGHT, "Chưa hoàn thành"),
        Column("Quá hạn", 1.5, RIGHT, "Chưa hoàn thành"),
        Column("Ghi chú", 3),
    ]
    held = [Row([str(at), f"Ủy ban nhân dân xã {at}", "1.234", "12", "3", "4", "5"]) for at in range(1, rows + 1)]
    return Table(columns, [*held, Row(["", "Tổng cộng", "9.999", "1", "2", "3", "4"], TOTAL)])


def report(tasks=20, units=30):
    body = [
        Heading(ROMAN, "Kết quả thực hiện"),
        Heading(ARABIC, "Công tác chỉ đạo"),
        Paragraph(["Có ", figure("120", "total"), " nhiệm vụ, hoàn thành ", figure("96", "done", bold=True), "."]),
        Item("Ban hành kế hoạch triển khai;"),
        Item("Cấp xã: 10 lớp;", 2),
        *(Heading(LETTER, f"Điểm thứ {at}.") for at in range(1, 7)),
        Heading(ARABIC, "Kết quả cụ thể"),
        Table([Column("Chỉ tiêu", 4), Column("Kế hoạch", 1, RIGHT)], [Row(["Trẻ em được tư vấn", "90%"])]),
        Paragraph("Sau bảng là đoạn văn tiếp theo. " * 12),
        Heading(ROMAN, "Khó khăn, vướng mắc"),
        Heading(ARABIC, "Khó khăn"),
        *(Paragraph("Một số đơn vị chậm báo cáo. " * 15) for _ in range(4)),
        Paragraph(LETTERS),
        Paragraph(LETTERS.upper()),
        Heading(ROMAN, "Kiến nghị", "IV"),
        Paragraph("Trên đây là báo cáo của Ủy ban nhân dân xã Ngọc Hồi./."),
    ]
    return Paper(
        Head(
            COMMITTEE,
            "Kết quả thực hiện Kế hoạch chăm sóc sức khỏe tâm thần cho trẻ em năm 2026",
            "Báo cáo",
            number="5",
            symbol="BC-UBND",
            place="Ngọc Hồi",
            day=date(2026, 2, 3),
            urgency="Khẩn",
        ),
        body,
        addressees=["Ủy ban nhân dân Thành phố Hà Nội"],
        signing=Signing("Phó Chủ tịch", ["TM. Ủy ban nhân dân", "KT. Chủ tịch"], "Họ và tên"),
        recipients=["Như trên", "Thường trực Đảng ủy, HĐND xã", "Lưu: VT, VHXH"],
        annexes=[
            Annex("Danh mục nhiệm vụ", [task_table(tasks)], True),
            Annex(
                "Kết quả theo đơn vị", [Paragraph(Run("Đơn vị tính: nhiệm vụ", italic=True), RIGHT), unit_table(units)]
            ),
        ],
    )


def letter():
    return Paper(
        Head(
            ["Sở Y tế"],
            "đôn đốc thực hiện nhiệm vụ quá hạn",
            parent=["UBND tỉnh Bắc Sơn"],
            symbol="SYT-NVY",
            place="Bắc Sơn",
            year=2026,
            secrecy="Mật",
            urgency="Hỏa tốc",
        ),
        [Paragraph("Sở Y tế đề nghị các đơn vị khẩn trương hoàn thành nhiệm vụ quá hạn./.")],
        addressees=["Ủy ban nhân dân xã A", "Ủy ban nhân dân xã B"],
        signing=Signing("Trưởng phòng", ["TL. Giám đốc"]),
        recipients=["Như trên", "Lưu: VT, NVY"],
    )


def decision():
    plan = [Heading(CHAPTER, "Quy định chung"), Heading(ROMAN, "Mục đích"), Paragraph("Nội dung.")]
    return Paper(
        Head(COMMITTEE, "Phê duyệt Kế hoạch vì trẻ em năm 2026", "Quyết định", symbol="QĐ-UBND", place="Ngọc Hồi"),
        [
            Paragraph(Run("QUYẾT ĐỊNH:", bold=True), CENTRE),
            Heading(ARTICLE, "Phê duyệt kèm theo Quyết định này Kế hoạch vì trẻ em năm 2026.", titled=False),
            Heading(ARTICLE, "Tổ chức thực hiện", titled=False),
            Heading(ARABIC, "Khoản một.", titled=False),
            Heading(ARABIC, "Khoản hai.", titled=False),
            Heading(ARTICLE, "Các đơn vị chịu trách nhiệm thi hành Quyết định này./.", titled=False),
        ],
        authority="Chủ tịch Ủy ban nhân dân xã Ngọc Hồi",
        grounds=["Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;", "Xét đề nghị của Trưởng phòng Văn hóa - Xã hội"],
        signing=Signing("Chủ tịch", name="Họ và tên"),
        recipients=["Như Điều 3", "Lưu: VT"],
        annexes=[Annex("Hành động vì trẻ em năm 2026", plan, label="Kế hoạch")],
    )
