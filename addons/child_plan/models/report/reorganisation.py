from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from .report import IN

# Of several open reports of one period that go to the same unit, the one whose state comes first is written on.
ADVANCED = ("returned", "draft", "expected")


class ChildPlanReport(models.Model):
    _inherit = "child.plan.report"

    taken_from_id = fields.Many2one(
        "child.plan.unit",
        "Taken over from",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The unit that had to write it before it went into this one",
    )

    def _heirs_reporting(self, period, asked, units):
        """Replace units that have gone into others since the cut-off by those that now write their reports.

        A unit that has begun its own report keeps it. Takes one query more where units have ended or are new since.

        :param asked: the units with work that the period asks; ``units`` are those of them at the cut-off
        """
        ended = units.filtered(lambda unit: unit.successor_ids and unit.valid_to and unit.valid_to < today())
        young = asked.filtered(lambda unit: unit.valid_from and unit.valid_from > period.cut_off)
        young = young.filtered("predecessor_ids")
        if not ended and not young:
            return units
        reports = self.search([("period_id", "=", period.id)])
        begun = reports.filtered(lambda report: report.state != "expected").unit_id
        taken = reports.grouped("taken_from_id")
        for unit in ended - begun:
            heirs = taken[unit].unit_id if unit in taken else unit._successors_on(today())
            units = (units - unit) | heirs
        return units | young.filtered(lambda unit: unit.predecessor_ids - begun)

    def _left_behind(self):
        """Return those that a reorganisation has left with their unit, which it ended."""
        ended = self.unit_id.filtered(lambda unit: unit.valid_to and unit.valid_to < today())
        if not ended:
            return self.browse()
        applied = [("unit_id", "in", ended.ids), ("heir_id", "!=", False), ("reorganisation_id.state", "=", "applied")]
        units = self.env["child.plan.reorganisation.line"].search(applied).unit_id
        return self.filtered(lambda report: report.unit_id in units)

    def _writers(self):
        """Return the users of the units, and of those into which they went and below which they lie."""
        units = self.unit_id.sudo()
        heirs = units._successors_on(today())
        return (units | heirs.filtered(lambda heir: units & heir._with_left())).user_ids

    @api.model
    def _paths_then(self, period):
        """Return ``{unit id: its parent_path on the cut-off day}`` of the reporting units that lay elsewhere then."""
        units = self.env["child.plan.unit"].sudo()
        moved = units._moved_since(period.sudo().cut_off)
        if not moved:
            return {}
        rows = self.sudo()._read_group([("period_id", "=", period.id)], ["unit_id"])
        units = units.union(*(unit for (unit,) in rows))
        paths = {id_: "".join(f"{step}/" for step in path) for id_, path in units._paths_on(moved).items()}
        return {unit.id: paths[unit.id] for unit in units if paths[unit.id] != unit.parent_path}


