"""A list of tasks in Excel is read as a plan; what cannot be read names its cell."""

import io
import time
from datetime import date

import openpyxl
import pytest
from document import bounded, errors, read_document, read_source
from document.readers import archive, xlsx
from document.task_list import write_template
from hypothesis import given
from hypothesis import strategies as st
from lib.bounded import run_bounded
from test_hostile import packed, refused

HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"]
ROWS = [
    ["1", "Tổ chức tập huấn", "Trạm Y tế xã", "Công an xã; Các trường học", date(2026, 6, 30), "01 lớp"],
    ["2", "Phát tin bài", "Văn phòng HĐND - UBND xã", None, "Hằng quý", None],
    ["3", "Lập danh sách trẻ em", "Trạm Y tế xã", None, "Quý I/2026", None],
]


def book(*sheets, merged=()):
    """The bytes of a workbook. ``sheets``: (name, rows)."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for reference in merged:
            sheet.merge_cells(reference)
    return saved(workbook)


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(*sheets, merged=()):
    return read_document(book(*sheets, merged=merged), "nhiem-vu.xlsx")


def tasks(plan):
    return [(t.section, t.unit, t.text, t.deadline, t.recurrence) for t in plan.tasks]


WANT = [
    ("1", "Trạm Y tế xã", "Tổ chức tập huấn", "2026-06-30", None),
    ("2", "Văn phòng HĐND - UBND xã", "Phát tin bài", None, "quarterly"),
    ("3", "Trạm Y tế xã", "Lập danh sách trẻ em", "2026-03-31", None),
]


def test_tasks():
    plan = read(("Nhiệm vụ", [HEAD, *ROWS]))
    assert plan.is_plan
    assert tasks(plan) == WANT
    assert plan.tasks[0].coordinating == ["Công an xã", "Các trường học"]
    assert (plan.tasks[0].role, plan.tasks[0].deliverable) == ("lead", "01 lớp")
    assert [unit.name for unit in plan.units] == ["Trạm Y tế xã", "Văn phòng HĐND - UBND xã"]


@given(st.permutations(range(len(HEAD))), st.integers(0, 3), st.integers(0, 2))
def test_columns_in_any_order_and_anywhere(order, above, left):
    rows = [[None] * left + [row[at] for at in order] for row in [HEAD, *ROWS]]
    assert tasks(read(("A", [["Ghi chép"]] * above + rows))) == WANT


def test_offsets_are_those_of_the_row():
    source = read_source(book(("A", [HEAD, *ROWS])), "a.xlsx")
    for task in read_document(book(("A", [HEAD, *ROWS])), "a.xlsx").tasks:
        assert task.text in source.text[task.start : task.end]


def test_cells_merged_over_rows_count_in_each():
    rows = [["1", "Mở lớp", "Trạm Y tế xã", None, "30/6/2026"], ["2", "Khám", None, None, None]]
    plan = read(("A", [HEAD, *rows]), merged=["C2:C3", "E2:E3"])
    assert [(t.unit, t.deadline) for t in plan.tasks] == [("Trạm Y tế xã", "2026-06-30")] * 2


def test_several_sheets():
    plan = read(("Quý I", [HEAD, ROWS[0]]), ("Quý II", [HEAD, ROWS[1]]))
    assert [task.section for task in plan.tasks] == ["PL1.1", "PL2.2"]


def test_hidden_sheets_and_those_of_the_template_are_no_tasks():
    workbook = openpyxl.load_workbook(
        io.BytesIO(book(("Hướng dẫn", [HEAD, *ROWS]), ("A", [HEAD, ROWS[0]]), ("B", [HEAD, ROWS[1]])))
    )
    workbook["B"].sheet_state = "hidden"
    assert tasks(read_document(saved(workbook), "a.xlsx")) == WANT[:1]


def test_what_stands_above_the_table():
    rows = [["ỦY BAN NHÂN DÂN XÃ AN HÒA"], ["KẾ HOẠCH"], ["Chăm sóc trẻ em năm 2026"], HEAD, *ROWS]
    plan = read(("A", rows))
    assert (plan.issuer, plan.title, plan.level) == ("UBND xã An Hòa", "Chăm sóc trẻ em năm 2026", "commune")
    assert plan.period == {"start": "2026-01-01", "end": "2026-12-31"}


def test_filled_in_template():
    stream = io.BytesIO()
    write_template(stream)
    workbook = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    values = (
        "Chăm sóc trẻ em năm 2026",
        "15/KH-UBND",
        date(2026, 2, 5),
        "An Hòa",
        "UBND xã An Hòa",
        "Năm 2026",
        "Lê A",
    )
    for row, value in enumerate(values, 1):
        workbook["Kế hoạch"].cell(row, 2).value = value
    for row in ROWS:
        workbook["Nhiệm vụ"].append(row)
    workbook["Chỉ tiêu"].append(["1", "Trẻ em mồ côi được chăm sóc", "≥90", "%"])
    plan = read_document(saved(workbook), "mau.xlsx")
    assert tasks(plan) == WANT
    assert (plan.title, plan.number, plan.issued_on) == (values[0], "15/KH-UBND", "2026-02-05")
    assert (plan.issuer, plan.place, plan.signatory.name) == ("UBND xã An Hòa", "An Hòa", "Lê A")
    assert [(t.comparator, t.value, t.unit) for t in plan.targets] == [(">=", 90, "%")]
    assert plan.doubts == []


def test_the_template_itself_has_no_task():
    stream = io.BytesIO()
    write_template(stream)
    plan = read_document(stream.getvalue(), "mau.xlsx")
    assert not plan.is_plan
    assert plan.tasks == []


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["1", "Mở lớp", "Trạm Y tế", None, "31/02/2026"], "cell_no_date", "A!E2: 31/02/2026"),
        (["1", "Mở lớp", "Trạm Y tế", None, "sớm"], "cell_no_date", "A!E2: sớm"),
        (["1", "Mở lớp", None, None, None], "row_without_unit", "A!C2: Mở lớp"),
        (["1", None, "Trạm Y tế", None, None], "row_without_task", "A!B2: Trạm Y tế"),
        (["1", "=A1+1", "Trạm Y tế", None, None], "cell_error", "A!B2: #VALUE!"),
    ],
)
def test_doubts_name_the_cell(row, code, cell):
    doubts = {doubt.code: doubt.text for doubt in read(("A", [HEAD, row])).doubts}
    assert doubts.get(code) == cell


def test_a_formula_is_never_worked_out():
    plan = read(("A", [HEAD, ["1", '=HYPERLINK("http://a","Mở lớp")', "Trạm Y tế", None, None]]))
    assert [task.text for task in plan.tasks] == ["#VALUE!"]


def test_workbook_without_a_list():
    refused(book(("A", [["Xin chào"]])), errors.NoTaskList, "a.xlsx", read_document)


def sheet_xml(inner):
    return f'<worksheet xmlns="{xlsx._S[1:-1]}"><sheetData>{inner}</sheetData></worksheet>'


def workbook_of(sheet):
    """A workbook whose one sheet is given as XML."""
    import zipfile

    stream = io.BytesIO(book(("A", [HEAD])))
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


def test_bombs_and_entities_are_refused():
    refused(workbook_of(sheet_xml("") + " " * (archive.LARGEST_PART + 1)), errors.DocumentTooLarge, "a.xlsx")
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]>' + sheet_xml("<row><c t='inlineStr'><is><t>&b;</t></is></c></row>")
    refused(workbook_of(bomb), errors.UnsafeDocument, "a.xlsx")
    refused(packed("<w:document", **{"xl/workbook.xml": "<workbook"}), errors.BrokenDocument, "a.xlsx")


def test_far_cells_and_wide_merges_cost_nothing():
    far = sheet_xml('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>').replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    started = time.perf_counter()
    refused(workbook_of(far), errors.EmptyDocument, "a.xlsx")
    assert time.perf_counter() - started < 2


def test_many_rows_are_cut_off():
    source = read_source(book(("A", [HEAD] + [["1", "Mở lớp", "Trạm Y tế"]] * (xlsx.MOST_ROWS + 5))), "a.xlsx")
    assert "truncated" in source.notes
    assert source.text.count("\n") + 1 == len(source.rows) == xlsx.MOST_ROWS


def test_in_a_process_of_its_own():
    source, plan = bounded.read_bounded(run_bounded, book(("A", [HEAD, *ROWS])), "a.xlsx")
    assert tasks(plan) == WANT
    assert source.rows[1] == ("A", 2)
