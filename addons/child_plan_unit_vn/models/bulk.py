"""Writes official units and the bodies below them into the tree: one COPY a place, however many rows it has."""

import io
from collections import defaultdict
from typing import NamedTuple

from odoo import fields

from odoo.addons.child_plan.lib.unit_words import KINDS, search_text

from ..lib import Recogniser, Row, body_key

LEVELS = ("province", "district", "commune")
PLACE = ("id", "parent_id", "parent_path", "province_id", "district_id", "commune_id", "valid_from", "valid_to")
NAMES = ("name", "short_name", "abbreviation", "code", "former_names", "search_text", "kind", "level", "sector_id")
REST = ("external", "sequence", "next_working_day", "active", "create_uid", "write_uid", "create_date", "write_date")
BELOW_BODIES = 500  # the sequence of authorities: they stand after the bodies of the one above
AT_A_TIME = 1_000  # ids taken from the sequence


class Place(NamedTuple):
    """An authority in the tree, from which its bodies and the units below it take their place."""

    id: int | None
    path: str
    above: tuple  # ids of its province, district and commune


def authorities(env):
    """Return the rows of all authorities of the tree, also of archived ones that have kept their code."""
    env.flush_all()
    env.cr.execute(
        """SELECT unit.id, unit.level, coalesce(unit.code, ''), unit.name, unit.valid_from, unit.valid_to,
                  unit.parent_id, parent.level, unit.parent_path
             FROM child_plan_unit AS unit LEFT JOIN child_plan_unit AS parent ON parent.id = unit.parent_id
            WHERE unit.kind = 'authority' AND unit.level IN %s AND (unit.active OR unit.code != '')
            ORDER BY unit.id""",
        [LEVELS],
    )
    return [Row(*row) for row in env.cr.fetchall()]


