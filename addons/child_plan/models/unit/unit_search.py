"""Units are found as people type them, and sort as Vietnamese does."""

import re
from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...lib.clock import today
from ...lib.unit_words import plain, query_words, search_text

COLLATION = "vi-x-icu"
MOST_WORDS = 12  # of a query; what follows says nothing more
ABOVE = ("commune_id", "district_id", "province_id")


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    former_names = fields.Char("Earlier names", help="The unit is found by these, too. Separated by commas")
    search_text = fields.Char(compute="_compute_search_text", store=True, help="What the unit is found by")

    def init(self):
        """Have PostgreSQL sort names as Vietnamese does: Đ after D, Ấ among the A's.

        Databases sort by the bytes of the letters, as Odoo makes them. Where PostgreSQL was built without ICU they go
        on to do so.
        """
        self.env.cr.execute(
            """SELECT coalesce(held.collname, '') FROM pg_attribute
                 LEFT JOIN pg_collation AS held ON held.oid = attcollation
                WHERE attrelid = %s::regclass AND attname = 'name'
                  AND EXISTS (SELECT FROM pg_collation WHERE collname = %s)""",
            [self._table, COLLATION],
        )
        found = self.env.cr.fetchone()
        if found and found[0] != COLLATION:
            names = SQL.identifier(self._table), SQL.identifier(COLLATION)
            self.env.cr.execute(SQL("ALTER TABLE %s ALTER name TYPE varchar COLLATE %s", *names))
        return super().init()

    @api.depends("name", "short_name", "abbreviation", "code", "former_names")
    def _compute_search_text(self):
        for unit in self:
            unit.search_text = unit._words_to_find()

    def _words_to_find(self):
        abbreviations = (self.abbreviation or "").split(",")
        return search_text(self.code, self.name, self.short_name, *abbreviations, *self._former_list())

    def _on_renamed(self):
        """Bring what these units are found by up to date after SQL has changed their names; nothing else of them."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_unit AS unit SET search_text = found.words
                     FROM unnest(%s::int[], %s::text[]) AS found (id, words)
                    WHERE unit.id = found.id AND unit.search_text IS DISTINCT FROM found.words""",
                self.ids,
                [unit._words_to_find() for unit in self],
            )
        )
        self.invalidate_recordset(["search_text"])

    def _former_list(self):
        return re.split(r",\s*", self.former_names or "")

    @api.model
    def _search_display_name(self, operator, value):
        """Find the units that bear all words: in their names, or the first or the last ones there and the rest in the
        names of the authorities above them, such as "xã Tân Tiến tỉnh Hà Giang" and "Hà Giang, xã Tân Tiến".
        """
        words = query_words(value)[:MOST_WORDS] if operator == "ilike" and isinstance(value, str) else []
        return _bearing(words) if words else super()._search_display_name(operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Begin with the units of today whose names have the words in this order, the present ones before earlier ones;
        tell apart those of one name.
        """
        words = query_words(name)[:MOST_WORDS] if operator == "ilike" else []
        if not words:
            return super().name_search(name, domain, operator, limit)
        domain = Domain("display_name", operator, name) & Domain(domain or Domain.TRUE)
        today_ = self._valid_domain(today())
        units = self.browse()
        for first in (
            Domain("search_text", "like", f"| {' '.join(words)}") & today_,
            _bearing(words, in_order=True) & today_,
            Domain.TRUE,
        ):
            if limit is None or len(units) < limit:
                rest = first & domain & Domain("id", "not in", units.ids)
                found = self.search_fetch(rest, ["display_name"], limit=limit and limit - len(units))
                units += found.sorted(lambda unit: -_words_in(words, plain(unit.name)))
        return units._told_apart()

    def _told_apart(self):
        """Return ``[(id, display name)]``, with the province behind names that occur twice, then the first day or the
        code.
        """
        units = self.sudo()
        names = dict(zip(self.ids, units.mapped("display_name"), strict=True))
        for mark in (
            lambda unit: unit.province_id != unit and (unit.province_id.short_name or unit.province_id.name),
            lambda unit: unit.valid_from and self.env._("from %s", format_date(self.env, unit.valid_from)) or unit.code,
        ):
            number = Counter(names.values())
            marks = {unit.id: mark(unit) for unit in units if number[names[unit.id]] > 1}
            names |= {id_: f"{names[id_]}, {words}" for id_, words in marks.items() if words}
        return list(names.items())


def _bearing(words, in_order=False):
    """Return the domain of the units that bear these words, see ``_search_display_name``; with ``in_order`` only of
    those whose names are the first words or the last, and what lies above them has the rest one after the other.
    """
    own = [f"% {word}%" for word in words]
    splits = [(words[:number], words[number:]) for number in range(1, len(words))]
    pairs = [
        (f"%| {' '.join(name)} %", [f"% {' '.join(above)} %"] if in_order else [f"% {word}%" for word in above])
        for first, last in splits
        for name, above in ((first, last), (last, first))
    ]

    def to_sql(model, alias, _query):
        text = model._field_to_sql(alias, "search_text")
        if not pairs:
            return SQL("FALSE") if in_order else SQL("%s LIKE ALL(%s)", text, own)
        split = SQL(" OR ").join(
            SQL(
                "(unit.search_text LIKE %s AND concat(c.search_text, d.search_text, p.search_text) LIKE ALL(%s))", *pair
            )
            for pair in pairs
        )
        # joins, since subqueries of each row look so dear that PostgreSQL compiles the query, which takes seconds
        return SQL(
            """%s IN (SELECT unit.id FROM child_plan_unit AS unit
                        LEFT JOIN child_plan_unit AS c ON c.id = unit.commune_id AND c.id != unit.id
                        LEFT JOIN child_plan_unit AS d ON d.id = unit.district_id AND d.id != unit.id
                        LEFT JOIN child_plan_unit AS p ON p.id = unit.province_id AND p.id != unit.id
                       WHERE unit.search_text LIKE ANY(%s) AND (%s OR %s))""",
            SQL.identifier(alias, "id"),
            [own[0], own[-1]],  # of each of these: most rows are left at once
            SQL("FALSE") if in_order else SQL("unit.search_text LIKE ALL(%s)", own),
            split,
        )

    return Domain.custom(to_sql=to_sql)


def _words_in(words, name):
    """Return how many of ``words``, from the first one on, stand one after the other in ``name``."""
    return next((number for number in range(len(words), 0, -1) if " ".join(words[:number]) in name), 0)
