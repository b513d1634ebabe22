import socket
import time

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, config, format_datetime

PATIENCE = {"hours": 1}  # a job that is due for longer, or runs for longer, is in trouble


def node_name():
    """Return the name of the Odoo that runs this: ``HOST:PORT`` of its web server."""
    return f"{socket.gethostname()}:{config['http_port']}"


class IrCronProgress(models.Model):
    """Also keeps where a run of a job took place, how long it took, and with which error it ended; Odoo only logs
    these.
    """

    _inherit = "ir.cron.progress"

    child_plan_node = fields.Char("Node", readonly=True)

    child_plan_seconds = fields.Float("Duration", readonly=True, help="In seconds; nothing for a run that did not end")
    child_plan_error = fields.Char("Error", readonly=True)


class IrCron(models.Model):
    _inherit = "ir.cron"

    child_plan_last_run = fields.Datetime("Last run", compute="_compute_child_plan_last_run")
    child_plan_seconds = fields.Float("Duration (s)", compute="_compute_child_plan_last_run")
    child_plan_trouble = fields.Char("Trouble", compute="_compute_child_plan_last_run")
    child_plan_node = fields.Char("Node", compute="_compute_child_plan_last_run", help="Which Odoo ran it last")

    def _add_progress(self, **kwargs):
        job, progress = super()._add_progress(**kwargs)
        progress.child_plan_node = node_name()
        return job, progress

    def _callback(self, cron_name, server_action_id):
        began, error = time.monotonic(), False
        try:
            return super()._callback(cron_name, server_action_id)
        except Exception as exception:
            error = f"{type(exception).__name__}: {exception}"[:200]
            raise
        finally:
            progress = self.env["ir.cron.progress"].sudo().browse(self.env.context.get("ir_cron_progress_id"))
            progress.write({"child_plan_seconds": time.monotonic() - began, "child_plan_error": error})

    @api.depends("active", "nextcall", "failure_count")
    def _compute_child_plan_last_run(self):
        self.env["ir.cron.progress"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (cron_id)
                          cron_id, create_date, child_plan_seconds, child_plan_error, child_plan_node
                     FROM ir_cron_progress WHERE cron_id = ANY(%s) ORDER BY cron_id, id DESC""",
                self.ids,
            )
        )
        runs = {cron: run for cron, *run in rows}
        for cron in self:
            began, seconds, error, cron.child_plan_node = runs.get(cron.id, (False, None, None, False))
            cron.child_plan_last_run, cron.child_plan_seconds = began or cron.lastcall, seconds or 0
            cron.child_plan_trouble = cron._child_plan_trouble(began, seconds, error)

    def _child_plan_trouble(self, began, seconds, error):
        """Return in words what is wrong with this job, whose last run ``began`` then; False if nothing is."""
        patience = fields.Datetime.subtract(fields.Datetime.now(), **PATIENCE)
        if not self.active:
            return self.env._("is switched off")
        if self.failure_count:
            return self.env._("has failed %(count)s times: %(error)s", count=self.failure_count, error=error or "")
        if began and seconds is None and began < patience:
            return self.env._("began on %s and did not end", format_datetime(self.env, began))
        if self.nextcall < patience:
            return self.env._("was due on %s and has not run", format_datetime(self.env, self.nextcall))
        return False

    @api.model
    def _child_plan_jobs(self) -> Domain:
        """Return the domain of the jobs of this app and its addons, switched off or not."""
        return Domain("model_id.model", "=like", "child.plan%") & Domain("active", "in", (True, False))
