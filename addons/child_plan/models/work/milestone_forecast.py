from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...lib.clock import today
from ...lib.schedule import ALL, ROW, Milestone, Reached, expect, situation, steps
from ...lib.status import RUNNING_STATES, STATES, handed_in

SITUATIONS = [
    ("reached", "Reached in time"),
    ("reached_late", "Reached late"),
    ("late", "Is late"),
    ("delayed", "Will be late"),
    ("open", "In time so far"),
]
HANDED_IN = tuple(state for state in STATES if handed_in(state))
STOPPED = ("suspended", "cancelled")

#: The given milestones and all that they wait for. The LATERAL join looks each row up by its index; a plain join would
#: make PostgreSQL read whole tables for a few milestones.
WAITED_FOR = """
    WITH RECURSIVE waited(id) AS (
        SELECT unnest(%(ids)s::integer[])
         UNION
        SELECT other.id FROM waited CROSS JOIN LATERAL (
            SELECT depends_on_id AS id FROM child_plan_milestone_depends_rel WHERE milestone_id = waited.id
             UNION ALL
            SELECT demand_id FROM child_plan_milestone WHERE id = waited.id AND demand_id IS NOT NULL) AS other)
    SELECT id FROM waited
"""
#: The given milestones and all that wait for them.
WAITING = """
    WITH RECURSIVE waited(id) AS (
        SELECT id FROM child_plan_milestone WHERE id IN %(ids)s
         UNION
        SELECT link.milestone_id FROM waited
          JOIN child_plan_milestone_depends_rel link ON link.depends_on_id = waited.id)
"""


