"""Add a column that is needed before the ORM adds it: files are read during the update."""


def migrate(cr, version):
    cr.execute("ALTER TABLE ir_attachment ADD COLUMN IF NOT EXISTS child_plan_sha256 varchar")
