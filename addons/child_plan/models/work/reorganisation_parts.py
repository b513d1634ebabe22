from odoo import models
from odoo.tools import SQL


class ChildPlanReorganisation(models.Model):
    """What hangs on work that is carried over: deliverables, steps, files, activities, requests for more time.

    ``reorganised_work`` says which row goes on in which, see ``reorganisation.py``.
    """

    _inherit = "child.plan.reorganisation"

    def _carry_deliverables(self):
        """Add up what the predecessors of a row owe: the same deliverable once, with the sum of its quantities."""
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE reorganised_owed ON COMMIT DROP AS
                   SELECT owed.id AS old_id, work.new_id AS work_id, work.heir_id, there.id
                       AS new_id, there.id IS NULL AS made,
                          first_value(owed.id) OVER same AS main_id, owed.quantity, owed.done_quantity
                     FROM reorganised_work AS work JOIN child_plan_deliverable AS owed
                         ON owed.assignment_id = work.old_id
                     LEFT JOIN child_plan_deliverable AS there ON there.assignment_id = work.new_id
                          AND there.name = owed.name AND there.kind = owed.kind
                          AND COALESCE(there.uom, '') = COALESCE(owed.uom, '')
                   WINDOW same AS (PARTITION BY work.new_id, owed.name, owed.kind, COALESCE(owed.uom, '')
                                   ORDER BY (work.old_id != work.main_id), owed.id)"""
            )
        )
        self.env.cr.execute(
            """UPDATE reorganised_owed AS owed SET new_id = made.id
                 FROM (SELECT main_id, work_id, nextval('child_plan_deliverable_id_seq') AS id FROM reorganised_owed
                        WHERE made GROUP BY main_id, work_id) AS made
                WHERE made.main_id = owed.main_id AND made.work_id = owed.work_id AND owed.made"""
        )
        sums = SQL(
            """(SELECT new_id, sum(quantity) AS quantity, sum(done_quantity) AS done
                  FROM reorganised_owed GROUP BY new_id)"""
        )
        columns = self._copied(
            "child.plan.deliverable",
            "old",
            id=SQL("owed.new_id"),
            assignment_id=SQL("owed.work_id"),
            unit_id=SQL("owed.heir_id"),
            quantity=SQL("sums.quantity"),
            done_quantity=SQL("sums.done"),
        )
        self._insert_copies(
            "child.plan.deliverable",
            columns,
            SQL(
                """reorganised_owed AS owed JOIN child_plan_deliverable AS old ON old.id = owed.main_id
                     JOIN %s AS sums ON sums.new_id = owed.new_id
                    WHERE owed.made AND owed.old_id = owed.main_id ORDER BY owed.new_id""",
                sums,
            ),
            ("quantity", "done_quantity"),
        )
        self._update_rows(
            "child_plan_deliverable",
            ["quantity", "done_quantity"],
            SQL(
                """SELECT there.id, there.quantity + sums.quantity,
                          COALESCE(there.done_quantity, 0) + COALESCE(sums.done, 0)
                     FROM child_plan_deliverable AS there JOIN %s AS sums ON sums.new_id = there.id
                    WHERE there.id IN (SELECT new_id FROM reorganised_owed WHERE NOT made)""",
                sums,
            ),
        )
        self._insert_rows(
            "child_plan_deliverable_evidence_rel",
            ["child_plan_deliverable_id", "ir_attachment_id"],
            SQL(
                """SELECT DISTINCT owed.new_id::int, link.ir_attachment_id FROM reorganised_owed AS owed
                     JOIN child_plan_deliverable_evidence_rel AS link ON link.child_plan_deliverable_id = owed.old_id"""
            ),
        )
        # as _compute_progress of assignments: the mean share of the deliverables that is done, rounded down
        self._update_rows(
            "child_plan_assignment",
            ["progress"],
            SQL(
                """SELECT assignment_id, floor(100 * avg(LEAST(COALESCE(done_quantity, 0) / quantity, 1)))::int
                     FROM child_plan_deliverable WHERE assignment_id IN (SELECT work_id FROM reorganised_owed)
                    GROUP BY assignment_id"""
            ),
        )
        self._move_files("child.plan.deliverable", SQL("SELECT old_id, new_id::int FROM reorganised_owed"))
        self.env.cr.execute("DROP TABLE reorganised_owed")

    def _carry_milestones(self):
        """Copy the steps of the most advanced predecessor, with what they wait for."""
        self.env.cr.execute(
            """CREATE TEMP TABLE reorganised_step ON COMMIT DROP AS
               SELECT step.id AS old_id, nextval('child_plan_milestone_id_seq')::int AS new_id, work.new_id
                   AS work_id, heir_id
                 FROM reorganised_work AS work JOIN child_plan_milestone AS step ON step.assignment_id = work.main_id
                WHERE work.made AND work.old_id = work.main_id"""
        )
        columns = self._copied(
            "child.plan.milestone",
            "old",
            id=SQL("step.new_id"),
            assignment_id=SQL("step.work_id"),
            unit_id=SQL("step.heir_id"),
        )
        self._insert_copies(
            "child.plan.milestone",
            columns,
            SQL(
                "reorganised_step AS step JOIN child_plan_milestone AS old ON old.id = step.old_id ORDER BY step.new_id"
            ),
            ("name", "due_on", "done_on"),
        )
        self._insert_rows(
            "child_plan_milestone_depends_rel",
            ["milestone_id", "depends_on_id"],
            SQL(
                """SELECT step.new_id, COALESCE(other.new_id, link.depends_on_id)
                     FROM reorganised_step AS step
                     JOIN child_plan_milestone_depends_rel AS link ON link.milestone_id = step.old_id
                     LEFT JOIN reorganised_step AS other ON other.old_id = link.depends_on_id"""
            ),
        )
        self.env.cr.execute("DROP TABLE reorganised_step")

    def _carry_evidence(self):
        self._insert_rows(
            "child_plan_assignment_evidence_rel",
            ["child_plan_assignment_id", "ir_attachment_id"],
            SQL(
                """SELECT DISTINCT work.new_id::int, link.ir_attachment_id FROM reorganised_work AS work
                     JOIN child_plan_assignment_evidence_rel AS link ON link.child_plan_assignment_id = work.old_id"""
            ),
        )
        work = SQL("SELECT old_id, new_id::int FROM reorganised_work")
        self._move_files("child.plan.assignment", work)
        self._update_rows(
            "mail_activity",
            ["res_id"],
            SQL(
                """SELECT activity.id, work.new_id FROM mail_activity AS activity JOIN (%s) AS work ON old_id = res_id
                    WHERE res_model = 'child.plan.assignment'""",
                work,
            ),
        )

    def _move_files(self, model, pairs):
        """Have those who may read the new rows read the files of the old ones, too."""
        self._update_rows(
            "ir_attachment",
            ["res_id"],
            SQL(
                """SELECT file.id, pair.new_id FROM ir_attachment AS file JOIN (%s) AS pair ON pair.old_id = file.res_id
                    WHERE file.res_model = %s""",
                pairs,
                model,
            ),
        )

    def _carry_requests(self):
        """Carry on the request for more time of the most advanced predecessor; withdraw those of the others."""
        self._update_rows(
            "child_plan_extension",
            ["assignment_id", "unit_id", "state", "decision_note"],
            SQL(
                """SELECT request.id, CASE WHEN goes_on THEN work.new_id::int ELSE request.assignment_id END,
                          CASE WHEN goes_on THEN work.heir_id ELSE request.unit_id END,
                          CASE WHEN goes_on THEN request.state ELSE 'withdrawn' END,
                          CASE WHEN goes_on THEN request.decision_note ELSE %s END
                     FROM child_plan_extension AS request JOIN reorganised_work AS work
                         ON work.old_id = request.assignment_id
                    CROSS JOIN LATERAL (SELECT work.made AND work.old_id = work.main_id AS goes_on) AS chosen
                    WHERE request.state = 'asked'""",
                self._reason(),
            ),
        )
