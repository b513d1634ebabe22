"""Estimate tables as offices draw them up, made here cell by cell."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lib.excel.workbook import WorkbookError, read_rows
from sheet.cells import SheetError
from sheet.estimate import read_estimate
from sheet.values import amount_of, day_of

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
    return read_estimate(read_rows(workbook([*before, head, *rows], merges), merged=True))


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
        read_estimate([["một", "hai"], ["ba", 4]])


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_amounts_are_read_as_they_are_written(number):
    dotted = f"{number:,}".replace(",", ".")
    assert amount_of(number) == amount_of(dotted) == amount_of(f"{dotted} đồng") == amount_of(f"{number:,}") == number


def test_values():
    assert amount_of("1.250,5") == Decimal("1250.5")
    assert amount_of(" - ") is None
    assert str(day_of("31/10/2026")) == str(day_of("2026-10-31")) == "2026-10-31"
    for wrong in ("31/13/2026", "mai", None):
        with pytest.raises(ValueError, match=".*mai|month|Invalid.*"):
            day_of(wrong)
