"""Lists of tasks in Excel: the workbook's tables read as a plan, and the template that is handed out for them.

A table begins at the first row whose cells name its columns (``Nhiệm vụ``, ``Cơ quan chủ trì``, ``Thời hạn`` …, in any
order; a sheet has one). Above it, or on a sheet of its own, stands what the plan is called and who issues it.
"""

import re
from datetime import date

import xlsxwriter
from openpyxl.utils import get_column_letter

from .aims import unclear_aims
from .bases import straight
from .dates import first_day, moment, recurrence
from .errors import NoTaskList
from .fold import key
from .header import level_of, period_of, straight_issuer
from .items import Doubt, Other, Plan
from .outline import build
from .paragraphs import Paragraph
from .parts import Walker
from .several_days import lost_days
from .table_rows import read_rows
from .tables import read_table

_ASIDE = ("huong dan", "vi du")
_LABELS = (
    ("title", r"^(?:ten|trich yeu)(?: cua)? ke hoach$"),
    ("number", r"^so(?: va)?(?: ky hieu| ke hoach)?$"),
    ("issued_on", r"^ngay (?:ban hanh|ky)$"),
    ("place", r"^noi ban hanh$"),
    ("issuer", r"^co quan ban hanh$"),
    ("period", r"^(?:nam|giai doan|thoi gian) (?:thuc hien|ke hoach)$"),
    ("signatory", r"^nguoi ky$"),
)
_ISSUER = re.compile(r"^(?:ubnd|uy ban nhan dan|so|phong|bo|ban)\b(?!.*ke hoach)")
_NO_DAY = re.compile(r"\b(?:thuong xuyen|lien tuc|dinh ky|trong nam|ca nam|hang|theo)\b")
_ERROR = re.compile(r"#(?:REF!|VALUE!|N/A|NAME\?|DIV/0!|NUM!|NULL!)")


def read_task_list(source):
    """The :class:`Plan` in a workbook's source. Raises :class:`NoTaskList` where no sheet has a table of tasks."""
    plan = Plan()
    sheets = _sheets(source, plan)
    tables = [(nodes, *read_table([node for node in nodes if not _label(node)])) for nodes in sheets]
    tables = [(nodes, *table) for nodes, *table in tables if table[0]]
    if not tables:
        raise NoTaskList()
    placed = {id(node) for nodes, _, rows, head in tables for node in [*head, *(row.node for row in rows)]}
    loose = [node for nodes in sheets for node in nodes if id(node) not in placed]
    _read_head(plan, loose)
    year = int(plan.period["end"][:4]) if plan.period and plan.period["start"][:4] == plan.period["end"][:4] else None
    walker = Walker(plan, year)
    root = build([])
    several = sum("task" in {name for name, _ in columns.values()} for _, columns, *_ in tables) > 1
    for count, (nodes, columns, rows, _) in enumerate(tables, 1):
        read_rows(walker, [node for node in nodes if id(node) in placed], root, None, f"PL{count}" if several else None)
        _check_rows(plan, source, columns, rows, year)
    _check_cells(plan, source, sheets)
    plan.is_plan = bool(plan.tasks or plan.activities or plan.targets)
    plan.doubts += lost_days(plan) + unclear_aims(plan)
    plan.doubts += [Doubt(code, "", 1) for code in [*source.notes, *([] if plan.is_plan else ["no_plan"])]]
    plan.doubts.sort(key=lambda doubt: doubt.line)
    return plan


def _sheets(source, plan):
    """The rows of each sheet as nodes; a sheet of instructions or of examples is kept as text."""
    sheets, start = {}, 0
    for line, (text, (sheet, _)) in enumerate(zip(source.text.split("\n"), source.rows, strict=False), 1):
        end = start + len(text)
        if key(sheet).startswith(_ASIDE):
            plan.other.append(Other(start, end, line, 1.0, None, text, "guide"))
        else:
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            paragraph = Paragraph(" ".join(filter(None, cells)), None, line, start, end, cells=cells)
            sheets.setdefault(sheet, []).append(paragraph)
        start = end + 1
    return [build(paragraphs).children for paragraphs in sheets.values()]


