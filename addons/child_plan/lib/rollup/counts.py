"""Numbers of assignments by group, summed from rows and updated by changes."""

from ..status import STATUSES, TO_DO

#: The numbers of a row, in this order: each status but cancelled, and work that waits for confirmation.
COUNTED = (*(status for status in STATUSES if status != "cancelled"), "submitted")
#: The numbers of the whole page.
MEASURED = (*COUNTED, "cancelled", "extension", "due_7", "due_30")
WORK = len(COUNTED) - 1  # the first WORK numbers add up to all work that is not cancelled
NOTHING = (0,) * len(MEASURED)
INDEX = {name: index for index, name in enumerate(MEASURED)}


class Counts:
    """Numbers (``MEASURED``) of the whole page and by group: unit, plan, sector, level, heat (unit and plan).

    Instances are immutable, so that threads can share them; ``plus`` returns a new one.
    """

    def __init__(self, groups=None):
        self.groups = groups or {name: {} for name in ("total", "unit", "plan", "sector", "level", "heat")}

    def plus(self, rows, branches, sign=1):
        """Return the sum of these numbers and of ``rows``; the same object if there are none.

        :param rows: rows of ``_count_rows`` by unit, plan, sector and level
        :param branches: ``{unit of a row: the unit below the page's unit that it counts for}``
        """
        if not rows:
            return self
        added = {name: {} for name in self.groups}
        for owner, plan, sector, level, status, state, pending, number, due_7, due_30, _progress in rows:
            increments = [(INDEX[status], number)]
            if state == "submitted":
                increments.append((INDEX["submitted"], number))
            if pending:
                increments.append((INDEX["extension"], number))
            if status in TO_DO and state != "submitted":
                increments += [(INDEX["due_7"], due_7), (INDEX["due_30"], due_30)]
            branch = branches[owner]
            keys = (None, branch, plan, sector, level, (branch, plan))
            for group, key in zip(added.values(), keys, strict=True):
                numbers = group.get(key) or group.setdefault(key, [0] * len(MEASURED))
                for index, value in increments:
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
        """Return ``{key: amount of work}`` of the keys with work that is not cancelled."""
        sizes = {key: sum(numbers[:WORK]) for key, numbers in self.groups[group].items()}
        return {key: size for key, size in sizes.items() if size}

    def keys(self, group):
        """Return the keys with work that is not cancelled."""
        return list(self.sizes(group))

    def only(self, group, keys):
        return Counts({**self.groups, group: {key: self.groups[group][key] for key in keys}})
