"""The tables and triggers of ``child.plan.assignment.rollup``.

======================  ==========================================================================================
Table                   Rows
======================  ==========================================================================================
``…_rollup``            for an authority (``node_id``), how many assignments at or below it have the same facts
``…_rollup_change``     what statements changed, not merged into the sums yet: numbers to add or to take away
``…_rollup_merged``     changes that were merged, each with the version of the sums that it led to
``…_rollup_event``      one for each statement that wrote to what is tracked; its kind says what that concerns
``…_rollup_version``    a single row: the version of the sums, and for each kind of event the version that knows of it
``…_rollup_trust``      a single row: whether the sums may be read
======================  ==========================================================================================
"""

# The facts that the status of an assignment depends on, normalised so that as many rows as can be share them. Of work
# that was handed in, the dates only say whether it was late; of suspended or cancelled work they say nothing. A missing
# date is infinity, because a primary key takes no NULL. ``due_on`` is the last day in time of the deadline.
FACTS = """
    state,
    CASE WHEN state IN ('suspended', 'cancelled') OR in_time_until IS NULL THEN 'infinity'
         WHEN state IN ('submitted', 'done') AND submitted_on IS NOT NULL THEN DATE '2000-01-01'
         ELSE in_time_until END AS due_on,
    CASE WHEN state IN ('submitted', 'done') AND in_time_until IS NOT NULL AND submitted_on IS NOT NULL
         THEN DATE '2000-01-01' + (submitted_on > in_time_until)::int ELSE 'infinity' END AS submitted_on,
    CASE WHEN state IN ('suspended', 'cancelled', 'done') OR plan_closed_on IS NULL THEN 'infinity'
         ELSE plan_closed_on END AS closed_on,
    CASE WHEN state IN ('not_started', 'in_progress', 'returned') AND in_time_until IS NOT NULL
         THEN COALESCE(soon_days, 0) ELSE 0 END AS soon_days,
    COALESCE(extension_pending, FALSE) AS extension_pending
"""
KEY = "state, due_on, submitted_on, closed_on, soon_days, extension_pending"
# The facts and the number of a row of the tables below, with NULL where there is no date.
STORED = """
    state, NULLIF(due_on, 'infinity') AS due_on, NULLIF(submitted_on, 'infinity') AS submitted_on,
    NULLIF(closed_on, 'infinity') AS closed_on, soon_days, extension_pending, number
"""
TABLES = f"""
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup (
        node_id integer NOT NULL, state varchar NOT NULL, due_on date NOT NULL, submitted_on date NOT NULL,
        closed_on date NOT NULL, soon_days integer NOT NULL, extension_pending boolean NOT NULL, number bigint NOT NULL,
        progress bigint NOT NULL,
        PRIMARY KEY (node_id, {KEY})
    );
    CREATE INDEX IF NOT EXISTS child_plan_assignment_rollup_empty
        ON child_plan_assignment_rollup (node_id) WHERE number = 0;
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup_change (
        id bigserial PRIMARY KEY, unit_id integer NOT NULL, plan_id integer NOT NULL, sector_id integer,
        state varchar NOT NULL,
        due_on date NOT NULL, submitted_on date NOT NULL, closed_on date NOT NULL, soon_days integer NOT NULL,
        extension_pending boolean NOT NULL, number bigint NOT NULL, progress bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup_merged (
        LIKE child_plan_assignment_rollup_change, version bigint NOT NULL, merged_at timestamp NOT NULL DEFAULT now()
    );
    CREATE INDEX IF NOT EXISTS child_plan_assignment_rollup_merged_version
        ON child_plan_assignment_rollup_merged (version);
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup_event (id bigserial PRIMARY KEY, kind varchar NOT NULL);
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup_version (
        version bigserial, pruned bigint NOT NULL DEFAULT 0, tree bigint NOT NULL DEFAULT 0,
        past bigint NOT NULL DEFAULT 0, names bigint NOT NULL DEFAULT 0, sections bigint NOT NULL DEFAULT 0
    );
    INSERT INTO child_plan_assignment_rollup_version
    SELECT WHERE NOT EXISTS (SELECT FROM child_plan_assignment_rollup_version);
    CREATE TABLE IF NOT EXISTS child_plan_assignment_rollup_trust (trusted boolean NOT NULL);
    INSERT INTO child_plan_assignment_rollup_trust
    SELECT FALSE WHERE NOT EXISTS (SELECT FROM child_plan_assignment_rollup_trust);
"""
# A sequence, so that a version that is rolled back is never seen again.
NEXT_VERSION = "nextval('child_plan_assignment_rollup_version_version_seq')"

