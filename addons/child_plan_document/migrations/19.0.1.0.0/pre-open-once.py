"""Cancel readings of a document that an earlier reading of the same issuer has open, which can no longer be."""

from odoo.tools.sql import table_exists


def migrate(cr, version):
    if not table_exists(cr, "child_plan_import"):
        return  # the database is older than readings
    cr.execute(
        """UPDATE child_plan_import AS later SET state = 'cancelled'
             FROM child_plan_import AS first
            WHERE first.issuer_id = later.issuer_id AND first.checksum = later.checksum AND first.id < later.id
              AND first.state IN ('reading', 'review') AND later.state IN ('reading', 'review')"""
    )
