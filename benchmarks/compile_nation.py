"""Sums the reports of all communes into those of the provinces, and these into the nation's.

All provinces are summed at once, as when their reports are opened; after they are submitted, the nation is summed from
them. The baseline is one hand-written SQL aggregate over the same rows: the same figures for the same units, without
writing them.
"""

import reports
from measure import Figure, expect, in_turn, stopwatch

GOAL = "ratio 2 or less"
REPETITIONS = 5
BY_HAND = """
    SELECT unit.province_id, value.indicator_id, SUM(value.numerator), SUM(value.denominator), COUNT(*),
           COUNT(*) FILTER (WHERE report.submitted_on <= report.due_on)
      FROM child_plan_indicator_value value
      JOIN child_plan_report report ON report.id = value.report_id
      JOIN child_plan_unit unit ON unit.id = report.unit_id
     WHERE report.period_id = %(period)s AND report.current AND report.state IN ('submitted', 'accepted')
       AND value.has_data AND value.compiled IS NOT TRUE
     GROUP BY GROUPING SETS ((unit.province_id, value.indicator_id), (value.indicator_id))
"""


def run(trees):
    tree = reports.kept({"large": trees["large"]})["large"]
    with tree.as_user("standing") as user_env:
        env = user_env(su=True)
        period = reports.last(env)
        upper = period.report_ids.filtered("compiled")
        provinces = upper.filtered(lambda report: report.unit_level == "province")
        nation = upper - provinces
        total = reports.totals(tree.communes)
        values, baselines = in_turn(
            lambda: compile_(env, provinces, nation, total), lambda: by_hand(env, period, total), REPETITIONS
        )
    rows = tree.communes * reports.INDICATORS
    return Figure(values, baselines, "ms", f"{rows:,} figures to {len(provinces)} provinces and the nation")


def compile_(env, provinces, nation, total):
    env.cr.execute("SAVEPOINT compile_nation")
    with stopwatch(env) as of_provinces:
        provinces._compile()
    provinces.with_context(tracking_disable=True).write({"state": "submitted", "submitted_on": reports.CUT_OFF})
    with stopwatch(env) as of_nation:
        nation._compile()
    expect("queries", of_provinces.queries + of_nation.queries < 25, True)
    for upper in (provinces, nation):
        rows = upper.value_ids
        sums = [int(sum(rows.mapped(name))) for name in ("numerator", "denominator", "reported")]
        expect("numerators, denominators and figures", tuple(sums), total)
        expect("reports expected", sum(rows.mapped("expected")), reports.INDICATORS * total_reports(provinces))
    expect("sources", (len(provinces.source_ids), nation.source_ids), (total_reports(provinces), provinces))
    env.cr.execute("ROLLBACK TO SAVEPOINT compile_nation")
    env.invalidate_all(flush=False)
    return 1000 * (of_provinces.seconds + of_nation.seconds)


def total_reports(provinces):
    return len(provinces.period_id.report_ids) - len(provinces) - 1


def by_hand(env, period, total):
    with stopwatch(env) as watch:
        env.cr.execute(BY_HAND, {"period": period.id})
        rows = env.cr.fetchall()
    expect("numerators", int(sum(row[2] for row in rows if row[0])), total[0])
    return 1000 * watch.seconds
