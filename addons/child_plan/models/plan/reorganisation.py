from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class ChildPlan(models.Model):
    _inherit = "child.plan"

    first_issuer_id = fields.Many2one(
        "child.plan.unit",
        "Issued by, before the reorganisation",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The unit that signed the plan and has since gone into another, which now answers for it",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "first_issuer_id": False} for vals in vals_list])

    def write(self, vals):
        if "first_issuer_id" in vals and not self.env.su:
            raise UserError(self.env._("The issuers of a plan stay as they were signed."))
        return super().write(vals)


class ChildPlanReorganisation(models.Model):
    """Plans that a unit issues or keeps, and the units that tasks name, go to its heirs.

    Papers that were issued stay valid until the body that receives the task changes them (Resolution 190/2025/QH15), so
    a plan goes on under its heir, with the issuer that signed it kept. Closed plans go along, since somebody has to
    answer for them; what they say stays as it was.
    """

    _inherit = "child.plan.reorganisation"

    def _counted(self, ids):
        lines = SQL(
            """FROM child_plan_task_unit AS line JOIN child_plan_task AS task ON task.id = line.task_id
                 JOIN child_plan AS plan ON plan.id = task.plan_id
                WHERE plan.state != 'closed' AND task.state != 'withdrawn'"""
        )
        # the words of drafts stay: whoever writes them changes them
        named = SQL(
            """SELECT unit.id AS unit_id FROM child_plan_unit AS unit JOIN child_plan_task AS task
                   ON task.state = 'draft' AND strpos(lower(task.name), lower(unit.name)) > 0
                       WHERE unit.id = ANY(%s)""",
            ids,
        )
        return [
            *super()._counted(ids),
            (
                self.env._("Plans it issues"),
                SQL("SELECT issuer_id AS unit_id FROM child_plan WHERE issuer_id = ANY(%s)", ids),
            ),
            (
                self.env._("Plans it keeps"),
                SQL("SELECT standing_unit_id AS unit_id FROM child_plan WHERE standing_unit_id = ANY(%s)", ids),
            ),
            (self.env._("Tasks that name it"), SQL("SELECT line.unit_id %s AND line.unit_id = ANY(%s)", lines, ids)),
            (self.env._("Drafts whose words name it"), named),
        ]

    def _uses(self, units):
        plans = Domain("issuer_id", "in", units.ids) | Domain("standing_unit_id", "in", units.ids)
        lines = Domain("unit_id", "in", units.ids)
        return [*super()._uses(units), ("child.plan", plans), ("child.plan.task.unit", lines)]

    def _carry_over(self):
        result = super()._carry_over()
        self._carry_plans()
        self._carry_task_units()
        return result

    def _carry_plans(self):
        ended = self._ended_ids()
        issuer, standing = (
            SQL("CASE WHEN %s = ANY(%s) THEN COALESCE(%s, %s) ELSE %s END", unit, ended, heir, unit, unit)
            for unit, heir in (
                (unit, self._heir(unit, "child.plan", SQL("plan.id")))
                for unit in (SQL("plan.issuer_id"), SQL("plan.standing_unit_id"))
            )
        )
        moving = SQL(
            """SELECT plan.id, %s AS issuer_id, %s AS standing_unit_id, plan.issuer_id AS old_issuer_id
                 FROM child_plan AS plan
                WHERE plan.issuer_id = ANY(%s) OR plan.standing_unit_id = ANY(%s)""",
            issuer,
            standing,
            ended,
            ended,
        )
        before = {row["id"]: row for row in self.env.execute_query_dict(moving)}
        self._update_rows(
            "child_plan",
            # number, name and state do not change: who changes them afterwards has gone on with the plan
            ["issuer_id", "standing_unit_id", "first_issuer_id", "number", "name", "state"],
            SQL(
                """SELECT moving.id, moving.issuer_id, moving.standing_unit_id,
                          CASE WHEN plan.state = 'draft' OR moving.issuer_id = old_issuer_id THEN plan.first_issuer_id
                               ELSE COALESCE(plan.first_issuer_id, old_issuer_id) END,
                          plan.number, plan.name, plan.state
                     FROM (%s) AS moving JOIN child_plan AS plan ON plan.id = moving.id""",
                moving,
            ),
        )
        self.env["child.plan"].invalidate_model(flush=False)
        names = self.env["child.plan.unit"].browse(
            {row[name] for row in before.values() for name in ("issuer_id", "old_issuer_id")}
        )
        names = {unit.id: unit.name for unit in names}
        self._add_to_journal(
            [
                {
                    "kind": "plan",
                    "plan_id": row["id"],
                    "old_value": names[row["old_issuer_id"]],
                    "new_value": names[row["issuer_id"]],
                    "reason": self._reason(),
                }
                for row in before.values()
                if row["issuer_id"] != row["old_issuer_id"]
            ]
        )

    def _carry_task_units(self):
        """Replace units in tasks that are drafts or come again; a unit that is named twice then is named once."""
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE reorganised_line ON COMMIT DROP AS
                   SELECT line.id, line.task_id, line.role, %s AS heir_id
                     FROM child_plan_task_unit AS line JOIN child_plan_task AS task ON task.id = line.task_id
                     JOIN child_plan AS plan ON plan.id = task.plan_id
                    WHERE line.unit_id = ANY(%s) AND task.state != 'withdrawn' AND plan.state != 'closed'""",
                self._heir(SQL("line.unit_id"), "child.plan", SQL("task.plan_id")),
                self._ended_ids(),
            )
        )
        # of the lines that come to name the same unit, the one that is there already stays, else the first lead
        self.env.cr.execute(
            """ALTER TABLE reorganised_line ADD COLUMN stays int, ADD COLUMN lead boolean;
               UPDATE reorganised_line AS line SET stays = chosen.id, lead = chosen.lead FROM (
                    SELECT DISTINCT ON (task_id, heir_id) id, task_id, heir_id,
                           bool_or(role = 'lead') OVER (PARTITION BY task_id, heir_id) AS lead
                      FROM (SELECT id, task_id, heir_id, role, 1 AS rank FROM reorganised_line
                             WHERE heir_id IS NOT NULL
                             UNION ALL
                            SELECT DISTINCT there.id, there.task_id, there.unit_id, there.role, 0
                              FROM child_plan_task_unit AS there JOIN reorganised_line AS line
                                ON line.task_id = there.task_id AND line.heir_id = there.unit_id) AS lines
                     ORDER BY task_id, heir_id, rank, role DESC, id) AS chosen
                WHERE chosen.task_id = line.task_id AND chosen.heir_id = line.heir_id"""
        )
        self._delete_rows("child_plan_task_unit", SQL("gone.id IN (SELECT id FROM reorganised_line WHERE stays != id)"))
        self._update_rows(
            "child_plan_task_unit",
            ["unit_id", "role"],
            SQL(
                """SELECT DISTINCT there.id, COALESCE(line.heir_id, there.unit_id),
                          CASE WHEN line.lead THEN 'lead' ELSE there.role END
                     FROM reorganised_line AS line JOIN child_plan_task_unit AS there ON there.id = line.stays"""
            ),
        )
        self.env.cr.execute("DROP TABLE reorganised_line")
        self.env["child.plan.task.unit"].invalidate_model(flush=False)


class ChildPlanReorganisationChoice(models.Model):
    _inherit = "child.plan.reorganisation.choice"

    def _models(self):
        ids = self._split_ids()
        return super()._models() | {
            "child.plan": SQL(
                """SELECT DISTINCT unit.id, plan.id FROM child_plan AS plan
                     JOIN child_plan_unit AS unit ON unit.id IN (plan.issuer_id, plan.standing_unit_id)
                    WHERE unit.id = ANY(%s)
                    UNION SELECT line.unit_id, task.plan_id FROM child_plan_task_unit AS line
                     JOIN child_plan_task AS task ON task.id = line.task_id
                     JOIN child_plan AS plan ON plan.id = task.plan_id
                    WHERE line.unit_id = ANY(%s) AND plan.state != 'closed'""",
                ids,
                ids,
            )
        }
