"""Units are found as people type them, and sort as Vietnamese does."""

import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.unit_words import query_words, search_text

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
            unit.search_text = search_text(
                unit.code, unit.name, unit.short_name, *(unit.abbreviation or "").split(","), *unit._former_list()
            )

    def _former_list(self):
        return re.split(r",\s*", self.former_names or "")

    @api.model
    def _search_display_name(self, operator, value):
        """Find the units that bear all words: in their names, or the first ones there and the rest in the names of the
        authorities above them, such as "xã Tân Tiến tỉnh Hà Giang".
        """
        words = query_words(value)[:MOST_WORDS] if operator == "ilike" and isinstance(value, str) else []
        return _bearing(words) if words else super()._search_display_name(operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Begin with the units of today whose names have the words in this order; tell apart those of one name."""
        words = query_words(name)[:MOST_WORDS] if operator == "ilike" else []
        if not words:
            return super().name_search(name, domain, operator, limit)
        domain = Domain("display_name", operator, name) & Domain(domain or Domain.TRUE)
        first = Domain("search_text", "like", f"| {' '.join(words)}") & self._valid_domain(today())
        units = self.search_fetch(first & domain, ["display_name"], limit=limit)
        if limit is None or len(units) < limit:
            rest = domain & Domain("id", "not in", units.ids)
            units += self.search_fetch(rest, ["display_name"], limit=limit and limit - len(units))
        return units._told_apart()

    def _told_apart(self):
        """Return ``[(id, display name)]``, with the province behind names that occur twice."""
        names = self.sudo().mapped("display_name")
        twice = {name for name in names if names.count(name) > 1}
        return [
            (unit.id, f"{name}, {unit.province_id.short_name or unit.province_id.name}")
            if name in twice and unit.province_id and unit.province_id != unit
            else (unit.id, name)
            for unit, name in zip(self.sudo(), names, strict=True)
        ]


def _bearing(words):
    """Return the domain of the units that bear these words, see ``_search_display_name``."""
    own = [f"% {_literal(word)}%" for word in words]
    beginnings = [(f"%| {_literal(' '.join(words[:number]))} %", own[number:]) for number in range(1, len(words))]

    def to_sql(model, alias, _query):
        text = model._field_to_sql(alias, "search_text")
        in_own = SQL("%s LIKE ALL(%s)", text, own)
        if not beginnings:
            return in_own
        above = SQL(
            "(SELECT string_agg(search_text, '') FROM child_plan_unit AS above"
            " WHERE above.id IN (%s) AND above.id != %s)",
            SQL(", ").join(SQL.identifier(alias, name) for name in ABOVE),
            SQL.identifier(alias, "id"),
        )
        split = (SQL("(%s LIKE %s AND %s LIKE ALL(%s))", text, begin, above, rest) for begin, rest in beginnings)
        # each of these has the first word: most rows are left at once
        return SQL("(%s LIKE %s AND (%s OR %s))", text, own[0], in_own, SQL(" OR ").join(split))

    return Domain.custom(to_sql=to_sql)


def _literal(text):
    return re.sub(r"([%_\\])", r"\\\1", text)