class ChildPlanMilestoneForecast(models.Model):
    """Computes when a milestone can be expected: on its planned day, or later if it or what it waits for is late.

    Nothing is stored, because the result changes with the day. ``lib/schedule/`` does the arithmetic. The expected days
    take all units into account, whoever asks; the name of a delaying milestone is shown only to users who may read it.
    """

    _inherit = "child.plan.milestone"
    _child_plan_colours = {
        "situation": {
            "reached": "done_on_time",
            "reached_late": "done_late",
            "late": "overdue",
            "delayed": "due_soon",
            "open": "in_time",
        }
    }

    reached_on = fields.Date(
        "Reached or handed in on", compute="_compute_situation", help="Or the day on which the whole work was handed in"
    )
    expected_on = fields.Date("Expected on", compute="_compute_situation")
    moved_days = fields.Integer(
        compute="_compute_situation", aggregator=None, help="Working days from the planned to the expected day"
    )
    delayed_by_id = fields.Many2one(
        "child.plan.milestone", "Because of", compute="_compute_situation", help="Where the delay began"
    )
    situation = fields.Selection(SITUATIONS, compute="_compute_situation")
    situation_text = fields.Char("Situation in words", compute="_compute_situation")

    @api.depends("due_on", "done_on", "depends_on_ids", "lag_days", "assignment_id.state", "assignment_id.submitted_on")
    @api.depends_context("uid", "lang")
    def _compute_situation(self):
        forecasts = self._schedule()
        causes = self.browse({forecast[1].root[1] for forecast in forecasts.values() if forecast[1].root})
        readable = causes._readable()
        for milestone in self:
            step, expected, name = forecasts.get(milestone._origin.id, (None, None, "open"))
            cause = self.browse(expected.root[1]) if expected and expected.root else self.browse()
            milestone.reached_on = step and step.reached
            milestone.expected_on = expected.day if expected else milestone.due_on
            milestone.moved_days = expected.moved if expected else 0
            milestone.delayed_by_id = cause & readable
            milestone.situation = name
            milestone.situation_text = self._situation_in_words(name, expected, milestone.due_on, cause & readable)

    def _readable(self):
        """Return those of these milestones that the user may read.

        Uses a search, because checking the records in memory could read the work of thousands of units one by one.
        """
        return self.search([("id", "in", self.ids)]) if self else self

    def _situation_in_words(self, name, expected, planned, cause):
        """Return the situation as text; ``cause`` is the milestone where the delay began, empty if the user may not
        read it.
        """
        match name:
            case "reached":
                return self.env._("Reached on %s", format_date(self.env, expected.day))
            case "reached_late" if expected.moved:
                return self.env._("Reached %s working days late", expected.moved)
            case "late" if not expected.root:
                if expected.moved:
                    return self.env._("%s working days late", expected.moved)
                return self.env._("Late since %s", format_date(self.env, planned))
            case "late" | "delayed":
                words = {
                    "days": expected.moved,
                    "day": format_date(self.env, expected.day),
                    "name": cause.name or self.env._("a milestone of another unit"),
                }
                if name == "late":
                    return self.env._("Late, %(day)s at the earliest: “%(name)s” is late", **words)
                return self.env._("Will be %(days)s working days late, on %(day)s: “%(name)s” is late", **words)
        return dict(self._fields["situation"]._description_selection(self.env))[name]

    def _schedule(self):
        """Return ``{id: (Step, Expected, situation)}`` of these milestones, in a fixed number of queries.

        A plan's milestone is reached when all units have reached it, a unit's when that unit has.
        """
        rows = self._waited_for()
        wanted = [self._own_key(rows[id_]) for id_ in self._origin.ids if id_ in rows]
        units = {rows[id_].unit for place, id_ in wanted if place == ROW}
        forecasts = self._forecast(wanted, rows, self._reached_for(rows, units))
        return {key[1]: row for key, row in forecasts.items()}

    @staticmethod
    def _own_key(row):
        """Return the key of the milestone's own step: for all units if it is the plan's, else for its unit."""
        return (ALL if row.unit is None else ROW, row.id)

    def _forecast(self, wanted, rows, reached, late=None):
        """Return ``{key: (Step, Expected, situation)}`` of the steps with the keys ``wanted``."""
        days_off, day = self.env["child.plan.day.off"]._special_days(), today()
        steps_by_key = steps(wanted, rows, reached)
        expected = expect(steps_by_key, day, days_off, late)
        return {
            key: (steps_by_key[key], expected[key], situation(steps_by_key[key], expected[key], day)) for key in wanted
        }

    def _waited_for(self):
        """Return ``{id: Milestone}`` of these and of all that they wait for, across plans and regardless of access."""
        self.flush_model()
        self.env["child.plan.assignment"].flush_model(["state", "submitted_on", "unit_id"])
        self.env["child.plan.task"].flush_model(["state"])
        ids = [id_ for (id_,) in self.env.execute_query(SQL(WAITED_FOR, ids=self._origin.ids))] if self else []
        rows = self.env.execute_query(
            SQL(
                """
                SELECT m.id, m.due_on, array(SELECT depends_on_id FROM child_plan_milestone_depends_rel
                                              WHERE milestone_id = m.id ORDER BY depends_on_id),
                       m.lag_days, m.demand_id, a.unit_id, %(reached_on)s, %(running)s
                  FROM child_plan_milestone m
                  JOIN child_plan_task task ON task.id = m.task_id
                  LEFT JOIN child_plan_assignment a ON a.id = m.assignment_id
                 WHERE m.id = ANY(%(ids)s) AND (task.state != 'withdrawn' OR m.id = ANY(%(own)s))""",
                ids=ids,
                own=self._origin.ids,
                reached_on=self._reached_on_sql(),
                running=self._running_sql(),
            )
        )
        return {
            id_: Milestone(id_, due_on, tuple(before), lag or 0, demand, unit, reached, bool(running))
            for id_, due_on, before, lag, demand, unit, reached, running in rows
        }

    def _waited_for_by(self):
        """Return the ids of these and of all that wait for them, across plans and regardless of access."""
        self.flush_model(["depends_on_ids"])
        rows = self.env.execute_query(SQL(f"{WAITING} SELECT id FROM waited", ids=tuple(self.ids) or (0,)))
        return [id_ for (id_,) in rows]

    def _reached_for(self, rows, units=()):
        """Return ``{(place, demand): Reached}`` of the demands in ``rows``, for all units and for each of ``units``."""
        demands = [id_ for id_, row in rows.items() if row.unit is None]
        counts = self._count_reached(demands, SQL("%s", ALL))
        if units:
            counts += self._count_reached(demands, SQL("a.unit_id"), SQL("AND a.unit_id IN %s", tuple(units)))
        return {(place, id_): Reached(*row) for place, id_, *row in counts}

    @staticmethod
    def _reached_on_sql():
        """Return the SQL of the day on which milestone ``m`` of assignment ``a`` was reached.

        If the unit submitted the work without ticking the milestone, the day of submission counts.
        """
        return SQL("COALESCE(m.done_on, CASE WHEN a.state IN %s THEN a.submitted_on END)", HANDED_IN)

    @staticmethod
    def _running_sql():
        return SQL("a.state IN %s", RUNNING_STATES)

    def _count_reached(self, demands, place, more=SQL()):  # noqa: B008 - SQL is immutable
        """Return rows ``(place, demand, copies, reached, last day)``; suspended and cancelled work is not counted."""
        return self.env.execute_query(
            SQL(
                """SELECT %(place)s, m.demand_id, count(*), count(%(reached_on)s), max(%(reached_on)s)
                     FROM child_plan_milestone m JOIN child_plan_assignment a ON a.id = m.assignment_id
                    WHERE m.demand_id IN %(demands)s AND a.state NOT IN %(stopped)s %(more)s GROUP BY 1, 2""",
                place=place,
                reached_on=self._reached_on_sql(),
                demands=tuple(demands) or (0,),
                stopped=STOPPED,
                more=more,
            )
        )
