"""Numbers of assignments by what they lie below, added up from rows, and brought up to date by what changed."""

from ..status import STATUSES, TO_DO

#: what the counts of a row stand for, in this order: every status but cancelled, and what waits for confirmation
COUNTED = (*(status for status in STATUSES if status != "cancelled"), "submitted")
#: those of the whole
MEASURED = (*COUNTED, "cancelled", "extension", "due_7", "due_30")
WORK = len(COUNTED) - 1  # the first of them add up to all work that is not cancelled
NOTHING = (0,) * len(MEASURED)
INDEX = {name: index for index, name in enumerate(MEASURED)}


class Counts:
    """Numbers (``MEASURED``) of the whole and by group: unit, plan, sector, level, heat (unit and plan).

    They are never changed, so that many may read them: ``plus`` makes others.
    """

    def __init__(self, groups=None):
        self.groups = groups or {name: {} for name in ("total", "unit", "plan", "sector", "level", "heat")}

    def plus(self, rows, branches, sign=1):
        """These, and ``rows`` as ``_count_rows`` finds them by unit, plan, sector and level; ``branches``: the unit
        below of a row's unit. The same object where there are no rows.
        """
        if not rows:
            return self
        added = {name: {} for name in self.groups}
        for owner, plan, sector, level, status, state, pending, number, due_7, due_30, _progress in rows:
            found = [(INDEX[status], number)]
            if state == "submitted":
                found.append((INDEX["submitted"], number))
            if pending:
                found.append((INDEX["extension"], number))
            if status in TO_DO and state != "submitted":
                found += [(INDEX["due_7"], due_7), (INDEX["due_30"], due_30)]
            branch = branches[owner]
            keys = (None, branch, plan, sector, level, (branch, plan))
            for group, key in zip(added.values(), keys, strict=True):
                numbers = group.get(key) or group.setdefault(key, [0] * len(MEASURED))
                for index, value in found:
                    numbers[index] += sign * value
        return Counts(
            {
                name: known
                | {
                    key: tuple(map(sum, zip(known[key], numbers, strict=True))) if key in known else tuple(numbers)
                    for key, numbers in added[name].items()
                }
                for name, known in self.groups.items()
            }
        )

    @property
    def total(self):
        return self.get("total", None)

    def get(self, group, key):
        return self.groups[group].get(key, NOTHING)

    def sizes(self, group):
        """``{key: work}`` of what has work that is not cancelled."""
        sizes = {key: sum(numbers[:WORK]) for key, numbers in self.groups[group].items()}
        return {key: size for key, size in sizes.items() if size}

    def keys(self, group):
        """What has work that is not cancelled."""
        return list(self.sizes(group))

    def only(self, group, keys):
        return Counts({**self.groups, group: {key: self.groups[group][key] for key in keys}})