def _read_head(plan, nodes):
    """Labels with their values, else the lines that say ``KẾ HOẠCH …`` and the issuer's name."""
    found, texts = {}, []
    for node in nodes:
        p = node.paragraph
        filled = [cell for cell in p.cells if cell]
        name = _label(node)
        if name:
            found.update({name: filled[1]} if len(filled) > 1 else {})
        else:
            texts.append(" ".join(filled))
        plan.other.append(Other(p.start, p.end, p.line, 1.0, None, p.text, "head"))
    plan.title = found.get("title") or _title(texts)
    plan.number = straight(found["number"]) if "number" in found else None
    plan.issued_on = first_day(found.get("issued_on", ""))
    plan.place = found.get("place")
    issuer = found.get("issuer") or next((text for text in texts if _ISSUER.match(key(text))), None)
    plan.issuer = straight_issuer([issuer]) if issuer else None
    plan.level = level_of(plan.issuer)
    year = int(plan.issued_on[:4]) if plan.issued_on else None
    plan.period = period_of(found.get("period") or plan.title, [], year)
    plan.signatory.name = found.get("signatory")
    missing = (("no_number", plan.number), ("no_date", plan.issued_on), ("no_issuer", plan.issuer))
    plan.doubts += [Doubt(code, "", 1) for code, value in missing if not value]


def _label(node):
    """What a row of a label and its value says about the plan, or None."""
    filled = [cell for cell in node.paragraph.cells if cell]
    return next((n for n, pattern in _LABELS if len(filled) in (1, 2) and re.search(pattern, key(filled[0]))), None)


def _title(texts):
    for at, text in enumerate(texts):
        own = key(text)
        if own == "ke hoach":
            return next(iter(texts[at + 1 :]), None)
        if own.startswith("ke hoach "):
            return text
    return None


def _check_rows(plan, source, columns, rows, year):
    """What a person should look at: a deadline that is none, a row without a task or without a unit."""
    place = {name: get_column_letter(index + 1) for index, (name, _) in columns.items()}
    names = set(place)
    for at, row in enumerate(rows):
        line, when = row.node.paragraph.line, row.cells.get("when", "")
        unit = row.cells.get("lead") or row.cells.get("does")
        if when and not moment(when, year) and not recurrence(when) and not _NO_DAY.search(key(when)):
            plan.doubts.append(Doubt("cell_no_date", _named(source, line, place["when"], when), line))
        if unit and not (row.cells.get("task") or row.cells.get("target")):
            plan.doubts.append(Doubt("row_without_task", _named(source, line, place.get("task", "A"), unit), line))
        if not unit and names & {"lead", "does"} and row.cells.get("task") and not _is_group(rows, at):
            column = place.get("lead") or place["does"]
            plan.doubts.append(Doubt("row_without_unit", _named(source, line, column, row.cells["task"]), line))


def _is_group(rows, at):
    """A row that only heads those below it: numbered with a letter or a Roman number, or with ``1`` above ``1.1``."""
    label = rows[at].label
    below = rows[at + 1].label if at + 1 < len(rows) else ""
    return not re.match(r"^\d", label) or below.startswith(f"{label}.")


def _check_cells(plan, source, sheets):
    for node in (node for nodes in sheets for node in nodes):
        for index, cell in enumerate(node.paragraph.cells, 1):
            if _ERROR.search(cell):
                line = node.paragraph.line
                plan.doubts.append(Doubt("cell_error", _named(source, line, get_column_letter(index), cell), line))


def _named(source, line, column, text):
    """``Nhiệm vụ!E7: 31/02/2026``."""
    sheet, number = source.rows[line - 1]
    return f"{sheet}!{column}{number}: {text[:120]}"


# --- the template ----------------------------------------------------------------------------------------------

