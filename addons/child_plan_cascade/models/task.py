from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.child_plan.models.unit.unit import LEVEL_FIELDS

DONE = ("done_on_time", "done_late")
SHOWN = 80  # tasks of the level below that are shown at once; “Coverage” lists them all


class ChildPlanTask(models.Model):
    """A task of a lower plan, and the one of the superior plan to which it answers.

    What the superior task said when it was taken over is kept beside it: a later change of it shows as a proposal
    (``child.plan.superior.change``).
    """

    _inherit = "child.plan.task"

    superior_plan_id = fields.Many2one(
        related="superior_task_id.plan_id", string="Plan of the superior task", store=True, index="btree_not_null"
    )
    superior_name = fields.Char("Superior's wording, as taken over", readonly=True, copy=False)
    superior_due_on = fields.Date("Superior's deadline, as taken over", readonly=True, copy=False)
    superior_withdrawn = fields.Boolean("Kept although the superior withdrew it", readonly=True, copy=False)
    issuer_id = fields.Many2one(related="plan_id.issuer_id")
    inferior_count = fields.Integer(compute="_compute_inferior_count", help="Tasks of lower plans that carry it out")
    level_text = fields.Char("At this level", compute="_compute_level_text", help="Work given by this plan")
    below_text = fields.Char(
        "Below", compute="_compute_level_text", help="Work that plans of the levels below give for this task"
    )
    later_text = fields.Char(
        "Against the superior's deadline",
        compute="_compute_later_text",
        help="Where it is due later here than the superior wants it",
    )

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks.filtered("superior_task_id")._note_superior()
        return tasks

    def write(self, vals):
        result = super().write(vals)
        if "superior_task_id" in vals:
            self._note_superior()
        return result

    @api.constrains("superior_task_id")
    def _check_circle(self):
        """Refuse a task that, over any number of levels, would carry out itself."""
        if self._has_cycle("superior_task_id"):
            task = next(task for task in self if task._has_cycle("superior_task_id"))
            raise ValidationError(
                self.env._("“%s” would answer to itself: choose a task that does not stem from it.", task.name)
            )

    def _note_superior(self):
        """Keep what the superior tasks say now as what these tasks have taken over. Takes one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_task AS task
                      SET superior_name = superior.name, superior_due_on = superior.due_on,
                          superior_withdrawn = superior.state = 'withdrawn'
                     FROM child_plan_task AS own LEFT JOIN child_plan_task AS superior
                          ON superior.id = own.superior_task_id
                    WHERE own.id = task.id AND task.id = ANY(%s)""",
                self.ids,
            )
        )
        self.invalidate_recordset(["superior_name", "superior_due_on", "superior_withdrawn"])

    def _compute_inferior_count(self):
        counts = dict(self._read_group([("superior_task_id", "in", self.ids)], ["superior_task_id"], ["__count"]))
        for task in self:
            task.inferior_count = counts.get(task, 0)

    def _tasks_below(self):
        """Return ``{id of a task below: {ids of these tasks that it carries out, over any number of levels}}``."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE below (root, id) AS (
                       SELECT superior_task_id, id FROM child_plan_task WHERE superior_task_id = ANY(%s)
                        UNION
                       SELECT below.root, task.id FROM below JOIN child_plan_task AS task
                           ON task.superior_task_id = below.id
                   )
                   SELECT id, array_agg(root) FROM below GROUP BY id""",
                self.ids,
            )
        )
        return dict(rows)

    @api.depends("timing", "due_on", "line_ids.due_on", "superior_task_id.due_on", "plan_id.issuer_id")
    @api.depends_context("lang")
    def _compute_later_text(self):
        deadlines = self._superior_deadlines()
        for task in self:
            last = max(filter(None, [task.due_on, *task.line_ids.mapped("due_on")]), default=None)
            above = deadlines.get(task) if task.timing == "one_off" else None
            later = above and last and last > above
            day = later and format_date(self.env, above)
            task.later_text = later and self.env._("later than the superior's deadline %s", day)

    def _superior_deadlines(self):
        """Return ``{task: the day by which the superior wants it}``: that of the work which it gave to the issuer's
        authority or its departments, the latest of several, else that of its task.
        """
        above = self.sudo().superior_task_id.filtered(lambda task: task.timing == "one_off")
        issuers = self.sudo().plan_id.issuer_id.authority_id
        given = Domain("task_id", "in", above.ids) & Domain("state", "!=", "cancelled")
        given &= Domain.OR(Domain(name, "in", issuers.ids) for name in LEVEL_FIELDS)
        groups = self.env["child.plan.assignment"].sudo()._read_group(given, ["task_id", *LEVEL_FIELDS], ["due_on:max"])
        days = {}
        for task, *places, day in groups:
            key = (task.id, next(filter(None, reversed(places))).id)
            days[key] = max(filter(None, (day, days.get(key))), default=None)
        return {
            task: days.get((task.superior_task_id.id, task.plan_id.issuer_id.authority_id.id))
            or task.superior_task_id.due_on
            for task in self.sudo()
            if task.superior_task_id in above
        }

    @api.depends_context("uid", "lang", "child_plan_as_of")
    def _compute_level_text(self):
        """Count the work of these tasks and of those below by the table of statuses.

        Who keeps a plan sees the sums of everything that carries it out; others those of the work that they may read.
        """
        roots, followed = self._tasks_below(), self._followed()
        counts = followed.sudo()._counts(roots) | (self - followed)._counts(roots)
        for task in self:
            task.level_text = task._in_words(counts.get((task.id, False)))
            task.below_text = task._in_words(counts.get((task.id, True)))

    def _counts(self, roots):
        """Return ``{(task id, whether below it): (all, done, overdue)}`` of these tasks; ``roots``: all tasks below."""
        places = {id_: [(root, True) for root in above if root in self._ids] for id_, above in roots.items()}
        for id_ in self._ids:
            places.setdefault(id_, []).append((id_, False))
        groups = self.env["child.plan.assignment"]._read_group(
            [("task_id", "in", [id_ for id_, found in places.items() if found]), ("state", "!=", "cancelled")],
            ["task_id", "status"],
            ["__count"],
        )
        counts = defaultdict(lambda: [0, 0, 0])
        for task, status, count in groups:
            for place in places[task.id]:
                counts[place][0] += count
                counts[place][1] += count if status in DONE else 0
                counts[place][2] += count if status == "overdue" else 0
        return dict(counts)

    def _in_words(self, counts):
        total, done, overdue = counts or (0, 0, 0)
        words = self.env._("%(done)s of %(total)s done, %(overdue)s overdue", done=done, total=total, overdue=overdue)
        return bool(total) and words

    def _followed(self):
        """Return those of these tasks that carry out, at any level, a plan that the user keeps, or belong to one."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE above (id, task_id) AS (
                       SELECT id, id FROM child_plan_task WHERE id = ANY(%s)
                        UNION
                       SELECT above.id, task.superior_task_id FROM above JOIN child_plan_task AS task
                           ON task.id = above.task_id
                        WHERE task.superior_task_id IS NOT NULL
                   )
                   SELECT above.id, array_agg(DISTINCT task.plan_id)
                     FROM above JOIN child_plan_task AS task ON task.id = above.task_id GROUP BY above.id""",
                self.ids,
            )
        )
        plans = self.env["child.plan"].browse({plan for _id, above in rows for plan in above})
        kept = set(plans._filtered_access("read")._managed().ids)
        return self.browse(id_ for id_, above in rows if not kept.isdisjoint(above))

    @api.readonly
    def action_view_levels(self):
        """Show the way of this task from the uppermost plan that the user may read down to those that carry it out."""
        self.ensure_one()
        chain = top = self
        while (top := top.superior_task_id._filtered_access("read")) and top not in chain:
            chain |= top
        below = self.search([("superior_task_id", "=", self.id)], limit=SHOWN)
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_cascade.child_plan_task_action_levels")
        return {**action, "domain": [("id", "in", (chain | below).ids)], "context": {"create": False}}
