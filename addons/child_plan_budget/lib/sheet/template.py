"""The form of an estimate table that is handed out, with lists to choose from; :mod:`.estimate` reads it back."""

from xlsxwriter.utility import xl_rowcol_to_cell

from .cells import costing_formula

#: What a row holds, its heading (as ``estimate.HEADINGS`` knows it), its width, and whether it is chosen from a list.
COLUMNS = (
    ("rank", "TT", 6, False),
    ("name", "Nội dung", 45, False),
    ("measure", "ĐVT", 9, False),
    ("quantity", "Số lượng", 10, False),
    ("price", "Đơn giá", 15, False),
    ("amount", "Thành tiền", 18, False),
    ("source", "Nguồn vốn", 26, True),
    ("unit", "Đơn vị thực hiện", 36, True),
    ("chapter", "Chương", 22, True),
    ("category", "Loại, khoản", 26, True),
    ("item", "Mục, tiểu mục", 26, True),
    ("note", "Ghi chú", 28, False),
)
EMPTY_ROWS = 60
FIRST_ROW = 3  # counted from 0: title, unit of account, headings


def write_estimate(book, title, rows, lists):
    """Write ``rows`` and empty ones below into the empty workbook ``book``; return it as bytes.

    :param book: a ``Book`` of ``lib.excel.writer`` of the addon of plans
    :param rows: ``{column: value}``; amounts in đồng, None where nothing is known
    :param lists: ``{column: [text]}`` for the columns that are chosen from a list
    """
    sheet, words, style = book.add_sheet("Dự toán"), book.add_sheet("Danh mục"), book.style
    last = len(COLUMNS) - 1
    sheet.write_across(0, last, title, style["title"])
    sheet.write_across(1, last, "Đơn vị tính: đồng", style["aside"])
    sheet.write_texts(FIRST_ROW - 1, 0, [heading for _name, heading, *_ in COLUMNS], style["head"])
    sheet.set_widths(width for _name, _heading, width, _listed in COLUMNS)
    end = FIRST_ROW + len(rows) + EMPTY_ROWS
    for column, (name, heading, _width, listed) in enumerate(COLUMNS):
        if listed:
            _list(sheet, words, column, heading, lists.get(name, ()), end, style["head"])
    for number in range(FIRST_ROW, end):
        values = {"rank": number - FIRST_ROW + 1}  # rows without a number would be parts of the one above
        values |= rows[number - FIRST_ROW] if number - FIRST_ROW < len(rows) else {}
        for column, (name, *_) in enumerate(COLUMNS):
            if name == "amount" and values.get(name) is None:
                _write_product(sheet, number, column, values, style)
            else:
                _write(sheet, number, column, name, values.get(name), style)
    words.set_widths([40] * len(COLUMNS))
    words.hold_head(0)
    sheet.hold_head(FIRST_ROW - 1, 2)
    return book.finish()


def _list(sheet, words, column, heading, texts, end, head):
    """The texts on the second sheet, below their heading, and the cells of the column that choose from them."""
    words.write_string(0, column, heading, head)
    words.write_column(1, column, texts)
    if texts:
        place = (xl_rowcol_to_cell(row, column, True, True) for row in (1, len(texts)))
        sheet.data_validation(
            FIRST_ROW,
            column,
            end - 1,
            column,
            {"validate": "list", "source": f"='Danh mục'!{':'.join(place)}", "error_type": "warning"},
        )


def _write_product(sheet, row, column, values, style):
    quantity, price = (xl_rowcol_to_cell(row, column - back) for back in (2, 1))
    known = values.get("quantity") is not None and values.get("price") is not None
    result = values["quantity"] * values["price"] if known else ""  # as long as no program has counted
    sheet.write_formula(row, column, costing_formula(quantity, price), style["money"], result)


def _write(sheet, row, column, name, value, style):
    number = name in ("quantity", "price", "amount")
    if number or value is None:
        sheet.write_known(row, column, value, style["money" if number else "text"])
    else:
        sheet.write_string(row, column, str(value), style["text"])
