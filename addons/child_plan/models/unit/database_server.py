from datetime import UTC

from odoo import api, fields, models
from odoo.tools import SQL

from ...compat import on_primary, replica_state

SYNCHRONOUS = ("sync", "quorum")


class ChildPlanDatabaseServer(models.Model):
    """The PostgreSQL servers as the primary knows them: itself, and the standbys that follow it.

    PostgreSQL tells all of it only to members of its role ``pg_monitor``.
    """

    _name = "child.plan.database.server"
    _description = "Database Server"
    _auto = False
    _log_access = False
    _order = "role, name"

    name = fields.Char(readonly=True)
    role = fields.Selection([("primary", "Primary"), ("standby", "Standby")], readonly=True)
    version = fields.Char(readonly=True)
    since = fields.Datetime(readonly=True, help="Start of the primary; connection of a standby")
    state = fields.Char(readonly=True, help="“streaming”: it follows the primary")
    sync_state = fields.Selection(
        [
            ("sync", "Synchronous"),
            ("quorum", "Synchronous, one of several"),
            ("potential", "Synchronous if another one fails"),
            ("async", "Asynchronous: it may lose the last writes"),
        ],
        "Copies",
        readonly=True,
    )
    lag_bytes = fields.Float("Behind (bytes)", readonly=True, digits=(16, 0), aggregator="max")
    lag_seconds = fields.Float("Behind (s)", readonly=True, aggregator="max", help="0 where nothing is written")

    @property
    def _table_query(self):
        return SQL(
            """SELECT 1 AS id, coalesce(nullif(current_setting('cluster_name'), ''), 'postgresql') AS name,
                      'primary' AS role, current_setting('server_version') AS version,
                      pg_postmaster_start_time() AT TIME ZONE 'UTC' AS since, NULL AS state, NULL AS sync_state,
                      NULL::float AS lag_bytes, NULL::float AS lag_seconds
                WHERE NOT pg_is_in_recovery()
                UNION ALL
               SELECT pid, application_name, 'standby', NULL, backend_start AT TIME ZONE 'UTC', state, sync_state,
                      pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::float,
                      CASE WHEN state IS NOT NULL THEN coalesce(extract(epoch FROM replay_lag), 0) END
                 FROM pg_stat_replication
                WHERE NOT pg_is_in_recovery()"""
        )

    # A standby does not know who else follows the primary.
    @api.model
    @on_primary
    def web_search_read(self, *args, **kwargs):
        return super().web_search_read(*args, **kwargs)

    @api.model
    def _health(self):
        """Return ``{"database" | "standby" | "jobs": "pass" | "fail" | "none"}`` for a monitor.

        The standby fails if Odoo reads from a replica (``db_replica_host``) and no synchronous one is there: what is
        read from another one may be out of date. ``none`` is without a replica.
        """
        servers, jobs = self.search([("role", "in", ("primary", "standby"))]), self.env["ir.cron"]
        standby = any(server.sync_state in SYNCHRONOUS for server in servers)
        has_replica = replica_state(self.env) != "none"
        trouble = any(jobs.search(jobs._child_plan_jobs()).mapped("child_plan_trouble"))
        return {
            "database": "pass" if "primary" in servers.mapped("role") else "fail",
            "standby": ("pass" if standby else "fail") if has_replica else "none",
            "jobs": "fail" if trouble else "pass",
        }

    @api.model
    def _metrics(self):
        """Return what Prometheus collects, in its text format.

        :return: lines ``child_plan_NAME{LABEL="…"} NUMBER``
        """
        families = {
            "replica": ("This process reads from the replica (1), or has left it for a while (0)", []),
            "standby_synchronous": ("The standby confirms each commit", []),
            "standby_lag_bytes": ("What the standby has not replayed yet", []),
            "standby_lag_seconds": ("Delay of the last commit on the standby", []),
            "job_trouble": ("The job is switched off, fails, hangs or is late", []),
            "job_last_run_timestamp_seconds": ("Begin of the last run on the node", []),
            "job_last_run_seconds": ("Duration of the last run on the node", []),
        }

        def add(name, value, **labels):
            families[name][1].append((labels, value))

        if (replica := replica_state(self.env)) != "none":
            add("replica", int(replica == "used"))
        for server in self.search([("role", "=", "standby")]):
            add("standby_synchronous", int(server.sync_state in SYNCHRONOUS), standby=server.name)
            add("standby_lag_bytes", server.lag_bytes, standby=server.name)
            add("standby_lag_seconds", server.lag_seconds, standby=server.name)
        jobs, runs = self.env["ir.cron"].search(self.env["ir.cron"]._child_plan_jobs()), self.env["child.plan.job.run"]
        names = {id_: name.partition(".")[2] for id_, name in jobs.get_external_id().items()}
        for job in jobs:
            add("job_trouble", int(bool(job.child_plan_trouble)), job=names[job.id])
        for run in runs.search([("cron_id", "in", jobs.ids)]):
            labels = {"job": names[run.cron_id.id], "node": run.node}
            add("job_last_run_timestamp_seconds", run.began.replace(tzinfo=UTC).timestamp(), **labels)
            add("job_last_run_seconds", run.seconds, **labels)
        return "".join(_family(name, *family) for name, family in families.items() if family[1])


def _family(name, help_text, samples):
    """Return the lines of one metric; quotes and line ends in labels are escaped as the format says."""
    escaped = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})
    lines = [f"# HELP child_plan_{name} {help_text}\n# TYPE child_plan_{name} gauge\n"]
    for labels, value in samples:
        text = ",".join(f'{label}="{(words or "").translate(escaped)}"' for label, words in labels.items())
        lines.append(f"child_plan_{name}{f'{{{text}}}' if text else ''} {float(value)!r}\n")
    return "".join(lines)
