"""The annex tables of a plan: a row for each task, one table an annex."""

from itertools import groupby

from .plan_words import when
from .tree import CENTRE, GROUP, Annex, Column, Row, Table

_TITLE = "Danh mục nhiệm vụ"
_COLUMNS = [
    Column("TT", 1, CENTRE),
    Column("Nội dung nhiệm vụ", 7),
    Column("Cơ quan chủ trì", 3.5),
    Column("Cơ quan phối hợp", 3.5),
    Column("Thời gian hoàn thành", 2.5, CENTRE),
    Column("Sản phẩm", 3),
]


def is_of_annex(row):
    return row["section"].startswith("PL")


def plan_annexes(rows):
    """Return the annexes with their tables; ``rows`` are those of annexes, in printed order."""
    headings = {row["section"]: row["text"] for row in rows if row["kind"] == "heading"}
    kept = [row for row in rows if row["kind"] not in ("heading", "unit")]
    annexes = groupby(kept, key=lambda row: row["section"].split(".")[0])
    return [
        Annex(headings.get(code, _TITLE), [Table(list(_COLUMNS), _rows(list(held), headings))], landscape=True)
        for code, held in annexes
    ]


def _rows(rows, headings):
    written, group = [], None
    for (section, text), same in groupby(rows, key=lambda row: (row["section"], row["text"])):
        tasks = list(same)
        *above, number = section.split(".")
        above = ".".join(above)
        if above != group and "." in above:
            written.append(Row([f"{above.rpartition('.')[2]}. {headings.get(above, '')}"], GROUP))
        group = above
        units = ", ".join(filter(None, (task.get("unit") for task in tasks)))
        task = tasks[0]
        named = ", ".join(task.get("coordinating") or [])
        time = when(task) if task["kind"] == "task" else ""
        written.append(Row([number, text, units, named, time.capitalize(), task.get("deliverable") or ""]))
    return written
