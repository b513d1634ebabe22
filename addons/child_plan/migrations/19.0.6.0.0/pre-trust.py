"""Files are read while the addon is updated, before the ORM adds the column."""


def migrate(cr, version):
    cr.execute("ALTER TABLE ir_attachment ADD COLUMN IF NOT EXISTS child_plan_sha256 varchar")