class Bulk:
    """Loads places: official units with all below them as of a day, and their bodies. What is there stays as it is.

    Reads the tree and the usual bodies once: serves several places one after the other, which never share a unit.
    """

    def __init__(self, env, official, day, groups):
        self.env, self.official, self.day = env, official, day
        rows = env["child.plan.unit.template"].sudo().search(env["child.plan.unit"]._valid_domain(day))
        self._with_own = {(row.authority_id.id, row.level) for row in rows if row.authority_id}
        self._templates = defaultdict(list)  # {(id of the authority or False, level): rows}
        for row in rows.filtered(lambda row: row.group in groups):
            self._templates[row.authority_id.id, row.level].append(row)
        self._general = env.ref("child_plan.child_plan_sector_general").id
        self._ids = iter(())
        now = fields.Datetime.now()
        self._stamps = (env.uid, env.uid, now, now)
        self._bodies, self._named = {}, []
        self._recogniser = Recogniser(official, authorities(env), day)

    def load(self, states, top, is_top=False, within=""):
        """Load ``states``, the first of which is the place, and return how many units were made and recognised.

        :param top: the unit below which the place lies, empty for a root; or the place itself, with ``is_top``
        :param within: the path of the units that the user keeps: what is there elsewhere is left alone
        """
        lines, places, known = [], {}, []
        base = Place(top.id or None, top.parent_path or "", tuple(top[f"{level}_id"].id or None for level in LEVELS))
        for number, state in enumerate(states):
            parent = base if not number else places.get(state.parent)
            if not parent:
                continue  # it lies below a unit that is elsewhere
            if is_top and not number:
                place = base
                known.append(top.id)
                self._name(top.id, state)
            elif row := self._recogniser.find(state, parent.id):
                if not row.parent_path.startswith(within):
                    continue  # another authority has it
                place = Place(row.id, row.parent_path, self._above(state, parent, row.id))
                known.append(row.id)
                self._name(row.id, state)
            else:
                place = self._place(parent, state)
                lines.append(self._authority_line(state, place, parent))
            places[state.code] = place
        lines += self._body_lines(states, places, known)
        self._copy(lines)
        self._complete()
        return len(lines), len(known)

    def _name(self, id_, state):
        self._named.append((id_, state.code, ", ".join(self.official.earlier_names(state))))

    def _complete(self):
        """Give the units that were there their code and earlier names, where these were not entered; bring archived
        ones back.
        """
        if not self._named:
            return
        self.env.cr.execute(
            """UPDATE child_plan_unit AS unit
                  SET active = TRUE,
                      former_names = coalesce(nullif(unit.former_names, ''), nullif(found.former_names, '')),
                      code = CASE WHEN unit.code != '' OR EXISTS (
                                 SELECT FROM child_plan_unit AS other
                                  WHERE other.code = found.code AND other.level = unit.level
                                    AND other.valid_from IS NOT DISTINCT FROM unit.valid_from)
                             THEN unit.code ELSE found.code END
                 FROM unnest(%s, %s, %s) AS found (id, code, former_names)
                WHERE unit.id = found.id
                  AND (unit.code IS NULL OR unit.code = '' OR unit.former_names IS NULL OR NOT unit.active)
            RETURNING unit.id""",
            list(map(list, zip(*self._named, strict=True))),
        )
        units = self.env["child.plan.unit"].browse(id_ for (id_,) in self.env.cr.fetchall())
        units.invalidate_recordset(["active", "code", "former_names"])
        self.env.add_to_compute(units._fields["search_text"], units)
        self._named = []

    def _place(self, parent, state):
        id_ = self._next_id()
        return Place(id_, f"{parent.path}{id_}/", self._above(state, parent, id_))

    def _above(self, state, parent, id_):
        return tuple(id_ if level == state.level else above for level, above in zip(LEVELS, parent.above, strict=True))

    def _next_id(self):
        id_ = next(self._ids, None)
        if id_ is None:
            self.env.cr.execute("SELECT nextval('child_plan_unit_id_seq') FROM generate_series(1, %s)", [AT_A_TIME])
            self._ids = iter([id_ for (id_,) in self.env.cr.fetchall()])
            id_ = next(self._ids)
        return id_

    def _authority_line(self, state, place, parent):
        place_name, earlier = state.full_name, self.official.earlier_names(state)
        names = (
            f"UBND {place_name}",
            place_name,
            None,
            state.code,
            ", ".join(earlier) or None,
            search_text(state.code, f"UBND {place_name}", place_name, *earlier),
            "authority",
            state.level,
            self._general,
        )
        rest = (False, BELOW_BODIES, True, True, *self._stamps)
        end = self._place_end(place, state)
        return f"{_encoded((place.id, parent.id, place.path))}\t{end}\t{_encoded((*names, *rest))}\n"

    def _place_end(self, place, state):
        """Return the last columns of PLACE, those that an authority shares with its bodies."""
        return _encoded((*place.above, state.since, self.official.last_day(state)))

    def _body_lines(self, states, places, known):
        """Return the lines of the bodies that the authorities of ``places`` do not have yet."""
        there = defaultdict(set)
        if known:
            self.env.cr.execute("SELECT parent_id, name FROM child_plan_unit WHERE parent_id = ANY(%s)", [known])
            for parent_id, name in self.env.cr.fetchall():
                there[parent_id].add(body_key(name))
        lines = []
        for state in states:
            if parent := places.get(state.code):
                end = self._place_end(parent, state)
                for names, words in self._bodies_of(state, parent.path):
                    if names.isdisjoint(there[parent.id]):
                        id_ = self._next_id()
                        lines.append(f"{id_}\t{parent.id}\t{parent.path}{id_}/\t{end}\t{words}")
        return lines

    def _bodies_of(self, state, path):
        """Return ``[(keys of its names, the end of its line)]`` of the usual bodies of an authority.

        A body is there by any of its names: Công an xã stays so where the xã has become a phường, and Trạm Y tế xã is
        Trạm Y tế.
        """
        steps = [int(step) for step in path.split("/") if step] if self._with_own else []
        owner = next((id_ for id_ in reversed(steps) if (id_, state.level) in self._with_own), False)
        key = owner, state.level, state.kind
        if key not in self._bodies:
            rows = [row for row in self._templates[owner, state.level] if row._is_for(state.kind)]
            self._bodies[key] = [self._body(row, state.kind, number) for number, row in enumerate(rows, 1)]
        return self._bodies[key]

    def _body(self, row, kind, number):
        vals = row._unit_vals(kind)
        found_by = search_text(vals["name"], *vals["abbreviation"].split(","))
        names = (vals["name"], None, vals["abbreviation"] or None, None, None, found_by, vals["kind"], vals["level"])
        rest = (vals["sector_id"] or None, row.sector_id.external, 10 * number, True, True, *self._stamps)
        return {body_key(row.name.replace("{kind}", each)) for each in KINDS}, _encoded((*names, *rest)) + "\n"

    def _copy(self, lines):
        if lines:
            columns = ", ".join((*PLACE, *NAMES, *REST))
            self.env.cr.copy_expert(f"COPY child_plan_unit ({columns}) FROM STDIN", io.StringIO("".join(lines)))


def _encoded(values):
    """Return values as COPY reads them."""
    return "\t".join("\\N" if value is None else str(value).replace("\\", "\\\\") for value in values)
