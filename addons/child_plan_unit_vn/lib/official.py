"""The official units of the country in each state since before the reform of 1 July 2025, and what went into what.

A unit is a level, a code and its first day: most units of the reform carry the code of one of their parts, so that a
code alone is no identity. ``since`` is empty for units that were there before the set begins. The states of a unit
follow one another without a gap; a change of kind keeps the unit.
"""

import csv
import io
import lzma
from collections import defaultdict
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from .names import full_name

DATA = Path(__file__).parents[1] / "data"
REFORM = date(2025, 7, 1)


class Unit(NamedTuple):
    """One state of one unit."""

    level: str
    code: str
    since: date | None  # the unit's first day, if it is known
    kind: str
    name: str
    parent: str  # the code of the district or province above it
    valid_from: date | None
    valid_to: date | None

    @property
    def key(self):
        return self.level, self.code, self.since

    @property
    def full_name(self):
        return full_name(self.kind, self.name)

    def is_valid(self, day):
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day <= self.valid_to)


class Official:
    """The set, read once and kept: 14,000 states."""

    def __init__(self, folder=DATA):
        self.states = [
            Unit(level, code, _day(since), kind, name, parent, _day(valid_from), _day(valid_to))
            for level, code, since, kind, name, parent, valid_from, valid_to in _rows(folder / "units.csv.xz")
        ]
        self._of_code = defaultdict(list)
        for state in self.states:
            self._of_code[state.level, state.code].append(state)
        self.mapping = [(old, new, default == "1") for old, new, default in _rows(folder / "mapping.csv.xz")]
        self._into, self._from = defaultdict(list), defaultdict(list)
        for old, new, default in self.mapping:
            self._into[old].append((new, default))
            self._from[new].append(old)
        self._changes = {state.valid_from for state in self.states if state.valid_from}
        self._trees = {}

    def tree(self, day):
        """Return ``{(level, code): state}`` of all units of ``day``, those above first."""
        first = self._first_like(day)
        if first not in self._trees:
            self._trees[first] = {(s.level, s.code): s for s in self.states if s.is_valid(day)}
        return self._trees[first]

    def _first_like(self, day):
        """Return the last day of a change up to ``day``: the tree is the same since."""
        return max((change for change in self._changes if change <= day), default=None)

    def on(self, level, code, day):
        """Return the state in which the unit with this code is on ``day``, or None."""
        return next((state for state in self._of_code[level, code] if state.is_valid(day)), None)

    def of_code(self, level, code):
        """Return all states of all units that have had this code."""
        return self._of_code[level, code]

    def states_of(self, unit):
        """Return all states of the unit that ``unit`` is a state of, the earliest first."""
        return [state for state in self._of_code[unit.level, unit.code] if state.since == unit.since]

    def last_day(self, unit):
        """Return the last day of the unit, None if it still exists."""
        return self.states_of(unit)[-1].valid_to

    def below(self, level, code, day):
        """Return ``[state]`` of the unit and of all below it on ``day``, each after the one above it."""
        found = []
        codes = set()  # those of two levels differ in their length
        for state in self.tree(day).values():
            if (state.level, state.code) == (level, code) or state.parent in codes:
                codes.add(state.code)
                found.append(state)
        return found

    def successors(self, unit):
        """Return ``[(state, whether it is the default)]`` of what a unit that ended with the reform went into."""
        if self.last_day(unit) is None:
            return []
        day = self.last_day(unit) + timedelta(days=1)
        if unit.level == "commune" or unit.code in self._into:
            return [(self.on("commune", code, day), default) for code, default in self._into[unit.code]]
        counts = defaultdict(int)
        for part in self._communes_of(unit):
            for code, default in self._into[part]:
                target = self.on("commune", code, day)
                place = target if unit.level == "district" else self.on("province", target.parent, day)
                counts[place] += default
        most = max(counts.values(), default=0)
        best = next((place for place, number in counts.items() if number == most), None)
        return [(place, place == best) for place in counts]

    def predecessors(self, unit):
        """Return the states, on the eve of the reform, of the units that went into this one whole or in part."""
        if unit.since != REFORM:
            return []
        eve = unit.since - timedelta(days=1)
        if unit.level == "commune":
            found = (self.on("commune", c, eve) or self.on("district", c, eve) for c in self._from[unit.code])
            return list(found)
        codes = {code for code, places in self._provinces.items() if unit.code in places}
        return [self.on("province", code, eve) for code in sorted(codes)]

    def earlier_names(self, unit):
        """Return the full names under which the place was known: those of its states and of its predecessors, with
        their districts: "phường Trúc Bạch (quận Ba Đình)".
        """
        states = [*self.states_of(unit), *self.predecessors(unit)]
        return list(dict.fromkeys(self._in_district(state) for state in states if state.full_name != unit.full_name))

    def _in_district(self, state):
        eve = REFORM - timedelta(days=1)
        district = self.on("district", state.parent, eve) if state.level == "commune" else None
        return f"{state.full_name} ({district.full_name})" if district else state.full_name

    def _communes_of(self, unit):
        """Return the codes on the eve of the reform of a district's or province's communes, and of its islands."""
        eve = REFORM - timedelta(days=1)
        below = self.below(unit.level, unit.code, eve)
        return [state.code for state in below if state.code in self._into and state.level != "province"]

    @cached_property
    def _provinces(self):
        """Return ``{code of an old province: codes of the new ones that have a part of it}``."""
        eve, found = REFORM - timedelta(days=1), defaultdict(set)
        for old, new, _default in self.mapping:
            state = self.on("commune", old, eve)
            district = self.on("district", state.parent if state else old, eve)
            found[district.parent].add(self.on("commune", new, REFORM).parent)
        return found


@cache
def official():
    """Return the set that comes with the addon."""
    return Official()


def _rows(path):
    with lzma.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from list(csv.reader(io.StringIO(stream.read())))[1:]


def _day(text):
    return date.fromisoformat(text) if text else None
