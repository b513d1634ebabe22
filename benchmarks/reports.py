"""The trees of :mod:`data` with reports: last period's are submitted, this period's are empty or submitted.

They are separate copies, kept in the same way. The figures are written by one statement.
"""

from datetime import timedelta
from pathlib import Path

from data import TODAY, Tree

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_db

from devenv import databases
from devenv.base import say, sha256

INDICATORS = 40
CUT_OFF = TODAY - timedelta(days=5)
DAYS = 20  # from the cut-off to the day on which reports are due
# For indicator i, the report with the number n says that there is no figure, or counts 1 to 9 (of 10).
FIGURES = """
    INSERT INTO child_plan_indicator_value
           (report_id, sequence, plan_id, period_id, unit_id, cut_off, indicator_id, has_data, no_data, compiled,
            numerator, denominator, value, expected, reported, in_time)
    SELECT r.id, i.n, r.plan_id, r.period_id, r.unit_id, r.cut_off, i.id, count > 0, count = 0, FALSE,
           count, CASE WHEN count > 0 THEN 10 ELSE 0 END, 10 * count, 1, (count > 0)::integer, 0
      FROM (SELECT report.*, row_number() OVER (ORDER BY id) AS n FROM child_plan_report report
             WHERE period_id = %(period)s AND compiled IS NOT TRUE) r
      JOIN (SELECT id, row_number() OVER (ORDER BY code) AS n FROM child_plan_indicator WHERE code ^@ 'B-') i ON TRUE
      JOIN LATERAL mod(r.n + i.n, 10) AS count ON TRUE
"""
HANDED_IN = """
    UPDATE child_plan_report SET state = 'submitted', submitted_on = due_on + (mod(id, 5) = 0)::integer
     WHERE period_id = %(period)s AND compiled IS NOT TRUE
"""


def kept(trees):
    """Return copies of ``trees`` with two periods: :func:`last` is submitted, :func:`current` is not begun."""

    def copy(tree):
        def filled(name):
            close_db(tree.database)
            databases.create(name, tree.database)
            say(f"Writing the figures of {tree.communes:,} communes …")
            with Registry(name).cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                hand_in(period(env, CUT_OFF - timedelta(days=91)))
                period(env)
            databases.execute("VACUUM ANALYZE", database=name)

        made_from = f"{databases.key(tree.database)} {sha256(Path(__file__))[:16]}"
        return Tree(databases.kept(f"{step(tree)}_reports", made_from, filled), tree.communes)

    return {size: copy(tree) for size, tree in trees.items()}


def step(tree):
    return tree.database.removeprefix(f"cp_{databases.CHECKOUT}_")


def last(env):
    """Return the previous period, in which all communes have submitted their reports."""
    return env["child.plan.report.period"].search([("cut_off", "<", CUT_OFF)], order="cut_off desc", limit=1)


def current(env):
    return env["child.plan.report.period"].search([], order="cut_off desc", limit=1)


def period(env, cut_off=CUT_OFF):
    """Create a period of the national plan with ``INDICATORS`` targets, without any report begun."""
    plan = env["child.plan"].search([("state", "=", "issued")], limit=1)
    if not plan.target_ids:
        indicators = env["child.plan.indicator"].create(
            [{"name": f"Indicator {i}", "code": f"B-{i:02}"} for i in range(INDICATORS)]
        )
        targets = [{"plan_id": plan.id, "name": i.name, "indicator_id": i.id, "value": 80} for i in indicators]
        env["child.plan.target"].create(targets)
    start, due_on = cut_off - timedelta(days=90), cut_off + timedelta(days=DAYS)
    vals = {"plan_id": plan.id, "kind": "quarterly", "date_start": start, "cut_off": cut_off, "due_on": due_on}
    return env["child.plan.report.period"].create(vals)


def hand_in(period):
    """Submit every report that is filled in by hand, with its figures; begin those above, without summing them."""
    env = period.env
    env.flush_all()
    for query in (FIGURES, HANDED_IN):
        env.cr.execute(query, {"period": period.id})
    upper = period.report_ids.filtered("compiled").with_context(tracking_disable=True)
    upper._begin()
    env.flush_all()


def totals(reports):
    """Return ``(numerators, denominators, figures)`` of ``reports`` reports, as :data:`FIGURES` creates them."""
    counts = [(n + i) % 10 for n in range(1, reports + 1) for i in range(1, INDICATORS + 1)]
    figures = sum(map(bool, counts))
    return sum(counts), 10 * figures, figures
