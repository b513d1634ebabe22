import logging
from collections import defaultdict
from datetime import date

from psycopg2 import IntegrityError, OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...lib.clock import today

AT_ONCE = 5_000  # assignments created while the user waits; a larger plan is issued in the background
CHUNK = 5_000  # assignments created in one transaction of the background job
NAMED = 12  # tasks that the notice of new work lists
TOLD = 1_000  # users notified in one transaction of the background job

_logger = logging.getLogger(__name__)


class ChildPlanIssuing(models.Model):
    """Issues a plan: gives each task to its units, and notifies each of their users once.

    A small plan is issued at once, in one transaction. A larger one goes into the state "issuing", and a scheduled job
    gives out its work chunk by chunk, one transaction each. Each chunk is part of what is still missing, so a job that
    was killed continues where it stopped and gives nothing twice. Each chunk also writes to the plan's row, so that two
    jobs, or a job and a user, cannot change a plan at the same time. Nobody can work on the plan until everything is
    given out.

    An error stops the job and is stored on the plan as text. The issuer corrects the cause and continues, or asks the
    administrator.
    """

    _inherit = "child.plan"

    issuing_by = fields.Many2one(
        "res.users", "Being issued by", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    issuing_total = fields.Integer("To be given out", readonly=True, copy=False, aggregator=None)
    issuing_done = fields.Integer("Given out", readonly=True, copy=False, aggregator=None)
    issuing_told = fields.Integer(
        "Told up to", readonly=True, copy=False, aggregator=None, help="The last user who was told, by id"
    )
    issuing_error = fields.Char("Issuing has stopped", readonly=True, copy=False)

    @api.model
    def _not_issuing(self):
        return {
            "issuing_by": False,
            "issuing_total": 0,
            "issuing_done": 0,
            "issuing_told": 0,
            "issuing_error": False,
        }

    def _is_being_issued(self):
        """Return whether the job is giving out this plan: False before it, after it and after an error."""
        return self.state == "issuing" and not self.issuing_error

    def _check_not_issuing(self):
        if not self.env.su and any(plan._is_being_issued() for plan in self):
            raise UserError(self.env._("This plan is just being issued. Wait until all its work is given out."))

    def action_issue(self):
        """Issue the plan: give every task to its units and notify their users once."""
        self._check_can_manage()
        if self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("This plan has already been issued."))
        for plan in self:
            if not plan.task_ids:
                raise UserError(self.env._("“%s” has no task yet. Add its tasks first.", plan.display_name))
            number = plan.sudo().task_ids._count_assignments(today())
            if number > AT_ONCE:
                plan._begin_issuing(number)
            else:
                plan._issue()
        return True

    def action_go_on_issuing(self):
        """Continue after an error has stopped the job."""
        self._check_can_manage()
        self.sudo().issuing_error = False
        self._trigger_issuing()

    def _issue(self, day=None):
        """Give out the work as of ``day``. Needs ``sudo()``, because units may get work that the issuer cannot see."""
        day = day or today()
        plans = self.sudo()
        plans.activated_on = day
        plans._set_state("issued", day=day)
        assignments = plans.task_ids._give(day)
        groups = assignments._read_group([("id", "in", assignments.ids)], ["plan_id"], ["unit_id:recordset"])
        units = dict(groups)
        for plan in plans:
            plan._on_issued(day)
            plan._notify_units(units.get(plan, self.env["child.plan.unit"]), day)

    def _begin_issuing(self, number):
        plan = self.sudo()
        plan.write({"activated_on": today(), "issuing_by": self.env.uid, "issuing_total": number})
        plan._set_state("issuing")
        self._trigger_issuing()

    def _trigger_issuing(self):
        self.env.ref("child_plan.child_plan_cron_issue").sudo()._trigger()

    @api.model
    def _cron_issue(self):
        """Issue plans in the background: give out their work and notify their units. Continues where it was
        interrupted.
        """
        cron, unfinished = self.env["ir.cron"], [("issuing_by", "!=", False), ("issuing_error", "=", False)]
        left = len(self.search(unfinished))
        cron._commit_progress(remaining=left)
        while plan := self.search(unfinished, order="id", limit=1):
            plan._as_issuer()._issue_or_stop()
            if not cron._commit_progress(1, remaining=self.search_count(unfinished)):
                return

    def _as_issuer(self):
        """Return this plan with the issuer as user, so that all records name the issuer as their author.

        The language is the issuer's too. ``sudo()`` still bypasses the access rules.
        """
        return self.with_user(self.issuing_by).with_context(lang=self.issuing_by.lang).sudo()

    def _issue_or_stop(self):
        """Run the next step of issuing this plan, or store why it cannot be run."""
        try:
            with self.env.cr.savepoint():
                self._issue_more()
        except OperationalError:  # a concurrent write or a lost connection: the next run retries
            raise
        except UserError as error:
            self._stop_issuing(str(error))
        except IntegrityError as error:
            self._stop_issuing(self.env["child.plan.assignment"]._sql_error_to_message(error))
        except Exception:
            _logger.exception("Plan %s cannot be issued", self.id)
            self._stop_issuing(self.env._("An unexpected error; the administrator finds it in the server's log."))

    def _stop_issuing(self, error):
        self.issuing_error = error
        self._tell_issuer(self.env._("Issuing has stopped: %s", self.display_name), error)

    def _issue_more(self):
        """Run one step, which the caller commits: give out a chunk, finish giving out, or notify a chunk of users."""
        self.ensure_one()
        day = self.activated_on
        if self.state == "issued":
            self._tell_more()
        elif number := self._give_more(day):
            self.issuing_done += number
        else:
            self._set_state("issued", day=day)
            self._on_issued(day)

    def _give_more(self, day):
        """Give out up to ``CHUNK`` assignments; return how many were created."""
        number = 0
        for task in self.task_ids.filtered(lambda task: task.state == "draft" and task.line_ids):
            number += len(task._give(day, CHUNK - number))
            if number >= CHUNK:
                break
        return number

    def _tell_more(self):
        """Notify the next users of their units' new work; after the last ones, notify the issuer."""
        units = self.env["child.plan.assignment"]._search([("plan_id", "=", self.id)]).subselect("unit_id")
        users = self.env["res.users"].search(
            [("child_plan_unit_ids", "in", units), ("id", ">", self.issuing_told)], order="id", limit=TOLD
        )
        if users:
            self._notify_new_work(users, self.activated_on)
            self.issuing_told = users[-1].id
            return
        number = self.issuing_done
        self._tell_issuer(
            self.env._("Issued: %s", self.display_name),
            self.env._("%s assignments have been given out, and their units have been told.", f"{number:,}"),
        )
        self.write(self._not_issuing())

    def _tell_issuer(self, subject, body):
        """Notify the issuer. Sent by the system user, because Odoo notifies nobody of their own messages."""
        system = self.with_user(SUPERUSER_ID)
        system.message_notify(partner_ids=self.issuing_by.partner_id.ids, subject=subject, body=body)

    def _notify_units(self, units, since=None):
        """Send one message to the users of all ``units``, however many assignments they have.

        :param since: the day from which on what was given is named; default today
        """
        self._notify_new_work(units.sudo().user_ids, since or today())

    def _notify_new_work(self, users, since):
        """Tell ``users`` what their units were given in this plan since that day.

        Units with the same tasks and deadlines, such as all wards of a district, get one message together.
        """
        self.ensure_one()
        units = users.child_plan_unit_ids
        given = [("plan_id", "=", self.id), ("unit_id", "in", units.ids), ("given_on", ">=", since)]
        rows = (
            self.env["child.plan.assignment"]
            .sudo()
            ._read_group([*given, ("state", "!=", "cancelled")], ["unit_id"], ["task_id:array_agg", "due_on:array_agg"])
        )
        work = {unit.id: set(zip(tasks, days, strict=True)) for unit, tasks, days in rows}
        told = defaultdict(lambda: self.env["res.users"])
        for user in users - self.env.user:
            told[frozenset().union(*(work.get(id_, ()) for id_ in user.child_plan_unit_ids.ids))] |= user
        for tasks, together in told.items():
            self.sudo().message_notify(
                partner_ids=together.partner_id.ids,
                subject=self.env._("New work: %s", self.display_name),
                body=self._new_work_message(tasks),
            )

    def _new_work_message(self, given):
        """Return the message about ``given``, a set of pairs: task id, deadline or None."""
        ordered = sorted(given, key=lambda pair: (pair[1] or date.max, pair[0]))
        tasks = {
            task.id: task for task in self.env["child.plan.task"].sudo().browse(id_ for id_, _d in ordered[:NAMED])
        }
        rows = [
            {
                "name": tasks[id_].name,
                "due": format_date(self.env, day, date_format="dd/MM/yyyy") if day else self.env._("No deadline"),
            }
            for id_, day in ordered[:NAMED]
        ]
        values = {"plan": self, "rows": rows, "more": len(ordered[NAMED:])}
        return self.env["ir.qweb"]._render("child_plan.new_work_message", values)
