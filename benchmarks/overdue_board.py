"""The leader's board of overdue work: the first page of units, unfolded, with its counts.

Counts the queries in the large tree; the baseline is the same page in the small one. A page has ten units with their
rows, as the web client requests them for unfolded groups.
"""

import screens
from data import DEADLINES, TASKS
from measure import expect

GOAL = "ratio 1"
PAGE = 10
LATE = sum(day is not None and day < 0 for day in DEADLINES)


def run(trees):
    return screens.compare(trees, "leader", "child_plan.child_plan_assignment_view_list_board", show)


def show(assignments, fields, tree):
    page = assignments.with_context(read_group_expand=True).web_read_group(
        [("status", "=", "overdue")],
        ["unit_id"],
        limit=PAGE,
        order="due_on, id",
        auto_unfold=True,
        unfold_read_specification=fields,
    )
    counts = assignments.get_status_counts([])
    expect("units with overdue work", page["length"], tree.communes)
    expect("rows of the page", [len(group["__records"]) for group in page["groups"]], [LATE] * PAGE)
    expect("overdue", counts["by_status"]["overdue"], LATE * tree.communes)
    expect("total", counts["total"], TASKS * tree.communes)
