"""The journal refuses changes, and its seals show those that were made nevertheless."""

import psycopg2
from psycopg2.errors import RestrictViolation

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from ...lib import journal_chain
from ...upgrade import journal_opened
from ..common import PlanCase


class TestJournalSeal(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seals = cls.env["child.plan.journal.seal"]
        while cls.seals._seal(everything=True):
            pass

    def log(self, *values, unit=None):
        rows = [{"kind": "setting", "new_value": value, "unit_id": (unit or self.health).id} for value in values]
        return self.env["child.plan.journal"]._log(rows)

    def sealed(self, *values, unit=None):
        rows = self.log(*values, unit=unit)
        self.assertGreaterEqual(self.seals._seal(), len(values))
        return rows

    def problems(self, user=None, known=None):
        domain = [("id", "in", self.seals.with_user(user).search([]).ids)] if user else []
        verifier, problems = self.seals._verify(domain, known)
        self.heads = {chain: (number, digest.hex()) for chain, (number, digest) in verifier.heads.items()}
        return problems

    def force(self, query, *values):
        with journal_opened(self.env.cr):
            self.env.cr.execute(query, values)
        self.env.invalidate_all()

    def test_database_refuses_changes(self):
        row = self.sealed("a")
        for query in (
            "UPDATE child_plan_journal SET reason = 'x' WHERE id = %s",
            "DELETE FROM child_plan_journal WHERE id = %s",
            "TRUNCATE child_plan_journal",
            "DELETE FROM child_plan_journal_seal",
            "UPDATE child_plan_journal_seal SET number = number + 1",
            "SET LOCAL session_replication_role = replica; DELETE FROM child_plan_journal WHERE id = %s",
        ):
            with (
                self.subTest(query),
                mute_logger("odoo.sql_db"),
                self.assertRaises(RestrictViolation),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query, [row.id] if "%s" in query else None)
        self.assertFalse(self.problems())

    def test_refusal_is_shown_in_words(self):
        row = self.log("a")
        with mute_logger("odoo.sql_db"), self.assertRaises(RestrictViolation) as refused, self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM child_plan_journal WHERE id = %s", [row.id])
        message = self.env["child.plan.journal"]._sql_error_to_message(refused.exception)
        self.assertEqual(message, "The journal cannot be changed.")

    def test_changed_and_removed_rows_are_named(self):
        rows = self.sealed("a", "b", "c")
        self.force("UPDATE child_plan_journal SET new_value = 'B' WHERE id = %s", rows[1].id)
        self.force("DELETE FROM child_plan_journal WHERE id = %s", rows[2].id)
        found = " ".join(self.problems())
        self.assertIn(f"Huyện A: row {rows[1].id} was changed", found)
        self.assertIn(f"Huyện A: row {rows[2].id}, sealed on", found)
        self.assertNotIn(f"row {rows[0].id}", found)

    def test_rewritten_chain(self):
        """Hashes that fit the changed row do not fit the seal; a seal that fits does not fit what was noted."""
        row = self.sealed("a")
        self.problems()
        noted = dict(self.heads)
        self.force("UPDATE child_plan_journal SET new_value = 'A' WHERE id = %s", row.id)
        seal = self.seals.search([("authority_id", "=", self.district.id)], order="number desc", limit=1)
        [(_seal, [(_id, line)])] = list(self.seals._read([("id", "=", seal.id)]))
        hashes = journal_chain.row_hash(line)
        before = self.seals.search([("authority_id", "=", self.district.id), ("number", "=", seal.number - 1)])
        digest = journal_chain.seal_hash(
            self.district.id, seal.number, str(seal.sealed_at), bytes.fromhex(before.digest or ""), hashes
        )
        self.env.cr.execute("ALTER TABLE child_plan_journal_seal DISABLE TRIGGER USER")
        values = [psycopg2.Binary(hashes), seal.id]
        self.env.cr.execute("UPDATE child_plan_journal_seal SET row_hashes = %s WHERE id = %s", values)
        self.assertIn(f"Huyện A: seal {seal.number} does not follow", " ".join(self.problems()))
        values = [digest.hex(), seal.id]
        self.env.cr.execute("UPDATE child_plan_journal_seal SET digest = %s WHERE id = %s", values)
        self.env.invalidate_all()
        self.assertEqual(len(self.problems()), 1, "the trigger is off")
        found = self.problems(known=noted)
        self.assertIn(f"Huyện A: seal {seal.number} is not the one that was noted earlier", found[-1])
        self.env.cr.execute("DELETE FROM child_plan_journal_seal WHERE id = %s", [seal.id])
        self.env.cr.execute("ALTER TABLE child_plan_journal_seal ENABLE TRIGGER USER")

    def test_missing_seal_and_switched_off_trigger(self):
        self.sealed("a")
        self.sealed("b")
        last = self.seals.search([("authority_id", "=", self.district.id)], order="number desc", limit=2)[1]
        number = last.number
        self.env.cr.execute("ALTER TABLE child_plan_journal_seal DISABLE TRIGGER USER")
        self.env.cr.execute("DELETE FROM child_plan_journal_seal WHERE id = %s", [last.id])
        self.env.invalidate_all()
        found = " ".join(self.problems())
        self.assertIn(f"Huyện A: seal {number} is missing", found)
        self.assertIn("Nothing refuses changes of the table child_plan_journal_seal", found)

    def test_row_that_stays_unsealed(self):
        row = self.log("a")
        self.assertFalse(self.problems())
        self.force("UPDATE child_plan_journal SET create_date = now() - interval '2 hours' WHERE id = %s", row.id)
        self.assertIn("1 rows of the journal are older than an hour and not sealed", self.problems()[0])

    def test_chains_are_those_of_authorities(self):
        """A plan's rows are its issuer's; others those of the authority at or above the unit; sealed once each."""
        before = {chain: number for chain, (number, _digest) in self.seals._heads([self.ward_1.id]).items()}
        self.sealed("a", unit=self.school)
        self.assertEqual(self.seals._heads([self.ward_1.id])[self.ward_1.id][0], before.get(self.ward_1.id, 0) + 1)
        self.assertEqual(self.seals._seal(), 0)
        self.assertEqual(self.seals._seal(everything=True), 0)

    def test_who_reads_and_checks_what(self):
        self.sealed("a")
        self.sealed("b", unit=self.health_b)
        observer = self.user("t_auditor", "observer", self.district)
        seals = self.seals.with_user(observer)
        self.assertLessEqual(seals.search([]).authority_id, self.district | self.ward_1 | self.ward_2)
        self.assertIn(self.district, seals.search([]).authority_id)
        self.assertFalse(self.seals.with_user(self.user_health).search([]))
        for call in (
            lambda: seals.create({"number": 1}),
            lambda: seals.search([], limit=1).write({"number": 1}),
            lambda: seals.search([], limit=1).unlink(),
        ):
            with self.assertRaises(AccessError):
                call()
        seals.action_check_journal()
        check = self.env["child.plan.check"].with_user(observer).search([])
        self.assertEqual(check.state, "waiting")
        check.sudo()._run()
        self.assertEqual((check.state, check.problem_count), ("sound", 0))
        with self.assertRaises(AccessError):
            self.seals.search([("authority_id", "=", self.district_b.id)], limit=1).with_user(
                observer
            ).action_view_rows()
        self.env["child.plan.check"].with_user(self.user_health).action_check_journal()
        nothing = self.env["child.plan.check"].with_user(self.user_health).search([])
        nothing.sudo()._run()
        self.assertIn("Journal and its seals: 0 checked", nothing.result)
        foreign = self.env["child.plan.check"].with_user(self.user_district_b)
        self.assertFalse(foreign.search([]))
        with self.assertRaises(AccessError):
            foreign.action_check_all()

    def test_export(self):
        """An export says the same without the database; of rows that its reader cannot read it has the hash alone."""
        self.sealed("ghi chú\nhai dòng", "b")
        self.sealed("c", unit=self.ward_1)
        observer = self.user("t_auditor", "observer", self.district)
        lines = list(self.seals.with_user(observer)._export())
        verifier, findings = journal_chain.check_export(f"{line}\n" for line in lines)
        self.assertFalse(findings)
        self.problems(observer)
        heads = {chain: (number, digest.hex()) for chain, (number, digest) in verifier.heads.items()}
        self.assertEqual(heads, self.heads)
        self.assertTrue(any("hai dòng" in line for line in lines))
        forged = [line.replace("hai dòng", "ba dòng") for line in lines]
        self.assertEqual([finding.kind for finding in journal_chain.check_export(forged)[1]], ["broken"])
