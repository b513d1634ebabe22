"""Drop the pending changes of the sums, which now name their plan; the sums are rebuilt from the rows."""


def migrate(cr, version):
    cr.execute("SELECT to_regclass('child_plan_tally_change')")
    if not cr.fetchone()[0]:
        return
    cr.execute("DELETE FROM child_plan_tally_change")
    cr.execute("ALTER TABLE child_plan_tally_change ADD COLUMN IF NOT EXISTS plan_id integer NOT NULL")
    cr.execute("UPDATE child_plan_tally_trust SET trusted = FALSE")