class ChildPlanReorganisation(models.Model):
    """Open reports, and targets of plans that run, go to the heirs. What was handed in stays as it was.

    An heir writes one report for each period. Of the others, those that nobody has begun are removed; what was begun
    stays with its unit and counts no more. Where the heir has handed in its own, which is without their figures, the
    open reports stay with their units, are listed, and are written by the heir.
    """

    _inherit = "child.plan.reorganisation"

    def _apply(self):
        """Have the reports expected of the heirs made: a new unit is asked for what plans ask of all."""
        result = super()._apply()
        self.env.ref("child_plan.child_plan_cron_report_periods").sudo()._trigger()
        return result

    def _counted(self, ids):
        reports = SQL(
            """SELECT report.unit_id FROM child_plan_report AS report JOIN child_plan AS plan
                ON plan.id = report.plan_id
                WHERE report.unit_id = ANY(%s) AND report.state = ANY(%s) AND plan.state = 'issued'""",
            ids,
            list(ADVANCED),
        )
        targets = SQL(
            """SELECT target.unit_id FROM child_plan_target AS target JOIN child_plan AS plan
                ON plan.id = target.plan_id
                WHERE target.unit_id = ANY(%s) AND plan.state != 'closed'""",
            ids,
        )
        return [*super()._counted(ids), (self.env._("Open reports"), reports), (self.env._("Targets"), targets)]

    def _uses(self, units):
        of_units = Domain("unit_id", "in", units.ids)
        return [
            *super()._uses(units),
            ("child.plan.report", of_units & Domain("state", "!=", "expected")),
            ("child.plan.target", of_units),
        ]

    def _carry_over(self):
        result = super()._carry_over()
        self._carry_reports()
        self._carry_receivers()
        self._carry_targets()
        return result

    def _carry_reports(self):
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE reorganised_report ON COMMIT DROP AS
                   SELECT report.id, state, heir_id, row_number() OVER (PARTITION BY period_id, heir_id
                               ORDER BY array_position(%s::varchar[], state), report.id) = 1
                          AND NOT EXISTS (SELECT FROM child_plan_report AS there
                                           WHERE there.period_id = report.period_id AND there.unit_id = heir_id) AS goes
                     FROM (SELECT report.id, report.state, report.period_id, %s AS heir_id
                             FROM child_plan_report AS report JOIN child_plan AS plan ON plan.id = report.plan_id
                            WHERE report.unit_id = ANY(%s) AND report.state = ANY(%s) AND report.corrects_id IS NULL
                              AND plan.state = 'issued') AS report
                    WHERE heir_id IS NOT NULL AND NOT EXISTS (
                          SELECT FROM child_plan_report AS own WHERE own.period_id = report.period_id
                             AND own.unit_id = heir_id AND own.state IN %s)""",
                list(ADVANCED),
                self._heir(SQL("report.unit_id"), "child.plan", SQL("report.plan_id")),
                self._ended_ids(),
                list(ADVANCED),
                IN,
            )
        )
        self._delete_rows(
            "child_plan_report",
            SQL("gone.id IN (SELECT id FROM reorganised_report WHERE NOT goes AND state = 'expected')"),
        )
        self._update_rows(
            "child_plan_report",
            ["unit_id", "current", "taken_from_id"],
            SQL(
                """SELECT report.id, CASE WHEN goes THEN heir_id ELSE report.unit_id END, goes,
                          CASE WHEN goes THEN report.unit_id END
                     FROM child_plan_report AS report JOIN reorganised_report AS moved ON moved.id = report.id"""
            ),
        )
        self._update_rows(
            "child_plan_indicator_value",
            ["unit_id"],
            SQL(
                """SELECT value.id, heir_id FROM child_plan_indicator_value AS value
                     JOIN reorganised_report AS moved ON moved.id = value.report_id AND goes"""
            ),
        )
        self._update_rows(
            "mail_activity",
            ["active"],
            SQL(
                """SELECT activity.id, FALSE FROM mail_activity AS activity
                     JOIN reorganised_report AS moved ON moved.id = res_id AND NOT goes
                    WHERE res_model = 'child.plan.report'"""
            ),
        )
        self.env.cr.execute("DROP TABLE reorganised_report")
        self.env["child.plan.report"].invalidate_model(flush=False)

    def _carry_receivers(self):
        """Have reports go to the heir of the unit that was to receive them, unless that has handed its own in."""
        self._update_rows(
            "child_plan_report",
            ["receiver_id"],
            SQL(
                """SELECT report.id, COALESCE(%s, report.receiver_id) FROM child_plan_report AS report
                     JOIN child_plan AS plan ON plan.id = report.plan_id
                    WHERE report.receiver_id = ANY(%s) AND plan.state = 'issued' AND NOT EXISTS (
                          SELECT FROM child_plan_report AS above
                           WHERE above.period_id = report.period_id AND above.unit_id = report.receiver_id)""",
                self._heir(SQL("report.receiver_id"), "child.plan", SQL("report.plan_id")),
                self._ended_ids(),
            ),
        )
        self._update_rows(
            "child_plan_report_requirement",
            ["recipient_unit_id"],
            SQL(
                """SELECT demand.id, COALESCE(%s, demand.recipient_unit_id) FROM child_plan_report_requirement AS demand
                     JOIN child_plan AS plan ON plan.id = demand.plan_id
                    WHERE demand.recipient_unit_id = ANY(%s) AND plan.state != 'closed'""",
                self._heir(SQL("demand.recipient_unit_id"), "child.plan", SQL("demand.plan_id")),
                self._ended_ids(),
            ),
        )

    def _carry_targets(self):
        ended = self._ended_ids()
        query = SQL(
            """SELECT target.id, COALESCE(%s, target.unit_id) AS unit_id FROM child_plan_target AS target
                 JOIN child_plan AS plan ON plan.id = target.plan_id
                WHERE target.unit_id = ANY(%s) AND plan.state != 'closed'""",
            self._heir(SQL("target.unit_id"), "child.plan", SQL("target.plan_id")),
            ended,
        )
        targets = self.env["child.plan.target"].browse(id_ for id_, _unit in self.env.execute_query(query))
        rows = [(target, target.unit_id) for target in targets if target.plan_id.state != "draft"]
        self._update_rows("child_plan_target", ["unit_id"], query)
        targets.invalidate_recordset(flush=False)
        self._add_to_journal(
            [
                {
                    "kind": "target",
                    "plan_id": target.plan_id.id,
                    "unit_id": target.unit_id.id,
                    "old_value": f"{target._in_words()} · {old.name}",
                    "new_value": f"{target._in_words()} · {target.unit_id.name}",
                    "reason": self._reason(),
                }
                for target, old in rows
                if target.unit_id != old
            ]
        )
        self._update_rows(
            "child_plan_indicator",
            ["owner_id"],
            SQL(
                """SELECT id, COALESCE(%s, owner_id) FROM child_plan_indicator AS indicator WHERE owner_id = ANY(%s)""",
                self._heir(SQL("indicator.owner_id")),
                ended,
            ),
        )
