import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...lib.clock import today
from .take_turns import take_turns
from .unit_past import KEPT

AT_ONCE = 20_000  # rows that are carried over while the user waits

_logger = logging.getLogger(__name__)


class ChildPlanReorganisation(models.Model):
    """Applies a reorganisation in one transaction, and undoes it.

    The areas above extend ``_carry_over`` for what they keep of units. All of it is SQL on whole tables, so that the
    reform of a nation takes minutes; a transaction that is killed leaves nothing, and to everybody else everything
    changes at once.
    """

    _inherit = "child.plan.reorganisation"

    def action_apply(self):
        """Apply it at once, or in the background where much is to be carried over."""
        self._check_mine()
        self._check_draft()
        self._check_ready()
        for row in self.sudo():
            if row._size() > AT_ONCE:
                row.write({"state": "waiting", "applied_by": self.env.uid, "error": False})
                self.env.ref("child_plan.child_plan_cron_reorganise").sudo()._trigger()
            else:
                row._apply()
        return True

    @api.model
    def _cron_apply(self):
        """Apply what is too large to wait for, each in one transaction; whoever pressed the button is told."""
        cron, waiting = self.env["ir.cron"], [("state", "=", "waiting")]
        cron._commit_progress(remaining=self.search_count(waiting))
        while row := self.search(waiting, order="id", limit=1):
            user = row.applied_by
            row.with_user(user).with_context(lang=user.lang).sudo()._apply_or_stop()
            if not cron._commit_progress(1, remaining=self.search_count(waiting)):
                return

    def _apply_or_stop(self):
        """Apply this one, or make it a draft again that says why it cannot be applied."""
        user = self.env.user
        try:
            with self.env.cr.savepoint():
                self._check_ready()
                self._apply()
            subject = self.env._("Applied: %s", self.name)
        except OperationalError:  # a concurrent write or a lost connection: the next run repeats it
            raise
        except UserError as error:
            self.write({"state": "draft", "error": str(error)})
        except Exception:
            _logger.exception("Reorganisation %s cannot be applied", self.id)
            words = self.env._("An unexpected error; the administrator finds it in the server's log.")
            self.write({"state": "draft", "error": words})
        if self.state == "draft":
            subject = self.env._("Applying has stopped: %s", self.name)
        system = self.with_user(SUPERUSER_ID)  # Odoo notifies nobody of their own messages
        system.message_notify(partner_ids=user.partner_id.ids, subject=subject, body=self.error or subject)

    def action_undo(self):
        self._check_mine()
        for row in self:
            if row.state != "applied":
                raise UserError(self.env._("Only what has been applied can be undone."))
            row.sudo()._undo()
        return True

    # -- applying --

    def _apply(self):
        """Apply this draft. Call with ``sudo()`` after the checks."""
        self.ensure_one()
        take_turns(self)
        units = self._touched()
        take_turns(units)
        carried = self._preview(self._carried_lines())
        self._make_units()
        self._set_heirs()
        self._change_units()
        self._end_units()
        self._place_units()
        self.env.invalidate_all()
        self._carry_users()
        self._carry_members()
        self._carry_over()
        self.env.invalidate_all(flush=False)
        (units | self.new_unit_ids.unit_id)._on_renamed()
        (units | self.new_unit_ids.unit_id)._tree_changed()
        self.write({"state": "applied", "applied_on": today(), "applied_by": self.env.uid, "error": False})
        if carried:
            self._message_log(body=carried)

    def _carry_over(self):
        """Carry over what is open at the units that end. Extend in each area that keeps something of units."""

    def _add_to_journal(self, rows):
        """Add ``rows`` to the journal. The area that has one extends this."""

    def _reason(self):
        basis = (self.basis or "").strip().splitlines()
        return f"{self.name} ({basis[0]})" if basis else self.name

    def _ended_ids(self):
        """Return the ids of the units that end, as a list for ``= ANY``."""
        return self._ending().unit_id.ids

    def _heir(self, unit, model=None, key=None):
        """Return SQL of the unit to which something of ``unit`` goes; NULL where that is not decided.

        :param model: what is decided one by one, with SQL of its ``key``: a decision with no heir leaves it
        """
        # aliases that no caller uses: theirs must not be hidden
        default = SQL(
            """SELECT by_rule.heir_id FROM child_plan_reorganisation_line AS by_rule
                WHERE by_rule.reorganisation_id = %s AND by_rule.unit_id = %s
                  AND (by_rule.kind = 'merge' OR (by_rule.kind = 'split' AND by_rule.is_default))""",
            self.id,
            unit,
        )
        if not model:
            return SQL("(%s)", default)
        return SQL(
            """(SELECT found_heir.heir_id FROM (
                    SELECT 0 AS found_rank, chosen.heir_id FROM child_plan_reorganisation_choice AS by_choice
                      LEFT JOIN child_plan_reorganisation_line AS chosen ON chosen.id = by_choice.line_id
                     WHERE by_choice.reorganisation_id = %s AND by_choice.unit_id = %s AND by_choice.res_model = %s
                       AND by_choice.res_id = %s
                     UNION ALL SELECT 1, rest.heir_id FROM (%s) AS rest) AS found_heir ORDER BY found_rank LIMIT 1)""",
            self.id,
            unit,
            model,
            key,
            default,
        )

    def _make_units(self):
        unmade = self.new_unit_ids.filtered(lambda new: not new.unit_id)
        units = self.env["child.plan.unit"].create(unmade._prepare_units())
        for new, unit in zip(unmade, units, strict=True):
            new.unit_id = unit
        self.env.flush_all()
        self._keep_made("child_plan_unit", self.new_unit_ids.unit_id.ids)

    def _keep_made(self, table, ids):
        """Keep that the rows ``ids`` of ``table`` were added."""
        made = SQL(
            "(SELECT id AS row_id, NULL::jsonb AS before, '{}'::jsonb AS after FROM unnest(%s::int[]) AS id) AS made",
            ids,
        )
        self.env.cr.execute(self._keep("insert", table, made))

    def _set_heirs(self):
        for line in self.line_ids:
            line.heir_id = line.successor_id or line.new_unit_id.unit_id
        self.env.flush_all()

    def _change_units(self):
        """Give units their new names, kinds and places; keep what they were."""
        lines = self.line_ids.filtered(lambda line: line.kind == "change")
        if not lines:
            return
        self._keep_past(lines.unit_id)
        columns = {
            "name": SQL("COALESCE(line.new_name, unit.name)"),
            "short_name": SQL(
                "COALESCE(line.new_short_name, CASE WHEN line.new_name IS NULL THEN unit.short_name END)"
            ),
            "kind": SQL("COALESCE(line.new_kind, unit.kind)"),
            "level": SQL("COALESCE(line.new_level, unit.level)"),
            "code": SQL("COALESCE(line.new_code, unit.code)"),
            "parent_id": SQL("COALESCE(line.new_parent_id, made.unit_id, unit.parent_id)"),
            "former_names": SQL(
                """CASE WHEN COALESCE(line.new_name, unit.name) = unit.name THEN unit.former_names
                        ELSE concat_ws(', ', NULLIF(unit.former_names, ''), unit.name) END"""
            ),
        }
        rows = [
            {
                "unit_id": line.unit_id.id,
                "kind": "unit",
                "old_value": line.unit_id.complete_name,
                "new_value": line.new_name or line.unit_id.name,
                "reason": self._reason(),
            }
            for line in lines
        ]
        self._update_rows(
            "child_plan_unit",
            list(columns),
            SQL(
                """SELECT unit.id, %s FROM child_plan_reorganisation_line AS line
                     JOIN child_plan_unit AS unit ON unit.id = line.unit_id
                     LEFT JOIN child_plan_reorganisation_unit AS made ON made.id = line.new_parent_unit_id
                    WHERE line.id = ANY(%s)""",
                SQL(", ").join(columns.values()),
                lines.ids,
            ),
        )
        self._add_to_journal(rows)

    def _keep_past(self, units):
        """Keep what these units were until the day before."""
        before = fields.Date.subtract(self.day, days=1)
        since = SQL("(SELECT max(past.valid_to) + 1 FROM child_plan_unit_past AS past WHERE past.unit_id = unit.id)")
        columns = SQL(", ").join(SQL.identifier("unit", name) for name in KEPT)
        self._insert_rows(
            "child_plan_unit_past",
            ["unit_id", "valid_from", "valid_to", *KEPT],
            SQL(
                """SELECT unit.id, COALESCE(%s, unit.valid_from), %s::date, %s FROM child_plan_unit AS unit
                    WHERE id = ANY(%s) AND NOT EXISTS (
                          SELECT FROM child_plan_unit_past AS past WHERE unit_id = unit.id AND past.valid_to = %s)""",
                since,
                before,
                columns,
                units.ids,
                before,
            ),
        )

    def _end_units(self):
        """End units the day before; name their heirs; place them below the heir by rule, whose history they are.

        So those who follow the heir's work see what its predecessors did, and sums of an earlier time add up over the
        heirs. A unit that was split without an heir of the rest, or goes to another level, stays where it was: the one
        above it keeps its history.
        """
        ending = self._ending()
        if not ending:
            return
        self._keep_past(ending.filtered(lambda line: line._is_heir()).unit_id)
        rows = [
            {
                "unit_id": unit.id,
                "kind": "unit",
                "old_value": unit.complete_name,
                "new_value": ", ".join(lines.heir_id.mapped("name")) or self.env._("ended"),
                "reason": self._reason(),
            }
            for unit, lines in ending.grouped("unit_id").items()
        ]
        self._update_rows(
            "child_plan_unit",
            ["valid_to", "parent_id"],
            SQL(
                """SELECT unit.id, %s::date, COALESCE(heir.id, unit.parent_id) FROM child_plan_unit AS unit
                     LEFT JOIN child_plan_unit AS heir ON heir.id = %s AND heir.level = unit.level
                    WHERE unit.id = ANY(%s)""",
                fields.Date.subtract(self.day, days=1),
                self._heir(SQL("unit.id")),
                ending.unit_id.ids,
            ),
        )
        self._insert_rows(
            "child_plan_unit_succession_rel",
            ["predecessor_id", "successor_id"],
            SQL(
                """SELECT DISTINCT unit_id, heir_id FROM child_plan_reorganisation_line
                    WHERE id = ANY(%s) AND heir_id IS NOT NULL""",
                ending.ids,
            ),
        )
        self._add_to_journal(rows)

    def _place_units(self):
        """Bring the paths of the tree, and the level columns that follow from it, up to date."""
        self.env.flush_all()
        self.env.cr.execute(
            """WITH RECURSIVE tree AS (
                    SELECT id, id || '/' AS path FROM child_plan_unit WHERE parent_id IS NULL
                     UNION ALL
                    SELECT unit.id, tree.path || unit.id || '/'
                      FROM child_plan_unit AS unit JOIN tree ON unit.parent_id = tree.id)
               UPDATE child_plan_unit AS unit SET parent_path = tree.path FROM tree
                WHERE tree.id = unit.id AND unit.parent_path IS DISTINCT FROM tree.path"""
        )
        self.env.invalidate_all(flush=False)
        (self.line_ids.unit_id | self.new_unit_ids.unit_id)._store_levels()
        self.env.invalidate_all()

    def _carry_users(self):
        """Move people to the heirs of their units, with their roles; those who act for others, too."""
        heir = self._heir(SQL("link.unit_id"), "res.users", SQL("link.user_id"))
        moved = self._replace_links("child_plan_unit_user_rel", "unit_id", "user_id", heir)
        users, units = self.env["res.users"], self.env["child.plan.unit"]
        rows = []
        for user_id, old, new in moved:
            values = (self.env._("Units"), units.browse(old).name, units.browse(new).name)
            rows += users.browse(user_id)._child_plan_moved_rows(*values, units.browse(new))
        self._add_to_journal(rows)
        self._replace_links(
            "child_plan_deputy_unit_rel",
            "child_plan_unit_id",
            "child_plan_deputy_id",
            self._heir(SQL("link.child_plan_unit_id")),
            SQL("link.child_plan_deputy_id IN (SELECT id FROM child_plan_deputy WHERE state = 'active')"),
        )

    def _carry_members(self):
        """Replace units by their heirs where groups name their members one by one."""
        self._replace_links(
            "child_plan_unit_member_rel", "member_id", "collective_id", self._heir(SQL("link.member_id"))
        )

    # -- undoing --

    def _undo(self):
        """Undo it. Call with ``sudo()`` after the checks."""
        self.ensure_one()
        take_turns(self)
        if later := self._later():
            names = ", ".join(f"“{row.name}” ({row._in_words(row.day)})" for row in later)
            raise UserError(self.env._("Undo first what was built on it: %s", names))
        if words := self._gone_on_words():
            raise UserError(self.env._("It cannot be undone any more: %s.", "; ".join(words)))
        units = self._touched()
        take_turns(units)
        self._before_taking_back()
        self._take_back()
        self.env.invalidate_all(flush=False)
        made = self.new_unit_ids.unit_id
        # the journal names them: they stay, out of sight, and leave their code to others
        made.write({"active": False, "code": False})
        self._place_units()
        self.env.invalidate_all()
        self._after_taking_back()
        (units | made)._on_renamed()
        (units | made)._tree_changed()
        self.state = "undone"

    def _gone_on_words(self):
        """Return, in words, what has been built on it since. Extend."""
        models_by_table = {model._table: name for name, model in self.env.registry.items()}
        labels = {table: self.env["ir.model"]._get(name).name for table, name in models_by_table.items()}
        words = [f"{labels.get(table, self.env._('Links'))}: {count}" for table, count in self._gone_on()]
        made, lines = self.new_unit_ids.unit_id, self.line_ids.unit_id
        words += self._used_words(made)
        # units that an undone reorganisation has made are archived: they do not count
        if others := made.with_context(active_test=True).child_ids - lines - made:
            words.append(self.env._("new units below: %s", ", ".join(others.mapped("name"))))
        query = SQL(
            """SELECT count(*) FROM child_plan_unit_user_rel AS link WHERE unit_id = ANY(%s) AND to_jsonb(link) NOT IN (
                   SELECT after FROM child_plan_reorganisation_change
                    WHERE reorganisation_id = %s AND table_name = 'child_plan_unit_user_rel'
                        AND operation = 'insert')""",
            made.ids,
            self.id,
        )
        if users := self.env.execute_query(query)[0][0]:
            words.append(self.env._("people who came since: %s", users))
        return words

    def _uses(self, units):
        """Return ``[(model, domain of its rows that name the units)]`` of what people make for a unit. Extend."""
        return []

    def _used_words(self, made):
        """Return, in words, what people have made for the units that were made, beside what came to them."""
        words = []
        for model, domain in self._uses(made) if made else ():
            table = self.env[model]._table
            query = SQL(
                """SELECT row_id FROM child_plan_reorganisation_change
                    WHERE reorganisation_id = %s AND table_name = %s""",
                self.id,
                table,
            )
            came = {id_ for (id_,) in self.env.execute_query(query)}
            rows = self.env[model].with_context(active_test=False).search(domain)
            if count := len(set(rows.ids) - came):
                words.append(f"{self.env['ir.model']._get(model).name}: {count}")
        return words

    def _before_taking_back(self):
        """Extend with what has to be done before rows are what they were."""

    def _after_taking_back(self):
        """Extend with what has to be done when rows are what they were."""


class ResUsers(models.Model):
    _inherit = "res.users"

    def _child_plan_moved_rows(self, label, old, new, unit):
        """Return the rows of the journal of a change of these people's units. The area that has one extends this."""
        return []
