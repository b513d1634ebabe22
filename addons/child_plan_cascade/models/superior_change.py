from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from odoo.addons.child_plan.lib.clock import today

KINDS = [
    ("wording", "Reworded"),
    ("deadline", "Deadline moved"),
    ("withdrawn", "Withdrawn"),
    ("new", "New task"),
]


class ChildPlanSuperiorChange(models.Model):
    """What the superior has changed since a plan took over its tasks: a proposal, taken over or left row by row.

    A view of the database: a row goes away when the plan has taken the change over or decided to keep its own. Tasks
    that the superior gave since then to this plan's authority, and that stand in no plan of it, are rows too.
    """

    _name = "child.plan.superior.change"
    _description = "Change of the Superior Plan"
    _auto = False
    _log_access = False
    _order = "plan_id, task_id, id"
    _rec_name = "superior_task_id"
    _depends = {
        "child.plan.task": ["name", "due_on", "state", "superior_task_id", "superior_name", "superior_due_on"]
        + ["superior_withdrawn"],
        "child.plan": ["implements_id", "issuer_id", "state", "active"],
        "child.plan.assignment": ["task_id", "plan_id", "state", "province_id", "district_id", "commune_id"],
    }

    kind = fields.Selection(KINDS, "Change", readonly=True)
    plan_id = fields.Many2one("child.plan", readonly=True)
    superior_task_id = fields.Many2one("child.plan.task", "Superior's task", readonly=True)
    task_id = fields.Many2one("child.plan.task", "Own task", readonly=True)
    before = fields.Char(compute="_compute_words")
    now = fields.Char(compute="_compute_words")
    proposal = fields.Char("What it would change here", compute="_compute_words")

    @property
    def _table_query(self):
        return SQL(
            """SELECT 4 * task.id::bigint + change.number AS id, change.kind, task.plan_id, task.id AS task_id,
                      task.superior_task_id
                 FROM child_plan_task AS task
                 JOIN child_plan AS plan ON plan.id = task.plan_id AND plan.state IN ('draft', 'issued')
                 JOIN child_plan_task AS superior ON superior.id = task.superior_task_id
                CROSS JOIN LATERAL (VALUES
                      (0, 'wording', superior.name IS DISTINCT FROM task.superior_name),
                      (1, 'deadline', superior.due_on IS DISTINCT FROM task.superior_due_on),
                      (2, 'withdrawn', superior.state = 'withdrawn' AND task.superior_withdrawn IS NOT TRUE)
                      ) AS change (number, kind, differs)
                WHERE change.differs AND task.state != 'withdrawn'
                  AND (superior.state != 'withdrawn' OR change.kind = 'withdrawn')
                UNION ALL
               SELECT 4 * min(work.id)::bigint + 3, 'new', plan.id, NULL, work.task_id
                 FROM child_plan AS plan
                 JOIN child_plan_unit AS own ON own.id = plan.issuer_id
                 JOIN child_plan AS superior ON superior.id = plan.implements_id AND superior.state = 'issued'
                 JOIN child_plan_assignment AS work ON work.plan_id = superior.id AND work.state != 'cancelled'
                  AND COALESCE(work.commune_id, work.district_id, work.province_id)
                    = COALESCE(own.commune_id, own.district_id, own.province_id)
                WHERE plan.state IN ('draft', 'issued') AND plan.active AND superior.issuer_id != plan.issuer_id
                  AND EXISTS (SELECT FROM child_plan_task AS other
                               WHERE other.plan_id = plan.id AND other.superior_plan_id = superior.id)
                  AND NOT EXISTS (SELECT FROM child_plan_task AS taken
                                    JOIN child_plan AS elsewhere ON elsewhere.id = taken.plan_id
                                   WHERE taken.superior_task_id = work.task_id
                                     AND elsewhere.issuer_id = plan.issuer_id AND taken.state != 'withdrawn')
                GROUP BY plan.id, work.task_id"""
        )

    @api.depends("kind", "task_id", "superior_task_id")
    @api.depends_context("lang")
    def _compute_words(self):
        for change in self:
            own, superior = change.task_id, change.superior_task_id.sudo()
            change.before = change.now = change.proposal = False
            match change.kind:
                case "wording":
                    change.before, change.now, change.proposal = own.superior_name, superior.name, superior.name
                case "deadline":
                    change.before = self._day(own.superior_due_on)
                    change.now = self._day(superior.due_on)
                    change.proposal = self._day(change._deadline())
                case "withdrawn":
                    change.before, change.now = own.superior_name, self.env._("Withdrawn")
                    change.proposal = self.env._("Withdraw it here, too")
                case "new":
                    change.now = superior.name
                    change.proposal = self.env._("A new task of this plan")

    def _day(self, day):
        return format_date(self.env, day, date_format="dd/MM/yyyy") if day else self.env._("No deadline")

    def _deadline(self):
        """Return the deadline that follows for the own task from the superior's present one; None if it has none."""
        self.ensure_one()
        due_on = self.superior_task_id.sudo().due_on
        return due_on and self.plan_id._deadline_below(due_on, self.plan_id.margin_days, today())

    @api.readonly
    def action_view_task(self):
        self.ensure_one()
        return (self.task_id or self.superior_task_id).action_view_levels()

    def _checked(self):
        self.plan_id._check_can_manage()
        return self

    def action_take(self):
        """Take these changes over: in a draft at once, in an issued plan by the decisions that keep its history."""
        for plan, changes in self._checked().grouped("plan_id").items():
            reason = self.env._("As changed by %s", plan.implements_id.display_name or changes.superior_task_id.plan_id)
            new = changes.filtered(lambda change: change.kind == "new")
            # read before anything is written: a view forgets a row as soon as its cause is gone
            tasks, given = changes.task_id, new.superior_task_id
            others = [(change.kind, change.task_id, change._deadline()) for change in changes - new]
            if given:
                plan._take_up(given)
            for change in others:
                self._take(*change, reason)
            tasks.exists()._note_superior()
        return self._gone()

    @api.model
    def _take(self, kind, task, deadline, reason):
        draft, superior = task.state == "draft", task.superior_task_id.sudo()
        match kind:
            case "wording" if draft:
                task.name = superior.name
            case "wording":
                task._reword(superior.name, reason)
            case "deadline" if draft:
                task.due_on = deadline
            case "deadline":
                task._move_deadline(deadline, reason)
            case "withdrawn" if draft:
                task.unlink()
            case "withdrawn":
                task._withdraw(reason)

    def action_keep(self):
        """Keep what this plan says: the proposals go away, and the tasks' chatter tells who decided so."""
        if self._checked().filtered(lambda change: change.kind == "new"):
            raise UserError(self.env._("A task that the superior has given cannot be left out. Take it over."))
        tasks = self.task_id
        for task, now in [(change.task_id, change.now) for change in self]:
            task.message_post(body=self.env._("Kept although the superior plan now says: %s", now))
        tasks._note_superior()
        return self._gone()

    def _gone(self):
        self.invalidate_model()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
