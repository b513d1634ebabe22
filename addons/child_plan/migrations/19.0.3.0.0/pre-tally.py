"""Changes of the sums say their plan now: those not folded in yet are let go, and the sums made anew from the rows."""


def migrate(cr, version):
    cr.execute("SELECT to_regclass('child_plan_tally_change')")
    if not cr.fetchone()[0]:
        return
    cr.execute("DELETE FROM child_plan_tally_change")
    cr.execute("ALTER TABLE child_plan_tally_change ADD COLUMN IF NOT EXISTS plan_id integer NOT NULL")
    cr.execute("UPDATE child_plan_tally_trust SET trusted = FALSE")
