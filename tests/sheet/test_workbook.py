"""Workbooks that users hand in: read in a process of its own, with the values that are in the cells."""

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from lib.excel import workbook
from lib.excel.workbook import WorkbookError, read_workbook


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rewritten(data, old, new):
    """Return the workbook with ``old`` in its sheets replaced: what a library would take minutes to write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(old.encode(), new.encode()) if "/sheet" in name else part)
    return stream.getvalue()


def test_values_come_through_as_they_are():
    book = openpyxl.Workbook()
    row = ["Đồng", 1.5, 12, True, date(2026, 3, 5), datetime(2026, 3, 5, 14, 30), None, "0,125"]
    book.active.append(row)
    (found,) = read_workbook(saved(book))
    assert found[:8] == ["Đồng", 1.5, 12, True, datetime(2026, 3, 5), datetime(2026, 3, 5, 14, 30), None, "0,125"]


def test_a_far_cell_costs_no_more_than_its_message():
    book = openpyxl.Workbook()
    book.active["A1"] = "TT"
    book.active["A1048576"] = "xa"
    started = time.perf_counter()
    with pytest.raises(WorkbookError, match="too many rows"):
        read_workbook(saved(book))
    assert time.perf_counter() - started < 20


def test_large_merged_areas_end_at_the_bound():
    book = openpyxl.Workbook()
    book.active["A1"] = "TT"
    areas = "".join(f'<mergeCell ref="A{top}:GR{top + 399}"/>' for top in range(1, 40_000, 400))  # 200 columns
    data = rewritten(saved(book), "</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>")
    started = time.perf_counter()
    with pytest.raises(WorkbookError, match="too long|too large"):
        read_workbook(data, merged=True, seconds=2, memory=256 * 1024**2)
    assert time.perf_counter() - started < 10


def test_a_long_cell_is_cut():
    book = openpyxl.Workbook()
    book.active["A1"] = "a" * 30_000
    ((text,),) = [row[:1] for row in read_workbook(saved(book))]
    assert len(text) == workbook.LONGEST_CELL


def test_broken_archives_have_a_sentence():
    data = saved(openpyxl.Workbook())
    for broken in (b"", data[:200], data[:-80], data.replace(b"sheet1", b"sheet9"), b"PK\x03\x04" + b"\xff" * 400):
        with pytest.raises(WorkbookError):
            read_workbook(broken)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (160 * 1024 * 1024))
    with pytest.raises(WorkbookError, match="too large"):
        read_workbook(stream.getvalue())
