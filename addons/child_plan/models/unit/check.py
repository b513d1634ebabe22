import logging
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .unit import LEVEL_FIELDS

SHOWN = 20  # problems of a part that are listed; the others are counted
# (table, column with the model, column with the id) of what Odoo keeps beside a record
BESIDE = (
    ("ir_attachment", "res_model", "res_id"),
    ("mail_message", "model", "res_id"),
    ("mail_activity", "res_model", "res_id"),
    ("mail_followers", "res_model", "res_id"),
)

_logger = logging.getLogger(__name__)


class ChildPlanCheck(models.Model):
    """A check of the database: what is stored twice is the same, and nothing is missing or left over.

    Each part is a method ``_check_NAME`` that returns how many things it looked at and a list of what is wrong, in
    words for an administrator; areas and addons add parts by extending ``_parts``. Checks change nothing.

    ``bin/check`` runs all parts at once. A button leaves a waiting row for the scheduled job, because a check of a
    nation takes longer than a request may; the job also checks everything once a night.
    """

    _name = "child.plan.check"
    _description = "Check of the Database"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    kind = fields.Selection([("all", "Everything")], required=True, readonly=True)
    state = fields.Selection(
        [("waiting", "Being checked"), ("sound", "In order"), ("found", "Something is wrong")],
        required=True,
        readonly=True,
        default="waiting",
    )
    checked_at = fields.Datetime(readonly=True)
    seconds = fields.Float("Duration (s)", readonly=True, aggregator="max")
    problem_count = fields.Integer("Problems", readonly=True)
    result = fields.Text(readonly=True)

    _waiting_once = models.UniqueIndex("(create_uid, kind) WHERE state = 'waiting'", "This is being checked already.")

    @api.depends("kind", "create_date")
    @api.depends_context("lang")
    def _compute_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for check in self:
            check.name = labels.get(check.kind)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Results of checks are written by the system."))
        return super().create(vals_list)

    def action_check_all(self):
        """Have everything checked in the background."""
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("The whole database is checked by the administrator of the system."))
        return self._begin({"kind": "all"})

    def _begin(self, vals):
        waiting = [("state", "=", "waiting"), ("create_uid", "=", self.env.uid), ("kind", "=", vals["kind"])]
        if not self.sudo().search_count(waiting, limit=1):
            self.sudo().create(vals)
            self.env.ref("child_plan.child_plan_cron_check").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("Checked in the background. The result appears under Supervision ▸ Checks."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_check(self):
        """Run the checks that wait; if none does, it is night: check everything."""
        cron = self.env["ir.cron"]
        waiting = self.search([("state", "=", "waiting")], order="id") or self.create({"kind": "all"})
        cron._commit_progress(remaining=len(waiting))
        for check in waiting:
            check.with_context(lang=check.create_uid.lang)._run()
            if not cron._commit_progress(1):
                break

    def _run(self, leave_out=()):
        """Run this check, but for the parts in ``leave_out``, and store its result, which the log has too if something
        is wrong.
        """
        self.ensure_one()
        began, lines, problems = time.monotonic(), [], 0
        parts = self._parts()
        for name in (name for name in self._chosen() or parts if name not in leave_out):
            count, found = self._run_part(name)
            problems += len(found)
            sign = "✗" if found else "✓"
            lines.append(f"{sign} {parts[name]}: {self.env._('%s checked', f'{count:,}')}")
            lines += [f"    {words}" for words in found[:SHOWN]]
            if len(found) > SHOWN:
                lines.append("    " + self.env._("… and %s more.", len(found) - SHOWN))
        self.write(
            {
                "state": "found" if problems else "sound",
                "checked_at": fields.Datetime.now(),
                "seconds": time.monotonic() - began,
                "problem_count": problems,
                "result": "\n".join(lines),
            }
        )
        if problems:
            _logger.error("Check of the database: %s problems\n%s", problems, self.result)

    def _run_part(self, name):
        try:
            with self.env.cr.savepoint():
                return getattr(self, f"_check_{name}")()
        except Exception as error:
            _logger.exception("Check of %s", name)
            return 0, [self.env._("This could not be checked: %s", error)]

    def _chosen(self):
        """Return the names of the parts of this check; none for all. Extend for other kinds."""
        return ()

    @api.model
    def _parts(self):
        """Return ``{name: label}`` of the parts, in their order. Extend to add parts."""
        return {
            "tree": self.env._("Tree of units"),
            "levels": self.env._("Authorities of units and of their rows"),
            "orphans": self.env._("Messages, files and followers"),
            "jobs": self.env._("Scheduled jobs"),
        }

    def _count(self, table):
        return self.env.execute_query(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))[0][0]

    def _named(self, model, ids, words):
        """Return ``words`` with the name of each record, for ``SHOWN`` of them; the others follow without a name."""
        records = self.env[model].browse(ids[:SHOWN])
        return [words % record.display_name for record in records] + [words % "…"] * (len(ids) - len(records))

    def _check_tree(self):
        wrong = self.env.execute_query(
            SQL(
                """WITH RECURSIVE tree AS (
                        SELECT id, id || '/' AS path FROM child_plan_unit WHERE parent_id IS NULL
                         UNION ALL
                        SELECT unit.id, tree.path || unit.id || '/'
                          FROM child_plan_unit AS unit JOIN tree ON tree.id = unit.parent_id)
                   SELECT unit.id FROM child_plan_unit AS unit LEFT JOIN tree ON tree.id = unit.id
                    WHERE unit.parent_path IS DISTINCT FROM tree.path ORDER BY unit.id"""
            )
        )
        words = self.env._("%s: the stored way up the tree is not the real one.")
        return self._count("child_plan_unit"), self._named("child.plan.unit", [id_ for (id_,) in wrong], words)

    def _check_levels(self):
        """Compare with the nearest authority of each level, found by going down the tree."""
        columns, none = SQL(", ").join(map(SQL.identifier, LEVEL_FIELDS)), dict.fromkeys(LEVEL_FIELDS, SQL("NULL::int"))
        stored = SQL(", ").join(SQL.identifier("unit", name) for name in LEVEL_FIELDS)
        found = {name: SQL.identifier("tree", name) for name in LEVEL_FIELDS}
        wrong = self.env.execute_query(
            SQL(
                """WITH RECURSIVE tree (id, %(columns)s) AS (
                        SELECT unit.id, %(of_roots)s FROM child_plan_unit AS unit WHERE unit.parent_id IS NULL
                         UNION ALL
                        SELECT unit.id, %(of_others)s
                          FROM child_plan_unit AS unit JOIN tree ON tree.id = unit.parent_id)
                   SELECT unit.id FROM child_plan_unit AS unit JOIN tree ON tree.id = unit.id
                    WHERE (%(stored)s) IS DISTINCT FROM (%(found)s) ORDER BY unit.id""",
                columns=columns,
                of_roots=self._nearest(none),
                of_others=self._nearest(found),
                stored=stored,
                found=SQL(", ").join(found.values()),
            )
        )
        words = self.env._("%s: the stored authorities above it are not the real ones.")
        count, found = self._count("child_plan_unit"), self._named("child.plan.unit", [id_ for (id_,) in wrong], words)
        for model in self.env["child.plan.unit"]._levelled_models():
            table = self.env[model]._table
            rows = self.env.execute_query(
                SQL(
                    """SELECT row.id FROM %s AS row JOIN child_plan_unit AS unit ON unit.id = row.unit_id
                        WHERE (%s) IS DISTINCT FROM (%s) ORDER BY row.id""",
                    SQL.identifier(table),
                    SQL(", ").join(SQL.identifier("row", name) for name in LEVEL_FIELDS),
                    stored,
                )
            )
            count += self._count(table)
            words = self.env._("%s: its authorities are not those of its unit.")
            found += self._named(model, [id_ for (id_,) in rows], words)
        return count, found

    def _nearest(self, above):
        """Return the level columns of a unit as SQL, given those of the unit above it."""
        return SQL(", ").join(
            SQL("CASE WHEN unit.kind = 'authority' AND unit.level = %s THEN unit.id ELSE %s END", level, above[name])
            for name, level in LEVEL_FIELDS.items()
        )

    def _check_orphans(self):
        """Look for what belongs to a record that is gone."""
        count, found = 0, []
        for table, model_column, id_column in BESIDE:
            names = SQL(
                "SELECT %(model)s, count(*) FROM %(table)s WHERE %(model)s LIKE 'child.plan%%' GROUP BY 1",
                model=SQL.identifier(model_column),
                table=SQL.identifier(table),
            )
            for model, number in self.env.execute_query(names):
                count += number
                left = self._left_behind(table, model_column, id_column, model) if model in self.env else number
                if left:
                    found.append(
                        self.env._(
                            "%(count)s rows of %(table)s belong to records of %(model)s that are gone.",
                            count=left,
                            table=table,
                            model=model,
                        )
                    )
        return count, found

    def _left_behind(self, table, model_column, id_column, model):
        """Return how many rows of ``table`` belong to a record of ``model`` that is not there."""
        if self.env[model]._abstract:
            return 0
        rows = SQL(
            """SELECT count(*) FROM %(table)s AS beside
                WHERE %(model)s = %(name)s AND %(id)s > 0
                  AND NOT EXISTS (SELECT FROM %(records)s AS record WHERE record.id = %(id)s)""",
            table=SQL.identifier(table),
            model=SQL.identifier("beside", model_column),
            id=SQL.identifier("beside", id_column),
            records=SQL.identifier(self.env[model]._table),
            name=model,
        )
        return self.env.execute_query(rows)[0][0]

    def _check_jobs(self):
        jobs = self.env["ir.cron"].sudo().search(self.env["ir.cron"]._child_plan_jobs())
        return len(jobs), [f"{job.name}: {job.child_plan_trouble}" for job in jobs.filtered("child_plan_trouble")]
