"""Estimate tables as offices draw them up, made here cell by cell."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lib.excel.workbook import WorkbookError, read_rows
from lib.numbers import parse_number
from sheet.cells import SheetError
from sheet.estimate import read_estimate
from sheet.movements import find_heading, propose, read_movements
from sheet.values import amount_of, code_of, day_of, is_total

HEAD = ["TT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền", "Nguồn", "Đơn vị thực hiện"]


def workbook(rows, merges=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def table(*rows, head=HEAD, before=(), merges=()):
    return read_estimate(read_rows(workbook([*before, head, *rows], merges), merged=True), parse_number)


def test_items_are_read_and_subtotals_are_checked():
    found = table(
        ["I", "Truyền thông", None, None, None, 53_000_000],
        [1, "Tập huấn", "lớp", 2, 14_000_000, 28_000_000, "Ngân sách xã", "Trạm Y tế"],
        [2, "Tờ rơi", "tờ", 5000, "5.000", "25.000.000"],
        ["II", "Mua sắm", None, None, None, 12_000_000],
        [1, "Biển báo", "cái", 10, 1_200_000, 12_000_000],
        [None, "Tổng cộng", None, None, None, 65_000_000],
    )
    assert not found.problems
    assert [(i.name, i.amount, i.quantity) for i in found.items] == [
        ("Tập huấn", 28_000_000, 2),
        ("Tờ rơi", 25_000_000, 5000),
        ("Biển báo", 12_000_000, 10),
    ]
    assert (found.items[0].source, found.items[0].unit, found.subtotals) == ("Ngân sách xã", "Trạm Y tế", 3)


def test_what_does_not_agree_is_named_at_its_cell():
    found = table(
        ["I", "Truyền thông", None, None, None, 50_000_000],
        [1, "Tập huấn", "lớp", 2, 14_000_000, 29_000_000],
        [2, "Tờ rơi", "tờ", 5000, 5000, "hai mươi"],
        [None, "Cộng", None, None, None, 60_000_000],
    )
    assert {p.cell for p in found.problems} == {"F2", "F3", "F4", "F5"}


def test_years_under_a_merged_heading_and_millions():
    found = table(
        ["TT", "Nội dung", "Tổng kinh phí", 2026, 2027],
        [1, "Tập huấn", 100.5, 60.5, 40],
        [2, "Hội thảo", None, None, None],
        head=["TT", "Nội dung", "Tổng kinh phí", "Kinh phí theo năm", None],
        before=[["DỰ TOÁN KINH PHÍ"], ["Đơn vị tính: triệu đồng"]],
        merges=["A3:A4", "B3:B4", "C3:C4", "D3:E3"],
    )
    assert (found.scale, found.problems) == (1_000_000, [])
    assert found.items[0].years == {2026: Decimal("60500000"), 2027: Decimal("40000000")}
    assert found.items[1].amount is None  # a source without a sum: unknown, not zero


def test_files_that_are_no_table_are_refused_in_words():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (160 * 1024 * 1024))
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for data in (b"", b"PK", b"\x00" * 100, bomb.getvalue(), entity.getvalue(), workbook([])):
        with pytest.raises(WorkbookError):
            read_rows(data)
    with pytest.raises(SheetError):
        read_estimate([["một", "hai"], ["ba", 4]], parse_number)


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_amounts_are_read_as_they_are_written(number):
    dotted = f"{number:,}".replace(",", ".")
    assert {amount_of(value, parse_number) for value in (number, dotted, f"{dotted} đồng")} == {number}


def test_values():
    assert amount_of("1.250,5", parse_number) == Decimal("1250.5")
    assert amount_of(" - ", parse_number) is None
    assert str(day_of("31/10/2026")) == str(day_of("2026-10-31")) == "2026-10-31"
    for wrong in ("31/13/2026", "mai", None):
        with pytest.raises(ValueError, match=".*mai|month|Invalid.*"):
            day_of(wrong)


TOTALS = ("Tổng cộng", "TỔNG CỘNG:", "Cộng", "Cộng (I+II)", "Tổng số", "Tong cong", "Tổng kinh phí")
NO_TOTALS = (
    "Công tác kiểm tra",
    "Cộng tác viên",
    "Tổng kết chương trình",
    "Tổng hợp báo cáo",
    "Công",
    "Tổng cộng tác",
    "",
)


def test_a_total_is_told_by_its_whole_name():
    assert all(map(is_total, TOTALS))
    assert not any(map(is_total, NO_TOTALS))
    found = table(
        [1, "Công tác kiểm tra, giám sát", "đợt", 1, 3_000_000, 3_000_000],
        [2, "Tổng kết chương trình", "hội nghị", 1, 20_000_000, 20_000_000],
        [3, "Cộng", "gói", 1, 1_000_000, 1_000_000],
        [None, "Tổng cộng", None, None, None, 24_000_000],
    )
    assert not found.problems
    assert [item.name for item in found.items] == ["Công tác kiểm tra, giám sát", "Tổng kết chương trình", "Cộng"]


def test_decimals_are_never_guessed():
    """`0,125` is an eighth; `12,500` could be two amounts and is asked about at its cell."""
    found = table([1, "Tài liệu", "bộ", "0,125", "8.000.000", None], [2, "Hội nghị", None, None, None, "12,500"])
    assert (found.items[0].quantity, found.items[0].amount) == (Decimal("0.125"), 1_000_000)
    assert [(p.cell, p.values["first"], p.values["second"]) for p in found.problems] == [("F3", "12,5", "12500")]


def test_what_stands_below_the_table_is_left_out_and_counted():
    rows = [[1, "Tập huấn", "lớp", 2, 14_000_000, 28_000_000]]
    below = [
        [None, "(Bằng chữ: Hai mươi tám triệu đồng chẵn./.)"],
        [None, None, None, None, None, "An Hòa, ngày 05 tháng 02 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
        [None, "Nguyễn Văn A"],
    ]
    total = [[None, "Tổng cộng", None, None, None, 28_000_000]]
    for middle in (total, []):
        found = table(*rows, *middle, below[0], *below[2:])
        assert (found.problems, [item.name for item in found.items], found.left_out) == ([], ["Tập huấn"], 3)
    unknown = table([None, *rows[0][1:]], [None, "Hội thảo của xã"])
    assert [item.name for item in unknown.items] == ["Tập huấn", "Hội thảo của xã"]  # a line without a sum


def test_formulas_without_a_result_are_named_at_their_cell():
    found = table(
        [1, "Hội nghị", "cuộc", 2, 4_000_000, "=D2*E2"],
        [2, "In ấn", "bộ", None, None, "=1000000*3"],
        [None, "Tổng cộng", None, None, None, "=SUM(F2:F3)"],
    )
    assert {problem.cell for problem in found.problems} == {"F2", "F3", "F4"}
    assert all("no result" in problem.message for problem in found.problems)


def test_hidden_rows_are_reported_and_can_be_left_out():
    book = openpyxl.Workbook()
    for row in (
        HEAD,
        [1, "Tập huấn", "lớp", 2, 5, 10],
        [2, "Tờ rơi", "tờ", 1, 7, 7],
        [None, "Cộng", None, None, None, 10],
    ):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    data = io.BytesIO()
    book.save(data)
    for merged in (True, False):
        rows = read_rows(data.getvalue(), merged=merged)
        assert rows.hidden == {2}
    rows = read_rows(data.getvalue(), merged=True)
    assert read_estimate(rows, parse_number).hidden == [2]
    found = read_estimate(rows, parse_number, left_out=rows.hidden)
    assert ([item.name for item in found.items], found.problems, found.hidden) == (["Tập huấn"], [], [])


def test_codes_of_the_index():
    cells = (("130-132", "category"), ("130 – 132", "category"), (18, "chapter"), ("018", "chapter"), (6650.0, "item"))
    assert [code_of(*cell) for cell in cells] == ["132", "132", "018", "018", "6650"]
    assert [code_of("6650 Hội nghị", "item"), code_of("abc", "item")] == ["6650", "abc"]


EXPORT = ["Ngày", "Mã ĐVQHNS", "Chương", "Mã nguồn", "Mã NDKT", "Số tiền", "Số chứng từ", "Nội dung"]


def test_a_treasury_export():
    rows = [
        ["SỔ CHI TIẾT"],
        EXPORT,
        ["02/03/2026", "1037654", 823, "12", "6651", "1.000.000", "CT1", "Hội nghị"],
        [None, "1037654", 823, "12", "6651", 2_000_000, "CT2", "Cộng tác viên thôn"],
        [None, None, None, None, None, 3_000_000, None, "Tổng cộng"],
        [None, "KẾ TOÁN TRƯỞNG"],
    ]
    heading = find_heading(rows)
    columns = propose(rows[heading])
    assert list(columns.values()) == ["day", "budget_code", "chapter", "source", "item", "amount", "reference", "note"]
    movements, problems = read_movements(rows, heading, columns, parse_number)
    assert [row.texts["reference"] for row in movements] == ["CT1", "CT2"]
    assert [problem.cell for problem in problems] == ["A4"]  # a row without a day is no total
