"""Hand the sums over to the addon child_plan_national, whose installation creates and fills renamed tables."""

from odoo.tools import SQL

from odoo.addons.child_plan.upgrade import move_to_addon, rename_data, rename_references

FUNCTIONS = ("insert", "update", "delete", "past", "soon", "noted")
TABLES = ("", "_change", "_folded", "_event", "_version", "_trust")


def migrate(cr, version):
    for name in FUNCTIONS:  # together with the triggers that call them
        cr.execute(SQL("DROP FUNCTION IF EXISTS %s CASCADE", SQL.identifier(f"child_plan_tally_{name}")))
    for name in TABLES:
        cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(f"child_plan_tally{name}")))
    rename_references(cr, "child.plan.tally", "child.plan.assignment.rollup")
    rename_references(cr, "child.plan.page.memory", "child.plan.dashboard.cache")
    rename_data(cr, "child_plan_cron_fold", "child_plan_cron_merge_changes")
    # the server action of the scheduled job
    rename_data(cr, "child_plan_cron_fold_", "child_plan_cron_merge_changes_", prefix=True)
    move_to_addon(
        cr,
        "child_plan_national",
        models=["child.plan.assignment.rollup", "child.plan.dashboard.cache"],
        prefixes=["child_plan_cron_merge_changes"],
        state="to install",
    )
