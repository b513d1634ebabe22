import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

AT_ONCE = 20  # papers made while the user waits; more are made in the background
CHUNK = 25  # papers made in one transaction of the background job

_logger = logging.getLogger(__name__)


class ChildPlanPaperMaking(models.Model):
    """Makes many papers at once: a few while the user waits, more by a scheduled job.

    They are there at once as "being made", and become drafts chunk by chunk, one transaction each. So a job that was
    killed goes on with those that are left, and a list of them shows how far it is.
    """

    _inherit = "child.plan.paper"

    making_error = fields.Char("Could not be made", readonly=True, copy=False)

    @api.model
    def _write_papers(self, vals_list):
        """Make papers of ``vals_list`` as the current user. Return the action that shows them."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        papers = self.create([{"name": labels[vals["kind"]], **vals} for vals in vals_list])
        if len(papers) > AT_ONCE:
            papers.sudo().state = "making"
            self.env.ref("child_plan_paper.child_plan_cron_make_papers").sudo()._trigger()
        else:
            papers._make()
        return papers._shown()

    def _shown(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_paper.child_plan_paper_action")
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")], "context": {}}
        return {**action, "domain": [("id", "in", self.ids)], "context": {}}

    @api.model
    def _cron_make(self):
        """Make the papers that wait. Continues where it was interrupted."""
        cron, waiting = self.env["ir.cron"], [("state", "=", "making"), ("making_error", "=", False)]
        cron._commit_progress(remaining=self.search_count(waiting))
        while papers := self.search(waiting, order="id", limit=CHUNK):
            for author, own in papers.grouped("create_uid").items():
                own.with_user(author).with_context(lang=author.lang)._make_or_stop()
                if not self.search_count([*waiting, ("create_uid", "=", author.id)]):
                    self._tell_author(author)
            if not cron._commit_progress(len(papers), remaining=self.search_count(waiting)):
                return

    def _make_or_stop(self):
        """Make these papers, or store why one cannot be made."""
        for paper in self:
            try:
                with self.env.cr.savepoint():
                    paper._make()
            except OperationalError:  # a concurrent write or a lost connection: the next run retries
                raise
            except UserError as error:
                paper.sudo().making_error = str(error)
            except Exception:
                _logger.exception("Paper %s cannot be made", paper.id)
                paper.sudo().making_error = self.env._(
                    "An unexpected error; the administrator finds it in the server's log."
                )

    def action_make_again(self):
        """Make papers again after an error."""
        self._check_step("making")
        self.sudo().making_error = False
        self.env.ref("child_plan_paper.child_plan_cron_make_papers").sudo()._trigger()

    def _tell_author(self, author):
        last = self.search([("create_uid", "=", author.id)], order="id desc", limit=1)
        last.with_user(SUPERUSER_ID).with_context(lang=author.lang).message_notify(
            partner_ids=author.partner_id.ids,
            subject=self.env._("The papers are there"),
            body=self.env._("All papers that you asked for have been made. They wait as drafts."),
        )
