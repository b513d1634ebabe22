"""The officer's home: the first page of "My unit's work" with its counts.

Counts the queries in the large tree; the baseline is the same page in the small one.
"""

import screens
from data import DEADLINES, TASKS
from measure import expect

GOAL = "ratio 1"
DOMAIN = [("is_mine", "=", True), ("state_on", "not in", ("done", "cancelled"))]


def run(trees):
    return screens.compare(trees, "officer7", "child_plan.child_plan_assignment_view_list_work", show)


def show(assignments, fields, _tree):
    page = assignments.web_search_read(DOMAIN, fields, limit=80, order="due_on, id", count_limit=10_001)
    counts = assignments.get_status_counts(DOMAIN)
    expect("rows of the list", (len(page["records"]), page["length"]), (TASKS, TASKS))
    expect("overdue", counts["by_status"]["overdue"], sum(day is not None and day < 0 for day in DEADLINES))
    expect("total", counts["total"], TASKS)
