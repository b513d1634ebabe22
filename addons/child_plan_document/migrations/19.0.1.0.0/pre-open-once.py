"""Cancel readings of a document that an earlier reading of the same issuer has open, which can no longer be."""


def migrate(cr, version):
    cr.execute(
        """UPDATE child_plan_import AS later SET state = 'cancelled'
             FROM child_plan_import AS first
            WHERE first.issuer_id = later.issuer_id AND first.checksum = later.checksum AND first.id < later.id
              AND first.state IN ('reading', 'review') AND later.state IN ('reading', 'review')"""
    )
