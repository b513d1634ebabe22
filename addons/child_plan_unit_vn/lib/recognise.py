"""Which rows of the tree are which official units. A code says it but for units that took over that of a part."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from .names import name_key


class Row(NamedTuple):
    """An authority of the tree."""

    id: int
    level: str
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    parent_id: int | None
    parent_level: str | None
    parent_path: str


class Recogniser:
    def __init__(self, official, rows, day):
        self.official, self.day = official, day
        self._by_code, self._by_name = defaultdict(list), defaultdict(list)
        self._valid = [row for row in rows if _is_valid(row, day)]
        for row in self._valid:
            if row.code:
                self._by_code[row.level, row.code].append(row)
            else:
                self._by_name[row.level, row.parent_id, name_key(row.name)].append(row)

    def find(self, state, parent_id):
        """Return the row that is the unit of ``state``, or None: by its code, else by its name below ``parent_id``."""
        for row in self._by_code[state.level, state.code]:
            if self._is(row, state):
                return row
        rows = self._by_name[state.level, parent_id, name_key(state.full_name)]
        return rows[0] if len(rows) == 1 else None

    def strangers(self, state):
        """Return the rows that bear the code of ``state`` and are the unit that ended before it."""
        return [row for row in self._by_code[state.level, state.code] if not self._is(row, state)]

    def left_over(self, path):
        """Return the rows below ``path`` that are units of the set which do not exist on that day."""
        found = []
        for row in self._valid:
            if row.code and row.parent_path.startswith(path) and self.official.of_code(row.level, row.code):
                state = self.official.on(row.level, row.code, self.day)
                if not state or not self._is(row, state):
                    found.append(row)
        return found

    def _is(self, row, state):
        if row.valid_from and row.valid_from == state.since:
            return True
        key, own, others = name_key(row.name), *self._names(state)
        if (key in own) != (key in others):
            return key in own
        if state.level == "commune" and (row.parent_level == "district") != (len(state.parent) == 3):
            return False
        return not (state.since and row.valid_from and row.valid_from < state.since)

    def _names(self, state):
        """Return the keys of the unit's names, and of those of the other unit that has had its code."""
        own, others = set(), set()
        for each in self.official.of_code(state.level, state.code):
            (own if each.since == state.since else others).add(name_key(each.full_name))
        return own, others


def state_of(official, row, day, province=None):
    """Return the official unit that an authority is, or None: by its code, else by a name that only one has.

    :param province: the code of the province in which to look for a name
    """
    if row.code and (state := official.on(row.level, row.code, day)):
        return state if Recogniser(official, [row], day).find(state, row.parent_id) else None
    key = name_key(row.name)
    found = [
        state
        for state in official.tree(day).values()
        if state.level == row.level and key in (name_key(state.full_name), name_key(state.name))
    ]
    if province and len(found) > 1:
        below = {state.key for state in official.below("province", province, day)}
        found = [state for state in found if state.key in below]
    return found[0] if len(found) == 1 and not row.code else None


def _is_valid(row, day):
    return (not row.valid_from or row.valid_from <= day) and (not row.valid_to or day <= row.valid_to)
