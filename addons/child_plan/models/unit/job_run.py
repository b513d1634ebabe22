from odoo import fields, models
from odoo.tools import SQL


class ChildPlanJobRun(models.Model):
    """The last run of each job of this app on each node, of the week for which Odoo keeps runs."""

    _name = "child.plan.job.run"
    _description = "Last Run of a Job on a Node"
    _auto = False
    _log_access = False
    _order = "began desc, id desc"
    _rec_name = "cron_id"
    _depends = {"ir.cron.progress": ["cron_id", "child_plan_node", "child_plan_seconds", "child_plan_error"]}

    cron_id = fields.Many2one("ir.cron", "Job", readonly=True)
    node = fields.Char(readonly=True)
    began = fields.Datetime("Last run", readonly=True)
    seconds = fields.Float("Duration (s)", readonly=True, aggregator="max", help="Nothing for a run that did not end")
    error = fields.Char(readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT DISTINCT ON (run.cron_id, run.child_plan_node) run.id, run.cron_id, run.child_plan_node AS node,
                      run.create_date AS began, run.child_plan_seconds AS seconds, run.child_plan_error AS error
                 FROM ir_cron_progress AS run
                 JOIN ir_cron AS cron ON cron.id = run.cron_id
                 JOIN ir_act_server AS action ON action.id = cron.ir_actions_server_id
                 JOIN ir_model AS model ON model.id = action.model_id
                WHERE model.model LIKE 'child.plan%%' AND run.child_plan_node IS NOT NULL
                ORDER BY run.cron_id, run.child_plan_node, run.id DESC"""
        )