_PLAN = (
    ("Tên kế hoạch", "Chăm sóc sức khỏe tâm thần trẻ em trên địa bàn xã năm 2026"),
    ("Số, ký hiệu", "15/KH-UBND"),
    ("Ngày ban hành", "05/02/2026"),
    ("Nơi ban hành", "Xã An Hòa"),
    ("Cơ quan ban hành", "UBND xã An Hòa"),
    ("Năm thực hiện", "Năm 2026"),
    ("Người ký", "Nguyễn Văn A"),
)
_TASKS = (
    ("STT", 6),
    ("Nhiệm vụ", 60),
    ("Cơ quan chủ trì", 28),
    ("Cơ quan phối hợp", 34),
    ("Thời hạn", 16),
    ("Sản phẩm", 26),
    ("Ghi chú", 24),
)
_TARGETS = (("STT", 6), ("Chỉ tiêu", 70), ("Giá trị", 14), ("Đơn vị tính", 14))
_EXAMPLES = (
    ("I", "Truyền thông", "", "", "", "", ""),
    (
        "1", "Tổ chức 02 buổi nói chuyện chuyên đề cho cha mẹ học sinh", "Trạm Y tế xã",
        "Phòng Văn hóa - Xã hội; Các trường học", "30/6/2026", "02 buổi, báo cáo kết quả", "",
    ),
    ("2", "Phát tin bài trên hệ thống truyền thanh", "Trung tâm Dịch vụ tổng hợp", "", "Hằng quý", "Tin bài", ""),
    ("II", "Chăm sóc trẻ em mồ côi", "", "", "", "", ""),
    ("3", "Rà soát, lập danh sách trẻ em mồ côi", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý I/2026", "Danh sách", ""),
)  # fmt: skip
_GUIDE = (
    "Cách điền",
    "1. Trang «Kế hoạch»: điền tên, số, ngày, cơ quan ban hành vào cột B.",
    "2. Trang «Nhiệm vụ»: mỗi dòng một nhiệm vụ của một cơ quan chủ trì. Có thể đổi thứ tự cột, thêm cột, thêm trang.",
    "3. Dòng nhóm nhiệm vụ: đánh số La Mã (I, II) và chỉ điền cột «Nhiệm vụ».",
    "4. Nhiều cơ quan phối hợp cách nhau bằng dấu chấm phẩy (;).",
    "5. Thời hạn: một ngày (30/6/2026), tháng, quý (Quý II/2026), «Hằng tháng», «Hằng quý» hoặc «Thường xuyên».",
    "6. Trang «Chỉ tiêu»: mỗi dòng một chỉ tiêu có số; dấu ≥, ≤ đặt trước giá trị. Có thể để trống.",
    "7. Trang «Hướng dẫn» và «Ví dụ» không được đọc vào hệ thống.",
)
_BLANK_ROWS = 500


def write_template(target):
    """Write the workbook that is handed out for a list of tasks. ``target``: a path or a binary file."""
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        form = {
            "head": book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True}),
            "cell": book.add_format({"text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "bold": book.add_format({"bold": True}),
        }
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 110, form["cell"])
        for row, text in enumerate(_GUIDE):
            guide.write_string(row, 0, text, form["cell"] if row else form["bold"])
        plan = book.add_worksheet("Kế hoạch")
        plan.set_column(0, 0, 24)
        plan.set_column(1, 1, 80, form["cell"])
        for row, (label, example) in enumerate(_PLAN):
            plan.write_string(row, 0, label, form["bold"])
            plan.data_validation(row, 1, row, 1, {"validate": "any", "input_message": f"Ví dụ: {example}"})
        tasks = _table(book, "Nhiệm vụ", _TASKS, form)
        _validate_days(tasks)
        _table(book, "Chỉ tiêu", _TARGETS, form)
        example = _table(book, "Ví dụ", _TASKS, form)
        for row, values in enumerate(_EXAMPLES, 1):
            for column, value in enumerate(values):
                example.write_string(row, column, value, form["cell"])


def _table(book, name, columns, form):
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width, form["date" if title == "Thời hạn" else "cell"])
        sheet.write_string(0, column, title, form["head"])
    return sheet


def _validate_days(sheet):
    """A day before 2000 is a slip; words (``Quý II/2026``) are allowed after a question."""
    column = [title for title, _ in _TASKS].index("Thời hạn")
    sheet.data_validation(
        1, column, _BLANK_ROWS, column,
        {
            "validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "warning",
            "input_title": "Thời hạn", "input_message": "Ngày (30/6/2026), Quý II/2026, Hằng quý hoặc Thường xuyên",
            "error_title": "Không phải là ngày", "error_message": "Giữ nguyên nếu là tháng, quý hoặc định kỳ.",
        },
    )  # fmt: skip
