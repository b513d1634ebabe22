"""Figures as papers write them, and the tables made of them."""

from odoo.addons.child_plan.lib.status import CLASSES, rates

from ..lib.tree import CENTRE, RIGHT, TOTAL, Column, Row, Run, Table

WORST = 5  # units named as the latest
CLASS_WORDS = {
    "done_on_time": "hoàn thành đúng hạn",
    "done_late": "hoàn thành quá hạn",
    "open_in_time": "trong hạn",
    "open_overdue": "quá hạn",
}
APART_WORDS = {"no_deadline": "không có thời hạn", "suspended": "tạm dừng", "left_open": "dừng theo kế hoạch"}
OF_DUE, OF_DONE = "nhiệm vụ đã đến hạn", "nhiệm vụ đã hoàn thành"
BY_UNIT = [
    Column("TT", 6, CENTRE),
    Column("Đơn vị", 24),
    Column("Tổng số", 8, RIGHT),
    Column("Đúng hạn", 8, RIGHT, "Hoàn thành"),
    Column("Quá hạn", 8, RIGHT, "Hoàn thành"),
    Column("Trong hạn", 8, RIGHT, "Chưa hoàn thành"),
    Column("Quá hạn", 8, RIGHT, "Chưa hoàn thành"),
    Column("Hoàn thành / đã đến hạn (%)", 10, RIGHT, "Tỷ lệ"),
    Column("Đúng hạn / đã hoàn thành (%)", 10, RIGHT, "Tỷ lệ"),
    Column("Ghi chú", 12),
]


def number(value, digits=2):
    """Return 1234.5 as 1.234,5."""
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(rate):
    return number(100 * rate.value, 1) if rate.value is not None else "-"


def with_base(rate, of):
    """Return a rate with its denominator: 88,9 % (24/27 nhiệm vụ đã đến hạn)."""
    if rate.value is None:
        return f"chưa có {of}"
    return f"{percent(rate)}% ({rate.numerator}/{rate.denominator} {of})"


def in_classes(by_status):
    """Return ``{class: number}`` of counts by status."""
    return {name: sum(by_status.get(status, 0) for status in of_class) for name, of_class in CLASSES.items()}


def class_values(by_status, ref):
    """Return the values that the words may name, of counts by status; ``ref(class)`` is what a figure stands for."""
    counts, found = in_classes(by_status), rates(by_status)
    values = {CLASS_WORDS[name]: [Run(number(count, 0), ref=ref(name))] for name, count in counts.items()}
    apart = {name: by_status.get(name, 0) for name in APART_WORDS}
    values |= {APART_WORDS[name]: [Run(number(count, 0), ref=ref(name))] for name, count in apart.items()}
    total = sum(count for status, count in by_status.items() if status != "cancelled")
    return {
        **values,
        "tổng số": [Run(number(total, 0), ref=ref("total"))],
        "tỷ lệ hoàn thành": with_base(found["done_of_due"], OF_DUE),
        "tỷ lệ đúng hạn": with_base(found["on_time_of_done"], OF_DONE),
    }


def table_by_unit(counts, name_of, ref):
    """Return the table of units, worst first; ``counts`` is ``{unit: counts by status}``."""
    total = {}
    rows = []
    ordered = sorted(counts.items(), key=lambda pair: -pair[1].get("overdue", 0))
    for at, (unit, by_status) in enumerate(ordered, 1):
        for status, count in by_status.items():
            total[status] = total.get(status, 0) + count
        rows.append(Row([str(at), name_of(unit), *_cells(by_status, ref(unit)), _note(by_status)]))
    rows.append(Row(["", "Tổng cộng", *_cells(total, None), _note(total)], TOTAL))
    return Table(list(BY_UNIT), rows)


def _note(by_status):
    """Say what is in the total and in none of the four classes."""
    apart = {words: by_status.get(status, 0) for status, words in APART_WORDS.items()}
    return "; ".join(f"{words}: {count}" for words, count in apart.items() if count).capitalize()


def _cells(by_status, ref):
    found = rates(by_status)
    total = sum(count for status, count in by_status.items() if status != "cancelled")
    figures = [total, *in_classes(by_status).values()]
    return [
        *(Run(number(figure, 0), ref=ref) for figure in figures),
        percent(found["done_of_due"]),
        percent(found["on_time_of_done"]),
    ]
