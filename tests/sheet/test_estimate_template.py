"""The form that is handed out is read back by the reader of estimate tables."""

import io
from decimal import Decimal

import openpyxl
from lib.excel.workbook import read_rows
from lib.excel.writer import Book
from lib.numbers import parse_number
from sheet.estimate import read_estimate
from sheet.template import COLUMNS, FIRST_ROW, write_estimate

PLACE = {name: number for number, (name, *_) in enumerate(COLUMNS, 1)}
LISTS = {"source": ["Ngân sách xã", "Tài trợ"], "unit": ["Trạm Y tế"], "chapter": [], "item": ["6650 Hội nghị"]}


def filled(data, *rows):
    """The workbook with ``rows`` ({column: value}) written where the empty rows begin."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for name, value in row.items():
            book.worksheets[0].cell(number, PLACE[name], value)
    saved = io.BytesIO()
    book.save(saved)
    return read_estimate(read_rows(saved.getvalue(), merged=True), parse_number)


def test_what_is_filled_in_is_read_back():
    data = write_estimate(Book(), "DỰ TOÁN", [], LISTS)
    row = {"name": "Tập huấn", "quantity": 2, "price": 14_000_000, "amount": None}
    row |= {"source": "Ngân sách xã", "unit": "Trạm Y tế", "item": "6650 Hội nghị", "note": "Quý II"}
    found = filled(data, row, {"name": "Chưa rõ", "source": "Tài trợ"})
    first, second = found.items
    assert not found.problems
    assert (first.name, first.amount, first.quantity) == ("Tập huấn", Decimal(28_000_000), 2)
    assert (first.source, first.unit, first.item, first.note) == (
        "Ngân sách xã",
        "Trạm Y tế",
        "6650 Hội nghị",
        "Quý II",
    )
    assert (second.name, second.amount) == ("Chưa rõ", None)  # not known, which is not zero
    assert found.cell(first, "unit") == f"H{FIRST_ROW + 1}"


def test_what_is_there_already_comes_back_as_it_is():
    rows = [{"name": "=In", "amount": 5_000_000.0, "source": "Tài trợ"}]
    data = write_estimate(Book(), "DỰ TOÁN", rows, LISTS)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.cell(FIRST_ROW + 1, PLACE["name"]).data_type == "s"  # a wording is no formula
    (item,) = read_estimate(read_rows(data, merged=True), parse_number).items
    assert (item.name, item.amount) == ("=In", 5_000_000)


def test_an_amount_is_the_formula_of_its_row_until_it_is_typed_in():
    sheet = openpyxl.load_workbook(io.BytesIO(write_estimate(Book(), "DỰ TOÁN", [], LISTS))).worksheets[0]
    assert sheet.cell(FIRST_ROW + 2, PLACE["amount"]).value == '=IF(OR(D5="",E5=""),"",D5*E5)'


def test_columns_are_chosen_from_the_lists_on_the_second_sheet():
    book = openpyxl.load_workbook(io.BytesIO(write_estimate(Book(), "DỰ TOÁN", [], LISTS)))
    rules = book.worksheets[0].data_validations.dataValidation
    found = {str(rule.sqref).rstrip("0123456789"): rule.formula1 for rule in rules}
    assert found == {
        "G4:G": "'Danh mục'!$G$2:$G$3",
        "H4:H": "'Danh mục'!$H$2:$H$2",
        "K4:K": "'Danh mục'!$K$2:$K$2",
    }
    assert [cell.value for cell in book.worksheets[1]["G"]] == ["Nguồn vốn", *LISTS["source"]]
