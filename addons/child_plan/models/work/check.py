import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.status import STATES

BLOCK = 2**20  # bytes of a file read at once
STANDS_STILL = {"hours": 1}  # a plan whose job has given out nothing for so long


class ChildPlanCheck(models.Model):
    """Checks work against its tasks and its journal, the journal against its seals, and files against their hashes."""

    _inherit = "child.plan.check"

    kind = fields.Selection(selection_add=[("journal", "Journal")], ondelete={"journal": "cascade"})

    def action_check_journal(self):
        """Have the chains of the own authorities and of those below checked in the background."""
        return self._begin({"kind": "journal"})

    def _chosen(self):
        return ("journal",) if self.kind == "journal" else super()._chosen()

    @api.model
    def _parts(self):
        return super()._parts() | {
            "work": self.env._("States and dates of work"),
            "facts": self.env._("Work as its journal has it"),
            "journal": self.env._("Journal and its seals"),
            "files": self.env._("Files and their hashes"),
            "issuing": self.env._("Plans being issued"),
        }

    def _check_journal(self):
        seals, domain = self.env["child.plan.journal.seal"], fields.Domain.TRUE
        if self.kind == "journal":
            domain = fields.Domain("id", "in", seals.with_user(self.create_uid)._search([]))
        verifier, problems = seals._verify(domain)
        return verifier.rows, problems

    def _check_work(self):
        """Look for what no decision could have written."""
        conditions = {
            self.env._("%s: it belongs to another plan than its task."): SQL("work.plan_id <> task.plan_id"),
            self.env._("%s: it counts for another sector than its task."): SQL(
                "work.sector_id IS DISTINCT FROM task.sector_id"
            ),
            self.env._("%s: its state is none."): SQL("work.state NOT IN %s", tuple(STATES)),
            self.env._("%s: it was handed in, but has no day on which it was."): SQL(
                "work.state = 'submitted' AND work.submitted_on IS NULL"
            ),
            self.env._("%s: it is done, but has no day on which it was confirmed."): SQL(
                "work.state = 'done' AND work.confirmed_on IS NULL"
            ),
            self.env._("%s: its mark “more time asked” is not what its requests say."): SQL(
                """COALESCE(work.extension_pending, FALSE) <> EXISTS (
                        SELECT FROM child_plan_extension AS asked
                         WHERE asked.assignment_id = work.id AND asked.state = 'asked')"""
            ),
            self.env._("%s: it was given out, but its task is a draft."): SQL(
                "task.state = 'draft' AND plan.state NOT IN ('issuing') AND work.state <> 'cancelled'"
            ),
            self.env._("%s: it was given out, but its plan is a draft."): SQL("plan.state = 'draft'"),
        }
        found = []
        for words, condition in conditions.items():
            rows = self.env.execute_query(
                SQL(
                    """SELECT work.id FROM child_plan_assignment AS work
                         JOIN child_plan_task AS task ON task.id = work.task_id
                         JOIN child_plan AS plan ON plan.id = work.plan_id
                        WHERE %s ORDER BY work.id""",
                    condition,
                )
            )
            found += self._named("child.plan.assignment", [id_ for (id_,) in rows], words)
        return self._count("child_plan_assignment"), found

    def _check_facts(self):
        """Compare state, deadline and day of handing in with the last row of the journal."""
        rows = self.env.execute_query(
            SQL(
                """SELECT work.id FROM child_plan_assignment AS work
                     LEFT JOIN LATERAL (
                          SELECT state, due_on, submitted_on FROM child_plan_journal
                           WHERE assignment_id = work.id ORDER BY day DESC, id DESC LIMIT 1) AS last ON TRUE
                    WHERE (work.state, work.due_on, work.submitted_on)
                          IS DISTINCT FROM (last.state, last.due_on, last.submitted_on)
                    ORDER BY work.id"""
            )
        )
        words = self.env._("%s: state or dates are not those of the last row of its journal.")
        return self._count("child_plan_assignment"), self._named(
            "child.plan.assignment", [id_ for (id_,) in rows], words
        )

    def _check_files(self):
        """Read every file of our records, and compare it with its checksum and with its hash as evidence."""
        attachments, found = self.env["ir.attachment"], []
        rows = self.env.execute_query(
            SQL(
                """SELECT id, name, store_fname, checksum, child_plan_sha256 FROM ir_attachment
                    WHERE res_model LIKE 'child.plan%%' AND type = 'binary' AND store_fname IS NOT NULL"""
            )
        )
        for id_, name, path, checksum, sha256 in rows:
            digests = _digests(attachments._full_path(path))
            if digests is None:
                found.append(self.env._("File %(id)s, “%(name)s”, is missing.", id=id_, name=name))
            elif digests[0] != checksum:
                found.append(self.env._("File %(id)s, “%(name)s”, is harmed or cut off.", id=id_, name=name))
            elif sha256 and digests[1] != sha256:
                found.append(
                    self.env._("File %(id)s, “%(name)s”, is not what was handed in as evidence.", id=id_, name=name)
                )
        return len(rows), found

    def _check_issuing(self):
        plans = self.env["child.plan"].sudo().search([("issuing_by", "!=", False)])
        still = fields.Datetime.subtract(fields.Datetime.now(), **STANDS_STILL)
        found = [
            self.env._("%(plan)s: issuing has stopped: %(error)s", plan=plan.display_name, error=plan.issuing_error)
            for plan in plans.filtered("issuing_error")
        ]
        found += [
            self.env._("%s: is being issued, but nothing was given out for an hour.", plan.display_name)
            for plan in plans
            if not plan.issuing_error and plan.write_date < still
        ]
        return len(plans), found


def _digests(path):
    """Return SHA-1 and SHA-256 of a file, as hex; None if it cannot be read."""
    sha1, sha256 = hashlib.sha1(usedforsecurity=False), hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(BLOCK):
                sha1.update(block)
                sha256.update(block)
    except OSError:
        return None
    return sha1.hexdigest(), sha256.hexdigest()
