"""A commune opens its report for the first time: it is filled in with rows, last period's figures, work and money.

Counts the queries in the large tree; the baseline is the same in the small one.
"""

import reports
import screens
from measure import expect, stopwatch

GOAL = "ratio 1"


def run(trees):
    return screens.compare_in(reports.kept(trees), measure)


def measure(tree):
    """Open the report as the officer of a commune, and read what the form shows."""
    with tree.as_user("officer7") as env:
        period = reports.current(env(su=True))
        own = [("period_id", "=", period.id), ("unit_id", "in", env.user.child_plan_unit_ids.ids)]
        fields = screens.form_fields(env["child.plan.report"])
        with stopwatch(env) as watch:
            report = env["child.plan.report"].search(own)
            report.action_open()
            report.web_read(fields)
            grid = report.get_grid()
        expect("figures asked for", len(grid["rows"]), reports.INDICATORS)
        expect("figures of last period", sum(row["last"] is not None for row in grid["rows"]) >= 36, True)
        expect("state", report.state, "draft")
    return watch
