import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, groupby

from ...lib.journal_chain import Seal, Verifier, head_line, row_hash, seal_hash
from .append_only import protect, unprotected

_logger = logging.getLogger(__name__)

# What of a row is sealed. A column that is added later is not sealed: the hashes of earlier rows must stay.
SEALED = (
    "id",
    "day",
    "happened_at",
    "user_id",
    "user_name",
    "user_unit",
    "kind",
    "plan_id",
    "task_id",
    "assignment_id",
    "unit_id",
    "account_id",
    "old_value",
    "new_value",
    "reason",
    "state",
    "due_on",
    "submitted_on",
)
LINE = SQL("jsonb_build_array(%s)::text", SQL(", ").join(SQL.identifier("journal", name) for name in SEALED))
ROWS = 1_000  # rows of one seal at most
AT_ONCE = 100_000  # rows sealed in one transaction
READ = 20_000  # rows read at once
LATE = timedelta(hours=1)  # no transaction is open longer; a row that is not sealed after that is a finding
TABLES = ("child_plan_journal", "child_plan_journal_seal")


class ChildPlanJournalSeal(models.Model):
    """A seal over rows of the journal, in the chain of the authority whose plan or unit they concern.

    ``lib/journal_chain.py`` says what is hashed. Rows are sealed by a job each minute, in batches, so that those who
    work wait for nothing, and a statement that adds 33,000 rows stays one statement. A row that is not sealed yet is
    protected by the trigger alone.

    The table also has the columns ``journal_ids`` and ``row_hashes``: the rows and their hashes, in that order.
    """

    _name = "child.plan.journal.seal"
    _description = "Seal of the Journal"
    _order = "id desc"
    _rec_name = "number"
    _log_access = False

    authority_id = fields.Many2one(
        "child.plan.unit", "Chain of", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    number = fields.Integer(required=True, readonly=True, aggregator="max")
    sealed_at = fields.Datetime(required=True, readonly=True, index=True)
    row_count = fields.Integer("Sealed rows", required=True, readonly=True)
    last_row_id = fields.Integer(required=True, readonly=True, aggregator="max")
    digest = fields.Char("SHA-256", required=True, readonly=True)

    # Two jobs cannot both continue a chain.
    _number_unique = models.UniqueIndex("(COALESCE(authority_id, 0), number)")

    def init(self):
        self.env.cr.execute(
            """ALTER TABLE child_plan_journal_seal
                 ADD COLUMN IF NOT EXISTS journal_ids integer[] NOT NULL,
                 ADD COLUMN IF NOT EXISTS row_hashes bytea NOT NULL"""
        )
        protect(self.env.cr, self._table)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self.env._("The journal is sealed by the system."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("The journal cannot be changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise AccessError(self.env._("The journal cannot be changed."))

    def action_check_journal(self):
        return self.env["child.plan.check"].action_check_journal()

    def action_export(self):
        return {"type": "ir.actions.act_url", "url": "/child_plan/journal_export", "target": "self"}

    @api.readonly
    def action_view_rows(self):
        self.ensure_one()
        self.check_access("read")
        rows = SQL("SELECT unnest(journal_ids) FROM child_plan_journal_seal WHERE id = %s", self.id)
        ids = [id_ for (id_,) in self.env.execute_query(rows)]
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_journal_action")
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    # -- sealing --

    @api.model
    def _cron_seal(self):
        """Seal the new rows; on the first run of a day all that are not sealed, however old."""
        last = self.env.context.get("lastcall")
        everything = not last or last.date() < fields.Date.today()
        cron = self.env["ir.cron"]
        while sealed := self._seal(everything):
            if not cron._commit_progress(sealed, remaining=int(sealed == AT_ONCE)):
                return

    @api.model
    def _seal(self, everything=False):
        """Seal up to ``AT_ONCE`` rows and return their number.

        Looks among rows after those sealed an hour ago: earlier ones are sealed, unless a transaction took that long.
        With ``everything``, looks among all.
        """
        floor = 0
        if not everything:
            early = SQL("SELECT max(last_row_id) FROM child_plan_journal_seal WHERE sealed_at < %s", self._late())
            floor = self.env.execute_query(early)[0][0] or 0
        rows = self.env.execute_query(
            SQL("%s ORDER BY journal.id LIMIT %s", self._unsealed(floor, SQL("journal.id, %s", LINE)), AT_ONCE)
        )
        rows.sort(key=lambda row: row[0])  # by chain; within it they stay in the order of their ids
        chains = {chain: [row[1:] for row in of_chain] for chain, of_chain in groupby(rows, lambda row: row[0])}
        heads = self._heads(chains)
        sealed_at = fields.Datetime.now()
        seals = []
        for chain, of_chain in chains.items():
            number, before = heads.get(chain, (0, b""))
            for start in range(0, len(of_chain), ROWS):
                batch = of_chain[start : start + ROWS]
                hashes = b"".join(row_hash(line) for _id, line in batch)
                number, before = number + 1, seal_hash(chain, number + 1, str(sealed_at), before, hashes)
                ids = [id_ for id_, _line in batch]
                count = len(ids)
                digest = before.hex()
                seals.append((chain or None, number, sealed_at, count, ids[-1], digest, ids, psycopg2.Binary(hashes)))
            # whoever rewrites a chain in the database cannot rewrite a log on another machine
            _logger.info("Journal of authority %s sealed: seal %s, %s", chain, number, before.hex())
        if seals:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO child_plan_journal_seal (authority_id, number, sealed_at, row_count, last_row_id,
                                                            digest, journal_ids, row_hashes) VALUES %s""",
                    SQL(", ").join(seals),
                )
            )
        return len(rows)

    def _late(self):
        return fields.Datetime.now() - LATE

    def _unsealed(self, floor, columns):
        """Return a SELECT of the chain and ``columns`` of the rows above ``floor`` that have no seal.

        The chain is that of the plan's issuer, else of the authority at or above the unit, else 0.
        """
        return SQL(
            """WITH sealed AS MATERIALIZED (
                    SELECT unnest(journal_ids) AS id FROM child_plan_journal_seal WHERE last_row_id > %(floor)s)
               SELECT COALESCE(plan.issuer_id, unit.commune_id, unit.district_id, unit.province_id,
                               NULLIF(split_part(unit.parent_path, '/', 1), '')::int, 0) AS chain, %(columns)s
                 FROM child_plan_journal AS journal
                 LEFT JOIN child_plan AS plan ON plan.id = journal.plan_id
                 LEFT JOIN child_plan_unit AS unit ON unit.id = journal.unit_id
                WHERE journal.id > %(floor)s AND NOT EXISTS (SELECT FROM sealed WHERE sealed.id = journal.id)""",
            floor=floor,
            columns=columns,
        )

    def _heads(self, chains):
        """Return ``{chain: (number, hash)}`` of the last seals of ``chains``."""
        rows = self.env.execute_query(
            SQL(
                """SELECT chain, number, digest FROM unnest(%s::int[]) AS chain
                    CROSS JOIN LATERAL (SELECT number, digest FROM child_plan_journal_seal
                                         WHERE COALESCE(authority_id, 0) = chain
                                         ORDER BY number DESC LIMIT 1) AS seal""",
                list(chains),
            )
        )
        return {chain: (number, bytes.fromhex(digest)) for chain, number, digest in rows}

    # -- verifying --

    @api.model
    def _verify(self, domain=fields.Domain.TRUE, known=None):
        """Check the seals of ``domain`` and the rows that have none. Return (``Verifier``, what is wrong in words).

        :param known: ``{chain: (number, hash as hex)}`` of seals that were noted outside the database
        """
        verifier, problems = Verifier(), []
        tables = unprotected(self.env.cr, TABLES)
        problems += [self.env._("Nothing refuses changes of the table %s: its trigger is missing.", t) for t in tables]
        chains = self._chains(domain)
        for seal, rows in self._read(domain):
            problems += [self._in_words(finding, seal) for finding in verifier.check(seal, rows)]
        for chain, (number, digest) in (known or {}).items():
            of_chain = [("authority_id", "=", chain or False), ("number", "=", number), ("digest", "=", digest)]
            if not self.sudo().search_count(of_chain):
                problems.append(
                    self.env._(
                        "%(chain)s: seal %(number)s is not the one that was noted earlier; the chain was written anew.",
                        chain=self._name_of(chain),
                        number=number,
                    )
                )
        late = self._tail(chains)[1]
        if late:
            problems.append(
                self.env._("%s rows of the journal are older than an hour and not sealed: the job stands still.", late)
            )
        return verifier, problems

    def _chains(self, domain):
        """Return the chains of the seals of ``domain``; None for all."""
        if fields.Domain(domain).is_true():
            return None
        return [authority.id or 0 for (authority,) in self.sudo()._read_group(domain, ["authority_id"])]

    def _tail(self, chains=None):
        """Return how many rows of ``chains`` (default all) are not sealed, and how many of these for over an hour."""
        [counts] = self.env.execute_query(
            SQL(
                """SELECT count(*), count(*) FILTER (WHERE create_date < %s) FROM (%s) AS tail WHERE %s""",
                self._late(),
                self._unsealed(0, SQL("journal.create_date")),
                SQL("TRUE") if chains is None else SQL("chain = ANY(%s)", chains),
            )
        )
        return counts

    def _read(self, domain):
        """Yield ``(Seal, [(row id, line or None)])`` of the seals of ``domain`` by chain and number."""
        query = self.sudo()._search(domain)
        query.order = SQL("COALESCE(authority_id, 0), number")
        ids, count = [], 0
        for id_, rows in self.env.execute_query(query.select("id", "row_count")):
            if count + rows > READ:
                yield from self._read_seals(ids)
                ids, count = [], 0
            ids.append(id_)
            count += rows
        yield from self._read_seals(ids)

    def _read_seals(self, ids):
        query = SQL(
            """SELECT COALESCE(seal.authority_id, 0) AS chain, seal.number, seal.sealed_at,
                      seal.row_hashes, seal.digest,
                      array_agg(row.id ORDER BY row.place), array_agg(%s ORDER BY row.place)
                 FROM child_plan_journal_seal AS seal
                CROSS JOIN LATERAL unnest(seal.journal_ids) WITH ORDINALITY AS row (id, place)
                 LEFT JOIN child_plan_journal AS journal ON journal.id = row.id
                WHERE seal.id = ANY(%s) GROUP BY seal.id ORDER BY chain, seal.number""",
            SQL("CASE WHEN journal.id IS NOT NULL THEN %s END", LINE),
            ids,
        )
        for chain, number, sealed_at, hashes, digest, rows, lines in self.env.execute_query(query):
            seal = Seal(chain, number, str(sealed_at), bytes(hashes), bytes.fromhex(digest))
            yield seal, list(zip(rows, lines, strict=True))

    def _name_of(self, chain):
        unit = self.env["child.plan.unit"].sudo().browse(chain)
        return unit.display_name if chain else self.env._("Without an authority")

    def _in_words(self, finding, seal):
        values = {"chain": self._name_of(finding.chain), "number": finding.number, "row": finding.row}
        values["day"] = fields.Datetime.context_timestamp(self, fields.Datetime.to_datetime(seal.sealed_at)).strftime(
            "%d/%m/%Y %H:%M"
        )
        match finding.kind:
            case "changed":
                return self.env._("%(chain)s: row %(row)s was changed after it was sealed on %(day)s.", **values)
            case "gone":
                return self.env._("%(chain)s: row %(row)s, sealed on %(day)s, was removed.", **values)
            case "missing":
                return self.env._("%(chain)s: seal %(number)s is missing.", **values)
        return self.env._("%(chain)s: seal %(number)s does not follow from its rows and the one before.", **values)

    # -- export --

    @api.model
    def _export(self, domain=fields.Domain.TRUE):
        """Yield the lines of an export of the seals that the user can read, for ``lib/journal_chain.check_export``.

        Of a seal with a row that the user cannot read there is the head alone.
        """
        journal = self.env["child.plan.journal"]
        readable = fields.Domain("id", "in", self._search(domain))
        for seal, rows in self._read(readable):
            ids = [id_ for id_, line in rows if line]
            shown = len(ids) == len(rows) and (self.env.su or journal.search_count([("id", "in", ids)]) == len(ids))
            yield head_line(seal, len(rows), self._name_of(seal.chain), shown)
            if shown:
                yield from (line for _id, line in rows)
