"""Budget lines and entries for the benchmarks, written by COPY in the caller's transaction."""

import io
from datetime import timedelta

from data import TODAY

STAGES = ("estimate", "allotment", "commitment", "disbursement", "settlement")
AMOUNTS = {"estimate": 60, "allotment": 50, "commitment": 8, "disbursement": 6, "settlement": 5}


def lines(env, number, allotted=0):
    """Create ``number`` lines of the national plan, spread over the communes. Return their ids."""
    plan = env["child.plan"].search([("state", "=", "issued")], limit=1)
    sources = env["child.plan.funding.source"].search([]).ids
    units = env["child.plan.unit"].search([("kind", "=", "authority"), ("level", "=", "commune")]).ids
    env.cr.execute("SELECT nextval('child_plan_budget_line_id_seq') FROM generate_series(1, %s)", [number])
    ids = [row[0] for row in env.cr.fetchall()]
    vnd = env.ref("base.VND").id
    rows = (
        f"{line}\t{plan.id}\t{units[n % len(units)]}\t{sources[n % len(sources)]}\t{TODAY.year}\t{vnd}\t{allotted}\n"
        for n, line in enumerate(ids)
    )
    columns = ("id", "plan_id", "unit_id", "source_id", "year", "currency_id", "sum_allotment")
    env.cr.copy_from(io.StringIO("".join(rows)), "child_plan_budget_line", columns=columns)
    return ids


def entries(env, number, per_line=20):
    """Create ``number`` entries, ``per_line`` on each line."""
    start, made = TODAY - timedelta(days=300), lines(env, number // per_line)
    env.cr.execute(
        "SELECT id, plan_id, unit_id, source_id, year FROM child_plan_budget_line WHERE id = ANY(%s)", [made]
    )
    rows = io.StringIO()
    for line, plan, unit, source, year in env.cr.fetchall():
        for n in range(per_line):
            stage = STAGES[n % len(STAGES)]
            day = start + timedelta(days=n * 14)
            rows.write(
                f"{line}\t{plan}\t{unit}\t{source}\t{year}\t{stage}\t{day}\t{AMOUNTS[stage]}\t{env.uid}\t{day}\n"
            )
    rows.seek(0)
    columns = ("line_id", "plan_id", "unit_id", "source_id", "year", "stage", "day", "amount", "user_id", "recorded_at")
    env.cr.copy_from(rows, "child_plan_budget_entry", columns=columns)
    env.cr.execute("ANALYZE child_plan_budget_entry")
    env.cr.execute("ANALYZE child_plan_budget_line")
