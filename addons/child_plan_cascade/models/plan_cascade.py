from collections import defaultdict

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.lib.fold import fold
from odoo.addons.child_plan.lib.status import working_day_after, working_day_before
from odoo.addons.child_plan.models.unit.take_turns import take_turns

AT_ONCE = 100  # plans drafted while the user waits; more are drafted in the background
FIRST = 4  # words of a plan's name that tell what it does, such as “Triển khai thực hiện”
RATIOS = ("percent", "per_1000", "per_100000")  # a ratio holds for each part, a number only for the whole


class ChildPlanCascade(models.Model):
    """Drafts the plans by which authorities below carry out an issued plan.

    Each draft has the tasks that were given to the authority or to one of its departments, linked to the superior's. A
    department that the superior named leads below, too; what was given to the authority itself goes to its one
    department of the task's sector, or stays open to be given. Deadlines lie some working days before the superior's.
    An authority that has a plan for this one already is left out, so a run that broke off can be repeated.
    """

    _inherit = "child.plan"

    cascading_by = fields.Many2one(
        "res.users", "Being handed down by", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    cascading_margin = fields.Integer(readonly=True, copy=False, aggregator=None)
    cascading_left = fields.Integer("Still to be drafted", readonly=True, copy=False, aggregator=None)

    def action_cascade(self):
        """Open the dialog that drafts plans of lower authorities from this one."""
        self.ensure_one()
        return self.env["child.plan.cascade"]._open(self)

    def _given_to(self, units=None):
        """Return ``{authority below: assignments of it and its departments}`` of this plan, one for each task and unit.

        Needs ``sudo()``. Work that was cancelled and requests that were declined are left out.

        :param units: only these authorities
        """
        self.ensure_one()
        own = self.issuer_id.authority_id
        domain = Domain("plan_id", "=", self.id) & Domain("state", "!=", "cancelled")
        if units is not None:
            domain &= Domain.OR(Domain(name, "in", units.ids) for name in ("province_id", "district_id", "commune_id"))
        rows = self.env["child.plan.assignment"].search_fetch(
            domain,
            ["task_id", "unit_id", "role", "due_on", "province_id", "district_id", "commune_id"],
            order="task_id, id",
        )
        given, seen = defaultdict(list), set()
        for row in rows:
            authority = row.commune_id or row.district_id or row.province_id
            if authority and authority != own and (row.task_id, row.unit_id) not in seen:
                seen.add((row.task_id, row.unit_id))
                if units is None or authority in units:
                    given[authority].append(row.id)
        return {authority: rows.browse(ids) for authority, ids in given.items()}

    def _without_plan(self):
        """Return the authorities to which this plan gave work and that have no plan to carry it out yet."""
        self.ensure_one()
        given = self.sudo()._given_to()
        return self.env["child.plan.unit"].union(*given) - self._implementing()

    def _implementing(self):
        plans = self.sudo().with_context(active_test=True)
        return plans.search([("implements_id", "=", self.id)]).issuer_id.authority_id

    # -- drafting --

    @api.model
    def _deadline_below(self, due_on, margin, day):
        """Return the deadline ``margin`` working days before ``due_on``.

        Not before the next working day after ``day``, and not after ``due_on``.
        """
        days_off = self.env["child.plan.day.off"]._special_days()
        return min(due_on, max(working_day_before(due_on, margin, days_off), working_day_after(day, 1, days_off)))

    def _check_can_cascade(self, below):
        """Check that the user may draft plans that carry out this one: the own one, or those of all below."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "issued":
            raise UserError(self.env._("Only an issued plan can be carried out by plans of the levels below."))
        if below:
            self._check_can_manage()

    def _cascade(self, units, margin):
        """Draft a plan for each authority of ``units`` that has none yet. Needs ``sudo()``; returns the plans."""
        self.ensure_one()
        take_turns(self)
        given = self._given_to(units - self._implementing())
        if not given:
            return self.browse()
        quiet = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True, tracking_disable=True)
        offices = self._offices(self.env["child.plan.unit"].union(*given))
        plans = quiet.create([self._prepare_plan_below(unit, offices[unit], margin) for unit in given])
        tasks = quiet._fill(dict(zip(plans, given.values(), strict=True)))
        self._hand_down_targets(plans, tasks)
        self.env["child.plan.basis"].create([{**self._as_basis(), "plan_id": plan.id} for plan in plans])
        return plans.with_env(self.env)

    def _prepare_plan_below(self, unit, office, margin):
        return {
            "name": self._name_below(),
            "issuer_id": unit.id,
            "standing_unit_id": office.id,
            "implements_id": self.id,
            "period_start": self.period_start,
            "period_end": self.period_end,
            "margin_days": margin,
        }

    def _name_below(self):
        """Return the name of a plan that carries this one out: the own name where that says so in its first words."""
        name = self.env._("Carrying out %s", self.name)
        words = fold(name.removesuffix(self.name or ""))
        return self.name if words in fold(" ".join(self.name.split()[:FIRST])) else name

    def _as_basis(self):
        return {"number": self.number, "date": self.issued_on, "name": self.name, "basis_plan_id": self.id}

    def _offices(self, units):
        """Return ``{authority: its unit with a standing user}``, the authority itself where there is none."""
        group = self.env.ref("child_plan.child_plan_group_standing")
        bodies = Domain("id", "in", units.ids) | Domain("parent_id", "in", units.ids) & Domain(
            "kind", "!=", "authority"
        )
        keepers = Domain("active", "=", True) & Domain("all_group_ids", "in", group.ids)
        found = {}
        for body in self.env["child.plan.unit"].search(bodies & Domain("user_ids", "any", keepers)):
            found.setdefault(body if body in units else body.parent_id, body)
        return {unit: found.get(unit, unit) for unit in units}

    def _fill(self, given):
        """Create sections and tasks, with their units and deliverables, in the plans ``{plan: work given to it}``."""
        day = today()
        work = self.env["child.plan.assignment"].union(*given.values())
        departments = self._departments(self.env["child.plan.unit"].union(*(plan.issuer_id for plan in given)))
        sections = self._make_sections(given)
        rows, lines = [], []
        for plan, assignments in given.items():
            for task, of_task in assignments.grouped("task_id").items():
                rows.append(
                    {
                        **task._prepare_below(plan, min((a.due_on for a in of_task if a.due_on), default=None), day),
                        "section_id": sections.get((plan, task.section_id)),
                    }
                )
                lines.append(task._lines_below(plan, of_task, departments))
        tasks = self.env["child.plan.task"].create(rows)
        self.env["child.plan.task.unit"].create(
            [{**line, "task_id": task.id} for task, own in zip(tasks, lines, strict=True) for line in own]
        )
        self._copy_demands_below(work.task_id, tasks)
        return tasks

    def _make_sections(self, given):
        """Return ``{(plan, superior's section): section}``: those of the tasks that are taken up, in their order."""
        keys = [
            (plan, section)
            for plan, assignments in given.items()
            for section in assignments.task_id.section_id.sorted()
        ]
        have = {(section.plan_id, section.code, section.name): section.id for section in self.union(*given).section_ids}
        new = [(plan, section) for plan, section in keys if (plan, section.code, section.name) not in have]
        made = self.env["child.plan.section"].create(
            [
                {"plan_id": plan.id, "code": section.code, "name": section.name, "sequence": section.sequence}
                for plan, section in new
            ]
        )
        have |= {(section.plan_id, section.code, section.name): section.id for section in made}
        return {(plan, section): have[plan, section.code, section.name] for plan, section in keys}

    def _departments(self, authorities):
        """Return ``{(authority, sector): department}`` where the authority has just one department of the sector."""
        groups = self.env["child.plan.unit"]._read_group(
            Domain("parent_id", "in", authorities.ids)
            & Domain("kind", "=", "department")
            & Domain("sector_id", "!=", False)
            & self.env["child.plan.unit"]._valid_domain(today()),
            ["parent_id", "sector_id"],
            ["id:recordset"],
        )
        return {(authority, sector): units for authority, sector, units in groups if len(units) == 1}

    def _copy_demands_below(self, superiors, tasks):
        """Copy the products that the superior tasks demand to the tasks that answer to them, in one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO child_plan_deliverable
                          (task_id, plan_id, name, kind, quantity, uom, sequence, create_uid, create_date, write_uid,
                           write_date)
                   SELECT task.id, task.plan_id, demand.name, demand.kind, demand.quantity, demand.uom, demand.sequence,
                          %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                     FROM child_plan_task AS task
                     JOIN child_plan_deliverable AS demand
                       ON demand.task_id = task.superior_task_id AND demand.assignment_id IS NULL
                    WHERE task.id = ANY(%(tasks)s) AND demand.task_id = ANY(%(superiors)s)
                    ORDER BY task.id, demand.sequence, demand.id""",
                uid=self.env.uid,
                tasks=tasks.ids,
                superiors=superiors.ids,
            )
        )
        self.env.invalidate_all(flush=False)

    def _hand_down_targets(self, plans, tasks):
        """Hand down the targets: a ratio holds for each authority, a number only where it is set for that one."""
        targets = self.target_ids.filtered(lambda target: target.unit_id or target.uom in RATIOS)
        below = tasks.grouped("plan_id")
        rows = []
        for plan in plans:
            answering = {task.superior_task_id.id: task.id for task in below.get(plan, ())}
            for target in targets.filtered(lambda target, unit=plan.issuer_id: target.unit_id in (unit, unit.browse())):
                links = [answering[id_] for id_ in target.task_ids.ids if id_ in answering]
                vals = target.copy_data({"plan_id": plan.id, "unit_id": False, "section_id": False})[0]
                rows.append({**vals, "task_ids": [fields.Command.set(links)]})
        self.env["child.plan.target"].create(rows)

    def _take_up(self, superiors):
        """Add the superior tasks ``superiors`` to this plan, as far as they were given to its authority."""
        self.ensure_one()
        self._check_can_manage()
        plan = self.sudo()
        for above, tasks in superiors.sudo().grouped("plan_id").items():
            given = above._given_to(plan.issuer_id.authority_id)
            work = self.env["child.plan.assignment"].sudo().union(*given.values())
            above._fill({plan: work.filtered(lambda row, tasks=tasks: row.task_id in tasks)})

    # -- in the background --

    def _begin_cascading(self, margin, number):
        self.sudo().write({"cascading_by": self.env.uid, "cascading_margin": margin, "cascading_left": number})
        self.env.ref("child_plan_cascade.child_plan_cron_cascade").sudo()._trigger()

    @api.model
    def _cron_cascade(self):
        """Draft the plans that wait, ``AT_ONCE`` in one transaction, then tell who asked for them."""
        cron, waiting = self.env["ir.cron"], [("cascading_by", "!=", False)]
        cron._commit_progress(remaining=self.search_count(waiting))
        while plan := self.search(waiting, order="id", limit=1):
            plan._cascade_more()
            if not cron._commit_progress(1, remaining=self.search_count(waiting)):
                return

    def _cascade_more(self):
        plan = self.with_user(self.cascading_by).with_context(lang=self.cascading_by.lang).sudo()
        units = plan._without_plan()
        plan._cascade(units[:AT_ONCE], plan.cascading_margin)
        plan.cascading_left = max(len(units) - AT_ONCE, 0)
        if not plan.cascading_left:
            plan._tell_below(plan._implementing())
            plan.with_user(SUPERUSER_ID).message_notify(
                partner_ids=plan.cascading_by.partner_id.ids,
                subject=self.env._("Handed down: %s", plan.display_name),
                body=self.env._("Every authority that has work in this plan has a draft of its own now."),
            )
            plan.cascading_by = False

    def _tell_below(self, units):
        """Tell the standing offices of ``units``, in one message, that drafts of their plans are there."""
        plans = self.sudo().search([("implements_id", "=", self.id), ("issuer_id", "in", units.ids)])
        keepers = plans.standing_unit_id._users_in("standing") - self.env.user
        self.sudo().message_notify(
            partner_ids=keepers.partner_id.ids,
            subject=self.env._("To be carried out: %s", self.display_name),
            body=self.env._(
                "Your authority has a draft plan for it, with the tasks that it was given. Complete it under “Plans”."
            ),
        )


class ChildPlanTask(models.Model):
    _inherit = "child.plan.task"

    def _prepare_below(self, plan, due_on, day):
        """Return the values of the task that answers to this one in ``plan``; ``due_on`` is the unit's deadline."""
        return {
            "plan_id": plan.id,
            "superior_task_id": self.id,
            "name": self.name,
            "sequence": self.sequence,
            "timing": self.timing,
            "due_on": due_on and self.timing == "one_off" and plan._deadline_below(due_on, plan.margin_days, day),
            "recurrence": self.recurrence,
            "due_day": self.due_day,
            "due_month": self.due_month,
            "weight": self.weight,
            "sector_id": self.sector_id.id,
        }

    def _lines_below(self, plan, assignments, departments):
        """Return the values of the units: those that the superior named, else the one department of the sector."""
        named = assignments.filtered(lambda row: row.unit_id != plan.issuer_id)
        rows = {row.unit_id: row.role for row in named.sorted(lambda row: row.role == "lead")}
        own = (assignments - named)[:1]
        if own and "lead" not in rows.values():
            lead = departments.get((plan.issuer_id, self.sector_id))
            rows |= {lead: "lead"} if lead else {}
        return [{"unit_id": unit.id, "role": role} for unit, role in rows.items()]
