"""Store the reports from which one was summed as a list of ids, in one statement for all."""

from odoo.tools import sql


def migrate(cr, version):
    if not sql.table_exists(cr, "child_plan_report_source_rel"):
        return  # the database is older than reports
    cr.execute(
        """UPDATE child_plan_report above SET added_from = sources.ids
             FROM (SELECT report_id, jsonb_agg(source_id) AS ids
                     FROM child_plan_report_source_rel GROUP BY report_id) sources
            WHERE sources.report_id = above.id"""
    )
    cr.execute("DROP TABLE child_plan_report_source_rel")
