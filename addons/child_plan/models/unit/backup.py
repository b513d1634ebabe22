import logging
import os
import shutil
import time
from contextlib import closing
from pathlib import Path

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.sql_db import db_connect
from odoo.tools import config, human_size
from odoo.tools.misc import exec_pg_environ

from ...compat import check_identity
from ...lib import backup_archive

ATTEMPTS = 3  # a backup whose making was broken off so often is given up
KEPT = 3  # archives that are kept, unless the system parameter ``child_plan.backups_kept`` says otherwise
RESERVE = 200 * 2**20  # bytes of the disk that stay free
SHOWN = 20  # missing files that are listed
INSTALLED = Path("/usr/lib/postgresql")

_logger = logging.getLogger(__name__)


class ChildPlanBackup(models.Model):
    """A backup of the database with its files, made in the background, for administrators of the system only.

    The archive is that of ``bin/backup``, and ``bin/restore`` takes it. As it holds the hashes of passwords, it is no
    attachment: it lies in ``backups/DATABASE`` of Odoo's ``data_dir``, readable for the user who runs Odoo, outside of
    the file store, so that it is not in the next backup. Rows stay when their archive makes room for a later one.
    """

    _name = "child.plan.backup"
    _description = "Backup"
    _order = "id desc"

    name = fields.Char("File", compute="_compute_name", store=True)
    state = fields.Selection(
        [
            ("waiting", "Being made"),
            ("done", "Made"),
            ("incomplete", "Made, files are missing"),
            ("failed", "Not made"),
            ("removed", "No longer kept"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    made_at = fields.Datetime(readonly=True)
    seconds = fields.Float("Duration (s)", readonly=True, aggregator="max")
    size = fields.Float("Size (MB)", readonly=True, digits=(16, 1), aggregator=None)
    sha256 = fields.Char("SHA-256", readonly=True)
    file_count = fields.Integer("Files", readonly=True, aggregator=None)
    missing_count = fields.Integer("Missing or harmed files", readonly=True, aggregator=None)
    missing = fields.Text("Which", readonly=True)
    error = fields.Char("Reason", readonly=True)
    attempts = fields.Integer(readonly=True, aggregator=None)
    downloaded_at = fields.Datetime("Last download", readonly=True)
    downloaded_by = fields.Many2one("res.users", "Downloaded by", readonly=True, ondelete="set null")

    _waiting_once = models.UniqueIndex("(state) WHERE state = 'waiting'", "A backup is being made already.")

    @api.depends("create_date")
    def _compute_name(self):
        for backup in self:
            day = backup.create_date or fields.Datetime.now()
            backup.name = f"{self.env.cr.dbname}-{day:%Y-%m-%d}-{backup.id or 0}.tar"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Backups are made by the system."))
        return super().create(vals_list)

    def _check_system(self):
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Backups are made and read by the administrator of the system."))

    def action_backup(self):
        """Have a backup made in the background."""
        self._check_system()
        if not self.sudo().search_count([("state", "=", "waiting")], limit=1):
            self.sudo().create({})
            self.env.ref("child_plan.child_plan_cron_backup").sudo()._trigger()
            self.env.user._child_plan_log(self.env._("Backup"), "", self.env._("asked for"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("The backup is made in the background and appears in this list."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @check_identity
    def action_download(self):
        """Download the archive, after the user has given the password once more."""
        self.ensure_one()
        self._archive()
        return {"type": "ir.actions.act_url", "url": f"/child_plan/backup/{self.id}", "target": "download"}

    def _archive(self):
        """Return the path of this archive, for a user who may have it."""
        self._check_system()
        self.check_access("read")
        path = self._folder() / self.name
        if self.state not in ("done", "incomplete") or not path.is_file():
            raise UserError(self.env._("The file of this backup is not, or no longer, on this server."))
        return path

    def _on_download(self):
        self.sudo().write({"downloaded_at": fields.Datetime.now(), "downloaded_by": self.env.uid})
        self.env.user._child_plan_log(self.env._("Backup"), "", self.env._("downloaded: %s", self.name))

    @api.model
    def _folder(self):
        return Path(config["data_dir"], "backups", self.env.cr.dbname)

    # -- making --

    @api.model
    def _cron_backup(self):
        """Make the backup that waits. The commit before tells how often it was tried, so that one that takes longer
        than a job may is given up.
        """
        waiting, cron = self.search([("state", "=", "waiting")]), self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for backup in waiting:
            backup.attempts += 1
            cron._commit_progress()
            backup.with_context(lang=backup.create_uid.lang)._make_or_fail()
            cron._commit_progress(1)

    def _make_or_fail(self):
        """Make this backup and keep the newest ones, or store why it cannot be made."""
        began = time.monotonic()
        try:
            if self.attempts > ATTEMPTS:
                raise UserError(self.env._("It was broken off several times: raise limit_time_real_cron in odoo.conf."))
            about = self._make()
        except UserError as error:
            self._fail(str(error))
        except (backup_archive.ProgramFailed, OSError, DatabaseError) as error:
            _logger.exception("Backup %s cannot be made", self.id)
            self._fail(" ".join(str(error).split())[:500])
        else:
            path, missing = self._folder() / self.name, about["missing"]
            self.write(
                {
                    "state": "incomplete" if missing else "done",
                    "made_at": fields.Datetime.now(),
                    "seconds": time.monotonic() - began,
                    "size": path.stat().st_size / 2**20,
                    "sha256": backup_archive.digest(path, "sha256"),
                    "file_count": about["files"],
                    "missing_count": len(missing),
                    "missing": "\n".join(missing[:SHOWN]) + ("\n…" if len(missing) > SHOWN else ""),
                }
            )
            if missing:
                _logger.error("Backup %s lacks %s files that are missing or harmed", self.name, len(missing))
            self._keep_newest()

    def _fail(self, reason):
        self.write({"state": "failed", "error": reason})

    def _make(self):
        """Write the archive; return its description. The snapshot is that of a connection of its own."""
        folder, store = self._folder(), Path(config.filestore(self.env.cr.dbname))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(".backup-*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        (folder / self.name).unlink(missing_ok=True)  # of a run whose commit failed
        with closing(db_connect(self.env.cr.dbname).cursor()) as cr:
            program = self._pg_dump(cr)
            snapshot = backup_archive.export_snapshot(cr)
            wanted, free = backup_archive.space_wanted(cr) + RESERVE, shutil.disk_usage(folder).free
            if free < wanted:
                raise UserError(
                    self.env._(
                        "The disk of the server has %(free)s left, and the backup may need %(wanted)s.",
                        free=human_size(free),
                        wanted=human_size(wanted),
                    )
                )

            def dump(*options):
                backup_archive.run(program, *options, env=exec_pg_environ())

            return backup_archive.write(folder / self.name, cr, snapshot, store, dump)

    def _pg_dump(self, cr):
        """Return the path of a pg_dump that can read this server."""
        wanted = cr._cnx.server_version // 10000
        named = [config["pg_path"]] if config["pg_path"] else os.environ.get("PATH", "").split(os.pathsep)
        folders = [*map(Path, filter(None, named)), *INSTALLED.glob("*/bin")]
        if program := backup_archive.suited("pg_dump", wanted, folders):
            return program
        raise UserError(
            self.env._(
                "The program pg_dump of PostgreSQL %(version)s is not on the server: "
                "install postgresql-client-%(version)s.",
                version=wanted,
            )
        )

    def _keep_newest(self):
        """Remove all archives but the newest ones; their rows stay."""
        kept = max(1, int(self.env["ir.config_parameter"].sudo().get_param("child_plan.backups_kept") or KEPT))
        older = self.search([("state", "in", ("done", "incomplete"))])[kept:]
        older._remove_files()
        older.write({"state": "removed"})

    def _remove_files(self):
        paths = [self._folder() / backup.name for backup in self]

        @self.env.cr.postcommit.add
        def remove():
            for path in paths:
                path.unlink(missing_ok=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_file(self):
        if self.filtered(lambda backup: backup.state == "waiting"):
            raise UserError(self.env._("This backup is being made."))
        for backup in self:
            self.env.user._child_plan_log(self.env._("Backup"), backup.name, self.env._("deleted"))
        self._remove_files()