# What the work counts for, beside its facts: on the leader's page, by unit, plan and sector.
PLACE = "unit_id, plan_id, sector_id"
NEW = f"SELECT {PLACE}, {FACTS}, 1 AS number, COALESCE(progress, 0) AS progress FROM added"
OLD = f"SELECT {PLACE}, {FACTS}, -1 AS number, -COALESCE(progress, 0) AS progress FROM removed"
# operation: (transition tables, the rows that it adds to and takes from the sums)
OPERATIONS = {
    "insert": ("NEW TABLE AS added", NEW),
    "update": ("OLD TABLE AS removed NEW TABLE AS added", f"{NEW} UNION ALL {OLD}"),
    "delete": ("OLD TABLE AS removed", OLD),
}
CHANGES = """
    CREATE OR REPLACE FUNCTION child_plan_assignment_rollup_{operation}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_assignment_rollup_change ({place}, {key}, number, progress)
        SELECT {place}, {key}, sum(number), sum(progress) FROM ({rows}) AS rows
         GROUP BY {place}, {key} HAVING sum(number) != 0 OR sum(progress) != 0;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS child_plan_assignment_rollup_{operation} ON child_plan_assignment;
    CREATE TRIGGER child_plan_assignment_rollup_{operation} AFTER {operation} ON child_plan_assignment
        REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_{operation}();
"""
# The event whose kind is the argument of the trigger.
TRACK = """
    CREATE OR REPLACE FUNCTION child_plan_assignment_rollup_track() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_assignment_rollup_event (kind) VALUES (TG_ARGV[0]);
        RETURN NULL;
    END $$;
"""
# What changes the figures of past days: a row of the journal for such a day, other days of warning, another sector, the
# closing of a plan, and what last days in time follow from: the plan's setting and the calendar.
PAST = """
    CREATE OR REPLACE FUNCTION child_plan_assignment_rollup_past() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM added WHERE day < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) THEN
            INSERT INTO child_plan_assignment_rollup_event (kind) VALUES ('past');
        END IF;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS child_plan_assignment_rollup_past ON child_plan_journal;
    CREATE TRIGGER child_plan_assignment_rollup_past AFTER INSERT ON child_plan_journal
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_past();
    DROP TRIGGER IF EXISTS child_plan_assignment_rollup_soon ON child_plan_assignment;
    CREATE TRIGGER child_plan_assignment_rollup_soon AFTER UPDATE OF soon_days, sector_id ON child_plan_assignment
        FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_track('past');
    DROP TRIGGER IF EXISTS child_plan_assignment_rollup_plan ON child_plan;
    CREATE TRIGGER child_plan_assignment_rollup_plan AFTER UPDATE OF closed_on, next_working_day ON child_plan
        FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_track('past');
    DROP TRIGGER IF EXISTS child_plan_assignment_rollup_calendar ON child_plan_day_off;
    CREATE TRIGGER child_plan_assignment_rollup_calendar AFTER INSERT OR UPDATE OR DELETE ON child_plan_day_off
        FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_track('past');
"""
STATEMENTS = [
    TABLES,
    TRACK,
    PAST,
    *(
        CHANGES.format(operation=operation, tables=tables, rows=rows, key=KEY, place=PLACE)
        for operation, (tables, rows) in OPERATIONS.items()
    ),
]
FUNCTIONS = [f"child_plan_assignment_rollup_{name}" for name in (*OPERATIONS, "track", "past")]
NAMES_OF_TABLES = [
    f"child_plan_assignment_rollup{name}" for name in ("", "_change", "_merged", "_event", "_version", "_trust")
]
