import logging
from base64 import b64encode
from datetime import timedelta

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .given_links import OURS

AT_ONCE = 5_000  # rows of a list that is written while the user waits; a longer one is written in the background
AT_A_TIME = 5  # lists of one user that may wait
ATTEMPTS = 3  # a list whose writing was broken off so often is given up
KEPT = timedelta(days=7)
ASKED = ("model", "ids", "domain", "fields", "context", "groupby")

_logger = logging.getLogger(__name__)


class ChildPlanExport(models.Model):
    """A long list that is written as an Excel file in the background, for the user who asked for it and nobody else.

    The job reads the rows under that user's rights and tells the user at the end. A list whose worker died is written
    anew, as the row still waits. Files are kept for a week.
    """

    _name = "child.plan.export"
    _description = "List for Excel"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _mail_post_access = "create"  # by nobody

    name = fields.Char("List", required=True, readonly=True)
    filters = fields.Char(readonly=True)
    asked = fields.Json("Asked of the server", readonly=True, help="What the list asked the server for")
    state = fields.Selection(
        [("waiting", "Being written"), ("done", "Ready"), ("failed", "Not written")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    total = fields.Integer("Number of rows", readonly=True, aggregator=None)
    done = fields.Integer("Rows written", readonly=True, aggregator=None)
    attempts = fields.Integer(readonly=True, aggregator=None)
    error = fields.Char("Reason", readonly=True)
    file = fields.Binary(readonly=True)
    filename = fields.Char(compute="_compute_filename")

    @api.depends("name")
    def _compute_filename(self):
        for export in self:
            export.filename = f"{export.name}.xlsx".replace("/", "-")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Lists are written by the system."))
        return super().create(vals_list)

    @api.model
    def begin(self, asked):
        """Have the list that a client asked for written in the background.

        :param asked: what Odoo's client asks ``/web/export/xlsx`` for, with ``title`` and ``filters``
        :return: an action that shows the progress; False for a list that is short, or not one of ours
        """
        if not OURS.match(asked["model"]) or asked["import_compat"]:
            return False
        number = self._number(asked)
        self.env["res.users"]._child_plan_check_export(number)
        if number <= AT_ONCE:
            return False
        if self.search_count([("create_uid", "=", self.env.uid), ("state", "=", "waiting")]) >= AT_A_TIME:
            raise UserError(self.env._("%s of your lists are being written. Wait until one is ready.", AT_A_TIME))
        quiet = self.sudo().with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        export = quiet.create(
            {
                "name": self._title(asked),
                "filters": asked.get("filters"),
                "asked": {name: asked.get(name) for name in ASKED},
                "total": number,
            }
        )
        self._write_soon()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_export_action")
        return {**action, "res_id": export.id, "views": [(False, "form")], "target": "new"}

    @api.model
    def _title(self, asked):
        return asked.get("title") or self.env["ir.model"]._get(asked["model"]).name

    @api.model
    def _list(self, asked):
        """Return the model of a list, with its context."""
        return self.env[asked["model"]].with_context(**(asked.get("context") or {}))

    @api.model
    def _number(self, asked):
        return len(asked["ids"]) if asked["ids"] else self._list(asked).search_count(asked["domain"])

    @api.model
    def _sheet(self, asked, title, filters, tell=None):
        """Return the list as the bytes of a workbook, as the current user sees it."""
        rows = self._list(asked)
        rows = rows.browse(asked["ids"]) if asked["ids"] else rows.search(asked["domain"])
        columns = [(field["name"], field["label"].strip()) for field in asked["fields"]]
        return rows._child_plan_sheet(columns, title, filters or "", asked.get("groupby") or (), tell)

    @api.model
    def _write_soon(self):
        self.env.ref("child_plan.child_plan_cron_export").sudo()._trigger()

    def action_again(self):
        """Write anew a list that was not written."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "failed":
            raise UserError(self.env._("This list need not be written again."))
        self.sudo().write({"state": "waiting", "attempts": 0, "done": 0, "error": False})
        self._write_soon()

    def action_download(self):
        self.ensure_one()
        url = f"/web/content/{self._name}/{self.id}/file?filename_field=filename&download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    @api.model
    def _cron_write(self):
        """Write the waiting lists one by one. The commit before each tells how often it was tried, so that one that
        kills its worker is given up.
        """
        waiting = self.search([("state", "=", "waiting")], order="attempts, id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for export in waiting:
            export.write({"attempts": export.attempts + 1, "done": 0})
            cron._commit_progress()
            export._write_or_fail()
            if not cron._commit_progress(1):
                break

    def _write_or_fail(self):
        """Write this list, or store why it cannot be written, and tell the user. Needs ``sudo()``."""
        user = self.create_uid
        mine = self.with_user(user).with_context(lang=user.lang, tz=user.tz)
        env = mine.env
        try:
            if self.attempts > ATTEMPTS:
                raise UserError(env._("Writing this list was broken off several times."))
            if not user.active:
                raise UserError(env._("The user has been archived."))
            self.file = b64encode(mine._sheet(self.asked, self.name, self.filters, self._tell))
            self.state = "done"
        except DatabaseError:  # the transaction is lost: the next run tries again
            raise
        except UserError as error:
            self.write({"state": "failed", "error": str(error)})
        except Exception:
            _logger.exception("List %s cannot be written", self.id)
            error = env._("An unexpected error; the administrator finds it in the server's log.")
            self.write({"state": "failed", "error": error})
        ready = self.state == "done"
        self.message_notify(
            partner_ids=user.partner_id.ids,
            subject=env._("The list is ready: %s", self.name) if ready else env._("Not written: %s", self.name),
            body=env._("Download the file here; it is kept for a week.") if ready else self.error,
        )

    def _tell(self, number):
        self.done = number
        self.env["ir.cron"]._commit_progress()

    @api.autovacuum
    def _gc_exports(self):
        self.search([("create_date", "<", fields.Datetime.now() - KEPT)]).unlink()
