"""The annex tables of a plan: a row for each task, one table an annex."""

# pylint: disable=bad-builtin-groupby
from itertools import groupby

from .plan_words import when, who_label
from .tree import CENTRE, GROUP, RIGHT, Annex, Column, Row, Table

_TITLE = "Danh mục nhiệm vụ"
_GROUP = "Nhóm nhiệm vụ"


def is_of_annex(row):
    return row["section"].startswith("PL")


def plan_annexes(rows):
    """Return the annexes with their tables; ``rows`` are those of annexes, in printed order."""
    headings = {row["section"]: row["text"] for row in rows if row["kind"] == "heading"}
    kept = [row for row in rows if row["kind"] not in ("heading", "unit")]
    annexes = groupby(kept, key=lambda row: row["section"].split(".")[0])
    return [Annex(headings.get(code, _TITLE), [_table(list(held), headings)], landscape=True) for code, held in annexes]


def _table(rows, headings):
    if all(row["kind"] == "target" and "value" in row for row in rows):
        return _target_table(rows)
    columns = [
        Column("TT", 1, CENTRE),
        Column("Nội dung nhiệm vụ", 7),
        Column(who_label(rows), 3.5),
        Column("Cơ quan phối hợp", 3.5),
        Column("Thời gian hoàn thành", 2.5, CENTRE),
        Column("Sản phẩm", 3),
    ]
    return Table(columns, _rows(rows, headings))


def _target_table(rows):
    """A row for each target, a column for each year."""
    years = sorted({row["year"] for row in rows if row.get("year")})
    columns = [Column("TT", 1, CENTRE), Column("Chỉ tiêu", 6), Column("Đơn vị tính", 2, CENTRE)]
    columns += [Column(f"Năm {year}", 2, RIGHT) for year in years] or [Column("Chỉ tiêu giao", 2, RIGHT)]
    written = []
    for (section, text), same in groupby(rows, key=lambda row: (row["section"], row["text"])):
        targets = list(same)
        values = {target.get("year"): _number(target["value"]) for target in targets}
        unit = "%" if targets[0]["unit"] == "%" else ""
        number = section.rpartition(".")[2]
        written.append(Row([number, text, unit, *(values.get(year, "") for year in years or [None])]))
    return Table(columns, written)


def _number(value):
    """1234.5 -> `1.234,5`."""
    return f"{value:,}".removesuffix(".0").translate(str.maketrans(",.", ".,"))


def _rows(rows, headings):
    written, group = [], None
    for (section, text), same in groupby(rows, key=lambda row: (row["section"], row["text"])):
        tasks = list(same)
        *above, number = section.split(".")
        above = ".".join(above)
        if above != group and "." in above:
            number_above = above.rpartition(".")[2]
            written.append(Row([number_above, headings.get(above) or f"{_GROUP} {number_above}"], GROUP))
        group = above
        units = ", ".join(filter(None, (task.get("unit") for task in tasks)))
        task = tasks[0]
        named = "; ".join(task.get("coordinating") or [])
        time = when(task) if task["kind"] == "task" else ""
        written.append(Row([number, text, units, named, time.capitalize(), task.get("deliverable") or ""]))
    return written
